"""Which tokens stand inside quotation marks, whatever the marks and however many are missing.

Every paragraph is read on its own. An opening mark that the next paragraph repeats carries the quotation
over the break (the convention of English newspapers); a mark that nothing closes counts to the end of its
paragraph only if it opens the paragraph, follows a colon or comma, or the next paragraph begins with a mark,
else it is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.language import Doc

OPENING = frozenset({"“", "„", "«", "‟", "``"})
CLOSING = frozenset({"”", "»"})
STRAIGHT = frozenset({'"', "＂", "''"})
"""Marks that open and close alike; two single ones are how old wire copy types a double one."""
MARKS = OPENING | CLOSING | STRAIGHT
SCARE_WORDS = 3
"""A quotation of at most so many words, without a cue of its own, may be a scare quote."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Token indices between a pair of marks (the marks left out, end exclusive).

    ``continued`` says that the quotation goes on from the one before it, over a paragraph break."""

    start: int
    end: int
    continued: bool = False


def quotations(doc: Doc) -> list[Quotation]:
    """All quotations of an article in text order; they never overlap and never cross a paragraph."""
    out: list[Quotation] = []
    unclosed = False
    parts = paragraphs(doc)
    for n, (start, end) in enumerate(parts):
        following = parts[n + 1][0] if n + 1 < len(parts) else None
        resumed = following is not None and doc.tokens[following].text in OPENING | STRAIGHT
        found, left_open = _in_paragraph(doc, start, end, unclosed, resumed)
        if found and unclosed and found[0].start == start + 1:
            found[0] = Quotation(found[0].start, found[0].end, continued=True)
        out.extend(found)
        unclosed = left_open
    return out


def paragraphs(doc: Doc) -> list[tuple[int, int]]:
    """The paragraphs of an article as token indices, end exclusive."""
    out: list[tuple[int, int]] = []
    last = -1
    for sentence in doc.sentences:
        if sentence.paragraph == last:
            out[-1] = (out[-1][0], sentence.end)
        else:
            out.append((sentence.start, sentence.end))
            last = sentence.paragraph
    return out


def _in_paragraph(
    doc: Doc, start: int, end: int, unclosed: bool, resumed: bool
) -> tuple[list[Quotation], bool]:
    out: list[Quotation] = []
    opened: int | None = None
    for i in range(start, end):
        word = doc.tokens[i].text
        if word not in MARKS:
            continue
        if opened is None:
            if unclosed and not out and word in CLOSING and i > start:
                # The quotation left open by the paragraph before ends here.
                out.append(Quotation(start, i, continued=True))
                unclosed = False
            elif word not in CLOSING or _opens(doc, i, start):
                opened = i
        elif word in CLOSING or (
            word in STRAIGHT and not (_opens(doc, i, start) and _opens_only(doc, i, end))
        ):
            if i > opened + 1:
                out.append(Quotation(opened + 1, i))
            opened = None
        else:
            # A second opening mark: the first was never closed.
            opened = i
    if opened is None or opened + 1 >= end:
        return out, False
    before = doc.tokens[opened - 1].text if opened > start else ""
    if resumed or opened == start or before in {":", ","}:
        out.append(Quotation(opened + 1, end))
        return out, True
    return out, False


def _opens(doc: Doc, i: int, start: int) -> bool:
    """Whether a mark looks like an opening one by its spacing: space before it, none after it."""
    before = i == start or doc.tokens[i - 1].end < doc.tokens[i].start or doc.tokens[i - 1].text in "([-—–"
    after = i + 1 < len(doc.tokens) and doc.tokens[i + 1].start == doc.tokens[i].end
    return before and after


def _opens_only(doc: Doc, i: int, end: int) -> bool:
    """Whether a straight mark can hardly close: it is glued to the word after it and free before it."""
    return (
        i + 1 < end
        and doc.tokens[i + 1].pos not in {"PUNCT"}
        and doc.tokens[i - 1].text not in {",", ".", "!", "?"}
    )
