"""Actors and recipients as the formats want them: dyads, names, CAMEO codes of sectors."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.case import EventRecord, Party
from sayso.exports._records import Dyad

JOINT = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties are all actors where they act together; between two of them it goes both ways."""

CAMEO_SECTOR = {
    "COP": "COP", "GOV": "GOV", "JUD": "JUD", "LEG": "LEG", "MIL": "MIL", "REB": "REB", "SPY": "SPY",
    "UAF": "UAF", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI",
    "JRN": "MED", "LAB": "LAB", "MED": "HLH", "REF": "REF", "OPP": "OPP", "NGO": "NGO", "IGO": "IGO",
    "IMG": "IMG", "MNC": "MNC",
}  # fmt: skip
"""PLOVER sectors with the role code that CAMEO has for them (CAMEO codebook 1.1b3, chapter 3). MED is
medicine in PLOVER and the media in CAMEO; PTY, PRM, PRE, REL, SOC and UNK have none."""

SECTOR_WORDS = {
    "COP": "Police", "GOV": "Government", "JUD": "Judicial", "LEG": "Legislative / Parliamentary",
    "MIL": "Military", "PRM": "Paramilitary", "PTY": "Parties", "REB": "Rebel", "SPY": "Intelligence",
    "UAF": "Unidentified Forces", "AGR": "Agriculture", "BUS": "Business", "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social", "EDU": "Education", "ELI": "Elite", "JRN": "Media",
    "LAB": "Labor", "MED": "Medical / Health", "REF": "Refugees / Displaced", "OPP": "Opposition",
    "PRE": "Pretender", "REL": "Religious", "SOC": "Social", "NGO": "Nongovernmental Organization",
    "IGO": "International Government Organization", "IMG": "International Dissident", "MNC": "Business",
}  # fmt: skip
"""Sectors in words, in the manner of ICEWS where it has such a sector. The words are ours."""

ORGANISATIONS = frozenset({"UNO", "IGO", "NGO", "IMG"})
"""Codes in the place of a country that CAMEO takes for a kind of organisation. EUR is a country code
there."""


def name_of(party: Party | None) -> str:
    """The name under which a party is known over articles."""
    return (party.known_as or party.name) if party else ""


def joined(parties: Iterable[Party], field: str = "") -> str:
    """Names (or another field) of parties, with ``; `` between them; several sectors with ``, ``."""
    if not field:
        return "; ".join(name_of(party) for party in parties)
    cells = [
        ", ".join(value) if isinstance(value, tuple) else value or ""
        for party in parties
        for value in (getattr(party, field),)
    ]
    return "; ".join(cells) if any(cells) else ""


def primary(party: Party | None) -> str:
    """The primary sector of a party."""
    return party.sectors[0] if party and party.sectors else ""


def dyads(event: EventRecord, *, explode: bool) -> tuple[Dyad, ...]:
    """All pairs of an actor and a recipient, or the first only. An act that several do together, without a
    recipient, goes both ways between each two of them."""
    actors: tuple[Party | None, ...] = event.actors or (None,)
    recipients: tuple[Party | None, ...] = event.recipients or (None,)
    pairs = [(actor, recipient) for actor in actors for recipient in recipients]
    if not event.recipients and len(event.actors) > 1 and event.type in JOINT:
        pairs = [(one, other) for one in actors for other in actors if one is not other]
    chosen = pairs if explode else pairs[:1]
    return tuple(Dyad(n, actor, recipient) for n, (actor, recipient) in enumerate(chosen))


def row_id(event: EventRecord, dyad: Dyad, *, explode: bool) -> str:
    """The id of a row: the event's, with the number of the dyad where each has a row."""
    return f"{event.id}.{dyad.n}" if explode else event.id


def cameo_types(party: Party | None) -> tuple[str, ...]:
    """CAMEO role codes of a party, the primary one first."""
    if party is None:
        return ()
    own = [party.country] if party.country in ORGANISATIONS else []
    found = [CAMEO_SECTOR[sector] for sector in party.sectors if sector in CAMEO_SECTOR]
    return tuple(dict.fromkeys([code for code in (*own, *found) if code]))


def cameo_country(party: Party | None) -> str:
    """The CAMEO country code of a party: ISO alpha-3, KSV for Kosovo, EUR for the European Union."""
    if party is None or party.country is None or party.country in ORGANISATIONS:
        return ""
    return {"KOS": "KSV"}.get(party.country, party.country)


def cameo_actor(party: Party | None) -> str:
    """The CAMEO code of a party: country and roles in a row (MDAGOV); empty where none is known."""
    return cameo_country(party) + "".join(cameo_types(party)[:3])
