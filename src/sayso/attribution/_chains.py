"""Chains that the words of a sentence give: one source passing on what another said, with one content."""

from __future__ import annotations

from sayso.attribution._beside import is_citing
from sayso.attribution._found import NETWORK, Found, source_words
from sayso.language import Doc, syntax

PEOPLE = frozenset({"PERSON", "ORG", "GPE", "NORP"})
INFORMANTS = frozenset(
    {
        "official",
        "source",
        "witness",
        "resident",
        "ministry",
        "minister",
        "spokesman",
        "spokeswoman",
        "report",
    }
    | {"spokesperson", "statement", "police", "agency", "media", "newspaper", "document", "data", "figure"}
    | {"aide", "diplomat", "expert", "analyst", "letter", "survey", "poll", "study", "department", "office"}
    | {"organiser", "organizer", "opposition", "union", "hospital", "government", "army", "prosecutor"}
    | {"authority", "activist", "lawyer", "relative", "group", "party", "court", "embassy", "company"}
)


def once(found: list[Found]) -> list[Found]:
    """Without second readings of a word that is part of a cue ("was quoted as saying")."""
    taken = {t for f in found if f.rule == "quoted" for t in f.cue if t != f.anchor}
    return [f for f in found if f.anchor not in taken]


def with_cited(doc: Doc, found: list[Found]) -> list[Found]:
    """ "The agency, citing two officials, reported that ...": what was reported, the cited ones said. Their
    attribution takes the content of the report and stands inside it."""
    by_anchor = {f.anchor: f for f in found}
    out: list[Found] = []
    for f in found:
        outer = by_anchor.get(doc.tokens[f.anchor].head) if f.anchor >= 0 else None
        if outer is None and f.anchor > 1 and doc.tokens[f.anchor - 1].text == ",":
            outer = by_anchor.get(f.anchor - 2)  # "..., Reuters said, citing police"
        informants = [h for h in syntax.objects(doc, f.anchor) if _informs(doc, h)] if outer else []
        if (
            outer is None
            or not informants
            or not is_citing(doc, f.anchor)
            or outer.rule not in {"c", "parataxis", NETWORK}
        ):
            out.append(f)
            continue
        source = source_words(doc, informants, f.anchor)
        out.append(
            Found(
                f.cue,
                source,
                set(outer.content) - set(source),
                informants,
                "says",
                "quoted",
                anchor=f.anchor,
                inside=outer,
            )
        )
    return out


def _informs(doc: Doc, head: int) -> bool:
    token = doc.tokens[head]
    return token.entity in PEOPLE or token.lemma in INFORMANTS
