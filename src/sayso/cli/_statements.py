"""Who said what: the attributions of a Reading as a tree, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection

from rich.console import Group
from rich.text import Text

from sayso.cli._style import DIM, HEAD, STRONG, Flush, Hanging, Lines
from sayso.records import Attribution
from sayso.wording import (
    DOUBTFUL,
    UNKNOWN,
    Index,
    about_speaker,
    in_order,
    quoted,
    safe,
    same_name,
    says_as_much,
)

_KIND = {"direct": "D", "mixed": "M", "indirect": "I", "thought": "T", "stance": "S"}
_DEEPEST = 8
"""Levels that are indented; a statement further in says its depth instead."""


def statements(index: Index, shown: Collection[str]) -> Lines:
    """The statement tree, and the key to its letters."""
    found = index.reading.attributions
    if not found:
        return []
    lines: Lines = []
    for depth, attribution in in_order(found):
        mark = _KIND.get(attribution.kind, "?")
        nested = ("└ " if depth else "") + mark
        if lines and not depth:
            lines.append(Text())
        indent = 3 * max(0, min(depth, _DEEPEST) - 1)
        entry = Group(_header(index, attribution, depth), _content(index, attribution))
        lines.append(Hanging(nested, entry, HEAD, indent=indent))
    used = [kind for kind in _KIND if any(a.kind == kind for a in found)]
    key = "  ".join(f"{_KIND[kind]} {kind}" for kind in used)
    lines += [Text(), Flush(Text(f"  {key}  └ said within the statement above it", style=DIM))]
    return lines


def _header(index: Index, attribution: Attribution, depth: int) -> Text:
    line = Text()
    name, words = index.speaker(attribution), index.words(attribution.source)
    line.append(name if name != UNKNOWN else "unknown speaker", style=STRONG if name != UNKNOWN else DIM)
    about = about_speaker(index, attribution)
    if words and not same_name(words, name):
        about.insert(0, quoted(words))
    line.append(f" ({', '.join(about)})" if about else "", style=DIM)
    for other in attribution.co_speakers:
        line.append(f", {safe(index.actors[other].name)}", style=STRONG)
    cue = index.words(attribution.cue)
    line.append(f"  {cue or attribution.stance}")
    if cue and not says_as_much(cue, attribution.stance):
        line.append(f" [{attribution.stance}]", style=DIM)
    if attribution.addressee in index.actors:
        line.append(f"  to {safe(index.actors[attribution.addressee].name)}")
    if attribution.confidence < DOUBTFUL:
        line.append(f"  (doubtful: {attribution.confidence:.2f})", style=DIM)
    if depth > _DEEPEST:
        line.append(f"  (level {depth + 1})", style=DIM)
    return line


def _content(index: Index, attribution: Attribution) -> Text:
    words = index.words(attribution.content)
    return Text(quoted(words)) if words else Text("content unknown", style=DIM)
