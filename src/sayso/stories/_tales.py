"""Stories: the groups of articles, and the happenings that belong to each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso.case import Carrier
from sayso.stories._grouping import Document, group
from sayso.stories._happenings import carrier_age, reported_of
from sayso.stories._records import Copy, Happening, Story, short


def stories_of(
    carriers: Mapping[str, Carrier],
    texts: Iterable[tuple[str, str]],
    copies: Iterable[Copy],
    taken: Mapping[str, Collection[str]],
    happenings: Sequence[Happening],
) -> tuple[list[Story], dict[str, str]]:
    """The stories of a case, in the order of their ids, and the story of each happening: the one of most of
    its reports. ``taken`` are articles that are taken from others, with those."""
    later = {
        max(copy.one, copy.other, key=lambda id: carrier_age(carriers[id])) for copy in copies if copy.copy
    }
    copied = later | taken.keys()
    documents = [
        Document(id, text, carriers[id].reported.earliest, carriers[id].reported.latest)
        for id, text in texts
        if id not in taken
    ]
    members: dict[str, list[Carrier]] = defaultdict(list)
    of: dict[str, str] = {}
    first_of = group(documents)
    for id in sorted(taken, key=lambda id: carrier_age(carriers[id])):
        original = min(taken[id], key=lambda id: carrier_age(carriers[id]))
        first_of[id] = first_of[original]  # a copy belongs where its original does
    for id, first in sorted(first_of.items()):
        members[first].append(carriers[id])
    for group_members in members.values():
        name = "y" + min(group_members, key=carrier_age).id[1:]
        of.update((carrier.id, name) for carrier in group_members)
    inside: dict[str, list[Happening]] = defaultdict(list)
    placed: dict[str, str] = {}
    for happening in happenings:
        counts = Counter(of[report.article] for report in happening.reports)
        placed[happening.id] = min(counts, key=lambda name: (-counts[name], name))
        inside[placed[happening.id]].append(happening)
    made = [_story(of[some[0].id], some, inside[of[some[0].id]], copied) for some in members.values()]
    return sorted(made, key=lambda story: story.id), placed


def _story(
    name: str, carriers: Sequence[Carrier], inside: Sequence[Happening], copied: Collection[str]
) -> Story:
    ordered = sorted(carriers, key=carrier_age)
    ranked = sorted(inside, key=_weight)
    days = [(h.earliest, h.latest or h.earliest) for h in inside if h.earliest]
    title = next((carrier.title for carrier in ordered if carrier.title), None)
    return Story(
        id=name,
        headline=ranked[0].headline if ranked else short(title or "", 120),
        title=title,
        earliest=min((first for first, _ in days), default=None),
        latest=max((last for _, last in days if last), default=None),
        reported=reported_of(ordered),
        articles=tuple(carrier.id for carrier in ordered),
        told=sum(carrier.id not in copied for carrier in ordered),
        outlets=tuple(sorted({carrier.outlet for carrier in ordered if carrier.outlet})),
        origins=len({origin.key for happening in inside for origin in happening.origins}),
        happenings=tuple(happening.id for happening in _by_day(inside)),
        disputes=sum(len(happening.disputes) for happening in inside),
    )


def _weight(happening: Happening) -> tuple[int, int, int, int, str]:
    """What stands for a story goes first: the deed of most articles and origins, dated rather than not."""
    return (
        -happening.articles,
        -len(happening.origins),
        -len(happening.disputes),
        happening.earliest is None,
        happening.id,
    )


def _by_day(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda h: (h.earliest or "9999", h.latest or "9999", h.id))
