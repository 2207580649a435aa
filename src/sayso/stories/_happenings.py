"""Happenings: groups of event records, with their origins, their course, and what origins claim of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from sayso.case import Carrier, Days, EventRecord, Party
from sayso.stories._claims import Alike, Word, claims_of, exclude, field_words, number_word
from sayso.stories._facts import ordinal, party_key
from sayso.stories._records import Change, Claim, Copy, Dispute, Happening, Origin, Report
from sayso.stories._voices import Said, Voices

OWN = ("outlet", "agency", "article")
"""Kinds of origins that speak on their own account."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is no copy, with its copies. ``record`` is the one reported first, ``origin`` who it
    comes from; ``beside`` are articles that have its passage too."""

    record: EventRecord
    copies: tuple[EventRecord, ...]
    origin: Origin
    variant: bool = False


class Sources:
    """Where records come from: who says so, else whose passage it is."""

    def __init__(
        self,
        voices: Voices,
        said: Mapping[str, Said],
        carriers: Mapping[str, Carrier],
        credits: Mapping[str, Origin],
    ) -> None:
        self.voices, self.said, self.carriers, self.credits = voices, said, carriers, credits

    def told(self, records: Sequence[EventRecord], beside: Iterable[str], variant: bool = False) -> Told:
        """A record and its copies as one report; ``beside`` are other articles with the passage. A
        ``variant`` is read in a copy, and not in what it is a copy of: whoever seems to say it is no
        origin."""
        ordered = sorted(records, key=age)
        everywhere = {*beside, *(record.article for record in records)}
        origin = self.passage(everywhere) if variant else self._origin(ordered, everywhere)
        return Told(record=ordered[0], copies=tuple(ordered[1:]), origin=origin, variant=variant)

    def _origin(self, records: Sequence[EventRecord], articles: Iterable[str]) -> Origin:
        chains = [self.chain(record.statements) for record in records]
        named = next((origin for origin in chains if origin and not origin.weak), None)
        first = (
            named or chains[0]
        )  # what the original says in its own voice no copy makes an unnamed source's
        if first is not None:
            return first
        return self.passage(articles)

    def chain(self, statements: Sequence[str]) -> Origin | None:
        """The origin of what stands in statements, the outermost first."""
        return self.voices.chain([self.said[id] for id in statements if id in self.said])

    def named(self, record: EventRecord) -> str:
        """The words for who says a record, folded, empty where that is nobody with a name. Words, not keys:
        in one of two copies a word may be read as the name of somebody else."""
        return self.voices.words([self.said[id] for id in record.statements if id in self.said])

    def passage(self, articles: Iterable[str]) -> Origin:
        """The origin of a passage that stands in some articles: an agency that one of them credits, else the
        outlet that had it first."""
        ordered = sorted(articles, key=lambda id: carrier_age(self.carriers[id]))
        credited = next((self.credits[id] for id in ordered if id in self.credits), None)
        return credited or self.voices.outlet(self.carriers[ordered[0]])


def age(record: EventRecord) -> tuple[str, str, str]:
    """What records are put in order by: the days of their reports; those without come last."""
    return (record.reported.earliest or "9999", record.reported.latest or "9999", record.id)


def carrier_age(carrier: Carrier) -> tuple[str, str, str]:
    """What articles are put in order by."""
    return (carrier.reported.earliest or "9999", carrier.reported.latest or "9999", carrier.id)


def happening(told: Sequence[Told], sources: Sources, alike: Alike) -> Happening:
    """The happening of which some reports are; ``alike`` tells whether two records are by themselves."""
    told = _own_words(sorted(told, key=lambda one: age(one.record)), sources)
    records = sorted((r for one in told for r in (one.record, *one.copies)), key=age)
    counting = _counting(told, sources)
    words = [word for one in counting for word in _words(one, sources)]
    one_name = _one_name({one.origin for one in told} | {word.voice for word in words}, sources.voices)
    told = [msgspec.structs.replace(one, origin=one_name[one.origin]) for one in told]
    counting = [msgspec.structs.replace(one, origin=one_name[one.origin]) for one in counting]
    words = [msgspec.structs.replace(word, voice=one_name[word.voice]) for word in words]
    claims, disputes, revisions = claims_of(words, alike)
    origins = sorted({one.origin for one in counting} | {word.voice for word in words})
    first = records[0]
    # a copy is no report of its own: what it seems to say of the status is its original's
    course, status = _course([one.record for one in counting], disputes)
    earliest, latest = _days(told)
    place, country = _place(told)
    made = Happening(
        id="h" + first.id[1:],
        headline="",
        type=first.type,
        modes=_most(record.modes for record in records),
        contexts=_most(record.contexts for record in records),
        status=status,
        course=course,
        actors=_names(told, "actors"),
        recipients=_names(told, "recipients"),
        earliest=earliest,
        latest=latest,
        place=place,
        country=country,
        articles=len({record.article for record in records}),
        told=len({(one.record.article) for one in told}),
        origins=_distinct(origin for origin in origins if not origin.weak),
        unnamed=_distinct(origin for origin in origins if origin.weak),
        claims=claims,
        disputes=disputes,
        revisions=tuple(r for r in revisions if r.about not in ("date", "happened")),
        denials=tuple(record.id for record in records if record.status == "denied"),
        reports=tuple(_report(record, one) for one in told for record in (one.record, *one.copies)),
    )
    return msgspec.structs.replace(made, headline=headline(made))


def _counting(told: Sequence[Told], sources: Sources) -> list[Told]:
    """Reports that count. What is read in a copy, and not in its original, is news of an origin that tells of
    this happening already (a toll that an updated version raises), and adds no other."""
    own = [one for one in told if not one.variant]
    if not own:
        return list(told)
    origins = {origin.key for one in own for origin in (one.origin, *(w.voice for w in _words(one, sources)))}
    return [one for one in told if not one.variant or one.origin.key in origins]


def _distinct(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Origins by their keys, each once."""
    found: dict[str, Origin] = {}
    for origin in origins:
        found.setdefault(origin.key, origin)
    return tuple(found[key] for key in sorted(found))


def _own_words(told: Sequence[Told], sources: Sources) -> list[Told]:
    """Reports with the origins that count. A headline sums up what its article says: where that names its
    source for the happening, the headline is from that source too. What gives no more than the numbers of
    others ("20,000 by the count of the organisers, 3,500 by that of the police") is theirs."""
    named: dict[str, Origin] = {}
    for one in told:
        if one.origin.kind not in OWN and not one.origin.weak:
            for record in (one.record, *one.copies):
                named.setdefault(record.article, one.origin)
    out = []
    for one in told:
        source = named.get(one.record.article)
        if one.origin.kind in OWN:
            voices = [word.voice for word in _numbers(one, sources)]
            if source is not None and _is_title(one.record):
                one = msgspec.structs.replace(one, origin=source)
            elif voices and all(voice.kind not in OWN and not voice.weak for voice in voices):
                one = msgspec.structs.replace(one, origin=voices[0])
        out.append(one)
    return out


def _is_title(record: EventRecord) -> bool:
    title = record.title or ""
    starts = record.evidence_spans[0][0] if record.evidence_spans else 0
    return starts < len(title) and all(part in title for part in record.words.split(" … "))


def _one_name(origins: Collection[Origin], voices: Voices) -> dict[Origin, Origin]:
    """Each origin with the one that stands for it here: one name for one body, "the ministry" for the one
    ministry of which is spoken, "the organisers" for those who are called so somewhere in the case."""
    ordered = sorted(origins)
    first: dict[str, Origin] = {}
    for origin in ordered:
        first.setdefault(origin.key, origin)
    bodies = [key for key in first if key.startswith("body ")]
    whole: dict[str, str] = {}
    for key in bodies:
        words = set(key.split()[1:])
        longer = [other for other in bodies if words < set(other.split()[1:])]
        if len(words) == 1 and len(longer) == 1:
            whole[key] = longer[0]
        meant = [other for other in sorted(voices.called(key)) if other in first]
        if len(meant) == 1:
            whole[key] = meant[0]
    return {origin: first[whole.get(origin.key, origin.key)] for origin in ordered}


def _words(one: Told, sources: Sources) -> Iterable[Word]:
    yield from _numbers(one, sources)
    # a copy that is printed a day later means another day by "yesterday": the first one counts
    yield from field_words(one.record, one.origin)


def _numbers(one: Told, sources: Sources) -> Iterable[Word]:
    """Numbers as words of their origins. One that only a copy has is nobody's word (``_findings``)."""
    known: list[Word] = []
    for record in (one.record, *one.copies):
        for count in record.counts:
            word = number_word(record, count, sources.chain(count.statements) or one.origin)
            same = [other for other in known if other.about == word.about]
            if record is one.record or not same or any(not exclude(word, other) for other in same):
                known.append(word)
    return known


def _report(record: EventRecord, one: Told) -> Report:
    return Report(
        record=record.id,
        article=record.article,
        outlet=record.outlet,
        title=record.title,
        reported=record.reported,
        status=record.status,
        origin=one.origin.name,
        said_by=record.said_by,
        words=record.words,
        spans=record.evidence_spans,
        repeats=None if record is one.record else one.record.id,
    )


def _course(records: Sequence[EventRecord], disputes: Sequence[Dispute]) -> tuple[tuple[Change, ...], str]:
    """Statuses in the order of their reports, and the one that stands in the end: what was called off did not
    happen, what somebody denies is disputed where others say it happened."""
    since: dict[str, str | None] = {}
    for record in records:
        since.setdefault(record.status, record.reported.earliest)
    course = tuple(Change(status=status, since=day) for status, day in since.items())
    there = set(since)
    if any(dispute.about == "happened" for dispute in disputes):
        return course, "disputed"
    if "cancelled" in there and not there & {"happened", "ongoing"}:
        return course, "cancelled"
    if "cancelled" in there:
        return course, "disputed"
    for status in ("happened", "ongoing", "denied", "planned", "hypothetical"):
        if status in there:
            return course, status
    return course, records[-1].status


def _most(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The values that at least half of those who have any agree on."""
    given = [group for group in groups if group]
    counts = Counter(value for group in given for value in set(group))
    return tuple(sorted(value for value, number in counts.items() if 2 * number >= len(given)))


def _names(told: Sequence[Told], role: str) -> tuple[str, ...]:
    """Names of those whom most reports name, the most often named first; a description only where nobody
    has a name and half of the reports have it."""
    names: dict[str, str] = {}
    certain: Counter[str] = Counter()
    described: Counter[str] = Counter()
    for one in told:
        parties: tuple[Party, ...] = getattr(one.record, role)
        for party in parties:
            key = party_key(party)
            (certain if key else described)[key or party.name.casefold()] += 1
            names.setdefault(key or party.name.casefold(), party.known_as or party.name)
    counts = certain or Counter({key: n for key, n in described.items() if 2 * n >= len(told)})
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(dict.fromkeys(names[key] for key in ordered[:4]))


def _days(told: Sequence[Told]) -> tuple[str | None, str | None]:
    """The interval of days on which most reports agree, the narrowest of these."""
    found: Counter[tuple[str, str]] = Counter()
    for one in told:
        when = one.record.when
        if when and when.earliest and when.latest:
            found[when.earliest, when.latest] += 1

    def width(days: tuple[str, str]) -> int:
        return (ordinal(days[1]) or 0) - (ordinal(days[0]) or 0)

    if not found:
        return None, None
    support = {
        days: sum(n for other, n in found.items() if other[0] <= days[1] and days[0] <= other[1])
        for days in found
    }
    return min(found, key=lambda days: (-support[days], width(days), days))


def _place(told: Sequence[Told]) -> tuple[str | None, str | None]:
    towns: Counter[tuple[str, str]] = Counter()
    for one in told:
        where = one.record.where
        if where:
            weight = 10 if (where.feature or "").startswith("PPL") else 1
            towns[where.name, where.country or ""] += weight
    if not towns:
        return None, None
    name, country = min(towns, key=lambda place: (-towns[place], place))
    return name, country or None


_MOSTLY, _WHOLLY = 0.55, 0.75
"""Share of an article that is in one before it from which it is taken from it: where it is called a copy, and
where it is not (too few words, or words of others around it)."""


def taken_from(carriers: Mapping[str, Carrier], copies: Iterable[Copy]) -> dict[str, set[str]]:
    """Articles that are taken from others published before them, with those."""
    found: dict[str, set[str]] = {}
    for copy in copies:
        early, late = sorted((copy.one, copy.other), key=lambda id: carrier_age(carriers[id]))
        share = copy.of_one if late == copy.one else copy.of_other
        if share >= (_MOSTLY if copy.copy else _WHOLLY):
            found.setdefault(late, set()).add(early)
    return found


def headline(of: Happening) -> str:
    """A happening on one line, made of the record: type, who, to whom, how many, where, when."""
    kind = of.type + (f" ({', '.join(of.modes)})" if of.modes else "")
    who = ", ".join(of.actors[:2])
    whom = ", ".join(of.recipients[:2])
    parties = f"{who} → {whom}" if whom else who
    numbers = "; ".join(f"{about} {value}" for about, value in _counts(of.claims).items())
    days = of.earliest if of.earliest == of.latest else f"{of.earliest} to {of.latest}"
    parts = [kind, parties, numbers, of.place or "", days or ""]
    line = " · ".join(part for part in parts if part)
    return line if of.status == "happened" else f"{line} [{of.status}]"


def _counts(claims: Sequence[Claim]) -> dict[str, str]:
    """For each thing counted the span of all claims: "3,500 / 20,000"."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.about not in ("date", "place", "happened", "actor"):
            found[claim.about].append(claim)
    return {
        about: " / ".join(dict.fromkeys(c.value for c in sorted(some, key=lambda c: (c.low or 0, c.value))))
        for about, some in sorted(found.items())
    }


def reported_of(carriers: Iterable[Carrier]) -> Days:
    """The days on which some articles were published."""
    days = [carrier.reported for carrier in carriers]
    return Days(
        earliest=min((d.earliest for d in days if d.earliest), default=None),
        latest=max((d.latest for d in days if d.latest), default=None),
        basis="reported",
    )
