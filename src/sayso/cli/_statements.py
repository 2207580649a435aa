"""Who said what: the attributions of a Reading as a tree, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import Group
from rich.text import Text

from sayso.cli._safe import quoted, safe
from sayso.cli._style import DIM, HEAD, STRONG, Flush, Hanging, Lines
from sayso.cli._words import UNKNOWN, Index, country_name, same_name
from sayso.records import Attribution

_KIND = {"direct": "D", "mixed": "M", "indirect": "I", "thought": "T", "stance": "S"}
_LOW = 0.5
"""Confidence below which a statement is marked as doubtful."""
_DEEPEST = 8
"""Levels that are indented; a statement further in says its depth instead."""


def statements(index: Index, shown: Collection[str]) -> Lines:
    """The statement tree, and the key to its letters."""
    found = index.reading.attributions
    if not found:
        return []
    lines: Lines = []
    for depth, attribution in _in_order(found):
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


def _in_order(found: tuple[Attribution, ...]) -> Iterator[tuple[int, Attribution]]:
    """Depth and attribution, each before those within it; siblings in the order of the text."""
    children: dict[str | None, list[Attribution]] = {}
    for attribution in found:
        children.setdefault(attribution.within, []).append(attribution)
    stack = [(0, attribution) for attribution in sorted(children.get(None, ()), key=_start, reverse=True)]
    while stack:
        depth, attribution = stack.pop()
        yield depth, attribution
        nested = sorted(children.get(attribution.id, ()), key=_start, reverse=True)
        stack += [(depth + 1, child) for child in nested]


def _start(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.content + attribution.cue + attribution.source
    return (min((start for start, _ in spans), default=0), -max((end for _, end in spans), default=0))


def _header(index: Index, attribution: Attribution, depth: int) -> Text:
    line = Text()
    name, words = index.speaker(attribution), index.words(attribution.source)
    line.append(name if name != UNKNOWN else "unknown speaker", style=STRONG if name != UNKNOWN else DIM)
    about = _about(index, attribution)
    if words and not same_name(words, name):
        about.insert(0, quoted(words))
    line.append(f" ({', '.join(about)})" if about else "", style=DIM)
    for other in attribution.co_speakers:
        line.append(f", {safe(index.actors[other].name)}", style=STRONG)
    cue = index.words(attribution.cue)
    line.append(f"  {cue or attribution.stance}")
    if cue and not _says_as_much(cue, attribution.stance):
        line.append(f" [{attribution.stance}]", style=DIM)
    if attribution.addressee in index.actors:
        line.append(f"  to {safe(index.actors[attribution.addressee].name)}")
    if attribution.confidence < _LOW:
        line.append(f"  (doubtful: {attribution.confidence:.2f})", style=DIM)
    if depth > _DEEPEST:
        line.append(f"  (level {depth + 1})", style=DIM)
    return line


def _says_as_much(cue: str, stance: str) -> bool:
    """Whether the words of the cue are a form of the stance's own verb, so that naming it adds nothing."""
    stem = stance[:3] if len(stance) < 6 else stance[:4]
    words = cue.casefold().split()
    return any(word.startswith(stem) or (stance == "says" and word == "said") for word in words)


def _about(index: Index, attribution: Attribution) -> list[str]:
    """The speaker's first role and country, where the record has them and the name does not say them."""
    actor = index.actors.get(attribution.speaker or "")
    if actor is None:
        return []
    about = [
        safe(role.title) for role in actor.roles[:1] if not same_name(safe(role.title), safe(actor.name))
    ]
    if actor.country is not None and not same_name(country_name(actor.country), safe(actor.name)):
        about.append(country_name(actor.country))
    return about


def _content(index: Index, attribution: Attribution) -> Text:
    words = index.words(attribution.content)
    return Text(quoted(words)) if words else Text("content unknown", style=DIM)
