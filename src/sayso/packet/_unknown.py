"""What is not known: said of each entry in sentences, because a blank cell is easily read as "no"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.case import EventRecord, StatementRecord
from sayso.packet._records import Entry
from sayso.stories import Happening, many
from sayso.wording import DOUBTFUL, when

_NOT_DONE = {
    "planned": "It is reported as planned. Nothing here says that it happened.",
    "cancelled": "It was announced, and is reported as cancelled. Nothing here says that it happened.",
    "hypothetical": "It is only supposed. Nothing here says that it happened.",
    "denied": "All that is reported is that it is denied.",
    "disputed": "Some origins say that it happened, others that it did not. Nothing here decides it.",
}


def unknown(entry: Entry, behind: bool) -> Iterator[str]:
    """Sentences on what an entry leaves open. ``behind`` tells that its stories are of before the last change
    of the case."""
    if entry.happening is not None:
        yield from _of_happening(entry.happening)
    yield from _of_articles(entry)
    for one in entry.every_report():
        if one.event.confidence < DOUBTFUL:
            sure = f"{one.event.confidence:.2f} of 1"
            yield f"The reading of {one.event.id} is doubtful: the program gives it {sure}."
    for spoken in entry.statements:
        record = spoken.said.record
        if record.speaker is None:
            yield f"Who makes the statement {record.id} is not known."
        if not record.content_spans:
            yield f"What is said in the statement {record.id} is not known."
    if entry.target.kind == "event":
        yield "No happening holds this event, so its origins are not counted and nothing is held against it."
    if entry.target.kind == "statement":
        yield "No other article of the case is known to carry this statement."
    if entry.gone:
        yield (
            f"{many(len(entry.gone), 'report')} of it cannot be shown: the record is no longer in the case. "
            "They are listed under its reports."
        )
    if behind and entry.target.kind in ("happening", "saying", "story"):
        yield "The case could not be written to: what belongs together is as it was before its last change."


def _of_happening(happening: Happening) -> Iterator[str]:
    if happening.status in _NOT_DONE:
        yield _NOT_DONE[happening.status]
    if happening.earliest is None and happening.latest is None:
        yield "On which day it happened is not known."
    elif happening.earliest != happening.latest:
        yield f"The day is known only within {when(happening)}."
    if happening.place is None:
        yield "Where it happened is not known."
    if not happening.actors:
        yield "Who did it is not known."
    if not happening.origins:
        yield "No origin has a name: nobody who could be asked says so."
    elif len(happening.origins) == 1:
        yield "Only one independent origin reports it, in however many articles."
    if happening.unnamed:
        number = len(happening.unnamed)
        yield f"Sources without a name in the articles: {number}. Nobody can ask them; they are not counted."


def _of_articles(entry: Entry) -> Iterator[str]:
    undated, no_outlet = set(), set()
    inferred: set[str] = set()
    records: list[EventRecord | StatementRecord] = [one.event for one in entry.every_report()]
    records += [one.said.record for one in entry.statements]
    for record in records:
        reported = record.reported
        if reported.earliest is None and reported.latest is None:
            undated.add(record.article)
        elif reported.basis == "inferred":
            inferred.add(record.article)
        if not record.outlet:
            no_outlet.add(record.article)
    for articles, what in (
        (undated, "The day of publication is not known of"),
        (inferred, "The day of publication is inferred from the text of"),
        (no_outlet, "The outlet is not known of"),
    ):
        if articles:
            yield f"{what} {', '.join(sorted(articles))}."


ALWAYS = (
    "A program read the articles. It overlooks reports, and some of what it reads is wrong: the words "
    "decide, and they stand beside everything that is said here.",
    "Only the articles of this case were asked. What others report is not in here.",
    "Independent means that none of the origins is known to have it from another. It does not mean that they "
    "are right, nor that they have not talked to each other.",
    "A status (happened, planned, denied ...) is what the articles say, not what is the case.",
    "Addresses were not opened again when this was made. What stands there now may be something else.",
    "Days of articles are as the outlet, the page or the text gives them, whatever the time zone.",
)
"""What holds of every packet."""
