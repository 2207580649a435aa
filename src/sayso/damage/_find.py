"""Run the detectors over one text and settle what they say where they touch the same words."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.damage._characters import entities, mojibake
from sayso.damage._doubled import doubled_words
from sayso.damage._marks import Found
from sayso.damage._quotes import misplaced_quotes
from sayso.damage._residue import residue
from sayso.damage._slips import odd_words
from sayso.damage._torn import torn_sentences
from sayso.damage._untranslated import untranslated
from sayso.records import Damage


def find(text: str) -> tuple[Damage, ...]:
    """Every mark of damage on ``text``, in its order; marks never overlap.

    Where two detectors touch the same words, the one that is surer of what it saw wins: residue before
    broken characters, before quotation marks, before the scars of translation. Time is linear in the
    length of the text; nothing is looked up outside it.

        >>> [(m.kind, m.span) for m in find("France&#039;s envoy left.")]
        [('entity', (6, 12))]
    """
    lowered = text.lower()
    kept: list[Found] = []
    for detected in _detectors(text, lowered):
        kept = _laid_under(kept, sorted(detected, key=lambda f: (f.start, f.end)))
    return tuple(
        Damage(kind=f.kind, span=(f.start, f.end), note=f.note, suggestion=f.suggestion) for f in kept
    )


def _detectors(text: str, lowered: str) -> Iterator[Iterator[Found]]:
    """The detectors, the surest first."""
    yield residue(text, lowered)
    yield entities(text)
    yield mojibake(text)
    yield misplaced_quotes(text)
    yield torn_sentences(text, lowered)
    yield untranslated(text)
    yield doubled_words(text)
    yield odd_words(text, lowered)


def _laid_under(kept: list[Found], new: list[Found]) -> list[Found]:
    """Both lists merged in order, without those of ``new`` that touch one kept or an earlier new one."""
    if not new:
        return kept
    out: list[Found] = []
    i = 0
    for found in new:
        while i < len(kept) and kept[i].end <= found.start:
            out.append(kept[i])
            i += 1
        clear = (i == len(kept) or kept[i].start >= found.end) and (not out or out[-1].end <= found.start)
        if clear:
            out.append(found)
    return out + kept[i:]
