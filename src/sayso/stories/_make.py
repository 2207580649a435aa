"""From a case to its stories, and kept so. Each step that takes long is done once for what it depends on:

    articles --sketches--> pairs --compared--> passages --> reports --edges--> happenings --> stories

What an article is made of (``sketches``), what two articles share (``compared``) and which two records are
one (``edges``) is kept, and done again where it has changed; the rest is made anew each time. So a new
article costs little, and what comes out is the same as from scratch, in whatever order articles came."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from sayso.case import Carrier, Case, EventRecord, Shelf, lean
from sayso.errors import CaseError
from sayso.records import Span
from sayso.stories._copying import FEWEST, FEWEST_SMALL, candidates, compare
from sayso.stories._credits import credits_in, state_media_in
from sayso.stories._facts import fact_of
from sayso.stories._findings import grown, titles
from sayso.stories._happenings import Sources, Told, happening, taken_from
from sayso.stories._joining import ENOUGH, Judge, edges_of, join
from sayso.stories._linkage import Edge
from sayso.stories._notices import notices, reprints
from sayso.stories._records import Copy, Finding, Happening, Saying, Story
from sayso.stories._repeats import Placed, Repeats
from sayso.stories._sayings import Phrase, phrase_of, same_statements, saying
from sayso.stories._shingles import Shingles, shingles, sketch_of
from sayso.stories._tales import stories_of
from sayso.stories._voices import Said, Voices, said_of
from sayso.stories._words import Weights, stems

RULES = "2"
"""Changes when what is kept would come out otherwise by the rules of this version."""
_AT_ONCE = 500
_SMALL = 5000
"""Articles up to which all passages are looked for; in more, chance makes too many pairs."""

D = TypeVar("D")

Progress = Callable[[str], None]
"""Called with a few words when a step begins that may take long."""


class Notes(msgspec.Struct, frozen=True):
    """What is kept of the text of an article: its stems without those of its title, names that may be
    credits, and the media of a state that it names."""

    stems: frozenset[str]
    credits: tuple[str, ...]
    media: tuple[tuple[str, str], ...]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All that was made of a case."""

    happenings: tuple[Happening, ...]
    sayings: tuple[Saying, ...]
    stories: tuple[Story, ...]
    findings: tuple[Finding, ...]


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode_notes = msgspec.json.Decoder(Notes).decode
_decode_passages = msgspec.json.Decoder(tuple[tuple[Span, Span], ...]).decode
_decode_edges = msgspec.msgpack.Decoder(tuple[dict[str, bytes], list[Edge]]).decode


def bring_up_to_date(case: Case, told: Progress | None = None) -> bool:
    """Make the stories of a case anew where the case has changed. Returns whether it had. Raises
    ``CaseError`` SAY403 where the file cannot be written to."""
    shelf = Shelf(case)
    state = _state(shelf)
    if is_made(shelf, state):
        return False
    say = told or (lambda _: None)
    carriers = {carrier.id: carrier for carrier in shelf.carriers()}
    _sketch(shelf, carriers, say)
    copies = _compare(shelf, say)
    notes = _notes(shelf)
    carriers = {id: carrier for id, carrier in carriers.items() if id in notes}
    copies = [copy for copy in copies if copy.one in carriers and copy.other in carriers]
    record, memory = _make(shelf, carriers, copies, notes, say)
    with shelf.writing() as writing:
        for table, rows in _rows(record).items():
            writing.become(table, rows)
        writing.put("made", [{"what": "edges", "of": RULES, "row": memory}])
        findings = _encode(record.findings)
        writing.put("made", [{"what": "findings", "of": RULES, "row": findings}])
        writing.put("made", [{"what": "stories", "of": state, "row": None}])
    return True


def is_made(shelf: Shelf, state: str | None = None) -> bool:
    """Whether the stories of a case are those of what is in it."""
    made = next(iter(shelf.rows("made", "what", ["stories"])), None)
    return made is not None and made.of == (state or _state(shelf))


def _state(shelf: Shelf) -> str:
    return hashlib.sha256(f"{RULES} {shelf.state()}".encode()).hexdigest()


def _read(shelf: Shelf, decode: Callable[[bytes], D], data: bytes) -> D:
    """What is kept. Raises ``CaseError`` SAY402 where it cannot be read."""
    try:
        return decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CaseError("SAY402", shelf.case.path, f"a row cannot be read: {error}") from error


# -- what is kept of articles and pairs --------------------------------------------------------------------


def _sketch(shelf: Shelf, carriers: Mapping[str, Carrier], say: Progress) -> None:
    """Sketch the articles that are new, and forget those that have gone."""
    kept = next(iter(shelf.rows("made", "what", ["sketches"])), None)
    if kept is None or kept.of != RULES:  # by the rules of another version
        with shelf.writing() as writing:
            for table in ("sketches", "compared"):
                writing.become(table, ())
            writing.put("made", [{"what": "sketches", "of": RULES, "row": None}])
    there = {row.article for row in shelf.rows("sketches")}
    new = sorted(carriers.keys() - there)
    gone = sorted(there - carriers.keys())
    if gone:
        with shelf.writing() as writing:
            writing.drop("sketches", [[id] for id in gone])
    if len(new) > _AT_ONCE:
        say(f"sketching {len(new)} articles")
    for at in range(0, len(new), _AT_ONCE):
        rows = [_sketched(id, text, carriers[id]) for id, text in shelf.texts(new[at : at + _AT_ONCE])]
        with shelf.writing() as writing:
            writing.put("sketches", rows)


def _sketched(id: str, text: str, carrier: Carrier) -> dict[str, Any]:
    title = carrier.title or ""
    lead = len(text) - len(text.lstrip())
    body = text[lead + len(title) :] if title and text[lead:].startswith(title) else text
    notes = Notes(stems=frozenset(stems(body)), credits=credits_in(text), media=state_media_in(text))
    return {"article": id, "shingles": sketch_of(shingles(text)), "notes": _encode(notes)}


def _notes(shelf: Shelf) -> dict[str, Notes]:
    """What is kept of the texts, by article; a word that several have is one string."""
    known: dict[str, str] = {}
    found = {}
    for row in shelf.rows("sketches"):
        notes = _read(shelf, _decode_notes, row.notes)
        shared = frozenset(known.setdefault(word, word) for word in notes.stems)
        found[row.article] = msgspec.structs.replace(notes, stems=shared)
    return found


def _compare(shelf: Shelf, say: Progress) -> list[Copy]:
    """Compare the pairs of articles that may share a passage and are not compared yet."""
    sketches = [(row.article, row.shingles) for row in shelf.rows("sketches")]
    fewest = FEWEST_SMALL if len(sketches) <= _SMALL else FEWEST
    pairs = set(candidates(sketches, fewest))
    there = {(row.one, row.other) for row in shelf.rows("compared")}
    gone, new = sorted(there - pairs), sorted(pairs - there)
    if len(new) > _AT_ONCE:
        say(f"comparing {len(new)} pairs of articles")
    for at in range(0, len(new), _AT_ONCE):
        some = new[at : at + _AT_ONCE]
        texts = {id: shingles(text, id) for id, text in shelf.texts({id for pair in some for id in pair})}
        rows = [_compared(texts[one], texts[other], one, other) for one, other in some]
        with shelf.writing() as writing:
            writing.put("compared", rows)
    if gone:
        with shelf.writing() as writing:
            writing.drop("compared", gone)
    return list(copies_of(shelf))


def _compared(one: Shingles, other: Shingles, first: str, second: str) -> dict[str, Any]:
    shared = compare(one, other)
    return {
        "one": first,
        "other": second,
        "copy": int(shared is not None and shared.is_copy),
        "of_one": shared.of_one if shared else 0.0,
        "of_other": shared.of_other if shared else 0.0,
        "row": _encode(shared.passages) if shared else None,
    }


def copies_of(shelf: Shelf, among: Collection[str] | None = None) -> Iterable[Copy]:
    """Pairs of articles that share a passage, in the order of their ids: of all, or ``among`` some."""
    rows = shelf.rows("compared") if among is None else shelf.rows("compared", "one", among)
    for row in rows:
        if row.row is not None and (among is None or row.other in among):
            passages = _read(shelf, _decode_passages, row.row)
            yield Copy(
                one=row.one,
                other=row.other,
                copy=bool(row.copy),
                of_one=row.of_one,
                of_other=row.of_other,
                passages=passages,
            )


# -- the record --------------------------------------------------------------------------------------------


def _make(
    shelf: Shelf,
    carriers: Mapping[str, Carrier],
    as_compared: Sequence[Copy],
    notes: Mapping[str, Notes],
    say: Progress,
) -> tuple[Record, bytes]:
    """The record, and what was learned about its pairs for the next time."""
    media = {medium for note in notes.values() for medium in note.media}
    voices = Voices(carriers.values(), shelf.titles(), media)
    credits = {
        id: origin
        for id, c in carriers.items()
        if (origin := voices.credit(c, notes[id].credits)) is not None
    }
    words = {id: note.stems for id, note in notes.items()}
    no_articles = notices(carriers, as_compared, words)
    copies = list(reprints(as_compared, carriers, no_articles))
    taken = taken_from(carriers, copies)
    # copies do not make a word more common
    weights = Weights.of(note.stems for id, note in notes.items() if id not in taken)
    # an article may have come since they were listed: the next question finds it
    events = {event.id: event for event in shelf.case.events() if event.article in notes}
    inside = {id for event in events.values() for id in _statements(event)}
    say("joining statements")
    said, sayings = _sayings(shelf, carriers, voices, weights, inside)
    sources = Sources(voices, said, carriers, credits)
    told = _told(events, copies, taken, sources)
    say("joining events")
    variants = {id for id, one in told.items() if one.variant}
    judge = Judge([fact_of(one.record, one.origin.key) for one in told.values()], words, weights, variants)
    groups, memory = _groups(shelf, judge)
    original = {record.id: one.record.id for one in told.values() for record in (one.record, *one.copies)}

    def alike(one: str, other: str, about: str) -> bool:
        first, second = original[one], original[other]
        return first == second or judge.bits_but_for(about, first, second) >= ENOUGH

    happenings = [happening([told[id] for id in group], sources, alike) for group in groups]
    stories, placed = stories_of(carriers, shelf.texts(carriers), copies, taken, happenings)
    happenings = [msgspec.structs.replace(h, story=placed[h.id]) for h in happenings]
    findings = [*titles(carriers, as_compared, words, no_articles), *grown(told.values())]
    record = Record(
        happenings=tuple(happenings),
        sayings=tuple(sayings),
        stories=tuple(stories),
        findings=tuple(sorted(findings, key=lambda finding: finding.id)),
    )
    return record, memory


def _statements(event: EventRecord) -> Iterable[str]:
    yield from event.statements
    for count in event.counts:
        yield from count.statements


def _sayings(
    shelf: Shelf, carriers: Mapping[str, Carrier], voices: Voices, weights: Weights, inside: set[str]
) -> tuple[dict[str, Said], list[Saying]]:
    """Statements in which events stand, and statements over articles."""
    said: dict[str, Said] = {}
    phrases: dict[str, Phrase] = {}
    for line in shelf.lines():
        known = said_of(line)
        if line.id in inside:
            said[line.id] = known
        origin = voices.source(known)
        if not origin.weak and line.article in carriers:
            phrases[line.id] = phrase_of(line, carriers[line.article], origin)
    groups = same_statements(phrases.values(), weights)
    return said, [saying(phrases[id] for id in group) for group in groups]


def _told(
    events: Mapping[str, EventRecord],
    copies: Sequence[Copy],
    taken: Mapping[str, Collection[str]],
    sources: Sources,
) -> dict[str, Told]:
    """Event records that are no copies, each with its copies, by their ids. What an article that is taken
    from others says in other words is theirs too."""
    repeats = Repeats(
        copies,
        [
            Placed(e.id, e.article, e.trigger_spans[0][0], e.type, sources.named(e))
            for e in events.values()
            if e.trigger_spans
        ],
    )
    told = {}
    for ids in repeats.groups(sorted(events)).values():
        beside = {article for id in ids for article in repeats.beside.get(id, ())}
        beside |= {article for id in ids for article in taken.get(events[id].article, ())}
        variant = all(events[id].article in taken for id in ids)
        one = sources.told([events[id] for id in ids], beside, variant)
        told[one.record.id] = one
    return told


def _groups(shelf: Shelf, judge: Judge) -> tuple[list[list[str]], bytes]:
    """Groups of records that are one happening; what is kept of the last time is used where it holds."""
    digests = {id: judge.digest(id) for id in judge.facts}
    kept = next((row for row in shelf.rows("made", "what", ["edges"]) if row.of == RULES), None)
    before, edges = _read(shelf, _decode_edges, kept.row) if kept is not None else ({}, [])
    changed = {id for id, digest in digests.items() if before.get(id) != digest}
    held = [
        edge
        for edge in edges
        if edge[0] in digests and edge[1] in digests and edge[0] not in changed and edge[1] not in changed
    ]
    edges = sorted([*held, *edges_of(judge, changed)])
    return join(judge, edges), msgspec.msgpack.encode((digests, edges))


def _rows(record: Record) -> dict[str, Iterable[dict[str, Any]]]:
    """What the tables of stories hold."""
    into = {report.record: h.id for h in record.happenings for report in h.reports}
    into |= {id: s.id for s in record.sayings for version in s.versions for id in version.records}
    into |= {article: story.id for story in record.stories for article in story.articles}
    return {
        "stories": (
            {
                "id": story.id,
                "earliest": story.earliest,
                "latest": story.latest,
                "articles": len(story.articles),
                "happenings": len(story.happenings),
                "disputes": story.disputes,
                "row": lean(story),
            }
            for story in record.stories
        ),
        "happenings": (
            {
                "id": h.id,
                "story": h.story,
                "type": h.type,
                "status": h.status,
                "earliest": h.earliest,
                "latest": h.latest,
                "articles": h.articles,
                "origins": len(h.origins),
                "disputes": len(h.disputes),
                "row": lean(h),
            }
            for h in record.happenings
        ),
        "sayings": ({"id": s.id, "articles": s.articles, "row": lean(s)} for s in record.sayings),
        "told": ({"record": id, "into": into[id]} for id in sorted(into)),
    }
