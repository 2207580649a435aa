"""What is brought up to date again and again is what is made from scratch: after each article, after
corrections and their undoing, after a rebuild."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.case import Case, open_case
from sayso.stories import Stories
from tests.stories.conftest import (
    LATER,
    NOW,
    WEEK,
    Paper,
    add,
    day_after,
    embedded,
    only,
    paper,
    public,
    unlike,
)

BY: dict[str, Any] = {"who": "Iris Vale", "why": "I was there", "now": LATER}

PAPERS: tuple[Paper, ...] = (
    *WEEK,
    paper("copy of alpha", WEEK[0]["text"], "2021-10-19"),
    paper("frame of india", embedded(WEEK[8]["text"]), "2021-10-18"),
    paper("kilo", "Pavel Gurin said on Monday that 8,000 people rallied in Minsk on Sunday."),
    paper("lima", "Pavel Hurin said that some 9,000 people had rallied in Minsk on Sunday."),
    paper("mike", "Soldiers in Grodno shot two farmers on Friday, the army said.", "2021-10-17"),
)


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Case]]:
    """Cases without articles."""
    made: list[Case] = []

    def make() -> Case:
        made.append(open_case(tmp_path_factory.mktemp("case") / "a.sayso"))
        return made[-1]

    yield make
    for case in made:
        case.close()


def one_by_one(case: Case, papers: Sequence[Paper]) -> None:
    for n, line in enumerate(papers):
        add(case, [line], name=f"in{n}")
        Stories(case)


def whole(case: Case, papers: Sequence[Paper]) -> Case:
    add(case, papers)
    return case


def seen(case: Case) -> dict[str, list[str]]:
    return public(Stories(case))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
def test_one_by_one_is_from_scratch(empty: Callable[[], Case], seed: int) -> None:
    order = list(PAPERS)
    if seed:
        random.Random(seed).shuffle(order)
    grown, fresh = empty(), whole(empty(), PAPERS)
    for n, line in enumerate(order):
        add(grown, [line], name=f"in{n}")
        if n in (5, 10):
            assert unlike(seen(whole(empty(), order[: n + 1])), seen(grown)) == {}
        Stories(grown)
    assert unlike(seen(fresh), seen(grown)) == {}
    assert len(seen(grown)["happenings"]) > 5


def test_again_changes_nothing(empty: Callable[[], Case]) -> None:
    case = whole(empty(), PAPERS)
    before = seen(case)
    assert unlike(before, seen(case)) == {}
    add(case, PAPERS[::-1], now=LATER, name="again")
    assert unlike(before, seen(case)) == {}
    with open_case(case.path) as other:
        assert unlike(before, seen(other)) == {}


def test_a_rebuild_changes_nothing(empty: Callable[[], Case]) -> None:
    case = empty()
    one_by_one(case, PAPERS)
    before = seen(case)
    case.rebuild()
    assert unlike(before, seen(case)) == {}
    # and before the stories are made
    case = whole(empty(), PAPERS)
    case.rebuild()
    assert unlike(before, seen(case)) == {}


def test_after_a_copy(empty: Callable[[], Case]) -> None:
    case = whole(empty(), PAPERS)
    before = seen(case)
    copy = paper("copy of bravo", WEEK[1]["text"], "2021-10-20")
    add(case, [copy], name="copy")
    after = seen(case)
    assert before["copies"] != after["copies"]
    assert unlike(seen(whole(empty(), [*PAPERS, copy])), after) == {}


def test_after_an_earlier_original(empty: Callable[[], Case]) -> None:
    """The article that all others are copied from comes last."""
    copies = [paper(f"copy {n}", WEEK[8]["text"], day_after("2021-10-17", n)) for n in range(3)]
    case = empty()
    one_by_one(case, copies)
    before = only(Stories(case), type="ASSAULT")
    add(case, [WEEK[8]], name="first")
    after = only(Stories(case), type="ASSAULT")
    assert [o.name for o in before.origins] != [o.name for o in after.origins] == ["The Grodno Post"]
    assert unlike(seen(whole(empty(), [WEEK[8], *copies])), seen(case)) == {}


# Corrections


def hide(case: Case, type: str, n: int = 0) -> str:
    events = sorted((e for e in case.events(type=type)), key=lambda e: e.id)
    return case.correct("hide", events[n % len(events)].id, **BY).id


def recode(case: Case, type: str, status: str) -> str:
    events = sorted((e for e in case.events(type=type)), key=lambda e: e.id)
    return case.correct("recode", events[0].id, values={"status": status}, **BY).id


def merge(case: Case, one: str, other: str) -> str:
    ids = [next(a.id for a in case.actors() if a.name == name) for name in (one, other)]
    return case.correct("merge", ids[0], ids[1:], **BY).id


CORRECTIONS: dict[str, Callable[[Case], str]] = {
    "hide a rally": lambda case: hide(case, "PROTEST"),
    "hide an arrest": lambda case: hide(case, "COERCE"),
    "hide a meeting": lambda case: hide(case, "CONSULT"),
    "hide an attack": lambda case: hide(case, "ASSAULT", 1),
    "recode a rally": lambda case: recode(case, "PROTEST", "cancelled"),
    "recode an arrest": lambda case: recode(case, "COERCE", "planned"),
    "merge two men": lambda case: merge(case, "Pavel Gurin", "Pavel Hurin"),
    "merge two strangers": lambda case: merge(case, "Viktor Malko", "Anton Lysak"),
}


@pytest.mark.parametrize("what", CORRECTIONS)
def test_after_a_correction_and_its_undoing(empty: Callable[[], Case], what: str) -> None:
    grown, fresh = empty(), whole(empty(), PAPERS)
    one_by_one(grown, PAPERS)
    before = seen(grown)
    made = CORRECTIONS[what](grown)
    after = seen(grown)
    CORRECTIONS[what](fresh)
    assert unlike(seen(fresh), after) == {}
    if what != "merge two strangers":
        assert before != after
    grown.rebuild()
    assert unlike(after, seen(grown)) == {}
    grown.correct("undo", made, **BY)
    assert unlike(before, seen(grown)) == {}


def test_two_names_of_one_man_are_one_origin(empty: Callable[[], Case]) -> None:
    case = whole(empty(), PAPERS)
    before = next(h for h in Stories(case).happenings() if h.place == "Minsk")
    made = merge(case, "Pavel Gurin", "Pavel Hurin")
    after = next(h for h in Stories(case).happenings() if h.place == "Minsk")
    assert len(after.origins) == len(before.origins) - 1
    case.correct("undo", made, **BY)
    assert next(h for h in Stories(case).happenings() if h.place == "Minsk") == before


def test_a_correction_before_the_other_articles_come(empty: Callable[[], Case]) -> None:
    first = [*WEEK[:2], PAPERS[12], PAPERS[13]]
    rest = [line for line in PAPERS if line not in first]
    grown, fresh = whole(empty(), first), whole(empty(), PAPERS)
    Stories(grown)
    merge(grown, "Pavel Gurin", "Pavel Hurin")
    Stories(grown)
    one_by_one(grown, rest)
    merge(fresh, "Pavel Gurin", "Pavel Hurin")
    assert unlike(seen(fresh), seen(grown)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_any_walk_is_from_scratch(empty: Callable[[], Case], seed: int) -> None:
    """Articles, corrections, undoings and rebuilds in any order; then all of it at once."""
    chance = random.Random(seed)
    left = list(PAPERS)
    chance.shuffle(left)
    grown, made, standing, n = empty(), list[Paper](), list[tuple[str, str]](), 0
    while left or n < 25:
        n += 1
        choice = chance.random()
        if left and (choice < 0.6 or not made):
            some = [left.pop() for _ in range(min(len(left), chance.randint(1, 3)))]
            add(grown, some, name=f"in{n}", now=day_after(NOW, n % 3))
            made += some
        elif choice < 0.8:
            events = sorted(grown.events(), key=lambda e: e.id)
            if events:
                target = chance.choice(events).id
                standing.append((grown.correct("hide", target, **BY).id, target))
        elif choice < 0.95 and standing:
            id, _ = standing.pop(chance.randrange(len(standing)))
            grown.correct("undo", id, **BY)
        else:
            grown.rebuild()
        if chance.random() < 0.7:
            Stories(grown)
    fresh = whole(empty(), PAPERS)
    for _, target in standing:
        fresh.correct("hide", target, **BY)
    assert unlike(seen(fresh), seen(grown)) == {}
    assert Path(grown.path).is_file()
