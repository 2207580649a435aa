"""Markup of an entry: what it is, how it is supported, what is disputed, and under it every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.packet._blocks import STATUS, Anchors, code, published, reported, spoken
from sayso.packet._markup import country, facts, grid, identity, items, to
from sayso.packet._records import Changed, Entry
from sayso.packet._targets import support
from sayso.packet._text import amount, days, line, quoted
from sayso.stories import Claim, Happening, Origin, Report, Saying, Story

NAMES = {
    "happening": "Happening",
    "saying": "Statement in several articles",
    "event": "Event of one article",
    "statement": "Statement of one article",
    "article": "Article",
    "story": "Story",
}
_ORIGIN = {
    "source": "somebody named in the text",
    "agency": "an agency that is credited",
    "outlet": "the outlet in its own words",
    "article": "an article whose outlet is not known",
    "unnamed": "somebody whom the text does not name",
}


def entry(one: Entry, number: int, anchors: Anchors) -> Iterator[str]:
    """One entry under a heading of the second level."""
    target = one.target
    yield f"<section{anchors.new(target.id)}>\n"
    yield f"<h2>{number}. {NAMES[target.kind]}: {line(target.heading)}</h2>\n"
    if one.happening is not None:
        yield from _happening(one, one.happening, anchors)
    elif one.saying is not None:
        yield from _saying(one, one.saying, anchors)
    elif one.story is not None:
        yield from _story(one, one.story)
    elif target.kind == "article":
        yield from _article(one, anchors)
    else:
        yield from _alone(one, anchors)
    if one.corrections:
        yield "<h3>Corrections by people</h3>\n"
        yield corrections(one.corrections, anchors)
    yield "<h3>What is not known</h3>\n"
    yield items(map(line, one.unknown)) or "<p>Nothing that this packet could name.</p>\n"
    yield "</section>\n"


def _asked(one: Entry) -> str:
    given = [id for id in one.target.asked if id != one.target.id]
    own = identity(one.target.id)
    return own + (f", asked for by {', '.join(map(line, given))}" if given else "")


# -- a happening -------------------------------------------------------------------------------------------


def _happening(one: Entry, h: Happening, anchors: Anchors) -> Iterator[str]:
    course = " → ".join(
        f"{line(c.status)} (reported since {line(c.since or 'a day not known')})" for c in h.course
    )
    yield facts(
        "What it is",
        [
            ("type", code(h.type, h.modes, None)),
            ("contexts", ", ".join(map(line, h.contexts))),
            ("status", f"<strong>{line(h.status)}</strong>: {STATUS.get(h.status, '')}"),
            ("course", course if len(h.course) > 1 else ""),
            ("days", line(days(h.earliest, h.latest))),
            ("place", ", ".join(filter(None, [line(h.place or ""), country(h.country)])) or "not known"),
            ("who", ", ".join(map(line, h.actors)) or "not known"),
            ("to whom", ", ".join(map(line, h.recipients))),
            ("support", line(support(h))),
            ("id", _asked(one)),
        ],
    )
    own = {report.record: report for report in h.reports}
    yield from _disagreements(h, own)
    yield "<h3>Origins, and how they were counted</h3>\n"
    yield from _origins(h)
    yield "<h3>What each origin gives</h3>\n"
    yield _claims("Values by what they are about", h.claims, own) or "<p>Nothing but that it is so.</p>\n"
    yield "<h3>Reports, the earliest first</h3>\n"
    for n, report in enumerate(one.reports, 1):
        yield from reported(report, 4, f"Report {n}", anchors, True)
    yield _gone(one.gone)


def _disagreements(h: Happening, own: dict[str, Report]) -> Iterator[str]:
    if h.disputes:
        yield "<h3>Disputes</h3>\n<p>Two origins or more give values that cannot all be true.</p>\n"
        for dispute in h.disputes:
            yield _claims(f'<span class="no">Disputed: {line(dispute.about)}</span>', dispute.claims, own)
    if h.revisions:
        yield "<h3>Revisions</h3>\n<p>One origin gives another value later than before.</p>\n"
        for revision in h.revisions:
            yield _claims(f"{line(revision.about)}, revised by {line(revision.origin)}", revision.claims, own)
    if h.denials:
        yield "<h3>Denials</h3>\n"
        rows = [
            (to(id), line(own[id].origin), quoted(own[id].words), line(days(*_reported(own[id]))))
            for id in h.denials
            if id in own
        ]
        yield grid("Reports in which it is denied", ("report", "origin", "words", "reported"), rows)


def _reported(report: Report) -> tuple[str | None, str | None]:
    return report.reported.earliest, report.reported.latest


def _claims(caption: str, claims: Iterable[Claim], own: dict[str, Report]) -> str:
    rows = (
        (
            line(claim.about),
            _value(claim),
            line(claim.origin),
            quoted(claim.words),
            ", ".join(to(id) if id in own else line(id) for id in claim.reports),
            line(days(claim.reported.earliest, claim.reported.latest)),
        )
        for claim in claims
    )
    return grid(caption, ("about", "value", "origin", "words", "reports", "reported"), rows)


def _value(claim: Claim) -> str:
    """A value; a number as a range."""
    if claim.about in ("place", "date", "actor", "happened") or (claim.low is None and claim.high is None):
        return line(claim.value)
    made = amount(claim.low, claim.high) + (f" {line(claim.unit)}" if claim.unit else "")
    return made + (f", open above ({line(claim.value)})" if claim.open else "")


def _origins(h: Happening) -> Iterator[str]:
    copies = [report for report in h.reports if report.repeats is not None]
    yield (
        f"<p>{len(h.reports)} records in {h.articles} articles report it. {len(copies)} of the records are copies of "
        f"another and count for nothing by themselves; they stand below what they copy. What is left comes from "
        f"{len(h.origins)} independent origins"
        + (f"; {len(h.unnamed)} more have no name and are not counted" if h.unnamed else "")
        + ".</p>\n"
    )
    rows = [_origin(origin, h, "yes") for origin in h.origins]
    rows += [_origin(origin, h, "no: unnamed") for origin in h.unnamed]
    known = {origin.name for origin in (*h.origins, *h.unnamed)}
    others = sorted({report.origin for report in h.reports} - known)
    rows += [
        (line(name), "", "no: passes on what others say, or is one of the above", *_carriers(name, h))
        for name in others
    ]
    yield grid("Origins", ("origin", "what it is", "counted", "reports", "copies"), rows)


def _origin(origin: Origin, h: Happening, counted: str) -> tuple[str, ...]:
    return (
        line(origin.name),
        _ORIGIN.get(origin.kind, line(origin.kind)),
        counted,
        *_carriers(origin.name, h),
    )


def _carriers(name: str, h: Happening) -> tuple[str, str]:
    own = [report for report in h.reports if report.origin == name]
    return (
        ", ".join(to(report.record) for report in own if report.repeats is None),
        ", ".join(to(report.record) for report in own if report.repeats is not None),
    )


def _gone(gone: Iterable[Report]) -> str:
    rows = (
        (line(r.record), line(r.article), line(r.outlet or "unknown"), quoted(r.words), line(r.origin))
        for r in gone
    )
    caption = "Reports whose record is no longer in the case"
    return grid(caption, ("record", "article", "outlet", "words", "origin"), rows)


# -- the others --------------------------------------------------------------------------------------------


def _saying(one: Entry, saying: Saying, anchors: Anchors) -> Iterator[str]:
    yield facts(
        "What it is",
        [
            ("speaker", line(saying.speaker)),
            ("how", line(saying.stance)),
            ("origin", f"{line(saying.origin)}: one origin, however many articles carry it"),
            ("articles", str(saying.articles)),
            ("outlets", ", ".join(map(line, saying.outlets)) or "not known"),
            ("reported", published(saying.reported)),
            ("id", _asked(one)),
        ],
    )
    rows = (
        (quoted(version.words), ", ".join(map(to, version.records)), ", ".join(map(line, version.outlets)))
        for version in saying.versions
    )
    yield grid("Its wordings, the most carried first", ("words", "records", "outlets"), rows)
    yield "<h3>Every article that carries it</h3>\n"
    for n, said in enumerate(one.statements, 1):
        yield from spoken(said, 4, f"Wording {n}", anchors, True)


def _story(one: Entry, story: Story) -> Iterator[str]:
    yield facts(
        "What it is",
        [
            ("title", quoted(story.title) + ", of its first article" if story.title else "not known"),
            ("main happening", line(story.headline)),
            ("days of what happened", line(days(story.earliest, story.latest))),
            ("reported", line(days(story.reported.earliest, story.reported.latest))),
            ("articles", f"{len(story.articles)}, {story.told} of them no copies"),
            ("outlets", ", ".join(map(line, story.outlets)) or "not known"),
            ("origins", str(story.origins)),
            (
                "happenings",
                f"{len(story.happenings)}, with {story.disputes} disputes; each is an entry below",
            ),
            ("id", _asked(one)),
        ],
    )
    yield "<h3>Its articles</h3>\n"
    yield items(map(to, story.articles))


def _article(one: Entry, anchors: Anchors) -> Iterator[str]:
    yield facts("What it is", [("article", to(one.target.id)), ("id", _asked(one))])
    yield "<h3>Events that it reports</h3>\n"
    if not one.reports:
        yield "<p>None was found.</p>\n"
    for n, report in enumerate(one.reports, 1):
        yield from reported(report, 4, f"Event {n}", anchors, False)
    yield "<h3>Statements in it</h3>\n"
    if not one.statements:
        yield "<p>None was found.</p>\n"
    for n, said in enumerate(one.statements, 1):
        yield from spoken(said, 4, f"Statement {n}", anchors, False)


def _alone(one: Entry, anchors: Anchors) -> Iterator[str]:
    yield facts("What it is", [("id", _asked(one))])
    for report in one.reports:
        yield from reported(report, 3, "Report", anchors, False)
    for said in one.statements:
        yield from spoken(said, 3, "Statement", anchors, False)


# -- corrections -------------------------------------------------------------------------------------------

_DONE = {
    "merge": "joined: one and the same",
    "split": "set apart: not the same",
    "recode": "re-coded",
    "hide": "hidden: left out of all queries",
    "note": "remarked",
    "undo": "took back a correction",
}


def corrections(changes: Iterable[Changed], anchors: Anchors) -> str:
    """What people corrected: what, who, why, when, and what it was before."""
    return grid(
        "Who changed what, why, and what it was before",
        ("correction", "of", "what", "before", "who", "when", "why"),
        (
            (
                f"<span{anchors.new(one.correction.id)}>{identity(one.correction.id)}</span>",
                _of(one),
                _what(one),
                _before(one),
                line(one.correction.who),
                line(one.correction.at),
                line(one.correction.why),
            )
            for one in changes
        ),
    )


def _of(one: Changed) -> str:
    target = one.correction.target
    name = one.names.get(target)
    return (f"{line(name)} " if name else "") + identity(target)


def _what(one: Changed) -> str:
    made = one.correction
    done = _DONE.get(made.action, line(made.action))
    values = "; ".join(f"{line(k)}: {_words(v, one)}" for k, v in made.value.items() if k != "stay")
    undone = ""
    if one.undoing is not None:
        undo = one.undoing
        undone = (
            f'<br/>\n<span class="no">taken back</span> by {line(undo.who)}, {line(undo.at)}, '
            f"{quoted(undo.why)} {identity(undo.id)}"
        )
    return f"{done}{': ' + values if values else ''}{undone}"


def _before(one: Changed) -> str:
    return "; ".join(f"{line(k)}: {_words(v, one)}" for k, v in one.before.items())


def _words(value: object, one: Changed) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(part, one) for part in value) or "nothing"
    if value is None:
        return "not known"
    name = one.names.get(str(value))
    return (f"{line(name)} " if name else "") + line(str(value))
