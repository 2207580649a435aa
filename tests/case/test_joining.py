"""Who is whom over the articles of a case: every rule with invented names, and what holds for any block."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.case._joining import Join, Member, block_key, join
from sayso.case._names import body_name, compatible, is_proper, person_name, title_key

MINISTER = ("Foreign Minister",)


def person(n: int, name: str, **more: object) -> Member:
    return Member(**{"id": f"p_{n:016x}", "article": f"a_{n}", "kind": "person", "name": name, **more})  # type: ignore[arg-type]


def body(n: int, name: str, **more: object) -> Member:
    return person(n, name, kind="organisation", **more)


def on(day: str) -> tuple[str, str]:
    return day, day


def groups(*members: Member, **pairs: list[tuple[str, str]]) -> list[set[int]]:
    """The numbers of the members that are one entity, entities of one member left out."""
    found: dict[str, set[int]] = {}
    for j in join(members, **pairs):
        found.setdefault(j.entity, set()).add(int(j.member[2:], 16))
    return sorted((g for g in found.values() if len(g) > 1), key=min)


def of(joins: list[Join], n: int) -> Join:
    return next(j for j in joins if j.member == f"p_{n:016x}")


# Full names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mike Brandel", "Mike Brandel"),
        ("Mike Brandel", "Michael Brandel"),
        ("M. Brandel", "Michael Brandel"),
        ("Michael R. Brandel", "Michael Brandel"),
        ("Michael Robert Brandel", "Michael R. Brandel"),
        ("MICHAEL BRANDEL", "Michael Brandel Jr."),
        ("Mohammed al-Tariqi", "Muhammad Tariqi"),
        ("Abdul Fattah Nasiri", "Abdel-Fattah al-Nasiri"),
        ("Ann O'Lure", "Ann O’Lure"),
    ],
)
def test_one_name_written_two_ways(one: str, other: str) -> None:
    assert groups(person(1, one), person(2, other)) == [{1, 2}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mike Brandel", "Mark Brandel"),
        ("Bill Brandel", "Bob Brandel"),
        ("Michael A. Brandel", "Michael B. Brandel"),
        ("C. Rick Brandel", "Carmel Brandel"),
        ("Tom Brandel Jr.", "Tom Brandel Sr."),
        ("Ben Brandel", "Steve Brandel"),
        ("Brandel", "Mike Brandel"),
        ("Brandel", "Brandel"),
        ("her father", "her father"),
        ("Vice President", "Vice President"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert groups(person(1, one), person(2, other)) == []


def test_an_initial_that_fits_two_joins_none() -> None:
    three = person(1, "John Brandel"), person(2, "James Brandel"), person(3, "J. Brandel")
    assert groups(*three) == []
    assert groups(*three[:1], three[2]) == [{1, 3}]


def test_country_or_office_decides_whom_an_initial_means() -> None:
    john = person(1, "John Brandel", country="BLR", country_basis="stated: Belarus", titles=MINISTER)
    james = person(2, "James Brandel", country="FRA", country_basis="stated: France")
    assert groups(john, james, person(3, "J. Brandel", country="FRA", country_basis="inferred: x")) == [
        {2, 3}
    ]
    assert groups(john, james, person(3, "J. Brandel", titles=("foreign minister",))) == [{1, 3}]


@pytest.mark.parametrize(("basis", "one"), [("stated: France", False), ("inferred: the only country", True)])
def test_stated_countries_part_namesakes_and_inferred_ones_do_not(basis: str, one: bool) -> None:
    here = person(1, "Ada Quill", country="BLR", country_basis="adjective Belarusian")
    there = person(2, "Ada Quill", country="FRA", country_basis=basis)
    assert groups(here, there) == ([{1, 2}] if one else [])


def test_honorifics_part_namesakes() -> None:
    assert (
        groups(person(1, "Kim Quill", names=("Mr. Quill",)), person(2, "Kim Quill", names=("Ms. Quill",)))
        == []
    )


def test_known_ones_are_one_under_any_name_but_for_stated_countries() -> None:
    a, b = person(1, "Big Ned", known_as="Edward Tarn"), person(2, "Tarn", known_as="Edward Tarn")
    assert groups(a, b, person(3, "Edward Tarn")) == [{1, 2, 3}]
    c = person(4, "Tarn", known_as="Edward Tarn", country="FRA", country_basis="stated: France")
    d = person(5, "Tarn", known_as="Edward Tarn", country="BLR", country_basis="stated: Belarus")
    assert groups(c, d) == []
    assert groups(person(6, "Ed Tarn", known_as="Edwin Tarn"), a) == []


def test_nobody_known_becomes_a_junior() -> None:
    assert groups(person(1, "Edward Tarn", known_as="Edward Tarn"), person(2, "Edward Tarn Jr.")) == []


# Surnames


def test_a_title_with_a_surname_finds_the_full_name_with_it() -> None:
    full = person(
        1, "Ada Quill", titles=("US Secretary of State",), country="USA", country_basis="stated: US"
    )
    short = person(2, "Quill", titles=("Secretary of State",), country="USA", country_basis="inferred: x")
    joins = join([full, short])
    assert of(joins, 2).entity == full.id
    assert of(joins, 2).reason == 'the only Quill with the title "Secretary of State" (USA)'
    assert groups(full, person(3, "Quill", titles=("deputy secretary of state",))) == []
    assert groups(full, person(4, "Mark Quill", titles=("Secretary of State",)), short) == []
    french = person(5, "Quill", titles=MINISTER, country="FRA", country_basis="adjective French")
    assert groups(full, french) == []


def test_titles_that_many_hold_need_country_and_weeks() -> None:
    full = person(1, "Ada Quill", titles=("officer",), country="USA", published=on("2020-01-01"))
    near = person(2, "Quill", titles=("Officer",), country="USA", published=on("2020-01-20"))
    far = person(3, "Quill", titles=("Officer",), country="USA", published=on("2021-01-20"))
    assert groups(full, near) == [{1, 2}]
    assert groups(full, far) == []


def test_surnames_with_one_title_and_country_are_one() -> None:
    a = person(1, "Quill", titles=MINISTER, country="FRA", country_basis="adjective French")
    b = person(2, "Quill", titles=("French foreign minister",), country="FRA", country_basis="stated: France")
    c = person(3, "Quill", titles=MINISTER)
    assert groups(a, b) == [{1, 2}]
    assert groups(c, person(4, "Quill", titles=MINISTER)) == []


def test_the_only_one_of_a_stated_country_in_time() -> None:
    stated = {"country": "FRA", "country_basis": "adjective French"}
    full = person(1, "Ada Quill", published=on("2020-01-01"), **stated)
    assert groups(full, person(2, "Quill", published=on("2020-12-01"), **stated)) == [{1, 2}]
    assert groups(full, person(2, "Quill", published=on("2022-12-01"), **stated)) == []
    assert (
        groups(full, person(2, "Quill", published=on("2020-12-01"), **stated), person(3, "Mark Quill")) == []
    )
    weak = person(2, "Quill", published=on("2020-12-01"), country="FRA", country_basis="inferred: x")
    assert groups(full, weak) == []


def test_company_within_weeks() -> None:
    beside = ("harbour union", "olga marn")
    full = person(1, "Ada Quill", published=on("2020-01-01"), beside=beside)
    short = person(2, "Quill", published=on("2020-02-01"), beside=beside)
    joins = join([full, short])
    assert of(joins, 2).reason == 'the only Quill named with "harbour union" and "olga marn"'
    assert groups(full, person(2, "Quill", published=on("2020-05-01"), beside=beside)) == []
    assert groups(full, person(2, "Quill", published=on("2020-02-01"), beside=beside[:1])) == []
    assert groups(full, person(3, "Mark Quill", published=on("2020-01-01"), beside=beside), short) == []
    she = person(2, "Quill", names=("Quill", "she"), beside=beside)
    assert groups(person(1, "Adam Quill", names=("Adam Quill", "he"), beside=beside), she) == []
    ada = person(2, "Ada", beside=("ada quill", *beside))
    assert groups(person(1, "Olga Ada", beside=beside), ada) == []


# Other kinds


def test_countries_are_one_by_code_and_breakaways_by_name() -> None:
    def country(n: int, name: str, code: str, *sectors: str) -> Member:
        return person(n, name, kind="country", country=code, sectors=sectors)

    assert groups(country(1, "Britain", "GBR"), country(2, "United Kingdom", "GBR", "GOV")) == [{1, 2}]
    assert groups(country(1, "Abkhazia", "GEO", "PRE"), country(2, "Georgia", "GEO")) == []


def test_bodies_by_name_without_legal_form() -> None:
    assert groups(body(1, "Quillon Inc."), body(2, "Quillon")) == [{1, 2}]
    french = body(3, "Quillon", country="FRA", country_basis="stated: France")
    dutch = body(4, "Quillon", country="NLD", country_basis="stated: Dutch")
    assert groups(french, dutch) == []
    assert groups(french, dutch, body(5, "Quillon", country="NLD", country_basis="inferred: x")) == [{4, 5}]


@pytest.mark.parametrize(
    ("name", "basis", "one"),
    [
        ("Supreme Court", "inferred: x", True),
        ("Supreme Court", None, False),
        ("City Council", "stated: France", False),
        ("Ministry", "stated: France", False),
        ("state television", "stated: France", True),
        ("state television", "inferred: x", False),
        ("police", None, False),
    ],
)
def test_common_bodies_need_a_country(name: str, basis: str | None, one: bool) -> None:
    where = {"country": "FRA", "country_basis": basis} if basis else {}
    assert groups(body(1, name, **where), body(2, name, **where)) == ([{1, 2}] if one else [])


def test_an_acronym_is_the_name_that_one_article_has_with_it() -> None:
    full = body(1, "European River Agency", names=("the European River Agency", "the ERA"))
    assert groups(full, body(2, "ERA")) == [{1, 2}]
    assert groups(body(1, "European River Agency"), body(2, "ERA")) == []
    assert groups(full, body(2, "ERA"), body(3, "Eastern Rail Alliance", names=("ERA",))) == []
    assert block_key(full) == block_key(body(2, "E.R.A."))


def test_groups_and_unknowns_by_proper_name_only() -> None:
    def alike(kind: str, name: str) -> bool:
        return bool(groups(person(1, name, kind=kind), person(2, name, kind=kind)))

    assert alike("group", "Harbour Strike Committee")
    assert alike("group", "Hezbollah")
    assert not any(
        alike("group", name) for name in ("protesters", "Protesters", "Police", "African-Americans")
    )
    assert alike("unknown", "Blue Lantern")
    assert not alike("unknown", "Lantern")
    assert not alike("thing", "Blue Lantern")


# What holds for any block

NAMES = (
    "Quill", "Ada Quill", "Adam Quill", "A. Quill", "Ada B. Quill", "Ada C. Quill", "Mike Quill",
    "Michael Quill", "M. R. Quill", "Mr. Quill", "her sister", "Ada Marn", "Marn",
)  # fmt: skip


@st.composite
def blocks(draw: st.DrawFn) -> list[Member]:
    count = draw(st.integers(1, 14))
    pick = st.sampled_from
    return [
        person(
            n,
            draw(pick(NAMES)),
            country=(code := draw(pick((None, "FRA", "BLR", "IGO")))),
            country_basis=draw(pick(("stated: x", "inferred: x"))) if code else "unknown",
            known_as=draw(pick((None, None, None, "Ada Quill"))),
            titles=draw(pick(((), (), MINISTER, ("French foreign minister",), ("officer",)))),
            names=draw(pick(((), ("he",), ("Ms. Quill",)))),
            published=draw(pick(((None, None), on("2020-01-01"), on("2020-02-01"), on("2023-01-01")))),
            beside=draw(pick(((), ("olga marn", "ned tarn"), ("ned tarn", "eva lund")))),
        )
        for n in range(count)
    ]


PAIRS = st.lists(st.tuples(*(st.integers(0, 13).map(lambda n: f"p_{n:016x}"),) * 2), max_size=6)


@given(blocks(), PAIRS, PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_does_not_matter(block: list[Member], together: list, apart: list, random) -> None:  # type: ignore[no-untyped-def, type-arg]
    before = join(block, together, apart)
    for many in (block, together, apart):
        random.shuffle(many)
    assert join(block, together, apart) == before


@given(blocks(), PAIRS, PAIRS)
@settings(max_examples=200, deadline=None)
def test_a_join_is_a_partition_with_reasons_and_orders_are_obeyed(
    block: list[Member], together: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    joins = join(block, together, apart)
    entity = {j.member: j.entity for j in joins}
    assert [j.member for j in joins] == sorted(m.id for m in block)
    assert all(entity[j.entity] == j.entity for j in joins)
    assert all((j.reason == "") == (j.member == j.entity) and 0 < j.certainty <= 1 for j in joins)
    here = [(a, b) for a, b in apart if a in entity and b in entity and a != b]
    assert all(entity[a] != entity[b] for a, b in here)
    if not here:
        assert all(entity[a] == entity[b] for a, b in together if a in entity and b in entity)


@given(blocks())
@settings(max_examples=200, deadline=None)
def test_no_company_makes_two_full_names_one(block: list[Member]) -> None:
    found: dict[str, list[Member]] = {}
    members = {m.id: m for m in block}
    for j in join(block):
        found.setdefault(j.entity, []).append(members[j.member])
    for together in found.values():
        names = {person_name(m.name) for m in together if not m.known_as} - {None}
        full = [name for name in names if name is not None and name.given]
        assert all(compatible(one, other) for one, other in combinations(full, 2))


def test_apart_holds_over_others() -> None:
    three = [person(n, "Ada Quill") for n in (1, 2, 3)]
    assert groups(*three, apart=[(three[0].id, three[2].id)]) == [{1, 2}]
    others = person(4, "Mark Quill"), body(5, "Quillon")
    assert groups(*three, *others, together=[(three[2].id, others[0].id), (others[0].id, others[1].id)]) == [
        {1, 2, 3, 4, 5}
    ]


def test_the_anchor_describes_best() -> None:
    short = person(1, "Tarn", known_as="Edward Tarn")
    late = person(2, "Edward Tarn", known_as="Edward Tarn", published=on("2020-02-01"))
    first = person(3, "Edward Tarn", known_as="Edward Tarn", published=on("2020-01-01"))
    assert {j.entity for j in join([short, late, first])} == {first.id}
    assert of(join([short, late, first]), 1).reason == 'both are known as "Edward Tarn"'


def test_names() -> None:
    assert person_name("Ms. de Mistral") == person_name("Mistral")
    assert person_name("J.R. Tarn") == person_name("J. R. Tarn")
    assert title_key("former US Sen.") == "senator"
    assert body_name("the E.R.A.").acronym
    assert not is_proper("Top Officials", 1)


def test_no_pair_of_members_is_compared_with_every_other() -> None:
    names = ("Tarn", "Edward Tarn", "E. Tarn", "Mark Tarn")
    block = [
        person(
            n,
            names[n % 4],
            beside=(f"olga {n % 97}", f"ned {n % 89}"),
            published=on(f"20{10 + n % 9}-03-0{1 + n % 9}"),
        )
        for n in range(20_000)
    ]
    start = time.perf_counter()
    join(block)
    assert time.perf_counter() - start < 20


def test_a_country_is_called_by_its_own_name() -> None:
    members = [person(n, name, kind="country", country="RUS") for n, name in
               enumerate(("Soviet Union", "Chechnya", "Russia"), 1)]  # fmt: skip
    assert {j.entity for j in join(members)} == {members[2].id}
