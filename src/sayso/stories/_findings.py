"""What a careful reader would remark about the record: titles that do not fit, copies that grow, and what
only one side's media say."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso.case import Carrier, EventRecord
from sayso.stories._claims import Word, exclude, number_word
from sayso.stories._happenings import Told, carrier_age
from sayso.stories._notices import fits, one_text
from sayso.stories._records import Copy, Finding, Happening, Saying, short
from sayso.stories._words import stems


def titles(
    carriers: Mapping[str, Carrier],
    copies: Iterable[Copy],
    words: Mapping[str, frozenset[str]],
    notices: Collection[str],
) -> list[Finding]:
    """The same text under several titles. Of those, the ones with words that the text does not have do not
    fit it; ``words`` are the stems of each article without its title. ``notices`` are no articles."""
    found = []
    for group in one_text(copies):
        ordered = sorted((carriers[member] for member in group), key=carrier_age)
        said = dict.fromkeys(" ".join((c.title or "").split()) for c in ordered if c.title)
        kinds = {frozenset(stems(title)) for title in said}
        if len(kinds) < 2:
            continue
        under = ", ".join(f"“{short(title, 80)}”" for title in list(said)[:5])
        under += f" and {len(said) - 5} more titles" if len(said) > 5 else ""
        if group[0] in notices:
            note = f"a notice of the page and no article, under {under}"
            found.append(_finding("notice", note, [c.id for c in ordered]))
            continue
        found.append(_finding("titles", f"the same text under {under}", [c.id for c in ordered]))
        found += [_misfit(c) for c in ordered if c.title and not fits(c.title, words[c.id])]
    return found


def _misfit(carrier: Carrier) -> Finding:
    return _finding(
        "title", f"the title “{short(carrier.title or '', 120)}” does not fit its text", [carrier.id]
    )


def grown(told: Iterable[Told]) -> list[Finding]:
    """Copies that give a larger number than the text they are copied from."""
    found = []
    for one in told:
        own = [number_word(one.record, count, one.origin) for count in one.record.counts]
        for about in sorted({word.about for word in own}):
            was = [word for word in own if word.about == about]
            steps = [max(was, key=lambda word: word.low or 0)]
            for record in one.copies:
                steps += [word for word in _new_counts(record, was, one) if _more(word, steps[-1])][:1]
            if len(steps) > 1:
                path = " → ".join(
                    f"{word.words} ({word.record.outlet or word.record.article})" for word in steps
                )
                note = f"a number grows from copy to copy ({about}): {path}"
                ids = [word.record.id for word in steps]
                found.append(_finding("grown", note, [word.record.article for word in steps], ids, about))
    return found


def _new_counts(record: EventRecord, was: Sequence[Word], one: Told) -> list[Word]:
    """Numbers of a copy that the original does not give."""
    words = [number_word(record, count, one.origin) for count in record.counts]
    return [word for word in words if word.about == was[0].about and all(_other(word, old) for old in was)]


def _other(word: Word, before: Word) -> bool:
    return exclude(word, before) or (word.vague and (word.low or 0) > (before.high or 0))


def _more(word: Word, before: Word) -> bool:
    return (word.low or 0) > (before.low or 0)


def one_sided(
    sides: Mapping[str, Sequence[str]],
    happenings: Iterable[Happening],
    sayings: Iterable[Saying],
    carriers: Mapping[str, Carrier],
) -> list[Finding]:
    """Happenings and statements that two articles or more have, all of them of one side; ``sides`` names the
    outlets of each."""
    side_of = {outlet.casefold(): side for side, outlets in sides.items() for outlet in outlets}

    def of(outlets: Iterable[str | None]) -> str | None:
        found = {side_of.get((outlet or "").casefold()) for outlet in outlets}
        return next(iter(found)) if len(found) == 1 else None

    out = []
    for happening in happenings:
        side = of(report.outlet for report in happening.reports)
        if side and happening.articles > 1:
            articles = dict.fromkeys(report.article for report in happening.reports)
            note = f"only in media of the side “{side}”: {happening.headline}"
            out.append(_finding("one-sided", note, list(articles), [happening.id]))
    for saying in sayings:
        carried = dict.fromkeys(id for version in saying.versions for id in version.articles)
        side = of(carriers[id].outlet for id in carried if id in carriers)
        if side:
            words = short(saying.versions[0].words, 100)
            note = f"only in media of the side “{side}”: {saying.speaker}: {words}"
            out.append(_finding("one-sided", note, list(carried), [saying.id]))
    return out


def _finding(
    kind: str, note: str, articles: Sequence[str], records: Sequence[str] = (), about: str = ""
) -> Finding:
    key = "\x1f".join((kind, about, *sorted(articles), *sorted(records)))
    return Finding(
        id="f_" + hashlib.sha256(key.encode()).hexdigest()[:16],
        kind=kind,
        note=note,
        articles=tuple(dict.fromkeys(articles)),
        records=tuple(records),
    )
