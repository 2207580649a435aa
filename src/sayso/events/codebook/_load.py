"""Reads the data files into one frozen Codebook, once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast

from sayso.events.codebook._records import (
    CameoCode,
    Codebook,
    Composition,
    Condition,
    Context,
    Decision,
    EventTypeEntry,
    LightVerb,
    ModalAct,
    Mode,
    StatusCue,
    Trigger,
)

_mark = re.compile(r"\[([a-z0-9-]+)\]")
_condition = re.compile(r"(not:)?([a-z.|-]+)([=:])(\S.*)")
EMPTY = "."

MARKS = frozenset({"firm", "only"})
"""What stands among the conditions of a row and says how much the row counts."""


@lru_cache(maxsize=1)
def load() -> Codebook:
    """The codebook of this version of Sayso. Read once (some 30 ms), then shared.

    Raises ValueError, with file and line, where a data file is not well formed.
    """
    plover = _toml("plover.toml")
    cameo = {row.code: row for row in _cameo()}
    return Codebook(
        version=plover["version"],
        types={name: _type(name, entry) for name, entry in plover["types"].items()},
        contexts={name: _context(name, entry) for name, entry in _toml("contexts.toml").items()},
        cameo=cameo,
        defaults={pair: code.code for code in cameo.values() for pair in code.default_of},
        compositions=tuple(_compositions()),
        modal_acts=tuple(_modal_acts()),
        triggers=_triggers(_text("triggers.tsv")),
        light_verbs=_light_verbs(),
        status_cues=_status_cues(),
    )


@lru_cache(maxsize=1)
def decisions() -> Mapping[str, Decision]:
    """The decisions on the public material, by id. Reading a text needs none of them."""
    return {name: Decision(name, **entry) for name, entry in _toml("decisions.toml").items()}


def _text(name: str) -> str:
    return (files("sayso.events.codebook") / name).read_text(encoding="utf-8")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _rows(name: str, text: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of a file with tabs; comments, blank lines and the head are passed over."""
    head = True
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line[0] in "#@":
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise ValueError(f"{name}, line {n}: {len(cells)} cells where there should be {columns}")
        if head:
            head = False
            continue
        yield n, cells


def _none(cell: str) -> str | None:
    return None if cell == EMPTY else cell


def _type(name: str, entry: dict[str, Any]) -> EventTypeEntry:
    modes = {m: Mode(m, mode.get("score"), mode["means"]) for m, mode in entry["modes"].items()}
    return EventTypeEntry(
        name=cast(Any, name),
        quad=entry["quad"],
        recipient=entry["recipient"],
        score=entry["score"],
        definition=entry["definition"],
        modes=modes,
    )


def _context(name: str, entry: dict[str, Any]) -> Context:
    cues = [tuple(cue.split()) for cue in entry["cues"]]
    return Context(
        name=name,
        definition=entry["definition"],
        words=frozenset(cue[0] for cue in cues if len(cue) == 1),
        phrases=tuple(cue for cue in cues if len(cue) > 1),
        unless=tuple(entry.get("unless", ())),
    )


def _cameo() -> Iterator[CameoCode]:
    for _, (code, type_, mode, default, means) in _rows("cameo.tsv", _text("cameo.tsv"), 5):
        own = _none(mode)
        default_of = tuple(_default(d, type_, own) for d in default.split(",") if d != EMPTY)
        marks = tuple(_mark.findall(means))
        plain = _mark.sub("", means).strip()
        yield CameoCode(code, cast(Any, _none(type_)), own, default_of, plain, marks)


def _default(cell: str, type_: str, mode: str | None) -> tuple[str, str | None]:
    if cell == "*":
        return type_, mode
    other, slash, name = cell.partition("/")
    return (other, _none(name)) if slash else (type_, cell)


def _compositions() -> Iterator[Composition]:
    name = "compositions.tsv"
    for _, (act, type_, mode, prefix, result_mode, cameo) in _rows(name, _text(name), 6):
        prefix = "" if prefix == EMPTY else prefix
        yield Composition(cast(Any, act), type_, _none(mode), prefix, _none(result_mode), cameo)


def _modal_acts() -> Iterator[ModalAct]:
    name = "modal_acts.tsv"
    for _, (modals, negated, deeds, whose, act) in _rows(name, _text(name), 5):
        yield ModalAct(
            modals=frozenset(modals.split("|")),
            negated=None if negated == EMPTY else negated == "yes",
            deeds=frozenset(deeds.split("|")) if deeds != "any" else frozenset(),
            whose=cast(Any, whose),
            act=cast(Any, act),
        )


def _triggers(text: str) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """The trigger lexicon from the text of ``triggers.tsv``; rows of one word keep their order."""
    lists = dict(line[1:].split(" = ", 1) for line in text.split("\n") if line.startswith("@"))
    known: dict[str, Condition] = {}
    out: dict[tuple[str, str], list[Trigger]] = {}
    for n, cells in _rows("triggers.tsv", text, 8):
        try:
            for term in cells[6].split(",") if cells[6] != EMPTY else ():
                if term not in known and term not in MARKS and not term.startswith("actor="):
                    known[term] = parse_condition(term, lists)
            trigger = _trigger(n, cells, known)
        except (ValueError, KeyError) as error:
            raise ValueError(f"triggers.tsv, line {n}: {error}") from error
        out.setdefault((trigger.lemma, trigger.pos), []).append(trigger)
    return {key: tuple(rows) for key, rows in out.items()}


def _trigger(line: int, cells: list[str], known: dict[str, Condition]) -> Trigger:
    lemma, pos, type_, mode, cameo, recipient, needs, note = cells
    slots = recipient.split(",") if recipient != EMPTY else []
    terms = needs.split(",") if needs != EMPTY else []
    actor = next((t[6:] for t in terms if t.startswith("actor=")), "")
    return Trigger(
        lemma=lemma,
        pos=pos,
        type=None if type_ == "-" else cast(Any, type_),
        modes=tuple(mode.split("|")) if mode != EMPTY else (),
        cameo=_none(cameo),
        recipient=tuple([_path(s) for s in slots if not s.startswith("joint:")]),
        joint=tuple([_path(s[6:]) for s in slots if s.startswith("joint:")]),
        actor=tuple(_path(s) for s in actor.split("|")) if actor else (),
        needs=tuple(known[t] for t in terms if t in known),
        note="" if note == EMPTY else note,
        line=line,
        firm="firm" in terms,
        only="only" in terms,
    )


@cache
def _path(slot: str) -> tuple[str, ...]:
    return tuple(slot.split("."))


def parse_condition(term: str, lists: dict[str, str] | None = None) -> Condition:
    """Read one condition, for instance ``not:obj=@sanction|goal``; ``lists`` are the named word lists.

    Raises ValueError where it is no condition, KeyError where a list is not defined.
    """
    match = _condition.fullmatch(term)
    if match is None:
        raise ValueError(f"{term!r} is not a condition")
    negated, slots, op, values = match.groups()
    words: list[str] = []
    for value in values.split("|"):
        words.extend((lists or {})[value[1:]].split("|") if value.startswith("@") else [value])
    return Condition(
        slots=tuple(_path(s) for s in slots.split("|")),
        op=cast(Any, op),
        values=frozenset(words),
        negated=bool(negated),
    )


def _light_verbs() -> dict[str, tuple[LightVerb, ...]]:
    out: dict[str, list[LightVerb]] = {}
    name = "light_verbs.tsv"
    for _, (lemma, subject, is_event, status) in _rows(name, _text(name), 4):
        verb = LightVerb(lemma, cast(Any, subject), is_event == "yes", cast(Any, _none(status)))
        out.setdefault(lemma, []).append(verb)
    return {lemma: tuple(verbs) for lemma, verbs in out.items()}


def _status_cues() -> tuple[StatusCue, ...]:
    data = _toml("status_cues.toml")
    lists = ("verbs", "subject_of", "nouns", "adjectives", "modifiers")
    return tuple(
        StatusCue(
            name=name,
            status=data[name]["status"],
            **{key: frozenset(data[name][key]) for key in lists},
        )
        for name in data["order"]
    )
