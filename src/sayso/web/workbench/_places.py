"""Where the words of a record stand in the reader, and what it says in a few words."""

from __future__ import annotations

from typing import Literal

from sayso.case import EventRecord, StatementRecord

Record = EventRecord | StatementRecord


def lane_of(record: Record) -> Literal["event", "statement"]:
    """The lane of the reader in which it stands."""
    return "event" if isinstance(record, EventRecord) else "statement"


def span_of(record: Record) -> str:
    """The first span of its words, ``120-134`` in code points."""
    if isinstance(record, EventRecord):
        spans = record.trigger_spans or record.evidence_spans
    else:
        spans = record.content_spans or record.cue_spans
    return "{}-{}".format(*spans[0]) if spans else "0-0"


def place_of(record: Record) -> str:
    """The address of its words in the reader."""
    return f"/a/{record.article}?s={span_of(record)}&k={lane_of(record)}"


def about(record: Record) -> str:
    """What it is: type and status of an event, speaker and stance of a statement."""
    if isinstance(record, EventRecord):
        return " ".join((record.type, *record.modes)) + f", {record.status}"
    speaker = record.speaker.name if record.speaker else record.source or "somebody"
    return f"{speaker} {record.stance}" + (
        ", not held by the speaker" if record.polarity == "negative" else ""
    )
