"""When, where and how many: what an event's own clause supports, and its words of evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.events._arguments import Frame
from sayso.language import Doc, syntax
from sayso.records import Place, Quantity, Spans, Time

COUNTS = {
    "PROTEST": {"crowd", "other"},
    "ASSAULT": {"dead", "injured"},
    "COERCE": {"arrested"},
    "SANCTION": {"displaced"},
    "MOBILIZE": {"troops", "other"},
}
"""Which counts belong to which type of event."""

LINKS = frozenset(
    {
        "prep",
        "pobj",
        "pcomp",
        "npadvmod",
        "advmod",
        "nummod",
        "compound",
        "nmod",
        "amod",
        "conj",
        "dobj",
        "nsubj",
        "nsubjpass",
        "agent",
        "det",
        "quantmod",
        "poss",
        "attr",
        "appos",
    }
)

TIME_NOUNS = frozenset(
    {
        "start",
        "beginning",
        "end",
        "middle",
        "eve",
        "week",
        "month",
        "day",
        "year",
        "morning",
        "evening",
        "night",
        "afternoon",
        "weekend",
        "row",
        "series",
    }
)


def reach(frame: Frame, i: int) -> int | None:
    """Steps from a token up to the event's trigger or the verb of its clause, or None.

    The way may lead through prepositions and parts of the same phrase, never through another noun ("the
    *August* elections" does not date the condemnation of the elections) or another verb.
    """
    doc = frame.doc
    goals = {frame.trigger, frame.clause}
    verb = syntax.clause_root(doc, frame.clause)
    if frame.is_noun and doc.tokens[syntax.first_conjunct(doc, frame.trigger)].dep in {"nsubj", "nsubjpass"}:
        goals.add(verb)
    for infinitive in syntax.kids(doc, verb, "xcomp"):
        if doc.tokens[infinitive].lemma in {"take", "happen", "occur", "begin", "start"} and verb in goals:
            goals.add(infinitive)
    steps = 0
    while True:
        if i in goals:
            return steps
        token = doc.tokens[i]
        if token.head == i or token.dep not in LINKS:
            return None
        up = doc.tokens[token.head]
        if up.i not in goals and up.pos in {"VERB", "AUX"}:
            return None
        crosses = up.pos in {"NOUN", "PROPN"} and token.dep in {
            "prep",
            "compound",
            "nmod",
            "amod",
            "poss",
            "appos",
            "conj",
        }
        if crosses and up.i not in goals and up.lemma not in TIME_NOUNS and not up.entity:
            return None
        i = up.i
        steps += 1


def _head(doc: Doc, start: int, end: int) -> int | None:
    """The token of a span that the others hang on."""
    inside = doc.within(start, end) or ([i] if (i := doc.at(start)) is not None else [])
    for i in inside:
        if doc.tokens[i].head not in inside or doc.tokens[i].head == i:
            return i
    return None


def time_of(frame: Frame, times: Sequence[tuple[int, Time]]) -> str | None:
    """Id of the nearest time expression that dates the event; durations do not."""
    best: tuple[int, int, str] | None = None
    for head, time in times:
        if time.type == "DURATION" and "in a row" not in frame.doc.text[time.span[0] : time.span[1]]:
            continue
        steps = reach(frame, head)
        if steps is not None and (best is None or (steps, abs(head - frame.trigger)) < best[:2]):
            best = (steps, abs(head - frame.trigger), time.id)
    return best[2] if best else None


def place_of(frame: Frame, places: Sequence[tuple[int, Place]]) -> str | None:
    """Id of the nearest literal place in the event's clause; the most precise of a chain "in A, B"."""
    best: tuple[int, int, str] | None = None
    for head, place in places:
        if place.use != "literal":
            continue
        steps = reach(frame, head)
        if steps is not None and (best is None or (steps, abs(head - frame.trigger)) < best[:2]):
            best = (steps, abs(head - frame.trigger), place.id)
    return best[2] if best else None


def quantities_of(
    frame: Frame, kind: str, quantities: Sequence[tuple[int, Quantity]], clause: Collection[int]
) -> tuple[str, ...]:
    """Ids of the counts in the event's clause that go with its type."""
    wanted = COUNTS.get(kind, set())
    return tuple(q.id for head, q in quantities if q.what in wanted and head in clause)


def heads(
    doc: Doc, records: Sequence[Time] | Sequence[Place] | Sequence[Quantity]
) -> list[tuple[int, object]]:
    """Each record with the head token of its span; those that lie in no token are left out."""
    out: list[tuple[int, object]] = []
    for record in records:
        head = _head(doc, *record.span)
        if head is not None:
            out.append((head, record))
    return out


def clause_words(frame: Frame) -> list[int]:
    """Token indices of the clause that an event stands in: for a verb or a carried noun what hangs on the
    verb, without coordinated clauses that have a subject of their own; else the noun's own phrase."""
    doc = frame.doc
    root = frame.clause
    if doc.tokens[root].pos == "ADJ" and doc.tokens[root].dep in {"acomp", "attr", "oprd"}:
        root = doc.tokens[root].head
    if frame.is_noun and frame.carrier is None:
        up = doc.tokens[syntax.first_conjunct(doc, frame.trigger)]
        if up.dep in {"nsubj", "nsubjpass", "dobj"} and doc.tokens[up.head].pos in {"VERB", "AUX"}:
            root = up.head
        else:
            return syntax.subtree(doc, frame.trigger, syntax.kids(doc, frame.trigger, "conj", "cc"))
    leave = [c for c in doc.children[root] if _is_other_clause(frame, c)]
    words = set(syntax.subtree(doc, root, leave))
    words.update(i for h in actors_inherited(frame) for i in syntax.full_phrase(doc, h))
    return sorted(words)


def _is_other_clause(frame: Frame, c: int) -> bool:
    """A branch of the clause that is a clause of its own and not part of what the event's words say."""
    doc = frame.doc
    if doc.tokens[c].dep == "conj":
        return bool(syntax.kids(doc, c, "nsubj", "nsubjpass")) or not frame.is_noun
    if doc.tokens[c].dep in {"advcl", "ccomp", "parataxis"} and frame.is_noun and c != frame.trigger:
        return frame.trigger not in syntax.subtree(doc, c)
    return False


def actors_inherited(frame: Frame) -> list[int]:
    """Subjects that stand outside the event's own clause ("X condemned ... and imposed sanctions")."""
    doc = frame.doc
    if doc.tokens[frame.clause].pos not in {"VERB", "AUX"} or syntax.is_passive(doc, frame.clause):
        return []
    return [h for h in syntax.subjects(doc, frame.clause) if h not in syntax.subtree(doc, frame.clause)]


def evidence(doc: Doc, words: Sequence[int]) -> Spans:
    """Spans of a clause, without marks of punctuation at the edges of each span."""
    return doc.spans(i for i in words if doc.tokens[i].pos != "PUNCT")
