"""The one place where the order of annotators is written: an Article in, its Reading out.

>>> from sayso.records import article_of
>>> reading = read(article_of("Police arrested ten protesters in Minsk, the ministry said."))
>>> [(e.type, e.status, e.said_by) for e in reading.events]
[('COERCE', 'happened', ('s1',))]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from sayso import actors, attribution, damage, dating, events, language, places, quantities, times
from sayso.directory import Directory, offices
from sayso.errors import InputError, ReadingError, SaysoError
from sayso.records import Article, Attribution, Event, Quantity, Reading, problems

__all__ = ["read", "read_many"]


def read(article: Article, known: Directory | None = None, today: date | None = None) -> Reading:
    """Read one article. Raises ``ReadingError`` where no record that holds together comes out (SAY203).

    ``known`` are the actors known from elsewhere, our table of offices where none is given. An article
    without a date is dated from its text, and then read by that date.
    """
    known = offices() if known is None else known
    text = article.text
    marks = damage.find(text)
    doc = language.parse(text, damage.see_through(text, marks), _title_end(article))
    found = attribution.find(doc)
    sources, spoken = attribution.sources(doc, found), attribution.spoken(doc, found)
    cast = actors.find(doc, sources, known, article.published, spoken)
    times_ = times.find(doc, article.published)
    if article.published.earliest is None:
        published = dating.infer(doc.view, times_, cast.actors, known, today)
        if published.earliest is not None:
            # what was told of the date that came with the input ("the year 20189 is outside ...") is kept
            reasons = (*article.published.reasons, *published.reasons)
            article = msgspec.structs.replace(
                article, published=msgspec.structs.replace(published, reasons=reasons)
            )
            cast = actors.find(doc, sources, known, article.published, spoken)
            times_ = times.find(doc, article.published)
    attributions = attribution.link(doc, found, cast.at)
    places_ = places.find(doc, cast.people)
    cast = actors.placed(doc, cast, places_)
    counts = _estimated(quantities.find(doc), attributions)
    doubtful = [mark.span for mark in marks if mark.kind == "odd_word"]
    coded, further = events.find(
        doc, cast, found, attributions, times_, places_, counts, doubtful, article.published
    )
    counts = _crowds(counts, coded)
    coded, counts = events.with_later_counts(text, coded, counts)
    reading = Reading(
        article=article,
        damage=marks,
        actors=(*cast.actors, *further),
        attributions=attributions,
        events=coded,
        times=times_,
        places=places_,
        quantities=counts,
    )
    faults = problems(reading)
    if faults:
        raise ReadingError("SAY203", article.given_id or article.id, faults[0])
    return reading


def read_many(
    articles: Iterable[Article | InputError], known: Directory | None = None, today: date | None = None
) -> Iterator[Reading | SaysoError]:
    """Read articles one after the other, in order, holding one at a time; ``known`` and ``today`` as in
    ``read``.

    What fails gives its error in its place and the others go on; input errors are passed through.
    """
    for article in articles:
        if isinstance(article, InputError):
            yield article
            continue
        try:
            yield read(article, known, today)
        except ReadingError as error:
            yield error
        except Exception as fault:  # a fault of ours must not cost the user the other inputs
            yield ReadingError("SAY201", article.given_id or article.id, f"{type(fault).__name__}: {fault}")


def _title_end(article: Article) -> int:
    """Offset where the title ends, if the text begins with it."""
    start = len(article.text) - len(article.text.lstrip())
    return (
        start + len(article.title) if article.title and article.text.startswith(article.title, start) else 0
    )


def _crowds(counts: Sequence[Quantity], coded: Sequence[Event]) -> tuple[Quantity, ...]:
    """Plain counts of people ("several hundred teachers") that belong to a protest are its crowd."""
    marching = {q for event in coded if event.type == "PROTEST" for q in event.quantities}
    plain = {q.id for q in counts if q.what == "other" and q.unit is None}
    return tuple(msgspec.structs.replace(q, what="crowd") if q.id in marching & plain else q for q in counts)


def _estimated(counts: Sequence[Quantity], attributions: Sequence[Attribution]) -> tuple[Quantity, ...]:
    """Counts with the attribution they stand in: the smallest content around them, and of one content that
    two share ("Reuters reported, citing police, that ...") the innermost."""
    within = {a.id: a.within for a in attributions}
    opening = sorted(
        ((s, e, sum(e - s for s, e in a.content), a.id) for a in attributions for s, e in a.content),
        reverse=True,
    )
    open_now: list[tuple[int, int, int, str]] = []
    by_count: dict[str, str] = {}
    for count in sorted(counts, key=lambda count: count.span):
        start, end = count.span
        while opening and opening[-1][0] <= start:
            open_now.append(opening.pop())
        open_now = [content for content in open_now if content[1] > start]
        around = [(size, name) for _, stop, size, name in open_now if end <= stop]
        if around:
            by_count[count.id] = min(around, key=lambda one: (one[0], -_depth(one[1], within), one[1]))[1]
    return tuple(msgspec.structs.replace(count, estimated_by=by_count.get(count.id)) for count in counts)


def _depth(name: str, within: Mapping[str, str | None]) -> int:
    """How many attributions are around one."""
    depth, above = 0, within.get(name)
    while above is not None:
        depth, above = depth + 1, within.get(above)
    return depth
