"""The context of the JSON-LD of a packet. It stands in the file itself: nothing has to be fetched to read it.

A name without a colon is a term of schema.org, but for those of a place in a text, which are named as in the
Web Annotation model. ``prov:`` is PROV-O. What these have no word for (status, independent origins, disputes)
is ours: ``sayso:``, an URN that stands for nothing on the network."""

from __future__ import annotations

from typing import Any

URN = "urn:sayso:"
_LINK = {"@type": "@id"}
_LIST = {"@container": "@list"}

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sayso": f"{URN}term:",
    "id": "@id",
    "type": "@type",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    **{
        name: {"@id": f"https://schema.org/{name}", "@type": "@id"}
        for name in ("appearance", "author", "hasPart", "isPartOf")
    },
    **{
        name: {"@id": name, **_LINK}
        for name in (
            "prov:used", "prov:wasDerivedFrom", "prov:wasGeneratedBy", "prov:wasInfluencedBy",
            "prov:wasAssociatedWith", "sayso:happening", "sayso:saying", "sayso:copyOf", "sayso:within",
            "sayso:actor", "sayso:recipient", "sayso:speaker", "sayso:coSpeaker", "sayso:addressee",
            "sayso:joinedWith", "sayso:target", "sayso:takenBackBy", "sayso:unnamedOrigin",
            "sayso:denial",
        )
    },
    **{
        name: {"@id": name, **_LIST}
        for name in (
            "sayso:passage", "sayso:trigger", "sayso:dateWords", "sayso:placeWords", "sayso:numberWords",
            "sayso:sourceWords", "sayso:cueWords", "sayso:contentWords", "sayso:nameWords", "sayso:roleWords",
            "sayso:course", "sayso:entries",
        )
    },
    "sayso:chain": {"@id": "sayso:chain", "@type": "@id", "@container": "@list"},
    "sayso:reports": {"@id": "sayso:reports", "@type": "@id", "@container": "@list"},
}  # fmt: skip
"""Every list that has an order is an ordered list (``@list``)."""
