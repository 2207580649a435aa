"""Clues of public life: who is in office, what has happened or is awaited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sayso.dating._clue import RUN_UP, Clue, Kind
from sayso.dating._expressions import DAYS, looks_ahead
from sayso.dating._landmarks import Landmark, elections, named_in
from sayso.directory import Directory, KnownActor, Tenure, same_title
from sayso.records import Actor, Role, Span, Time

_FORMER = re.compile(r"\b(?:former|ex|then|late|one-time|onetime|retired|ousted)\b", re.I)
AWAITED = frozenset(
    "election runoff primary caucus debate convention inauguration address summit referendum "
    "conference sport festival launch trial wedding".split()
)
"""Kinds of events that news speaks of before they happen."""

_COMING = re.compile(
    r"\b(?:ahead of|before|upcoming|coming|next|forthcoming|run-up to|until) (?:the |an? )?$", re.I
)
_OVER = re.compile(
    r"\b(?:won|winning|lost|victory|victories|win in|wins in|defeat "
    r"in|triumph|after|since|following|swept|finished"
    r"|showing in)\b[^.!?\n]*$",
    re.I,
)
_DONE = re.compile(r"\s+(?:victory|win|loss|defeat|was|were|has|had|showed|ended|results?)\b", re.I)
_RACE = re.compile(r"\s+(?:campaign|race|candidates?|hopefuls?|contenders?|nominees?)\b", re.I)
_PRESUMED = re.compile(r"\b(?:presumptive|presumed|designate|expected|likely)\b", re.I)
_PRESUMED_FOR = 80
"""Days before an office or a nomination in which news calls somebody its presumptive holder."""

_WEEKDAY = re.compile(rf"\b({'|'.join(DAYS)})\b", re.I)
_VOTE = re.compile(
    r"\b(?:presidential|parliamentary|general|legislative|national)? ?(?:elections?|vote|polls?)\b", re.I
)
_SENTENCE = re.compile(r"[.!?]\s|\n")
_EVER = date(1985, 1, 1).toordinal(), date(2036, 1, 1).toordinal()


def officials(view: str, actors: Sequence[Actor], offices: Directory) -> Iterator[Clue]:
    """Persons whom the table of offices knows: in the office that the text gives them, or spoken of."""
    for actor in actors:
        if actor.kind != "person" or " " not in actor.name:
            continue
        namesakes = offices.find(actor.name)
        for known in namesakes if len(namesakes) == 1 else ():
            span = actor.mentions[0] if actor.mentions else (0, 0)
            yield Clue("person", span, f"{known.name}, who is in the news from {_first(known)} on",
                       ranges=tuple(map(_range, known.tenures)))  # fmt: skip
            for role in actor.roles:
                if role.basis == "stated":  # what our own table adds says nothing of the day
                    yield from _in_office(view, known, role)


def _in_office(view: str, known: KnownActor, role: Role) -> Iterator[Clue]:
    held = [t for t in known.tenures if same_title(role.title, t.title)]
    if not held:
        return
    former = bool(_FORMER.search(role.title))
    ranges = tuple(map(_range, held))
    if _PRESUMED.search(view, max(0, role.spans[0][0] - 40), role.spans[0][0]):
        ranges = tuple((start - _PRESUMED_FOR, start) for start, _ in ranges)
    until = "; ".join(f"{t.since or '?'} to {t.until or 'now'}" for t in held[:3])
    yield Clue("former" if former else "office", role.spans[0], f"{role.title} {known.name} ({until})",
               ranges=ranges)  # fmt: skip


def _range(tenure: Tenure) -> tuple[int, int]:
    """A tenure as a half-open interval of ordinals; open ends reach as far as an article may be from."""
    first, last = tenure.possible()
    since = date.fromisoformat(first).toordinal() if first and first > "0001" else _EVER[0]
    until = date.fromisoformat(last).toordinal() + 1 if last and last > "0001" else _EVER[1]
    return max(since, 1), min(until, _EVER[1])


def _first(known: KnownActor) -> str:
    years = [t.since[:4] for t in known.tenures if t.since]
    return min(years) if years else "?"


def occasions(view: str, times: Sequence[Time], actors: Sequence[Actor]) -> Iterator[Clue]:
    """Events of the table of landmarks that the text names; national votes whose day and month it gives."""
    for named in named_in(view):
        weekday = _weekday_beside(view, named.span)
        events = named.events
        fit = tuple(e for e in events if e.first == e.last and e.first.isoweekday() == weekday)
        if any(e.kind in AWAITED for e in events) and _is_ahead(view, named.span):
            says = f"{named.phrase!r} lies ahead"
            yield Clue("ahead", named.span, says, ranges=_runs_up(events))
        elif len(events) > 1 and not fit and _is_behind(view, named.span):
            says = f"{named.phrase!r} has taken place"
            yield Clue("behind", named.span, says, ranges=_occasion("again", named.span, "", events).ranges)
        elif len(events) == 1 and events[0].unique and events[0].kind not in AWAITED:
            yield _occasion("unique", named.span, f"{named.phrase!r} ({_when(events[0])})", events)
        elif fit and len(events) > 1:
            yield _occasion("beside", named.span, f"{named.phrase!r} on a {DAYS[weekday - 1].title()}", fit)
        elif len(events) == 1:
            yield _occasion("again", named.span, f"{named.phrase!r} ({_when(events[0])})", events)
        else:
            yield _occasion("again", named.span, f"{named.phrase!r}, which comes round again", events)
    yield from _votes(view, times, actors)


def _is_ahead(view: str, span: Span) -> bool:
    """Whether the words around an event say that it is still to come: "the presidential election
    campaign"."""
    return bool(_COMING.search(view, max(0, span[0] - 30), span[0]) or _RACE.match(view, span[1]))


def _is_behind(view: str, span: Span) -> bool:
    """Whether the words around an event say that it is over: "won the New York primary"."""
    return bool(_OVER.search(view, max(0, span[0] - 45), span[0]) or _DONE.match(view, span[1]))


def _runs_up(events: Sequence[Landmark]) -> tuple[tuple[int, int], ...]:
    """The days before each event, as far back as its campaign may reach."""
    return tuple(sorted({(e.first.toordinal() - RUN_UP, e.first.toordinal()) for e in events}))


def _occasion(kind: Kind, span: Span, says: str, events: Sequence[Landmark]) -> Clue:
    ranges = tuple((e.first.toordinal(), e.last.toordinal() + 1) for e in events)
    return Clue(kind, span, says, ranges=tuple(sorted(set(ranges))))


def _when(event: Landmark) -> str:
    first, last = event.first.isoformat(), event.last.isoformat()
    return first if first == last else f"{first} to {last}"


def _sentence(view: str, at: int) -> tuple[int, int]:
    before = [m.end() for m in _SENTENCE.finditer(view, max(0, at - 400), at)]
    after = _SENTENCE.search(view, at, at + 400)
    return (before[-1] if before else max(0, at - 400)), (
        after.start() if after else min(len(view), at + 400)
    )


def _weekday_beside(view: str, span: Span) -> int:
    """The one weekday in the sentence of an event, or 0."""
    start, end = _sentence(view, span[0])
    days = {match[1].lower() for match in _WEEKDAY.finditer(view, start, end)}
    return DAYS.index(days.pop()) + 1 if len(days) == 1 else 0


def _votes(view: str, times: Sequence[Time], actors: Sequence[Actor]) -> Iterator[Clue]:
    """ "The presidential elections on August 9": the vote of that day in a country that the text speaks
    of."""
    countries = dict.fromkeys(a.country for a in actors if a.country)
    for time in times:
        if not time.value.startswith("XXXX-") or len(time.value) != 10 or not time.value[5:7].isdecimal():
            continue
        if not time.value[8:].isdecimal():
            continue
        start, end = _sentence(view, time.span[0])
        if not _VOTE.search(view, start, end):
            continue
        month, day = int(time.value[5:7]), int(time.value[8:])
        held = [
            e
            for c in countries
            for e in elections().get(c or "", ())
            if (e.first.month, e.first.day) == (month, day)
        ]
        if held and looks_ahead(view, time.span[0]):
            words = " ".join(view[time.span[0] : time.span[1]].split())
            yield Clue("ahead", time.span, f"the vote on {words!r} lies ahead", ranges=_runs_up(held))
        elif held:
            words = " ".join(view[time.span[0] : time.span[1]].split())
            when = ", ".join(sorted({e.first.isoformat() for e in held}))
            yield _occasion(
                "unique" if len(held) == 1 else "again", time.span, f"the vote on {words!r} ({when})", held
            )
