"""A component of a pipeline: the text read if it has not been, and the spans of one layer."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from sayso.records import Reading
from sayso.records import Span as Offsets
from sayso.spacy_components._reading import read_once


class Component:
    """Adds one layer of the Reading to a ``Doc``. ``group`` names its span group, ``part`` its layer.

    It holds nothing else, so there is nothing to write to disk but the name of its factory.
    """

    def __init__(self, group: str, part: str) -> None:
        self.group = group
        self.part = part

    def __call__(self, doc: Doc) -> Doc:
        """The ``Doc`` with its Reading and the span group; the group is empty where the text cannot be
        read. Never raises for what a text holds."""
        reading = read_once(doc)
        found = () if reading is None else marks(reading, self.part)
        spans = (
            doc.char_span(start, end, label=label, span_id=name, alignment_mode="expand")
            for (start, end), label, name in found
        )
        doc.spans[self.group] = [span for span in spans if isinstance(span, Span)]
        return doc


def marks(reading: Reading, part: str) -> Iterator[tuple[Offsets, str, str]]:
    """Offsets, label and record's id of each span of a layer, record by record.

    A label says what must not be overlooked: an event's is type and status ("PROTEST:cancelled"), a place's
    its use. Marks of damage have no ids, so theirs are empty.
    """
    if part == "damage":
        yield from ((mark.span, mark.kind, "") for mark in reading.damage)
    elif part == "actors":
        for actor in reading.actors:
            yield from ((span, actor.kind, actor.id) for span in actor.mentions)
    elif part == "attributions":
        for said in reading.attributions:
            for label in ("source", "cue", "content"):
                yield from ((span, label, said.id) for span in getattr(said, label))
    elif part == "events":
        for event in reading.events:
            label = f"{event.type}:{event.status}"
            yield from ((span, label, event.id) for span in event.trigger)
    elif part == "times":
        yield from ((time.span, time.type, time.id) for time in reading.times)
    elif part == "places":
        yield from ((place.span, place.use, place.id) for place in reading.places)
    elif part == "quantities":
        yield from ((count.span, count.what, count.id) for count in reading.quantities)
