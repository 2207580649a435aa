"""Where something happened, over the things that stand there; and when and where, told in a sentence after
it. Sentences of our own, reported on Friday, 8 July 2016."""

from __future__ import annotations

import msgspec
import pytest

from sayso.reader import read
from sayso.records import Published, article_of

FRIDAY = Published(
    earliest="2016-07-08", latest="2016-07-08", best="2016-07-08", confidence=1.0, basis="stated"
)
Told = tuple[str | None, str | None, bool]


def told(text: str, type_: str) -> list[Told]:
    """Day, place, and whether somebody says it, of the events of one type."""
    reading = read(msgspec.structs.replace(article_of(text), published=FRIDAY))
    days, places = {t.id: t.value for t in reading.times}, {p.id: p.name for p in reading.places}
    return [
        (days.get(e.time or ""), places.get(e.place or ""), bool(e.said_by))
        for e in reading.events
        if e.type == type_
    ]


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Soldiers shot two men at a checkpoint near Kano.", "ASSAULT", "Kano"),
        ("Militants burned down a school in the town of Chibok.", "ASSAULT", "Chibok"),
        ("Two officers were killed in fighting near the Syrian city of Homs.", "ASSAULT", "Homs"),
        ("Gunmen took ten people hostage at a restaurant in Dhaka.", "ASSAULT", "Dhaka"),
        ("Hundreds of people marched to the parliament in Nairobi.", "PROTEST", "Nairobi"),
        ("The ministers met at a hotel in Geneva.", "CONSULT", "Geneva"),
        # where somebody is from, where something goes, and what is only spoken of
        ("Troops killed the brother of a minister from Kano.", "ASSAULT", None),
        ("The police deported ten men to a prison in Tunis.", "COERCE", None),
        ("The police arrested ten men on behalf of Kenya.", "COERCE", None),
        ("The union demanded the release of a man from a prison in Tunis.", "REQUEST", None),
    ],
)
def test_where(text: str, type_: str, place: str | None) -> None:
    assert [where for _, where, _ in told(text, type_)] == [place]


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        (
            "Two men were shot dead. It happened on Sunday in Kano.",
            "ASSAULT",
            [("2016-07-03", "Kano", False)],
        ),
        (
            "Rebels shelled a town. Soldiers shot a child. The incident took place near Kano on Monday.",
            "ASSAULT",
            [(None, None, False), ("2016-07-04", "Kano", False)],
        ),
        (  # another voice
            "Two men were shot dead. It happened on Sunday in Kano, the army said.",
            "ASSAULT",
            [(None, None, False), ("2016-07-03", "Kano", True)],
        ),
        (  # it has a day of its own
            "Two men were shot dead on Tuesday. It happened on Sunday in Kano.",
            "ASSAULT",
            [("2016-07-05", None, False)],
        ),
        # of a thing, of another event, or of nothing
        ("Police arrested ten men. It was in Kano for repairs.", "COERCE", [(None, None, False)]),
        ("Rebels shelled a town. It was on Sunday that the talks began.", "ASSAULT", [(None, None, False)]),
        ("Rebels shelled a town. It did not happen in Homs.", "ASSAULT", [(None, None, False)]),
        ("Teachers plan to march. It happened on Sunday in Kano.", "PROTEST", [(None, None, False)]),
    ],
)
def test_told_afterwards(text: str, type_: str, expected: list[Told]) -> None:
    assert told(text, type_) == expected
