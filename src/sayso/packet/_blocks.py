"""Markup of reports and statements: the words in their context, and everything that was read from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.case import Count, Days, EventRecord, StatementRecord
from sayso.events.codebook import load as codebook
from sayso.packet._markup import (
    BASIS,
    Row,
    country,
    excerpt,
    facts,
    identity,
    items,
    on_days,
    parties,
    to,
    words,
)
from sayso.packet._records import Counted, Excerpt, Reported, Said, Spoken
from sayso.packet._targets import NOT_HELD, support
from sayso.packet._text import line, quoted
from sayso.wording import span_of_numbers

STATUS = {
    "happened": "it happened",
    "ongoing": "it is under way",
    "planned": "it is planned",
    "cancelled": "it was called off",
    "hypothetical": "it is only supposed",
    "denied": "it is said not to have happened",
    "disputed": "origins disagree whether it happened",
}
"""What a status means."""


class Anchors:
    """Ids that a page has been given already: a second mention gets no anchor of its own."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, id: str) -> str:
        """The attribute for what stands under an id for the first time."""
        if id in self._given:
            return ""
        self._given.add(id)
        return f' id="{line(id)}"'


def published(reported: Days) -> str:
    """The days of publication, and how they are known."""
    known = BASIS.get(reported.basis, reported.basis)
    return f"{on_days(reported.earliest, reported.latest)} ({line(known)})"


def code(type: str, modes: Iterable[str], cameo: str | None) -> str:
    """A code of the codebook with what it means."""
    entry = codebook().types.get(type)
    made = f"<strong>{line(type)}</strong>" + (f" ({line(entry.definition)})" if entry else "")
    for mode in modes:
        means = entry.modes[mode].means if entry and mode in entry.modes else ""
        made += f"<br/>\nmode {line(mode)}" + (f": {line(means)}" if means else "")
    if cameo:
        known = codebook().cameo.get(cameo)
        made += f"<br/>\nCAMEO {line(cameo)}" + (f": {line(known.means)}" if known else "")
    return made


def reported(one: Reported, level: int, number: str, anchors: Anchors, counted: bool) -> Iterator[str]:
    """One report under a heading of a level, then its copies below it. ``counted`` tells that the entry is a
    happening, in which origins are counted."""
    yield from _read(one.event, one.excerpts, _rows(one, counted), level, number, anchors)
    if one.copies:
        yield f'<div class="copies">\n<h{level + 1}>Copies of this report, not counted</h{level + 1}>\n'
        for n, copy in enumerate(one.copies, 1):
            name = f"Copy {number.rpartition(' ')[2]}.{n}"
            yield from reported(copy, level + 2, name, anchors, counted)
        yield "</div>\n"
    yield "</section>\n"


def _read(
    record: EventRecord | StatementRecord,
    excerpts: Iterable[Excerpt],
    rows: Iterable[Row],
    level: int,
    number: str,
    anchors: Anchors,
) -> Iterator[str]:
    """The beginning of the section of a record: where it stands, its words, and what was read from them."""
    day = on_days(record.reported.earliest, record.reported.latest)
    yield f"<section{anchors.new(record.id)}>\n"
    yield f"<h{level}>{number}: {line(record.outlet or 'outlet unknown')}, {day}</h{level}>\n"
    yield f"<p>{quoted(record.title) if record.title else 'title unknown'}, article {to(record.article)}, "
    yield f"published {published(record.reported)}</p>\n"
    yield from map(excerpt, excerpts)
    yield facts(f"What was read from these words ({identity(record.id)})", rows)


def _rows(one: Reported, counted: bool) -> Iterator[Row]:
    event, report = one.event, one.report
    yield "exact words", words(one.passage)
    yield "word for it", words(one.trigger)
    yield "read as", code(event.type, event.modes, event.cameo)
    yield "contexts", ", ".join(map(line, event.contexts))
    yield "status", f"<strong>{line(event.status)}</strong>: {STATUS.get(event.status, '')}"
    yield "on whose say-so", chain(one.chain, event.outlet)
    if counted and report is not None:
        if report.repeats:
            yield "origin", f"{line(report.origin)}; a copy of {to(report.repeats)}, so not counted"
        else:
            yield "origin", line(report.origin)
    yield "who", parties(one.parties, "actor") or "not known"
    yield "to whom", parties(one.parties, "recipient")
    yield "when", _when(one)
    yield "where", _place(one)
    yield "how many", items(_count(number) for number in one.counts)
    yield "confidence", f"{event.confidence:.2f} of 1"
    if not counted:
        yield "belongs to", _belongs(one)
    yield "corrected by", ", ".join(to(id) for id in event.corrections)


def _belongs(one: Reported) -> str:
    happening = one.happening
    if happening is None:
        return "no happening"
    disputed = "".join(f"; disputed: {line(dispute.about)}" for dispute in happening.disputes)
    return (
        f"the happening {identity(happening.id)} {line(happening.headline)}: {line(happening.status)}, "
        f"{line(support(happening))}{disputed}"
    )


def _when(one: Reported) -> str:
    when = one.event.when
    if when is None:
        return "not known"
    read_from = f": {words(one.when)}" if one.when else ""  # a correction has no words in the article
    return f"{on_days(when.earliest, when.latest)}{read_from} ({line(when.basis)})"


def _place(one: Reported) -> str:
    where = one.event.where
    if where is None:
        return "not known"
    made = f"{line(where.name)}: {words(one.where)}"
    about = [country(where.country), line(where.admin1 or "")]
    if where.lat is not None and where.lon is not None:
        about.append(f"{where.lat:.4f}, {where.lon:.4f} (degrees, WGS 84)")
    if where.geonames_id is not None:
        about.append(f"GeoNames {where.geonames_id}")
    return f"{made} ({'; '.join(filter(None, [*about, line(where.basis)]))})"


def _count(number: Counted) -> str:
    count: Count = number.count
    made = f"{line(count.what)} {span_of_numbers(count.low, count.high)}"
    made += f" {line(count.unit)}" if count.unit else ""
    made += f": {words(number.quotes)} (rule: {line(count.rule)})"
    return made + (f"; according to {' ‹ '.join(map(line, count.said_by))}" if count.said_by else "")


def chain(said: tuple[Said, ...], outlet: str | None) -> str:
    """Who says so: the article first, then who is quoted in it, then who is quoted in that."""
    own = f"{line(outlet or 'the article')}" + (
        " itself: no other source is named" if not said else ", which has it from"
    )
    return items([own, *map(_step, said)], "ol")


def _step(said: Said) -> str:
    record = said.record
    who = words(said.source) or "somebody who is not named"
    made = f"{who} {words(said.cue)} ({_manner(record)})"
    for part in ("speaker", "co-speaker", "addressee"):
        if shown := parties(said.parties, part):
            made += f"<br/>\n{part}: {shown}"
    content = words(said.content)
    made += f"<br/>\nwhat is said: {content}" if content else ""
    return f"{made} {identity(record.id)}"


def _manner(record: StatementRecord) -> str:
    held = f", {NOT_HELD}" if record.polarity == "negative" else ""
    return f"{line(record.stance)}, {line(record.kind)} speech, source {line(record.source_type)}{held}"


def spoken(one: Spoken, level: int, number: str, anchors: Anchors, within_saying: bool) -> Iterator[str]:
    """One statement under a heading of a level."""
    record = one.said.record
    rows = [
        ("what is said", words(one.said.content) or "not known"),
        ("who says it", words(one.said.source) or "not known"),
        ("word for saying it", words(one.said.cue)),
        ("speaker", parties(one.said.parties, "speaker") or "not known"),
        ("also speaking", parties(one.said.parties, "co-speaker")),
        ("to whom", parties(one.said.parties, "addressee")),
        ("read as", _manner(record)),
        ("on whose say-so", chain(one.chain, record.outlet)),
        ("confidence", f"{record.confidence:.2f} of 1"),
        ("carried by", _carried(one) if not within_saying else ""),
        ("corrected by", ", ".join(to(id) for id in record.corrections)),
    ]
    yield from _read(record, one.excerpts, rows, level, number, anchors)
    yield "</section>\n"


def _carried(one: Spoken) -> str:
    return f"several articles: the saying {identity(one.saying)}" if one.saying else "this article only"
