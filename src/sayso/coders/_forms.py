"""The forms of tables that are known: their columns, and what each row says.

Columns are those that the projects publish: POLECAT (40 columns), the ICEWS coded event data (20), GDELT 2.0
events (61, without a header). Names of columns are compared without case, and ``_`` is a blank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from sayso.coders._cells import (
    Note,
    Row,
    address,
    by_cameo,
    by_code,
    by_name,
    country,
    day,
    degrees,
    modes,
    plover_type,
    several,
    words,
)
from sayso.coders._records import Coded, Side
from sayso.countries import of_fips
from sayso.records import Status


@dataclass(frozen=True)
class Form:
    """A form: its name, the columns that are read (of GDELT all), those without which a table is none, and
    how a row is read. Without a ``delimiter`` it is told from the header."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    read: Callable[[Row, Note], Coded]
    delimiter: str | None = "\t"
    header: bool = True


def key(name: str) -> str:
    """A name of a column as it is compared."""
    return " ".join(name.replace("_", " ").replace("\0", "").casefold().split())


def _party(who: str) -> tuple[str, ...]:
    return (
        f"{who} Name", f"{who} Country", f"{who} COW", f"Primary {who} Sector", f"{who} Sectors",
        f"{who} Title", f"{who} Name Raw", f"Wikipedia {who} ID",
    )  # fmt: skip


POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *_party("Actor"), *_party("Recipient"),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip
ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_GDELT_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GDELT_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _GDELT_ACTOR), *(f"Actor2{name}" for name in _GDELT_ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GDELT_PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
OURS = (
    "day", "until", "type", "mode", "cameo", "status", "id", "actor", "actor_country", "actor_sectors",
    "recipient", "recipient_country", "recipient_sectors", "place", "country", "lat", "lon", "url", "title",
)  # fmt: skip
"""Names of columns of a CSV, which ``columns`` may map to others."""

_STATUS = frozenset(get_args(Status))


def _polecat(row: Row, note: Note) -> Coded:
    on = day(row["event date"])
    return Coded(
        given_id=words(row["event id"]),
        earliest=on,
        latest=on,
        type=plover_type(row["event type"]),
        modes=modes(row.get("event mode", "")),
        actor=_polecat_party(row, "actor", note),
        recipient=_polecat_party(row, "recipient", note),
        place=words(row.get("placename", "")) or words(row.get("city", "")),
        country=country(row.get("country", ""), note),
        lat=degrees(row.get("latitude", ""), 90, note),
        lon=degrees(row.get("longitude", ""), 180, note),
        title=words(row.get("source", "")),
    )


def _polecat_party(row: Row, who: str, note: Note) -> Side:
    primary = row.get(f"primary {who} sector", "")
    return by_name(
        row.get(f"{who} name", "") or row.get(f"{who} name raw", ""),
        row.get(f"{who} country", ""),
        f"{primary};{row.get(f'{who} sectors', '')}",
        note,
    )


def _icews(row: Row, note: Note) -> Coded:
    on = day(row["event date"])
    code, kind, how = by_cameo(row["cameo code"])
    return Coded(
        given_id=words(row["event id"]),
        earliest=on,
        latest=on,
        type=kind,
        modes=how,
        cameo=code,
        actor=_icews_party(row, "source", note),
        recipient=_icews_party(row, "target", note),
        place=words(row.get("city", "")) or words(row.get("province", "")),
        country=country(row.get("country", ""), note),
        lat=degrees(row.get("latitude", ""), 90, note),
        lon=degrees(row.get("longitude", ""), 180, note),
        title=words(row.get("publisher", "")),
        url=address(row.get("story id", "")),
    )


_IN_WORDS = {
    "police": "COP", "government": "GOV", "executive": "GOV", "cabinet": "GOV", "judicial": "JUD",
    "legislative": "LEG", "parliament": "LEG", "military": "MIL", "army": "MIL", "navy": "MIL",
    "air force": "MIL",
    "paramilitary": "PRM", "parties": "PTY", "rebel": "REB", "rebels": "REB", "insurgents": "REB",
    "separatists": "REB", "intelligence": "SPY", "unidentified forces": "UAF", "agriculture": "AGR",
    "agricultural": "AGR", "business": "BUS", "criminals": "CRM", "gangs": "CRM", "general population": "CVL",
    "civilian": "CVL", "education": "EDU", "elite": "ELI", "media": "JRN", "labor": "LAB", "medical": "MED",
    "health": "MED", "refugees": "REF", "displaced": "REF", "opposition": "OPP", "religious": "REL",
    "protestors / popular opposition / mobs": "OPP", "social": "SOC",
    "nongovernmental organizations": "NGO", "nongovernmental organization": "NGO",
}  # fmt: skip
"""Sectors of ICEWS, which it writes in words, and those of PLOVER. Others (Muslim, Sunni, Center Left) have
none."""


def _icews_party(row: Row, who: str, note: Note) -> Side:
    found: dict[str, None] = {}
    for part in row.get(f"{who} sectors", "")[:1000].casefold().split(","):
        whole = part.strip()
        for name in (whole,) if whole in _IN_WORDS else whole.split("/"):
            if (sector := _IN_WORDS.get(name.strip())) is not None:
                found[sector] = None
    return Side(
        words=words(row.get(f"{who} name", "")),
        countries=several(row.get(f"{who} country", ""), note),
        sectors=tuple(found),
    )


def _gdelt(row: Row, note: Note) -> Coded:
    on = day(row["sqldate"])
    code, kind, how = by_cameo(row["eventcode"])
    return Coded(
        given_id=words(row["globaleventid"]),
        earliest=on,
        latest=on,
        type=kind,
        modes=how,
        cameo=code,
        actor=by_code(row["actor1name"], row["actor1code"], row["actor1countrycode"]),
        recipient=by_code(row["actor2name"], row["actor2code"], row["actor2countrycode"]),
        place=words(row["actiongeo fullname"]),
        country=of_fips(row["actiongeo countrycode"][:10]),
        lat=degrees(row["actiongeo lat"], 90, note),
        lon=degrees(row["actiongeo long"], 180, note),
        url=address(row["sourceurl"]),
    )


def _csv(row: Row, note: Note) -> Coded:
    on = day(row["day"])
    until = row.get("until", "")
    latest = day(until) or on
    if latest is not None and (on is None or latest < on):
        raise ValueError(f"it ends on {latest}, and begins {on or 'on no day'}")
    given, code = row.get("type", ""), row.get("cameo", "")
    cameo, kind, how = by_cameo(code) if code.strip() else (None, None, ())
    type = plover_type(given) if given.strip() or not cameo else kind
    status = words(row.get("status", ""))
    if status is not None and status.casefold() not in _STATUS:
        note(f"no status ‘{status[:40]}’")
        status = None
    return Coded(
        given_id=words(row.get("id", "")),
        earliest=on,
        latest=latest,
        type=type,
        modes=modes(row.get("mode", "")) or (how if type == kind else ()),
        cameo=cameo,
        status=status.casefold() if status else None,
        actor=by_name(row.get("actor", ""), row.get("actor country", ""), row.get("actor sectors", ""), note),
        recipient=by_name(
            row.get("recipient", ""), row.get("recipient country", ""), row.get("recipient sectors", ""), note
        ),
        place=words(row.get("place", "")),
        country=country(row.get("country", ""), note),
        lat=degrees(row.get("lat", ""), 90, note),
        lon=degrees(row.get("lon", ""), 180, note),
        url=address(row.get("url", "")),
        title=words(row.get("title", "")),
    )


FORMS = {
    form.name: form
    for form in (
        Form(
            "polecat",
            POLECAT,
            ("Event ID", "Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name",
             "Recipient Country"),
            _polecat,
        ),
        Form(
            "icews",
            ICEWS,
            ("Event ID", "Event Date", "CAMEO Code", "Source Name", "Source Country", "Target Name",
             "Target Country"),
            _icews,
        ),
        Form("gdelt", GDELT, GDELT, _gdelt, header=False),
        Form("csv", OURS, ("day",), _csv, delimiter=None),
    )
}  # fmt: skip
"""By the name that ``--as`` has."""
