"""When, where and how many: what an event's own clause supports, and its words of evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sayso.events._arguments import Frame, container, is_passive
from sayso.events._coded import Coded
from sayso.events._further import is_thing
from sayso.events._tense import SETTING, is_spoken, told_as_past, verb_of
from sayso.language import Doc, Token, syntax
from sayso.records import Place, Published, Quantity, Spans, Status, Time

_R = TypeVar("_R", Time, Place)

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

SCENES = frozenset({"in", "at", "near", "outside", "inside"})
"""Prepositions that say where."""

BREAKING = frozenset(
    """break disperse clear remove dismantle dissolve lift end evict quell crush suppress ban attack
    storm""".split()
)
"""What is done to a protest by those who do not take part."""

_ELSEWHERE = frozenset({"to", "into", "toward", "towards", "from", "against", "about", "over", "for", "with"})
"""Prepositions that lead from what happens to somewhere else."""

_WAYS = frozenset({"entrance", "entry", "exit", "road", "approach", "gate", "border"})
"""Nouns for places that lead to others."""

_SOMEWHERE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT", "CONSULT"})
"""Types of what is done at a place, and not only said."""

_FAR = 10
"""Steps from a place to its event at most."""

BOUNDS = frozenset({"until", "till", "before", "ahead", "into", "to"})
"""Prepositions before a date that is not the event's own: "the truce holds *until Monday*"."""

ALONGSIDE = frozenset({"during", "in", "at", "amid"})
"""Prepositions before what happens at the same time: "was shot *during Monday's march*"."""

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


def reach(frame: Frame, i: int, *, across: bool = False) -> int | None:
    """Steps from a token up to the event's trigger or the verb of its clause, or None.

    The way may lead through prepositions and parts of the same phrase, never through another noun ("the
    *August* elections" does not date the condemnation of the elections) or another verb. ``across`` lets it
    lead over a party of the event ("police *in Harare* arrested ...").
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
            party = token.dep == "prep" and token.lower in SCENES and frame.cast.at(up.i) is not None
            if not (across and party and up.dep in {"nsubj", "nsubjpass", "dobj"} and up.head in goals):
                return None
        i = up.i
        steps += 1


def _reach_over_things(frame: Frame, i: int, kind: str) -> int | None:
    """Steps from a place up to a deed over what stands there: "shot at a checkpoint *near Kano*", "in the
    city *of Jalalabad*", "killed in fighting *in Homs*"; never over people or what is only spoken of."""
    doc = frame.doc
    goals = _goals(frame)
    steps, token = 0, doc.tokens[i]
    while token.i not in goals:
        if token.head == token.i or token.dep not in LINKS or steps > _FAR:
            return None
        up = doc.tokens[token.head]
        if up.i not in goals and up.pos in {"VERB", "AUX"}:
            return None
        if token.dep == "prep" and _leads_elsewhere(doc, token, kind):
            return None
        named = up.i in goals or up.pos not in {"NOUN", "PROPN"} or up.entity
        if not named and not _stands_there(frame, token, up):
            return None
        token, steps = up, steps + 1
    return _FAR + steps


def _leads_elsewhere(doc: Doc, preposition: Token, kind: str) -> bool:
    """Whether a preposition leads away from where something happens; "the road *to* Homs" does not, nor
    does a march "*to* the parliament"."""
    at = doc.tokens[preposition.head].lemma in _WAYS or kind == "PROTEST"
    return preposition.lower in _ELSEWHERE and not (preposition.lower == "to" and at)


def _goals(frame: Frame) -> set[int]:
    """Trigger and clause of a deed, and the verb it is the object of: "fired *tear gas* in Homs"."""
    noun = frame.doc.tokens[syntax.first_conjunct(frame.doc, frame.trigger)]
    carried = {noun.head} if frame.is_noun and noun.dep == "dobj" else set()
    return {frame.trigger, frame.clause, *carried}


def _stands_there(frame: Frame, token: Token, noun: Token) -> bool:
    """Whether what a noun names is where the words below it, from ``token`` on, say."""
    doc, goals = frame.doc, _goals(frame)
    if token.dep not in {"prep", "appos", "conj"}:
        return False
    if token.dep == "prep" and token.lower not in {*SCENES, "of", "to"}:
        return False
    if noun.dep == "dobj" and noun.head in goals and token.lower in SCENES:
        return True
    at = doc.tokens[noun.head]
    if noun.dep == "pobj" and at.lower in ALONGSIDE and at.head in goals:
        return True
    party = frame.cast.at(noun.i)
    body = party is not None and frame.cast.actor(party).kind == "organisation"
    return (party is None or (body and token.lower in SCENES)) and is_thing(noun)


def _reach_of_time(frame: Frame, i: int) -> int | None:
    """Steps from a date up to the event, as ``reach`` counts them; the way leads also over a subject before
    the verb ("the ministry *on Monday* urged") and over what went on meanwhile ("during *Monday's* march"),
    never over a bound ("until Monday") or over what only bears the date ("the *July* convention")."""
    doc = frame.doc
    own = syntax.first_conjunct(doc, i)
    up = doc.tokens[doc.tokens[own].head]
    night = up.lower == "to" and up.i > 0 and doc.tokens[up.i - 1].lemma == "night"  # "the night to Sunday"
    if up.dep == "prep" and up.lower in BOUNDS and not night:
        return None
    if doc.tokens[own].dep in {"compound", "nmod", "amod"} and up.entity and up.i != frame.trigger:
        alike = up.entity in {"DATE", "TIME"} or up.lemma in TIME_NOUNS
        return reach(frame, i) if alike else None
    steps = reach(frame, i)
    if steps is None:
        steps = _at_the_verb(frame, i)
    return _meanwhile(frame, own) if steps is None else steps


def _reach_of_plan(frame: Frame, i: int) -> int | None:
    """Steps from a date for which an event is set: "a march planned *for Sunday*", "a rally that had been
    scheduled *for next week*"; the day on which it was announced is not its own."""
    doc = frame.doc
    own = doc.tokens[syntax.first_conjunct(doc, i)]
    at = doc.tokens[own.head]
    verb = doc.tokens[at.head] if at.dep == "prep" else at
    if verb.dep not in {"acl", "relcl"} or verb.head != frame.trigger or verb.lemma not in SETTING:
        return None
    return 5 if at.lower == "for" or verb.lemma in {"plan", "schedule"} else None


def _at_the_verb(frame: Frame, i: int) -> int | None:
    """Steps from a date right before the verb that the parse hangs on the subject: "officials *on Wednesday*
    sought"."""
    doc, verb = frame.doc, frame.clause
    token = doc.tokens[i]
    phrase = doc.tokens[token.head] if token.dep == "pobj" else token
    subject = doc.tokens[phrase.head]
    if phrase.dep not in {"prep", "npadvmod"} or subject.dep not in {"nsubj", "nsubjpass"}:
        return None
    between = [t for t in doc.tokens[i + 1 : verb] if t.dep not in {"aux", "auxpass", "advmod", "neg"}]
    return 3 if subject.head == verb and i < verb and not between else None


def _meanwhile(frame: Frame, i: int) -> int | None:
    """Steps from a date that belongs to what the event happened during: "killed in *Thursday's* siege"."""
    doc = frame.doc
    noun = doc.tokens[doc.tokens[i].head]
    if doc.tokens[i].dep not in {"poss", "compound", "nmod"} or noun.pos != "NOUN" or noun.entity:
        return None
    at = doc.tokens[noun.head]
    if noun.dep != "pobj" or at.lower not in ALONGSIDE or doc.tokens[frame.clause].pos != "VERB":
        return None
    return 4 if at.head in {frame.trigger, frame.clause} else None


def _at_once(frame: Frame) -> Iterator[Frame]:
    """The clauses of what happened just when an event did: "five people were hurt *when police cleared a mill
    in Balti on Monday*", and the other way round; and "fired tear gas *to clear a square in Balti*"."""
    doc = frame.doc
    verb, noun = verb_of(doc, frame), doc.tokens[syntax.first_conjunct(doc, frame.trigger)]
    own = verb in {frame.clause, frame.carrier} or (noun.head == verb and noun.dep != "pobj")
    if not own or not _is_told_plainly(doc, verb):
        return
    clauses = [verb] if doc.tokens[verb].dep == "advcl" else syntax.kids(doc, verb, "advcl")
    for clause in clauses:
        when = any(doc.tokens[k].lower == "when" for k in syntax.kids(doc, clause, "advmod", "mark"))
        other = doc.tokens[clause].head if clause == verb else clause
        if when and _is_told_plainly(doc, other):
            yield Frame(doc, frame.cast, other, False, frame.further)
    for purpose in syntax.kids(doc, verb, "advcl", "xcomp"):
        if doc.tokens[purpose].tag == "VB" and doc.tokens[purpose].lemma in BREAKING:
            yield Frame(doc, frame.cast, purpose, False, frame.further)


def _is_told_plainly(doc: Doc, verb: int) -> bool:
    """Whether a word is a verb in the simple past: "were hurt", "cleared"."""
    words = syntax.auxiliaries(doc, verb)
    return (
        doc.tokens[verb].pos == "VERB"
        and doc.tokens[verb].tag in {"VBD", "VBN"}
        and set(words) <= {"was", "were"}
    )


def _head(doc: Doc, start: int, end: int) -> int | None:
    """The token of a span that the others hang on."""
    inside = doc.within(start, end) or ([i] if (i := doc.at(start)) is not None else [])
    for i in inside:
        if doc.tokens[i].head not in inside or doc.tokens[i].head == i:
            return i
    return None


class Scene:
    """Times, places and counts of an article by the sentence they stand in, for its events to choose from."""

    def __init__(
        self,
        doc: Doc,
        times: Sequence[Time],
        places: Sequence[Place],
        quantities: Sequence[Quantity],
        published: Published,
    ) -> None:
        self.doc = doc
        self.reported = published.latest or ""
        self.times = _by_sentence(doc, times)
        self.places = _by_sentence(doc, [p for p in places if p.use == "literal"])
        self.quantities = [(i, q) for q in quantities if (i := _head(doc, *q.span)) is not None]
        self.by_id: dict[str, Time | Place] = {**{t.id: t for t in times}, **{p.id: p for p in places}}
        self.newest = max((t.latest[:4] for t in times if t.latest), default="")

    def time_of(self, frames: Sequence[Frame], status: Status | None) -> str | None:
        """Id of the time expression nearest to the words of an event that dates it; durations do not, nor
        does a day after the report date what has happened: that is the day of what was agreed or asked."""
        done = status in {"happened", "ongoing"}
        for frame in _with_what_was_at_once(frames):
            dated = [(i, t.id) for i, t in self._dated(frame) if not (done and self._is_to_come(t))]
            best = _nearest_time(frame, dated)
            if best is None and frame.is_noun:
                best = _fewest(frame, ((i, id, _reach_of_plan(frame, i)) for i, id in dated))
            if best is not None:
                return best
        return None

    def _dated(self, frame: Frame) -> list[tuple[int, Time]]:
        near = self.times.get(self.doc.tokens[frame.trigger].sentence, ())
        return [(i, t) for i, t in near if t.type != "DURATION" or self._in_a_row(t)]

    def _is_to_come(self, time: Time) -> bool:
        return bool(self.reported and time.earliest) and time.earliest > self.reported  # type: ignore[operator]

    def is_to_come(self, frame: Frame) -> bool:
        """Whether an event lies after the report: by the day on its own noun ("a visit *next month*"), or by
        the one nearest to it where its verb does not tell the past."""
        ahead = [(i, t) for i, t in self._dated(frame) if self._is_to_come(t)]
        if not ahead or is_spoken(frame):
            return False
        on_noun = frame.is_noun and any(
            frame.trigger in syntax.ancestors(self.doc, i) and _reach_of_time(frame, i) is not None
            for i, _ in ahead
        )
        if on_noun or told_as_past(frame):
            return on_noun
        near = _nearest_time(frame, [(i, t.id) for i, t in self._dated(frame)])
        return near in {t.id for _, t in ahead}

    def _in_a_row(self, time: Time) -> bool:
        return "in a row" in self.doc.text[slice(*time.span)]

    def place_of(self, frames: Sequence[Frame], kind: str) -> str | None:
        """Id of the literal place nearest to the words of an event, in its clause. Where something goes to is
        not where it happens, save for a visit; nor is where somebody is from ("Merkel *of Germany*")."""
        for frame in _with_what_was_at_once(frames):
            near = self.places.get(self.doc.tokens[frame.trigger].sentence, ())
            here = [(i, p.id) for i, p in near if _is_scene(frame, i, kind)]
            best = _nearest(frame, here, across=False) or _nearest(frame, here, across=True)
            if best is None and kind in _SOMEWHERE:
                best = _fewest(frame, ((i, id, _reach_over_things(frame, i, kind)) for i, id in here))
            if best is not None:
                return best
        return None

    def quantities_of(self, kind: str, clause: Collection[int]) -> tuple[str, ...]:
        """Ids of the counts in the event's words that go with its type."""
        wanted = COUNTS.get(kind, set())
        people = ((head, q) for head, q in self.quantities if q.what in wanted and q.unit is None)
        return tuple(q.id for head, q in people if head in clause)

    def day_and_place(self, coded: Coded) -> tuple[str, str]:
        """Day and place of an event as comparable words, "" where its own words name none."""
        time, place = self.time_of(coded.frames, coded.status), self.place_of(coded.frames, coded.type)
        day = self.by_id[time].value if time else ""  # type: ignore[union-attr]
        return day, self.by_id[place].name if place else ""  # type: ignore[union-attr]

    def is_history(self, coded: Coded) -> bool:
        """Whether an event lies a generation back: before 1975, or 25 years before the newest date that the
        article names. That is background from the history book, not news."""
        id = self.time_of(coded.frames, coded.status)
        time = self.by_id[id] if id else None
        if not isinstance(time, Time) or not time.latest:
            return False
        year = time.latest[:4]
        return year < "1975" or (self.newest.isdigit() and int(year) + 25 <= int(self.newest))


def _with_what_was_at_once(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames of an event, then those of the clauses of what happened at the same time."""
    yield from frames
    for frame in frames:
        yield from _at_once(frame)


def _by_sentence(doc: Doc, records: Sequence[_R]) -> dict[int, list[tuple[int, _R]]]:
    """Records with the head token of their span, by sentence; those that lie in no token are left out."""
    out: dict[int, list[tuple[int, _R]]] = {}
    for record in records:
        head = _head(doc, *record.span)
        if head is not None:
            out.setdefault(doc.tokens[head].sentence, []).append((head, record))
    return out


def _nearest(frame: Frame, records: Sequence[tuple[int, str]], *, across: bool) -> str | None:
    """Id of the record that is fewest steps from the event."""
    return _fewest(frame, ((head, id, reach(frame, head, across=across)) for head, id in records))


def _fewest(frame: Frame, reached: Iterable[tuple[int, str, int | None]]) -> str | None:
    best: tuple[int, int, str] | None = None
    for head, id, steps in reached:
        if steps is not None and (best is None or (steps, abs(head - frame.trigger)) < best[:2]):
            best = (steps, abs(head - frame.trigger), id)
    return best[2] if best else None


def _nearest_time(frame: Frame, records: Sequence[tuple[int, str]]) -> str | None:
    """Id of the date that is fewest steps from the event."""
    return _fewest(frame, ((head, id, _reach_of_time(frame, head)) for head, id in records))


def _is_scene(frame: Frame, i: int, kind: str) -> bool:
    """Whether a place is one where something happens, by the preposition before it."""
    doc = frame.doc
    preposition = doc.tokens[doc.tokens[syntax.first_conjunct(doc, i)].head]
    if preposition.pos != "ADP":
        return True
    if preposition.lower == "of":
        above = doc.tokens[preposition.head]
        return above.entity != "PERSON" and frame.cast.at(above.i) is None
    way = preposition.lower == "to" and doc.tokens[preposition.head].lemma in _WAYS
    return kind in {"CONSULT", "AGREE"} or way or preposition.lower not in {"to", "into", "toward", "towards"}


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
            holder = container(doc, frame.trigger)
            root = frame.trigger if holder is None else holder
            return syntax.subtree(doc, root, syntax.kids(doc, root, "conj", "cc"))
    words = set(syntax.subtree(doc, root, _other_clauses(frame, root)))
    words.update(i for h in actors_inherited(frame) for i in syntax.full_phrase(doc, h))
    return sorted(words)


def _other_clauses(frame: Frame, root: int) -> list[int]:
    """Where the clauses begin that hang on an event's clause but tell of something else: coordinated
    clauses, "after X left", and relative clauses set off by a comma."""
    doc = frame.doc
    above = {frame.trigger, *syntax.ancestors(doc, frame.trigger)}
    out = [c for c in doc.children[root] if c not in above and _is_other_clause(frame, c)]
    for i in syntax.subtree(doc, root, out):
        if doc.tokens[i].dep == "relcl" and i not in above:
            start = min(syntax.subtree(doc, i))
            if start > 0 and doc.tokens[start - 1].text == ",":
                out.append(i)
    return out


def _is_other_clause(frame: Frame, c: int) -> bool:
    """A branch of the clause that is a clause of its own and not part of what the event's words say."""
    doc = frame.doc
    token = doc.tokens[c]
    own = bool(syntax.kids(doc, c, "nsubj", "nsubjpass"))
    if token.dep == "conj":
        return own or not frame.is_noun
    if token.dep == "advcl" and own and syntax.kids(doc, c, "mark", "advmod") and token.tag != "VB":
        return True
    return token.dep in {"advcl", "ccomp", "parataxis"} and frame.is_noun


def actors_inherited(frame: Frame) -> list[int]:
    """Subjects that stand outside the event's own clause ("X condemned ... and imposed sanctions")."""
    doc = frame.doc
    if doc.tokens[frame.clause].pos not in {"VERB", "AUX"} or is_passive(doc, frame.clause):
        return []
    return [h for h in syntax.subjects(doc, frame.clause) if h not in syntax.subtree(doc, frame.clause)]


def evidence(doc: Doc, words: Sequence[int]) -> Spans:
    """Spans of clauses, each within its sentence, without marks of punctuation at the edges of each span."""
    sentences: dict[int, list[int]] = {}
    for i in words:
        if doc.tokens[i].pos != "PUNCT":
            sentences.setdefault(doc.tokens[i].sentence, []).append(i)
    return tuple(span for inside in sentences.values() for span in doc.spans(inside))
