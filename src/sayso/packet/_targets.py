"""Ids, as they are given, to what a packet is about. A record brings the happening or saying that it is a
report of: one report alone would hide that another contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sayso.case import EventRecord, StatementRecord
from sayso.errors import CaseError
from sayso.packet._records import Target
from sayso.records import Reading
from sayso.stories import Happening, Saying, Stories, Story, many

NOT_HELD = "said not to hold it"
"""What is put to a statement of which the words alone would say the opposite."""


def support(happening: Happening) -> str:
    """How well a happening is supported, in words."""
    told = (
        "1 report that is no copy" if happening.told == 1 else f"{happening.told} reports that are no copies"
    )
    parts = [many(happening.articles, "article"), told, many(len(happening.origins), "independent origin")]
    if happening.unnamed:
        parts.append(f"{len(happening.unnamed)} unnamed, not counted")
    return ", ".join(parts)


def targets(stories: Stories, ids: Iterable[str]) -> tuple[list[Target], list[CaseError]]:
    """What the ids stand for, each once, in their order; and an error for each that stands for nothing
    (SAY407), for several things (SAY408) or for something that no packet is made of (SAY441)."""
    found: dict[str, Target] = {}
    missing: list[CaseError] = []
    for given in dict.fromkeys(ids):
        try:
            for target in _targets(stories, given):
                before = found.get(target.id)
                asked = (*(before.asked if before else ()), *target.asked)
                found[target.id] = msgspec.structs.replace(target, asked=asked)
        except CaseError as error:
            if error.code not in ("SAY407", "SAY408", "SAY441"):
                raise
            missing.append(error)
    return list(found.values()), missing


def _targets(stories: Stories, given: str) -> Iterator[Target]:
    record: object
    if given[:2] in ("h_", "w_", "y_"):
        record = stories.find(given)
        asked = record.id
    elif given[:2] in ("e_", "s_", "a_"):
        record = stories.case.show(given)
        asked = record.article.id if isinstance(record, Reading) else getattr(record, "id", given)
        if isinstance(record, EventRecord | StatementRecord):
            record = _told(stories, record)
    else:
        if given[:2] not in ("p_", "t_", "l_", "q_", "i_", "r_", "c_", "f_"):
            raise CaseError("SAY407", given)
        raise CaseError("SAY441", given)
    yield _target(stories, record, (asked,))
    if isinstance(record, Story):
        for happening in stories.happenings(story=record.id):
            yield _target(stories, happening, ())


def _told(stories: Stories, record: EventRecord | StatementRecord) -> object:
    """The happening or saying that a record belongs to, else itself."""
    try:
        found = stories.find(record.id)
    except CaseError as error:
        if error.code != "SAY407":
            raise
        return record
    return found if isinstance(found, Happening | Saying) else record


def _target(stories: Stories, record: object, asked: tuple[str, ...]) -> Target:
    match record:
        case Happening():
            return Target(
                kind="happening", id=record.id, asked=asked, heading=record.headline, support=support(record)
            )
        case Saying():
            return Target(
                kind="saying",
                id=record.id,
                asked=asked,
                heading=_heading(record.speaker, record.stance, record.versions[0].words, record.polarity),
                support=f"{many(record.articles, 'article')}, one origin: {record.origin}",
            )
        case Story():
            return Target(
                kind="story",
                id=record.id,
                asked=asked,
                heading=record.title or record.headline,
                support=f"{many(len(record.articles), 'article')}, {many(record.origins, 'origin')}",
            )
        case EventRecord():
            parts = [record.type, *(party.name for party in record.actors), record.status]
            return Target(kind="event", id=record.id, asked=asked, heading=" · ".join(parts))
        case StatementRecord():
            source = record.source or "source unknown"
            heading = _heading(source, record.stance, record.words, record.polarity)
            return Target(kind="statement", id=record.id, asked=asked, heading=heading)
        case Reading():
            article = record.article
            return Target(
                kind="article", id=article.id, asked=asked, heading=article.title or "title unknown"
            )
    raise CaseError("SAY441", asked[0])


def _heading(who: str, stance: str, words: str, polarity: str) -> str:
    return f"{who} {stance}: {words}" + (f" ({NOT_HELD})" if polarity == "negative" else "")
