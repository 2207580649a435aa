"""What police do, on IndiaPoliceEvents: a foreign test, of sentences and labels that are not PLOVER's.

The set (Halterman et al. 2021) has sentences of the Times of India of 2002, lower-cased and damaged, with
four labels of police activity; we answer three: killing, arrest, use of force. The baseline beside it is
a keyword and a word for the police in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.gold import GoldSet, Row, readings
from sayso.records import Event, Reading

__all__ = ["SETS"]

_POLICE = re.compile(
    r"\b(?:police\w*|cops?|constables?|officers?|security forces|army|jawans?|srp|raf)\b", re.I
)
_KEYWORDS = {
    "kill": re.compile(r"\b(?:kill\w*|shot dead|dead|died|deaths?)\b", re.I),
    "arrest": re.compile(r"\b(?:arrest\w*|detain\w*|nabbed|custody|rounded up)\b", re.I),
    "force": re.compile(
        r"\b(?:fir(?:e|ed|ing)|lathi\w*|tear ?-?gas\w*|baton\w*|shot|cane-?charg\w*)\b", re.I
    ),
}


def police(rows: Sequence[Row]) -> dict[str, float]:
    """F1 of each label over all sentences, ours and that of the keywords."""
    tally = {name: [0, 0, 0] for label in _KEYWORDS for name in (label, f"{label} keywords")}
    for row, reading in readings(rows):
        gold = {label.lower() for event in row["events"] for label in event["police"]}
        ours = _labels(reading)
        words = row["text"]
        named = _POLICE.search(words) is not None
        for label, pattern in _KEYWORDS.items():
            keyword = pattern.search(words) is not None and (named or label == "arrest")
            for name, said in ((label, label in ours), (f"{label} keywords", keyword)):
                counts = tally[name]
                counts[0] += said and label in gold
                counts[1] += said
                counts[2] += label in gold
    return {
        name.replace(" ", "_") + "_f1": 200 * hit / max(said + gold, 1)
        for name, (hit, said, gold) in tally.items()
    }


def _labels(reading: Reading) -> set[str]:
    sectors = {actor.id: set(actor.sectors) for actor in reading.actors}
    dead = {q.id for q in reading.quantities if q.what == "dead"}
    out: set[str] = set()
    for event in reading.events:
        if event.status not in ("happened", "ongoing"):
            continue
        armed = any(sectors[a] & {"COP", "MIL"} for a in event.actors)
        if event.type == "COERCE" and "arrest" in event.modes and (armed or not event.actors):
            out.add("arrest")
        if event.type == "ASSAULT" and (armed or _by_police(event, reading)):
            out.add("force")
            words = " ".join(reading.article.text[a:b] for a, b in (*event.trigger, *event.evidence))
            if dead & set(event.quantities) or _KEYWORDS["kill"].search(words):
                out.add("kill")
    return out


def _by_police(event: Event, reading: Reading) -> bool:
    """ "in police firing": an event noun with the police before it."""
    start = event.trigger[0][0]
    return not event.actors and bool(_POLICE.search(reading.article.text[max(0, start - 16) : start]))


SETS = (
    GoldSet(name="events.police", file="events/india_police_events.dev.jsonl", words=7_000, score=police),
)
