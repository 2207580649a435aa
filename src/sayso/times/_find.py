"""Reading an article's time expressions from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

from sayso.language import Doc
from sayso.records import Published, Time
from sayso.times._anchor import anchor
from sayso.times._context import believable
from sayso.times._frame import Anchored, Frame
from sayso.times._grammar import Found, expressions
from sayso.times._lexer import Lexemes, lex
from sayso.times._senses import Away, Calendar, Clock, Length, Near, Repeat, Sense
from sayso.times._tense import tense_at

TIMED = re.compile(r"T(?:\d|MO|AF|EV|NI|DT)")


def find(doc: Doc, published: Published) -> tuple[Time, ...]:
    """The time expressions of an article in the order of its text, ids t1, t2 ...; spans do not overlap.

    ``published`` anchors what is relative ("Saturday", "last week"): its ``best`` day, else each end of its
    interval; where neither is known such expressions stay open. Days are ISO dates, ends included.
    Own rules after TIMEX3 (TimeML 1.2.1) as TimeBank applies it; no error is raised on any text.
    """
    lexemes = lex(doc.view)
    found = [f for f in expressions(lexemes, doc.view) if believable(f, lexemes, doc)]
    frame = _frame(found, published)
    times: list[Time] = []
    for each in found:
        start, end = lexemes.starts[each.start], lexemes.ends[each.end - 1]
        frame.tense = partial(tense_at, doc, start, _before(doc.view, start))
        frame.will = partial(_looks_ahead, doc, start)
        name = f"t{len(times) + 1}"
        anchored = anchor(each.sense, frame)
        times.append(_record(name, (start, end), each.sense, anchored, _signal(lexemes, each)))
        if _tells(each.sense) and not (frame.narrative and "dateline" in anchored.basis):
            frame.remember(anchored, name)
    return tuple(times)


def _looks_ahead(doc: Doc, at: int) -> bool:
    return tense_at(doc, at, "") == "future"


def _before(view: str, at: int) -> str:
    """The last few words before an offset, lower case."""
    return view[max(0, at - 24) : at].lower()


def _record(name: str, span: tuple[int, int], sense: Sense, anchored: Anchored, signal: str) -> Time:
    first, last = anchored.days
    kind = "DATE"
    if isinstance(sense, Length):
        kind = "DURATION"
    elif isinstance(sense, Repeat):
        kind = "SET"
    elif isinstance(sense, Clock) or TIMED.search(anchored.value):
        kind = "TIME"
    return Time(
        id=name,
        span=span,
        type=kind,  # type: ignore[arg-type]
        value=anchored.value,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        basis=anchored.basis + signal,
    )


def _signal(lexemes: Lexemes, found: Found) -> str:
    """The word before that makes a bound of the date: "since 1994"."""
    before = lexemes.values[found.start - 1] if found.start else None
    return f'; after "{before}"' if before in ("since", "until", "till", "by", "from") else ""


def _tells(sense: Sense) -> bool:
    """Whether later expressions may point at this one."""
    return isinstance(sense, Calendar | Near) or (isinstance(sense, Away) and sense.unit != "Y")


def _frame(found: Iterable[Found], published: Published) -> Frame:
    dateline = _dateline(published)
    known_as = ""
    if dateline:
        first, last = dateline
        known_as = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
        if published.basis == "inferred":
            known_as += ", itself inferred"
    return Frame(dateline, known_as, narrative=_is_narrative(found, dateline))


def _dateline(published: Published) -> tuple[date, date] | None:
    """The days the article may be from; None where they are not known or lie more than a year apart."""
    try:
        if published.best and published.basis != "inferred":
            day = date.fromisoformat(published.best[:10])
            return day, day
        if published.earliest and published.latest:
            first, last = (
                date.fromisoformat(published.earliest[:10]),
                date.fromisoformat(published.latest[:10]),
            )
            return (first, last) if first <= last and (last - first).days <= 366 else None
    except ValueError:
        return None
    return None


def _is_narrative(found: Iterable[Found], dateline: tuple[date, date] | None) -> bool:
    """Whether a text tells history: it states many years far from its date, and seldom says "Monday"."""
    far = near = 0
    for each in found:
        sense = each.sense
        if isinstance(sense, Calendar) and sense.year is not None:
            if dateline is None or abs(sense.year - dateline[0].year) > 1 or sense.bc:
                far += 1
        elif (isinstance(sense, Calendar) and sense.weekday is not None) or (
            isinstance(sense, Near) and sense.which in ("last", "this", "next") and sense.clock is None
        ):
            near += 1
    return far >= 5 and far > 2 * near
