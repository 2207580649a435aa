"""What origins say about a happening, field by field: where they agree, where they exclude each other, and
where one of them says something else than before."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

import msgspec

from sayso.case import Count, Days, EventRecord
from sayso.events.codebook import DEEDS
from sayso.stories._facts import days_of, is_vague, ordinal, overlap, party_key
from sayso.stories._records import Claim, Dispute, Origin, Revision, short
from sayso.stories._voices import body_key

_CLOSE = 0.05
"""Part of the larger of two numbers by which they may differ and still be one number, rounded."""
_ROUND = 100
"""Numbers from which counts are rounded."""
_DEGREE, _NEAR = 111.2, 20.0
"""Kilometres of a degree of latitude, and up to which two towns may be one."""
_SAME_TIME = 14
"""Days up to which two reports answer each other."""
FIELDS = ("date", "place", "actor")
"""Fields that are read off the record itself, and not given as numbers are."""
_STATED = 2
"""Days of an interval up to which it is a date that another can contradict."""


_VOICES = 40
"""Origins that say the same which are looked at for one that says something else."""
_COMPARED = 6
"""Reports of each of two claims of which one has to be like one of the other."""

Alike = Callable[[str, str, str], bool]
"""Whether two records, by their ids, are of one happening by themselves, whatever they say of a field."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One value as one record gives it, as in ``Claim``; ``voice`` is the origin."""

    about: str
    voice: Origin
    record: EventRecord
    value: str
    words: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    vague: bool = False
    first: str | None = None
    last: str | None = None


def number_word(record: EventRecord, count: Count, voice: Origin) -> Word:
    """A count as a word of its origin."""
    coming = record.status in ("planned", "cancelled", "hypothetical")
    return Word(
        about=f"{count.what} expected" if coming else count.what,
        voice=voice,
        record=record,
        value=amount(count.low, count.high, is_vague(count.rule), count.words),
        words=count.words,
        low=count.low,
        high=count.high,
        unit=count.unit,
        vague=is_vague(count.rule),
    )


def field_words(record: EventRecord, voice: Origin) -> Iterable[Word]:
    """Day, town, and whether it happened, as words of the origin of a record."""
    when, where = record.when, record.where
    first, last = (ordinal(when.earliest), ordinal(when.latest)) if when else (None, None)
    if when and first is not None and last is not None and last - first < _STATED:
        value = when.earliest if first == last else f"{when.earliest} to {when.latest}"
        yield Word(
            about="date",
            voice=voice,
            record=record,
            value=value or "",
            words=when.words,
            first=when.earliest,
            last=when.latest,
        )
    if where and (where.feature or "").startswith("PPL") and record.type in DEEDS:
        yield Word(
            about="place",
            voice=voice,
            record=record,
            value=where.name,
            words=where.words,
            low=where.lat,
            high=where.lon,
        )
    keys = {key: party for party in record.actors if (key := party_key(party))}
    done = record.status in ("happened", "ongoing", "denied")
    if done and record.type in DEEDS and len(keys) == 1 and len(record.actors) == 1:
        ((key, party),) = keys.items()
        yield Word(
            about="actor",
            voice=voice,
            record=record,
            value=party.known_as or party.name,
            words=short(record.words),
            first=key,
            last=party.country,
        )
    said = {"happened": "yes", "ongoing": "yes", "denied": "no"}.get(record.status)
    if said:
        yield Word(about="happened", voice=voice, record=record, value=said, words=short(record.words))


def amount(low: float | None, high: float | None, vague: bool = False, words: str = "") -> str:
    """A range in words: ``3,500``, ``540 to 660``, ``90 or more``; a vague one in its own words."""
    if vague and words:
        return short(words, 40)
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return (
        f"{low:,} or more" if low is not None else f"up to {high:,}" if high is not None else short(words, 40)
    )


def exclude(one: Word | Claim, other: Word | Claim) -> bool:
    """Whether two values of one field cannot both be true. Actors exclude each other where they are of two
    countries, or two persons: ``first`` is the key of one, ``last`` the country. Numbers do not exclude
    each other where their ranges meet, or where one may be the other rounded; "thousands" may be any number
    above."""
    if one.about != other.about or (one.unit or "") != (other.unit or ""):
        return False
    if one.about == "happened":
        return one.value != other.value
    if one.about == "place":
        return body_key(one.value) != body_key(other.value) and _far(one, other)
    if one.about == "actor":
        abroad = bool(one.last and other.last and one.last != other.last)
        people = all((claim.first or "").startswith("person") for claim in (one, other))
        return one.first != other.first and (abroad or people)
    if one.about == "date":
        return not overlap(*map(ordinal, (one.first, one.last, other.first, other.last)))
    if overlap(one.low, _top(one), other.low, _top(other)):
        return False
    below, above = sorted((one, other), key=lambda value: (value.low or 0, _top(value) or 0))
    if overlap(above.low, None, None, _top(below)):
        below, above = above, below
    top, least = _top(below) or 0, above.low or 0
    return not (top >= _ROUND and least - top <= _CLOSE * least)


def _far(one: Word | Claim, other: Word | Claim) -> bool:
    """Whether two towns are further apart than a quarter is from its city; ``low`` and ``high`` are
    latitude and longitude there."""
    if None in (one.low, one.high, other.low, other.high):
        return True
    north = (one.low or 0) - (other.low or 0)
    around = ((one.high or 0) - (other.high or 0) + 180) % 360 - 180
    east = around * math.cos(math.radians(one.low or 0))
    return math.hypot(north, east) * _DEGREE > _NEAR


def _together(one: Claim, other: Claim) -> bool:
    """Whether two claims were reported about one time: a toll of last month is no answer to today's."""
    first, second = days_of(one.reported), days_of(other.reported)
    if first[0] is None or second[0] is None:
        return True
    return max(first[0] - (second[1] or second[0]), second[0] - (first[1] or first[0])) <= _SAME_TIME


def _top(value: Word | Claim) -> float | None:
    vague = value.vague if isinstance(value, Word) else value.open
    return None if vague else value.high


def claims_of(
    words: Iterable[Word], alike: Alike
) -> tuple[tuple[Claim, ...], tuple[Dispute, ...], tuple[Revision, ...]]:
    """Claims by field and origin, and the disputes and revisions among them. Two claims are disputed where
    reports of theirs are ``alike``: those that came together over a third may speak of two things."""
    fields: dict[tuple[str, str], dict[str, list[Word]]] = defaultdict(lambda: defaultdict(list))
    for word in words:
        fields[word.about, word.unit or ""][word.voice.key].append(word)
    claims: list[Claim] = []
    disputes: list[Dispute] = []
    revisions: list[Revision] = []
    for about, unit in sorted(fields):
        last: list[list[Claim]] = []
        for _, said in sorted(fields[about, unit].items()):
            made, voice = _in_order(said), said[0].voice
            claims += made
            if len(made) > 1 and about == "crowd" and voice.kind != "source":
                continue  # a medium that prints several numbers of a crowd repeats others
            if len(made) > 1 and about not in ("place", "actor") and not voice.weak:
                revisions.append(Revision(about=about, origin=made[0].origin, claims=tuple(made)))
            if made and (about == "happened" or not voice.weak):
                last.append(_standing(made))
        odd = _at_odds(last, about, alike)
        if odd:
            disputes.append(Dispute(about=about, claims=tuple(last[n][-1] for n in odd)))
    return tuple(claims), tuple(disputes), tuple(revisions)


def _standing(claims: Sequence[Claim]) -> list[Claim]:
    """The values of an origin that stand in the end: the one that came last, and those that are reported
    after it again; the one that came last is the last."""
    day = claims[-1].reported.latest or ""
    return [claim for claim in claims[:-1] if (claim.reported.latest or "") > day] + [claims[-1]]


def _at_odds(last: Sequence[Sequence[Claim]], about: str, alike: Alike) -> list[int]:
    """Numbers of the origins that are in dispute with another. Of many that say the same only some are
    compared with each that says something else."""
    values: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, claims in enumerate(last):
        values[tuple((c.value, c.low, c.high, c.first, c.last) for c in claims)].append(n)
    odd: set[int] = set()
    for some, others in combinations(values.values(), 2):
        if not all(exclude(a, b) for a in last[some[0]] for b in last[others[0]]):
            continue
        for n in some[:_VOICES]:
            for m in others[:_VOICES]:
                if _answer(last[n][-1], last[m][-1], about, alike):
                    odd |= {n, m}
    return sorted(odd)


def _answer(one: Claim, other: Claim, about: str, alike: Alike) -> bool:
    """Whether two claims that exclude each other speak of one thing at one time."""
    if not _together(one, other) or (about in FIELDS and not _firm_both(one, other)):
        return False
    return any(alike(x, y, about) for x in one.reports[:_COMPARED] for y in other.reports[:_COMPARED])


def _in_order(words: Sequence[Word]) -> list[Claim]:
    """The values that one origin gives a field, in the order of their reports, each once. Where one article
    has several, the largest is meant and the others are parts of it ("14, three of them minors")."""
    groups: list[list[Word]] = []
    for word in sorted(_totals(words), key=_age):
        if groups and not exclude(groups[-1][0], word):
            groups[-1].append(word)
            continue
        back = [group for group in groups if not exclude(group[0], word)]
        if back:  # an old value, told again
            back[0].append(word)
        elif not groups or word.about != "date" or _firm(word):
            groups.append([word])
    return [_claim(group) for group in groups]


def _firm_both(one: Claim, other: Claim) -> bool:
    """Whether days or towns are firm enough to contradict each other: one reading of a medium's own words is
    not."""
    return all(claim.named or len(claim.reports) > 1 for claim in (one, other))


def _firm(word: Word) -> bool:
    return word.first == word.last


def _totals(words: Sequence[Word]) -> list[Word]:
    largest: dict[tuple[str, str], Word] = {}
    out = []
    for word in sorted(words, key=lambda word: (word.record.article, word.record.id, word.value)):
        if word.about in ("happened", *FIELDS):
            out.append(word)
            continue
        key = (word.record.article, word.unit or "")
        if key not in largest or (word.low or 0) > (largest[key].low or 0):
            largest[key] = word
    return out + list(largest.values())


def _age(word: Word) -> tuple[str, str, str]:
    reported = word.record.reported
    return (reported.earliest or "9999", reported.latest or "9999", word.record.id)


def _claim(words: Sequence[Word]) -> Claim:
    first = words[0]
    exact = next((word for word in words if not word.vague), first)
    days = [word.record.reported for word in words]
    return Claim(
        about=first.about,
        value=exact.value,
        origin=first.voice.name,
        words=exact.words,
        reports=tuple(dict.fromkeys(word.record.id for word in words)),
        reported=Days(
            earliest=min((d.earliest for d in days if d.earliest), default=None),
            latest=max((d.latest for d in days if d.latest), default=None),
            basis=days[0].basis,
        ),
        low=exact.low,
        high=exact.high,
        open=exact.vague,
        named=first.voice.kind == "source",
        unit=exact.unit,
        first=exact.first,
        last=exact.last,
    )
