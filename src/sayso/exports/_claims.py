"""schema.org Claims (JSON-LD): each statement of fact with who makes it and the article it appears in.

There is no ClaimReview: Sayso does not rate what is true. A statement that its source denies or doubts is not
that source's claim, and a demand, promise or question is no claim of fact; they are left out and counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.case import Party
from sayso.exports._cells import json_list, present
from sayso.exports._facts import published_on
from sayso.exports._parties import name_of
from sayso.exports._records import Format, Options, Row, Said
from sayso.exports._source import Source

FACTUAL = frozenset({"says", "asserts", "confirms", "accuses", "believes", "predicts", "reports"})
"""Stances that put something forward as so."""

_TYPES = {"person": "Person", "organisation": "Organization", "country": "Country"}


def rows(said: Said, options: Options, source: Source) -> Iterator[Row]:
    """One claim, or none."""
    found, article = said.statement, said.article
    if found.polarity == "negative" or found.stance not in FACTUAL or not found.words:
        return
    speakers = [*([found.speaker] if found.speaker else []), *found.co_speakers]
    yield present(
        {
            "@type": "Claim",
            "@id": f"urn:sayso:{found.id}",
            "text": found.words,
            "author": [_author(party) for party in speakers],
            "appearance": present(
                {
                    "@type": "NewsArticle",
                    "@id": f"urn:sayso:{article.id}",
                    "headline": article.title,
                    "url": article.url,
                    "datePublished": published_on(article),
                    "publisher": {"@type": "Organization", "name": article.outlet}
                    if article.outlet
                    else None,
                }
            ),
        }
    )


def _author(party: Party) -> dict[str, Any]:
    """Groups and what is unknown are a Thing: schema.org has no better type for "several hundred men"."""
    return {
        "@type": _TYPES.get(party.kind, "Thing"),
        "@id": f"urn:sayso:{party.entity or party.id}",
        "name": name_of(party),
    }


FORMAT = Format(
    name="claims",
    suffix="jsonld",
    about="Statements of fact as schema.org Claims. Nobody's truth is rated.",
    of="statements",
    rows=rows,
    write=json_list(b'{"@context":"https://schema.org","@graph":[', b"]}"),
    out="no claim of its speaker: denied or doubted, or a demand, promise, question or the like",
    holds=frozenset({"speakers", "polarity"}),
    loss={
        "chain": "the innermost speaker is the author; who passed it on is lost",
        "kind": "no property",
        "unnamed": "no author",
        "addressee": "no property",
        "about": "no property",
        "cue": "no property",
        "spans": "no property; `webannotation` has them",
        "days": "datePublished is one day; an interval leaves it out",
        "confidence": "no property",
        "run": "no property",
        "corrections": "applied, but not told",
    },
)
