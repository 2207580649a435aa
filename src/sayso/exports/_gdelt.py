"""GDELT 2.0: the table of events, one row for each happening, and the table of their mentions.

A row of the first is a happening that at least one report says happened, coded as in the first report that
does; a row of the second is one such report, with exact offsets in code points of the article's text. An id
is the first 13 hexadecimal digits of the event's id (``e_...``), times 1024, plus the number of the dyad, so
that ``sayso why`` finds the record again. Mentions have that of the first dyad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sayso.case import Party, Where
from sayso.coders import GDELT
from sayso.exports._cells import write_tsv
from sayso.exports._codes import country_name, goldstein, quad, state
from sayso.exports._facts import cameo_of, day_of, lead_of, stamp
from sayso.exports._icews import DYADIC
from sayso.exports._parties import (
    ORGANISATIONS,
    cameo_actor,
    cameo_country,
    cameo_types,
    dyads,
    name_of,
)
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source
from sayso.records import Span

MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip


def number_of(event: str, n: int) -> int:
    """The GLOBALEVENTID of a dyad of an event: 62 bits.

    >>> number_of("e_49ed27195351fb0a", 0) >> 10 == 0x49ED27195351F
    True
    """
    return int(event[2:15], 16) * 1024 + n


def fraction_of(day: str) -> float | None:
    """FractionDate as in GDELT's own files: year plus (months before it * 30 + day) / 365. (Its codebook
    writes MONTH * 30 + DAY, which December would carry into the next year.)

    >>> fraction_of("2017-06-24")
    2017.4767
    """
    if not day:
        return None
    found = date.fromisoformat(day)
    return round(found.year + ((found.month - 1) * 30 + found.day) / 365, 4)


def event_rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """Rows of a happening, when its leading report comes; none for the other reports."""
    lead, event, happening = lead_of(item.happening, options), item.event, item.happening
    if happening is None or lead is None or lead.record != event.id:
        return
    iso, code = day_of(item, options, happening=True), cameo_of(event)
    day = iso.replace("-", "")
    for dyad in dyads(event, explode=options.explode):
        yield (
            number_of(event.id, dyad.n),
            day,
            day[:6],
            day[:4],
            fraction_of(iso),
            *_party(dyad.actor),
            *_party(dyad.recipient),
            "",
            code,
            code[:3],
            code[:2],
            quad(code),
            goldstein(code),
            len(happening.reports),
            len({report.outlet for report in happening.reports if report.outlet}),
            happening.articles,
            "",
            *_NOWHERE,
            *_NOWHERE,
            *_where(event.where),
            stamp(item.article.added),
            item.article.url,
        )


def _party(party: Party | None) -> tuple[str, ...]:
    types = (*cameo_types(party), "", "", "")[:3]
    group = party.country or "" if party and party.country in ORGANISATIONS else ""
    return (cameo_actor(party), name_of(party), cameo_country(party), group, "", "", "", *types)


_NOWHERE = ("", "", "", "", "", "", "", "")


def _where(where: Where | None) -> tuple[str | float | int | None, ...]:
    """The eight columns of a place. Type: 1 country, 2 state of the US, 3 town of the US, 4 town elsewhere,
    5 province elsewhere; other features have none. FeatureID wants numbers of GNS or GNIS, which are not
    those of GeoNames: empty."""
    if where is None:
        return _NOWHERE
    feature, american = where.feature or "", where.country == "USA"
    if feature.startswith("PCL"):
        kind = "1"
    elif feature == "ADM1":
        kind = "2" if american else "5"
    elif feature.startswith("PPL"):
        kind = "3" if american else "4"
    else:
        kind = ""
    names = (where.name, where.admin1 if where.admin1 != where.name else None, country_name(where.country))
    full = ", ".join(name for name in names if name)
    return kind, full, state(where.country).fips, "", "", where.lat, where.lon, ""


def mention_rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """A row for the happening that this event is a report of, with the offsets of its first dyad."""
    lead, event, article = lead_of(item.happening, options), item.event, item.article
    if lead is None:
        return
    action = min((start for start, _ in event.trigger_spans), default=None)
    dyad = dyads(event, explode=False)[0]
    yield (
        number_of(lead.record, 0),
        stamp(article.added),
        stamp(article.added),
        1 if article.url else "",
        article.outlet,
        article.url or article.id,
        "",
        _offset(source.first_mention(event, dyad.actor)),
        _offset(source.first_mention(event, dyad.recipient)),
        action,
        1,
        round(event.confidence * 100),
        len(source.text(event.article)),
        "",
        "",
        "",
    )


def _offset(span: Span | None) -> int | None:
    return span[0] if span else None


EVENTS = Format(
    name="gdelt",
    suffix="CSV",
    about="Happenings in the 61 columns of the GDELT 2.0 table of events; tabs, no header.",
    rows=event_rows,
    write=write_tsv,
    columns=GDELT,
    header=False,
    happened_only=True,
    stories=True,
    takes=frozenset({"explode"}),
    out="a further report, or a copy, of a happening that has its row",
    holds=frozenset({"cameo", "recipient", "unnamed", "countries"}),
    loss=DYADIC
    | {
        "sectors": "those that CAMEO has a code for are kept",
        "place": "the GeoNames id is lost: FeatureID has numbers of GNS and GNIS, and stays empty",
        "more_sectors": "the first three are kept",
        "entities": "the name over articles is kept, the id is not",
        "article": "the address of the leading report is kept; gdelt-mentions has those of all",
        "days": "SQLDATE is the day on which most reports agree; an interval leaves it empty",
        "origins": "NumSources counts outlets, as GDELT does, and not independent origins",
        "disputes": "the leading report is written; the others' versions are not",
        "basis": "no column; Actor1Geo and Actor2Geo stay empty: where an actor is, is not the event's place",
    },
)

_HELD = frozenset({"confidence", "article"})
_ELSEWHERE = (
    *DYADIC,
    "cameo",
    "recipient",
    "unnamed",
    "countries",
    "sectors",
    "more_sectors",
    "entities",
    "place",
)

MENTION = Format(
    name="gdelt-mentions",
    suffix="mentions.CSV",
    about="Reports of the happenings in `gdelt`, in the 16 columns of GDELT 2.0 mentions; tabs, no header.",
    rows=mention_rows,
    write=write_tsv,
    columns=MENTIONS,
    header=False,
    happened_only=True,
    stories=True,
    out="no happening that it is a report of",
    holds=_HELD,
    loss={name: "stands in the table of events, or nowhere" for name in _ELSEWHERE if name not in _HELD}
    | {
        "actors": "the offset of the first",
        "recipients": "the offset of the first",
        "spans": "the beginnings are kept, the ends are not; SentenceID stays empty",
    },
)
