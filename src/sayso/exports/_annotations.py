"""W3C Web Annotation (JSON-LD): each event and each statement is an annotation of the words it was read from.

Positions are Unicode code points of the article's text as Sayso holds it, which the target names by the
article's id and, as the state of the source, by the digest of its UTF-8 (RFC 6920). ``via`` is where the
text came from. A quotation with the 32 characters on either side finds the words again in another copy of the
text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.case import Carrier
from sayso.exports._cells import json_list, present
from sayso.exports._facts import positions
from sayso.exports._records import Format, Item, Options, Row, Said
from sayso.exports._source import Source
from sayso.exports._things import EVENT, STATEMENT
from sayso.records import Span

_AFFIX = 32
"""Code points of prefix and suffix."""


def selectors(text: str, span: Span, at: Span | None = None) -> list[dict[str, Any]]:
    """How the words of a span of a text are found again, in terms of the Web Annotation model: by their
    position, and by themselves with up to 32 characters on either side. ``span`` counts code points; ``at``
    is the position to write where that is to count otherwise."""
    start, end = span
    first, last = at or span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AFFIX) : start],
        "suffix": text[end : end + _AFFIX],
    }
    return [{"type": "TextPositionSelector", "start": first, "end": last}, quote]


def event_rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One annotation, with a target for each span of the passage."""
    event = item.event
    tags = [event.type, event.status, *event.modes]
    yield _annotation(event, event.evidence_spans, tags, item.article, source, options)


def statement_rows(said: Said, options: Options, source: Source) -> Iterator[Row]:
    """One annotation, with a target for each span of what is said, else of the cue."""
    found = said.statement
    tags = ["statement", found.kind, found.stance, found.polarity]
    spans = found.content_spans or found.cue_spans or found.source_spans
    yield _annotation(found, spans, tags, said.article, source, options)


def _annotation(
    record: Any, spans: tuple[Span, ...], tags: list[str], article: Carrier, source: Source, options: Options
) -> Row:
    text, digest = source.text(article.id), source.digest(article.id)
    return {
        "id": f"urn:sayso:{record.id}",
        "type": "Annotation",
        "motivation": "identifying",
        **present({"created": article.added}),
        "creator": {"type": "Software", "name": "Sayso", "id": f"urn:sayso:{record.run}"},
        "body": [
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": msgspec.json.encode(record).decode(),
            },
        ],
        "target": [_target(text, digest, span, article, options) for span in spans],
    }


def _target(text: str, digest: str, span: Span, article: Carrier, options: Options) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": present(
            {
                "id": f"urn:sayso:{article.id}",
                "type": "Text",
                "format": "text/plain",
                "language": "en",
                "via": article.url,
            }
        ),
        "state": {"type": "TimeState", "cached": digest},
        "selector": selectors(text, span, positions(text, span, options)),
    }


_LOSS = {"run": "the run is the creator's id; what it stands for is in `sayso export CASE runs`"}

FORMAT = Format(
    name="webannotation",
    suffix="jsonld",
    about="Events and statements as W3C Web Annotations; positions are code points.",
    rows=event_rows,
    write=json_list(
        b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:sayso:annotations","type":"AnnotationPage",'
        b'"items":[',
        b"]}",
    ),
    takes=frozenset({"utf16"}),
    holds=frozenset(EVENT) - {"origins", "disputes", "run"},
    loss=_LOSS
    | {
        "origins": "about a happening, not about words",
        "disputes": "about a happening, not about words",
    },
    also=(
        Format(
            name="webannotation",
            suffix="jsonld",
            about="",
            of="statements",
            rows=statement_rows,
            write=json_list(b"", b""),
            holds=frozenset(STATEMENT) - {"run"},
            loss=_LOSS,
        ),
    ),
)
