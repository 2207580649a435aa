"""A table *like* ACLED's, in its 31 columns. It is not ACLED data: ACLED is coded by people from its own
sources, and licensed. Ids are ours, and cells that ask for such a coder's judgement stay empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sayso.case import Party, Where
from sayso.exports._cells import write_csv
from sayso.exports._codes import country_name, state
from sayso.exports._facts import counted, day_of, exact, province_of
from sayso.exports._parties import joined, name_of, primary
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

ARMED = {
    "MIL": "State forces", "COP": "State forces", "SPY": "State forces",
    "REB": "Rebel group", "UAF": "Rebel group", "PRM": "Political militia",
}  # fmt: skip
"""Sectors that bear arms, as kinds of actors. Whoever has another sector is a civilian; only a government
that does something is one of the state forces."""

_MODES = {
    ("PROTEST", "riot"): ("Demonstrations", "Riots", "Violent demonstration"),
    ("PROTEST", "vandalize"): ("Demonstrations", "Riots", "Violent demonstration"),
    ("PROTEST", "demo"): ("Demonstrations", "Protests", ""),
    ("PROTEST", "obstruct"): ("Demonstrations", "Protests", ""),
    ("ASSAULT", "suicide-attack"): ("Political violence", "Explosions/Remote violence", "Suicide bomb"),
    ("ASSAULT", "aerial"): ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "drone"): ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (
        "Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack",
    ),
    ("ASSAULT", "explosives"): (
        "Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED",
    ),
    ("ASSAULT", "sexual"): ("Political violence", "Violence against civilians", "Sexual violence"),
    ("ASSAULT", "abduct"): (
        "Political violence", "Violence against civilians", "Abduction/forced disappearance",
    ),
    ("ASSAULT", "destroy"): (
        "Strategic developments", "Strategic developments", "Looting/property destruction",
    ),
    ("COERCE", "arrest"): ("Strategic developments", "Strategic developments", "Arrests"),
    ("RETREAT", "ceasefire"): ("Strategic developments", "Strategic developments", "Agreement"),
}  # fmt: skip
"""Disorder type, event type and sub-event of PLOVER types and modes, the first that fits. Whether a protest
stayed peaceful is not told by its mode, so its sub-event stays empty. The crosswalk is ours, after the
definitions of the public ACLED codebook."""


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One row; none for what ACLED does not code, or whose days are too many."""
    event, where, kinds = item.event, item.event.where, kinds_of(item)
    day, precision = dated(item, options)
    if kinds is None or (not day and not options.incomplete):
        return
    disorder, kind, sub = kinds
    crowd = kind in ("Protests", "Riots")  # whom it is against is no second actor there
    recipients = () if crowd else event.recipients
    one, other = _inter(event.actors, kind, doing=True), _inter(recipients, kind, doing=False)
    civilian = other == "Civilians" and kind in ("Violence against civilians", "Explosions/Remote violence")
    crowds = [f"crowd size={count.words}" for count in counted(item, "crowd")]
    yield (
        event.id,
        day,
        day[:4],
        precision,
        disorder,
        kind,
        sub,
        name_of(event.actors[0]) if event.actors else "",
        joined(event.actors[1:]),
        one,
        name_of(recipients[0]) if recipients else "",
        joined(recipients[1:]),
        other,
        f"{one}-{other}" if one and other else f"{one} only" if one and not recipients else "",
        "Civilian targeting" if civilian else "",
        state(where.country).numeric if where else "",
        "",
        country_name(where.country) if where else "",
        province_of(where),
        "",
        "",
        where.name if where else "",
        where.lat if where else None,
        where.lon if where else None,
        _geo_precision(where),
        item.article.outlet,
        "",
        event.words,
        exact(item, "dead"),
        "; ".join(crowds),
        _seconds(item.article.added),
    )


def kinds_of(item: Item) -> tuple[str, str, str] | None:
    """Disorder type, event type and sub-event type; None for what the table has no place for."""
    event = item.event
    for mode in event.modes:
        if (event.type, mode) in _MODES:
            return _MODES[event.type, mode]
    if event.type == "PROTEST" and not event.modes:
        return _MODES["PROTEST", "demo"]
    if event.type != "ASSAULT" or "crowd-control" in event.modes:
        return None
    target = primary(event.recipients[0]) if event.recipients else ""
    doer = primary(event.actors[0]) if event.actors else ""
    if target in ARMED and doer in ARMED:
        return "Political violence", "Battles", "Armed clash"
    if target and target not in ARMED:
        return "Political violence", "Violence against civilians", "Attack"
    return None


def dated(item: Item, options: Options) -> tuple[str, str]:
    """Day and time precision as ACLED's codebook has them: 1 the day itself, 2 within a week and 3 within a
    month, with the day in the middle. Empty where the days are more, or none."""
    when = item.event.when
    if when is not None and when.earliest and when.latest:
        first, last = date.fromisoformat(when.earliest), date.fromisoformat(when.latest)
        days = (last - first).days
        if days <= 31:
            middle = first + timedelta(days=days // 2)
            return middle.isoformat(), "1" if days == 0 else "2" if days <= 7 else "3"
    day = day_of(item, options)
    return day, "1" if day and when is not None and when.earliest == day else ""


def _inter(parties: tuple[Party, ...], kind: str, *, doing: bool) -> str:
    if doing and kind in ("Protests", "Riots"):
        return "Protesters" if kind == "Protests" else "Rioters"
    sector = primary(parties[0]) if parties else ""
    if doing and sector == "GOV":
        return "State forces"
    return ARMED.get(sector, "Civilians") if sector else ""


def _geo_precision(where: Where | None) -> str:
    """1 a town, 2 a part of a region, 3 a region."""
    feature = (where.feature or "") if where else ""
    if feature.startswith("PPL"):
        return "1"
    return {"ADM1": "3", "ADM2": "2"}.get(feature, "")


def _seconds(added: str) -> int | str:
    try:
        return int(datetime.fromisoformat(added.replace("Z", "+00:00")).astimezone(UTC).timestamp())
    except ValueError:
        return ""


FORMAT = Format(
    name="acled-like",
    suffix="csv",
    about="A table in 31 columns like ACLED's. It is not ACLED data, and its ids are ours.",
    rows=rows,
    write=write_csv,
    columns=COLUMNS,
    happened_only=True,
    requires=("actor",),
    takes=frozenset({"safe"}),
    out="a kind of event that ACLED does not code, or no day within a month",
    holds=frozenset({"actors", "recipients", "place", "words"}),
    loss={
        "type": "event_type and sub_event_type stand for it",
        "modes": "those that ACLED has a type for are kept",
        "contexts": "no column",
        "cameo": "no column",
        "status": "what goes on is written as if it had happened",
        "chain": "no column",
        "recipient": "whom a protest is against is lost; of other events it is actor2",
        "unnamed": "an empty actor1",
        "countries": "no column for the countries of actors",
        "sectors": "inter1 and inter2 tell armed from civilian",
        "more_sectors": "the primary one counts",
        "entities": "the name over articles is kept, the id is not",
        "days": "event_date is the middle of a week or a month, time_precision says so",
        "undated": "event_date is that of publication, as --report-day asks, with time_precision empty",
        "counts": "fatalities and the words of crowds are kept, others are not",
        "ranges": "fatalities stay empty where the dead are a range or a dispute",
        "counted_by": "no column",
        "basis": "no column",
        "spans": "no column",
        "confidence": "no column",
        "article": "the outlet is kept",
        "run": "no column",
        "corrections": "applied, but not told",
        "origins": "no column",
        "disputes": "no column",
    },
)
