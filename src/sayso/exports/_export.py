"""One export: records out of a case, through a format, onto a stream, with a report on what was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from sayso.case import Case, EventRecord
from sayso.errors import UsageError
from sayso.exports._facts import day_of
from sayso.exports._loss import Loss, Part
from sayso.exports._parties import dyads
from sayso.exports._records import HAPPENED, Format, Item, Options, Row, Said
from sayso.exports._registry import FORMATS
from sayso.exports._source import Source

_FLAGS = {"explode": "--explode-dyads", "safe": "--spreadsheet-safe", "utf16": "--utf16"}


def export(
    case: Case,
    name: str,
    stream: IO[bytes],
    options: Options | None = None,
    *,
    told: Callable[[str], None] | None = None,
) -> Loss:
    """Write a case in a format, in bounded memory, and say what was lost. The same case gives the same bytes.
    ``told`` is called with what somebody who waits should know.

    Raises ``UsageError`` SAY324 for a format that there is none of, SAY326 for an option that does not apply
    to it, ``CaseError`` as the case does."""
    options = options or Options()
    form = FORMATS.get(name)
    if form is None:
        raise UsageError("SAY324", name, f"the formats are {', '.join(FORMATS)}")
    _check(form, options)
    stories = form.stories or options.min_origins > 0
    source = Source(case, stories=stories, told=told)
    loss = Loss(form, stories=stories)
    form.write(_rows(form, source, options, loss), stream, form, options)
    return loss


def cells(case: Case, name: str, events: Sequence[EventRecord]) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """For each event its id, and the cells that a format of events has for it by the names of its columns, or
    why the format leaves it out. What lacks a field that the format requires is kept. Takes the happenings of
    the case as they were made last. Raises ``UsageError`` SAY324, ``CaseError``."""
    form = FORMATS.get(name)
    if form is None or form.of != "events":
        raise UsageError("SAY324", name)
    source, options = Source(case), Options(incomplete=True)
    for item in source.items(list(events), stories=form.stories):
        reason = _left_out(form, item, options)
        row = None if reason else next(iter(form.rows(item, options, source)), None)
        if row is None:
            yield item.event.id, reason or form.out
        else:
            yield item.event.id, row if isinstance(row, dict) else dict(zip(form.columns, row, strict=True))


def _check(form: Format, options: Options) -> None:
    for field, flag in _FLAGS.items():
        if getattr(options, field) and field not in form.takes:
            raise UsageError("SAY326", flag, f"{form.name} has no use for it")
    kinds = {part.of for part in (form, *form.also)}
    if "events" not in kinds and (options.status or options.min_origins or options.report_day):
        raise UsageError("SAY326", form.name, "--status, --min-origins and --report-day are about events")
    out = [status for status in options.status if form.happened_only and status not in HAPPENED]
    if out:
        raise UsageError("SAY326", f"--status {out[0]}", f"{form.name} knows only what happened")


def _rows(form: Format, source: Source, options: Options, loss: Loss) -> Iterator[Row]:
    for row in form.before(source) if form.before else ():
        loss.rows += 1
        yield row
    for part, report in zip((form, *form.also), loss.parts, strict=True):
        if part.grouped is not None:
            yield from _grouped(part, source, options, report)
            continue
        records: Iterator[Item | Said] = source.events() if part.of == "events" else source.statements()
        for record in records:
            report.read += 1
            reason = _left_out(part, record, options) if isinstance(record, Item) else None
            if reason:
                report.leave(reason)
                continue
            before = report.rows
            for row in part.rows(record, options, source):
                report.rows += 1
                yield row
            if report.rows == before:
                report.leave(part.out)
            else:
                report.wrote(record)


def _grouped(form: Format, source: Source, options: Options, report: Part) -> Iterator[Row]:
    """Rows of articles, each with the events that are not left out."""
    assert form.grouped is not None
    for reading, items in source.by_article():
        kept: list[Item] = []
        for item in items:
            report.read += 1
            reason = _left_out(form, item, options)
            if reason:
                report.leave(reason)
            else:
                report.wrote(item)
                kept.append(item)
        for row in form.grouped(reading, kept, options):
            report.rows += 1
            yield row


def _left_out(form: Format, item: Item, options: Options) -> str | None:
    """Why an event is left out, or None."""
    event = item.event
    if form.happened_only and event.status not in HAPPENED:
        return f"status {event.status}, where the format knows only what happened"
    if options.status and event.status not in options.status:
        return "another status than was asked for"
    if options.min_origins and (item.happening is None or len(item.happening.origins) < options.min_origins):
        return f"fewer than {options.min_origins} independent origins"
    return None if options.incomplete else _incomplete(form, item, options)


def _incomplete(form: Format, item: Item, options: Options) -> str | None:
    if "actor" in form.requires and not item.event.actors:
        return "no actor, which the format requires (--incomplete keeps them)"
    if "recipient" in form.requires and dyads(item.event, explode=False)[0].recipient is None:
        return "no recipient, which the format requires (--incomplete keeps them)"
    if "days" in form.requires and not _days(item, options):
        more = "" if options.report_day else "--report-day takes the day of publication, "
        return f"no days, which the format requires ({more}--incomplete keeps them)"
    return None


def _days(item: Item, options: Options) -> Any:
    when = item.event.when
    return (when is not None and (when.earliest or when.latest)) or day_of(item, options)
