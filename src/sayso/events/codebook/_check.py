"""Does the codebook hold together? Run by a test; a release with problems does not leave the house."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sayso.events.codebook._load import decisions
from sayso.events.codebook._records import Codebook, Condition, Trigger
from sayso.records import EventType, Status

POS = ("verb", "noun", "adj")
FORMS = frozenset({"that", "to", "ing"})
KINDS = frozenset({"actor", "person", "official", "group", "place", "any"})
GRAMMAR = frozenset(
    {
        "subj",
        "obj",
        "iobj",
        "compl",
        "comp",
        "compsubj",
        "purpose",
        "poss",
        "mod",
        "adv",
        "prt",
        "head",
        "when",
        "done",
        "aux",
        "nearby",
        "prep",
        "none",
    }
)
PREPOSITIONS = frozenset(
    "about across after against along among around as at before behind between by during for from in into "
    "near of off on onto outside over since through till to toward towards under until upon via with "
    "without".split()
)


def check(book: Codebook) -> list[str]:
    """Everything in a codebook that does not hold together; an empty list is a sound codebook."""
    return [
        *_types(book),
        *_cameo(book),
        *_compositions(book),
        *_modal_acts(book),
        *_triggers(book),
        *_conditions(book),
        *_contexts(book),
        *_cues(book),
    ]


def _types(book: Codebook) -> Iterator[str]:
    if set(book.types) != set(get_args(EventType)):
        yield "plover.toml: the types are not those of the records"
    for entry in book.types.values():
        if entry.quad not in (1, 2, 3, 4):
            yield f"plover.toml: {entry.name} has quad class {entry.quad}"
        for mode in (None, *entry.modes):
            if (entry.name, mode) not in book.defaults:
                yield f"cameo.tsv: no default code for {entry.name}/{mode}"


def _cameo(book: Codebook) -> Iterator[str]:
    seen: set[tuple[str, str | None]] = set()
    for code in book.cameo.values():
        where = f"cameo.tsv: {code.code}"
        if not (3 <= len(code.code) <= 4 and code.code.isdigit()):
            yield f"{where} is not a code"
        if code.type is None:
            if code.mode or code.default_of:
                yield f"{where} has a mode or default without a type"
            continue
        for type_, mode in ((code.type, code.mode), *code.default_of):
            if type_ not in book.types or (mode is not None and mode not in book.types[type_].modes):
                yield f"{where}: {mode} is not a mode of {type_}"
        for pair in code.default_of:
            if pair in seen:
                yield f"{where}: a second default for {pair}"
            seen.add(pair)
        yield from (f"{where}: no decision {mark}" for mark in code.marks if mark not in decisions())


def _suits(book: Codebook, type_: str, modes: tuple[str, ...], cameo: str) -> bool:
    """Whether a CAMEO code may stand beside a type and modes."""
    code = book.cameo.get(cameo)
    if code is None:
        return False
    if any((type_, mode) in code.default_of for mode in modes or (None,)):
        return True
    return code.type == type_ and (code.mode is None or code.mode in modes)


def _compositions(book: Codebook) -> Iterator[str]:
    for row in book.compositions:
        where = f"compositions.tsv: {row.act} about {row.type}/{row.mode}/{row.cameo_prefix or '.'}"
        if row.act not in book.types or (row.type != "any" and row.type not in book.types):
            yield f"{where}: unknown type"
        elif row.mode is not None and row.mode not in book.types[row.type].modes:
            yield f"{where}: unknown mode"
        elif row.result_mode is not None and row.result_mode not in book.types[row.act].modes:
            yield f"{where}: unknown result mode"
        elif not _suits(book, row.act, (row.result_mode,) if row.result_mode else (), row.result_cameo):
            yield f"{where}: {row.result_cameo} does not suit {row.result_mode}"


def _modal_acts(book: Codebook) -> Iterator[str]:
    for row in book.modal_acts:
        yield from (f"modal_acts.tsv: {t} is not a type" for t in {row.act, *row.deeds} - set(book.types))
        if row.whose not in ("self", "other"):
            yield f"modal_acts.tsv: {row.whose!r} is neither self nor other"


def _triggers(book: Codebook) -> Iterator[str]:
    for key, rows in book.triggers.items():
        lines = [row.line for row in rows]
        if lines != list(range(lines[0], lines[0] + len(lines))):
            yield f"triggers.tsv: the rows of {key} do not stand together"
        for n, row in enumerate(rows):
            where = f"triggers.tsv, line {row.line}: {row.lemma}"
            if not row.needs and n + 1 < len(rows):
                yield f"{where}: nothing after this row can be reached"
            if any(row.needs == other.needs for other in rows[:n]):
                yield f"{where}: the same conditions as in a row above"
            yield from (f"{where}: {problem}" for problem in _trigger(book, row))


def _trigger(book: Codebook, row: Trigger) -> Iterator[str]:
    if row.pos not in POS:
        yield f"{row.pos} is not a part of speech"
    if row.lemma != row.lemma.lower():
        yield "the lemma is not in lower case"
    if row.type is None:
        if row.modes or row.cameo or row.recipient or row.joint or row.actor:
            yield "a reading that is no event has nothing else"
        return
    if row.type not in book.types:
        yield f"{row.type} is not a type"
        return
    yield from (f"{m} is not a mode of {row.type}" for m in row.modes if m not in book.types[row.type].modes)
    if (row.firm or row.only) and not row.needs:
        yield "a row that is firm or only there asks for nothing"
    if row.cameo is None or not _suits(book, row.type, row.modes, row.cameo):
        yield f"CAMEO {row.cameo} does not suit {row.type}/{'|'.join(row.modes) or '.'}"
    for path in (*row.recipient, *row.joint, *row.actor):
        yield from _path(path)


def _path(path: tuple[str, ...]) -> Iterator[str]:
    if len(path) > 3 or any(part not in GRAMMAR | PREPOSITIONS for part in path):
        yield f"{'.'.join(path)} is not a slot"


def _conditions(book: Codebook) -> Iterator[str]:
    for rows in book.triggers.values():
        for row in rows:
            for condition in row.needs:
                for problem in _condition(condition):
                    yield f"triggers.tsv, line {row.line}: {row.lemma}: {problem}"


def _condition(condition: Condition) -> Iterator[str]:
    for path in condition.slots:
        yield from _path(path)
    if condition.op == ":" and not condition.values <= KINDS:
        yield f"{sorted(condition.values - KINDS)} are not kinds"
    if condition.op == "=" and any(v != v.lower() or not v for v in condition.values):
        yield "a list holds a capital letter or nothing"
    forms = condition.values & FORMS
    if condition.op == "=" and ("comp",) in condition.slots and forms and forms != condition.values:
        yield "comp= takes forms (that, to, ing) or lemmas, not both"


def _contexts(book: Codebook) -> Iterator[str]:
    if len(book.contexts) != 37:
        yield f"contexts.toml: {len(book.contexts)} contexts where PLOVER has 37"
    for context in book.contexts.values():
        if not context.words and not context.phrases:
            yield f"contexts.toml: {context.name} has no cues"
        for cue in (*context.words, *(" ".join(p) for p in context.phrases)):
            if cue != cue.lower():
                yield f"contexts.toml: {context.name}: {cue!r} is not in lower case"
        yield from (
            f"contexts.toml: {context.name}: no context {u}" for u in context.unless if u not in book.contexts
        )


def _cues(book: Codebook) -> Iterator[str]:
    statuses = set(get_args(Status))
    for cue in book.status_cues:
        if cue.status not in statuses:
            yield f"status_cues.toml: {cue.status} is not a status"
    for verbs in book.light_verbs.values():
        for verb in verbs:
            if verb.subject not in ("actor", "recipient", "none"):
                yield f"light_verbs.tsv: {verb.lemma}: {verb.subject!r} is not a part"
            if verb.status is not None and verb.status not in statuses:
                yield f"light_verbs.tsv: {verb.lemma}: {verb.status} is not a status"
        if len({v.subject_is_event for v in verbs}) < len([v for v in verbs if v.subject != "recipient"]):
            yield f"light_verbs.tsv: {verbs[0].lemma} stands twice"
