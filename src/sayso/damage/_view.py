"""The view: an article's text as it reads when one looks through the marks of damage.

The view is always as long as the text, so that an offset means the same place in both. What is looked
through is replaced by U+2060 (WORD JOINER), which has no width and which the language room passes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.damage._marks import LINE_BREAKS
from sayso.records import Damage, Span, Spans

HIDDEN = "\u2060"
_visible = re.compile(f"[^{LINE_BREAKS}]")
_blank = re.compile(f"[{LINE_BREAKS}\u00a0\u202f\t]")


def see_through(text: str, marks: Sequence[Damage]) -> str:
    """The text seen through ``marks``: the same length, line breaks in their places.

    Residue is hidden; entities, mojibake, doubled and untranslated words show what was meant where that is
    known and fits; an unknown untranslated word loses only its brackets; a misplaced quotation mark stands
    where it belongs; the two parts of a torn sentence are joined. Odd words and runs of other scripts stay
    as they are. Marks that overlap an earlier one, or reach beyond the text, are passed over.
    """
    parts: list[str] = []
    done = 0
    for mark in sorted(marks, key=lambda m: m.span):
        start, end = mark.span
        if start < done or end > len(text):
            continue
        parts.append(text[done:start])
        parts.append(_seen(text[start:end], mark))
        done = end
    parts.append(text[done:])
    return "".join(parts)


def hidden(marks: Iterable[Damage]) -> Spans:
    """Spans that are no words of the article (residue), in order, for later rooms to leave out."""
    spans: list[Span] = sorted(mark.span for mark in marks if mark.kind == "residue")
    return tuple(spans)


def _seen(old: str, mark: Damage) -> str:
    """What stands in the view in place of ``old``; always as long as ``old``."""
    meant = mark.suggestion
    if mark.kind == "odd_word" or (mark.kind == "untranslated" and not old.startswith("[")):
        return old
    if mark.kind == "misplaced_quote":
        return meant if meant is not None and len(meant) == len(old) else old
    if mark.kind == "torn_sentence":
        return _joined(old, meant)
    if mark.kind == "untranslated" and meant is None:
        return HIDDEN + old[1:-1] + HIDDEN
    if mark.kind == "residue" or meant is None or len(meant) > len(old):
        return _visible.sub(HIDDEN, old)
    shown = _blank.sub(" ", meant)
    return shown + _visible.sub(HIDDEN, old[len(shown) :])


def _joined(old: str, meant: str | None) -> str:
    """A torn sentence: the false full stop goes, and with it all that the suggestion leaves out."""
    if meant and len(meant) < len(old) and old.endswith(meant):
        return _visible.sub(HIDDEN, old[: -len(meant)]) + meant
    return old.replace(". ", f"{HIDDEN} ", 1)
