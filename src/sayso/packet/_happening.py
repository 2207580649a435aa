"""Markup of a happening: what it is, what is disputed, who it comes from, and under it every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sayso.packet._blocks import STATUS, Anchors, code, reported
from sayso.packet._markup import Row, country, facts, grid, on_days, to
from sayso.packet._records import NO_NUMBERS, Entry, Reported
from sayso.packet._targets import support
from sayso.packet._text import line, quoted
from sayso.stories import Claim, Happening, Origin, Report, many
from sayso.wording import span_of_numbers

ORIGIN = {
    "source": "somebody named in the text",
    "agency": "an agency that is credited",
    "outlet": "the outlet in its own words",
    "article": "an article whose outlet is not known",
    "unnamed": "somebody whom the text does not name",
}
Labels = Mapping[str, str]
"""What a report is called on the page, by the id of its record."""


def happening(one: Entry, h: Happening, own_id: str, anchors: Anchors) -> Iterator[str]:
    """The body of an entry about a happening. ``own_id`` is markup of its id."""
    labels = {r.record: r.record for r in one.gone} | dict(_labels(one.reports))
    yield facts("What it is", _what(h, own_id))
    yield from _disagreements(h, labels)
    yield "<h3>Origins, and how they were counted</h3>\n"
    yield from _origins(h, labels)
    yield "<h3>What each origin gives</h3>\n"
    yield _claims("Values by what they are about", h.claims, labels) or "<p>Nothing but that it is so.</p>\n"
    yield "<h3>Reports, the earliest first</h3>\n"
    for n, report in enumerate(one.reports, 1):
        yield from reported(report, 4, f"Report {n}", anchors, True)
    yield _gone(one.gone)


def _labels(reports: Iterable[Reported]) -> Iterator[tuple[str, str]]:
    for n, one in enumerate(reports, 1):
        yield one.event.id, f"report {n}"
        yield from ((copy.event.id, f"copy {n}.{m}") for m, copy in enumerate(one.copies, 1))


def _what(h: Happening, own_id: str) -> Iterator[Row]:
    yield "type", code(h.type, h.modes, None)
    yield "contexts", ", ".join(map(line, h.contexts))
    yield "status", f"<strong>{line(h.status)}</strong>: {STATUS.get(h.status, '')}"
    if len(h.course) > 1:
        steps = (f"{line(c.status)} (reported since {on_days(c.since, c.since)})" for c in h.course)
        yield "course", " → ".join(steps)
    yield "days", on_days(h.earliest, h.latest)
    yield "place", ", ".join(filter(None, [line(h.place or ""), country(h.country)])) or "not known"
    yield "who", ", ".join(map(line, h.actors)) or "not known"
    yield "to whom", ", ".join(map(line, h.recipients))
    yield "support", line(support(h))
    yield "id", own_id


def _disagreements(h: Happening, labels: Labels) -> Iterator[str]:
    if h.disputes:
        yield "<h3>Disputes</h3>\n<p>Origins give values that cannot all be true.</p>\n"
        for dispute in h.disputes:
            yield _claims(f'<span class="no">Disputed: {line(dispute.about)}</span>', dispute.claims, labels)
    if h.revisions:
        yield "<h3>Revisions</h3>\n<p>One origin gives another value later than before.</p>\n"
        for revision in h.revisions:
            caption = f"{line(revision.about)}, revised by {line(revision.origin)}"
            yield _claims(caption, revision.claims, labels)
    if h.denials:
        yield "<h3>Denials</h3>\n"
        own = {report.record: report for report in h.reports}
        rows = [
            (_to(id, labels), line(own[id].origin), quoted(own[id].words), _published(own[id]))
            for id in h.denials
            if id in own
        ]
        yield grid("Reports in which it is denied", ("report", "origin", "words", "reported"), rows)


def _published(report: Report) -> str:
    return on_days(report.reported.earliest, report.reported.latest)


def _to(id: str, labels: Labels) -> str:
    return to(id, labels[id]) if id in labels else line(id)


def _claims(caption: str, claims: Iterable[Claim], labels: Labels) -> str:
    rows = (
        (
            line(claim.about),
            _value(claim),
            line(claim.origin),
            quoted(claim.words),
            ", ".join(_to(id, labels) for id in claim.reports),
            on_days(claim.reported.earliest, claim.reported.latest),
        )
        for claim in claims
    )
    return grid(caption, ("about", "value", "origin", "words", "reports", "reported"), rows)


def _value(claim: Claim) -> str:
    """A value; a number as a range."""
    if claim.about == "date":
        return on_days(claim.first, claim.last)
    if claim.about in NO_NUMBERS or (claim.low is None and claim.high is None):
        return line(claim.value)
    made = span_of_numbers(claim.low, claim.high) + (f" {line(claim.unit)}" if claim.unit else "")
    return made + (f", open above ({line(claim.value)})" if claim.open else "")


def _origins(h: Happening, labels: Labels) -> Iterator[str]:
    copies = sum(report.repeats is not None for report in h.reports)
    yield f"<p>Records that tell of it: {len(h.reports)}, in {many(h.articles, 'article')}. "
    if copies:
        yield f"Copies of another among them: {copies}. A copy stands below what it copies, and counts for "
        yield "nothing by itself. "
    yield f"Independent origins: {len(h.origins)}."
    yield f" Without a name, and not counted: {len(h.unnamed)}.</p>\n" if h.unnamed else "</p>\n"
    rows = [_origin(origin, "yes", h, labels) for origin in h.origins]
    rows += [_origin(origin, "no: unnamed", h, labels) for origin in h.unnamed]
    known = {origin.name for origin in (*h.origins, *h.unnamed)}
    passing = sorted({report.origin for report in h.reports} - known)
    rows += [
        (line(name), "", "no: passes on what others say", *_carriers(name, h, labels)) for name in passing
    ]
    yield grid("Origins", ("origin", "what it is", "counted", "reports", "copies"), rows)


def _origin(origin: Origin, counted: str, h: Happening, labels: Labels) -> tuple[str, ...]:
    what = ORIGIN.get(origin.kind, line(origin.kind))
    return line(origin.name), what, counted, *_carriers(origin.name, h, labels)


def _carriers(name: str, h: Happening, labels: Labels) -> tuple[str, str]:
    """Links to the reports that come from an origin, or have a number from it; and to copies of these."""
    given = {id for claim in h.claims if claim.origin == name for id in claim.reports}
    own = [report for report in h.reports if report.origin == name or report.record in given]
    return (
        ", ".join(_to(report.record, labels) for report in own if report.repeats is None),
        ", ".join(_to(report.record, labels) for report in own if report.repeats is not None),
    )


def _gone(gone: Iterable[Report]) -> str:
    rows = (
        (line(r.record), line(r.article), line(r.outlet or "not known"), quoted(r.words), line(r.origin))
        for r in gone
    )
    caption = "Reports whose record is no longer in the case"
    return grid(caption, ("record", "article", "outlet", "words", "origin"), rows)
