"""Parts of the room of stories by themselves: which values exclude each other, who speaks for whom, credits,
words, groups, what is new, counts that stand apart from their event."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.case import Carrier, Count, Days, EventRecord
from sayso.events._later_counts import with_later_counts
from sayso.records import Event, Quantity
from sayso.stories._brief import brief, new_articles
from sayso.stories._claims import Word, amount, claims_of, exclude, number_word
from sayso.stories._copying import find_copies
from sayso.stories._credits import credits_in, state_media_in
from sayso.stories._facts import Fact, Spot
from sayso.stories._findings import grown, one_sided
from sayso.stories._grouping import Document, group
from sayso.stories._happenings import Told
from sayso.stories._joining import Judge, edges_of, join
from sayso.stories._linkage import Groups, linked
from sayso.stories._records import (
    Change,
    Claim,
    Copy,
    Dispute,
    Finding,
    Happening,
    Origin,
    Report,
    Saying,
    Version,
    short,
)
from sayso.stories._repeats import Placed, Repeats
from sayso.stories._sayings import Phrase, same_statements, saying
from sayso.stories._voices import Said, Voices, body_key, spoken_for
from sayso.stories._words import Weights, stem, stems

# Values that exclude each other


def count(low: float | None, high: float | None, **more: Any) -> Claim:
    return Claim(about="crowd", value="", origin="", words="", reports=("e",), low=low, high=high, **more)


def one(number: float, **more: Any) -> Claim:
    return count(number, number, **more)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (one(5_000), one(50_000), True),
        (one(5_000), one(5_000), False),
        (one(3), one(5), True),
        (one(3), one(4), True),
        # rounded: a twentieth of the larger number, from a hundred on
        (one(5_000), one(4_800), False),
        (one(5_000), one(4_750), False),
        (one(5_000), one(4_700), True),
        (one(20), one(21), True),
        (one(99), one(100), True),
        (one(100), one(104), False),
        # ranges that meet
        (count(4_500, 5_500), one(5_000), False),
        (count(4_500, 5_500), count(5_500, 6_500), False),
        (count(4_500, 5_500), one(5_700), False),
        (count(4_500, 5_500), one(9_000), True),
        (count(300, 999), one(50), True),
        # open ends: "at least", "up to"
        (count(90, None), one(300), False),
        (count(90, None), one(80), True),
        (count(None, 20_000), one(5_000), False),
        (count(None, 20_000), one(25_000), True),
        (count(None, 20_000), one(20_500), False),
        (count(90, None), count(None, 80), True),
        (count(90, None), count(None, 100), False),
        (count(5_000, None), one(4_900), False),  # as 5,000 and 4,900: rounded
        (count(5_000, None), one(4_000), True),
        # vague: "thousands" may be any number above, but not few
        (count(2_000, 9_999, open=True), one(50_000), False),
        (count(2_000, 9_999, open=True), one(500), True),
        (count(2_000, 9_999, open=True), count(200, 999, open=True), False),
        # nothing is known
        (count(None, None), one(5), False),
        # of something else
        (one(5_000), one(50_000, unit="tonnes"), False),
        (one(5_000, unit="tonnes"), one(50_000, unit="tonnes"), True),
    ],
)  # fmt: skip
def test_numbers_that_exclude_each_other(first: Claim, second: Claim, wanted: bool) -> None:
    assert exclude(first, second) is wanted
    assert exclude(second, first) is wanted


NUMBERS = st.none() | st.integers(0, 10**7)
CLAIMS = st.builds(
    lambda a, b, vague: (
        count(min(a, b), max(a, b), open=vague)
        if a is not None and b is not None
        else count(a, b, open=vague)
    ),
    NUMBERS,
    NUMBERS,
    st.booleans(),
)


@given(CLAIMS, CLAIMS)
def test_excluding_is_mutual_and_nothing_excludes_itself(first: Claim, second: Claim) -> None:
    assert exclude(first, second) == exclude(second, first)
    assert not exclude(first, first)


def field(about: str, value: str, **more: Any) -> Claim:
    return Claim(about=about, value=value, origin="", words="", reports=("e",), **more)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (field("happened", "yes"), field("happened", "no"), True),
        (field("happened", "no"), field("happened", "no"), False),
        (field("happened", "yes"), field("crowd", "no"), False),
        (field("date", "", first="2021-10-17", last="2021-10-17"),
         field("date", "", first="2021-10-18", last="2021-10-18"), True),
        (field("date", "", first="2021-10-17", last="2021-10-18"),
         field("date", "", first="2021-10-18", last="2021-10-18"), False),
        (field("date", "", first="2021-10-17", last=None),
         field("date", "", first="2021-11-18", last="2021-11-18"), False),
        (field("place", "Minsk", low=53.9, high=27.57), field("place", "Brest", low=52.1, high=23.7), True),
        (field("place", "Minsk", low=53.9, high=27.57), field("place", "Minsk", low=53.9, high=27.57), False),
        (field("place", "Minsk", low=53.9, high=27.57), field("place", "Zavod", low=53.85, high=27.6), False),
        (field("place", "Minsk"), field("place", "Brest"), True),
        (field("place", "Aa", low=0.0, high=179.95), field("place", "Bb", low=0.0, high=-179.95), False),
    ],
)  # fmt: skip
def test_fields_that_exclude_each_other(first: Claim, second: Claim, wanted: bool) -> None:
    assert exclude(first, second) is wanted
    assert exclude(second, first) is wanted


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ((3_500, 3_500), "3,500"),
        ((540, 660), "540 to 660"),
        ((90, None), "90 or more"),
        ((None, 20_000), "up to 20,000"),
        ((2_000, 9_999, True, "thousands"), "thousands"),
        ((None, None, False, "many"), "many"),
        ((2.5, 2.5), "2.5"),
    ],
)
def test_amounts_in_words(given_: tuple[Any, ...], wanted: str) -> None:
    assert amount(*given_) == wanted


@given(st.text(), st.integers(10, 200))
def test_short_is_short(text: str, most: int) -> None:
    line = short(text, most)
    assert len(line) <= most + 1
    assert "\n" not in line


@pytest.mark.parametrize("text", ["x" * 500, "あ" * 500, "a " + "x" * 500])
def test_a_word_without_end_is_cut_too(text: str) -> None:
    assert len(short(text, 160)) <= 162


# Who speaks for whom


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Interior Ministry spokeswoman", "Interior Ministry"),
        ("an Interior Ministry spokesman", "Interior Ministry"),
        ("the ministry’s press secretary", "ministry"),
        ("spokesman for the Interior Ministry", "Interior Ministry"),
        ("spokeswoman of the city's hospital", "city's hospital"),
        ("a spokesperson for police in Brest", "police in Brest"),
        ("interior minister", "interior ministry"),
        ("deputy foreign minister", "foreign ministry"),
        ("police chief", "police"),
        ("BNS reporter", "BNS"),
        ("a baker", ""),
        ("a baker's spokesman", ""),
        ("prime minister", ""),
        ("former minister", ""),
        ("deputy minister", ""),
        ("a witness", ""),
        ("", ""),
        (" ", ""),
        ("minister", ""),
    ],
)
def test_who_speaks_for_a_body(title: str, body: str) -> None:
    assert body_key(spoken_for(title)) == body_key(body)


@pytest.mark.parametrize(
    "names",
    [
        ("Interior Ministry", "the Ministry of Internal Affairs", "Ministry of the Interior"),
        ("the Romanian embassy", "Romania's embassy", "Romania’s embassy", "Embassy of Romania"),
        ("Ministry of Defence", "Defense Ministry", "the Defence Ministry"),
        ("organisers", "the organizers"),
        ("Police", "the police", "POLICE"),
        ("Belarusian police", "police of Belarus", "the police in Belarus"),
        ("Foreign Ministry", "Ministry of Foreign Affairs"),
    ],
)  # fmt: skip
def test_names_of_one_body(names: Sequence[str]) -> None:
    assert len({body_key(name) for name in names}) == 1, [body_key(name) for name in names]


def test_names_of_different_bodies() -> None:
    names = ("Interior Ministry", "Foreign Ministry", "Defence Ministry", "Romanian embassy",
             "Polish embassy", "police", "Minsk police", "the hospital", "the union")  # fmt: skip
    assert len({body_key(name) for name in names}) == len(names)


def growth(run: Callable[[int], object], size: int) -> float:
    """How many times as long four times as much takes: 4 where time is linear, 16 where it is quadratic."""

    def taken(size: int) -> float:
        began = time.process_time()
        run(size)
        return time.process_time() - began

    return min(taken(4 * size) for _ in range(2)) / max(min(taken(size) for _ in range(2)), 1e-4)


@pytest.mark.parametrize("words", ["a ", "chair", "deputy ", "head of "])
def test_titles_of_any_length_are_read_in_linear_time(words: str) -> None:
    """A title, or the words for a source, may be as long as an article."""
    assert growth(lambda size: spoken_for.__wrapped__(words * size), 4_000 // len(words)) < 9


def said(name: str, kind: str = "organisation", **more: Any) -> Said:
    fields: dict[str, Any] = {
        "id": f"s_{name}", "article": "a_1", "source": name, "source_type": "named", "name": name,
        "kind": kind, "entity": f"p_{name}", "known_as": name, "country": "", "negative": False,
    }  # fmt: skip
    return Said(**{**fields, **more})


VOICES_OF = [
    Carrier(id="a_1", outlet="The Riverton Post"),
    Carrier(id="a_2", outlet="Baltic Free Radio"),
]
VOICES = Voices(
    VOICES_OF,
    {"p_Ada Quill": ("interior minister",)},
)
POST = Carrier(id="a_1", outlet="The Riverton Post")


def test_voices_of_one_body_are_one_origin() -> None:
    some = (
        said("the Ministry of Internal Affairs"),
        said("Interior Ministry"),
        said("Ada Quill", "person"),
        said("an interior ministry spokesman", "person"),
    )
    assert len({VOICES.source(one_).key for one_ in some}) == 1


def test_state_television_is_the_station_that_the_texts_call_so() -> None:
    texts = (
        "Police told the state TV channel ONT that all was calm.",
        "ONT, the state broadcaster, showed none of it.",
        "The Riverton Post, the government-run newspaper, praised the state-run BFR radio station.",
        "State television Monday reported rain; the national anthem and a TV set were heard.",
    )
    media = {medium for text in texts for medium in state_media_in(text)}
    voices = Voices(VOICES_OF, {}, media)
    for name in ("state television", "State TV", "Belarus’s state television"):
        assert voices.source(said(name)).name == "ONT"
    assert voices.source(said("the state broadcaster")).name == "ONT"
    assert Voices((), {}, [("television", "ONT")]).source(said("the state broadcaster")).name == "ONT"
    assert voices.source(said("the government newspaper")).name == "The Riverton Post"
    assert voices.source(said("state radio")).name == "Baltic Free Radio"
    assert voices.source(said("the Post")).name == "The Riverton Post"
    assert voices.source(said("the post")).name != "The Riverton Post"
    assert voices.source(said("state prosecutors")).name == "state prosecutors"
    two = Voices(VOICES_OF, {}, {*media, ("television", "RTR")})
    assert two.source(said("state television")).name == "state television"  # which one, nobody knows
    assert growth(lambda size: state_media_in("State television A" * size), 2_000) < 9
    assert growth(lambda size: state_media_in("A" * size), 20_000) < 9


def test_who_cannot_be_asked_is_weak() -> None:
    for name in ("a witness", "an official", "sources", "he", "residents"):
        assert VOICES.source(said(name, "person", known_as="")).weak
    assert VOICES.source(said("Interior Ministry", id="s_0", source_type="anonymous")).weak
    assert not VOICES.source(said("Tom Birch", "person")).weak
    chain = [said("Interior Ministry"), said("a witness", "person")]
    origin = VOICES.chain(chain)
    assert origin is not None
    assert origin.key == VOICES.source(chain[0]).key
    assert VOICES.chain([]) is None


@pytest.mark.parametrize(
    ("names", "credit"),
    [
        (("AP", "the Associated Press", "Associated Press"), "(AP) -"),
        (("AFP", "Agence France-Presse"), "(AFP) -"),
        (("Reuters", "the Reuters news agency", "Reuters news agency"), "(Reuters) -"),
        (("RIA Novosti", "the RIA Novosti news agency"), "(RIA Novosti) -"),
    ],
)
def test_an_agency_is_one_origin_cited_or_credited(names: Sequence[str], credit: str) -> None:
    keys = {VOICES.source(said(name)).key for name in names}
    credited = VOICES.credit(POST, credits_in(f"RIVERTON {credit} Police arrested two men."))
    assert credited is not None
    assert keys == {credited.key}


def credit(text: str = "", byline: str = "", outlet: str = "The Riverton Post") -> str | None:
    """The name of the agency that an article credits."""
    carrier = Carrier(id="a_1", outlet=outlet, byline=byline or None)
    found = VOICES.credit(carrier, credits_in(text))
    return found.name if found else None


BODY = "Police arrested two men in Riverton on Monday.\n\nThey are in a cell at the station.\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"MINSK (Reuters) - {BODY}", "Reuters"),
        (f"MINSK, Oct 3 (Reuters) — {BODY}", "Reuters"),
        (f"MINSK, October 3, 2021 (AFP) – {BODY}", "AFP"),
        (f"Two men held\n\nVILNIUS, May 3, BNS - {BODY}", "BNS"),
        (f"VILNIUS - BNS - {BODY}", "BNS"),
        (f"{BODY}With reporting by BNS", "BNS"),
        (f"{BODY}With reporting by BNS and Reuters", "BNS"),
        (f"{BODY}(Additional reporting by Tom Birch and Reuters)", "Reuters"),
        (f"{BODY}With reporting by BNS in Vilnius", "BNS"),
        (f"{BODY}(With reporting by BNS correspondents.)", "BNS"),
        (f"{BODY}Source: TASS", "TASS"),
        (f"{BODY}Source: TASS.", "TASS"),
        (f"{BODY}Source: the TASS news agency", "TASS"),
        (f"{BODY}© Reuters 2021", "Reuters"),
        (f"{BODY}Source: RIA Novosti", "RIA Novosti"),
        (f"{BODY}Courtesy of Baltic Free Radio", "Baltic Free Radio"),
        (f"{BODY}Source: BFR", "Baltic Free Radio"),
        (f"MINSK (AP) - {BODY}", "Associated Press"),
        # nobody is credited
        (BODY, None),
        ("", None),
        (f"MINSK - {BODY}", None),
        (f"MINSK, Oct 3 - {BODY}", None),
        (f"RIVERTON, May 3, 2021 (The Riverton Post) - {BODY}", None),
        (f"{BODY}Source: The Riverton Post", None),
        # words that speak of an agency, and credit none
        ("A photographer was beaten by guards. He is employed by AFP.", None),
        (f"{BODY}The two had been sued by Bloomberg.", None),
        ("The editor was succeeded by Reuters’ man in Minsk. Police came.", None),
        ("Police searched the office that is rented by TASS\nin Riverton on Monday.", None),
    ],
)  # fmt: skip
def test_credits(text: str, wanted: str | None) -> None:
    assert credit(text) == wanted


@pytest.mark.parametrize(
    ("byline", "wanted"),
    [
        ("Reuters", "Reuters"),
        ("By Tom Birch, BNS", "BNS"),
        ("Tom Birch (AFP)", "AFP"),
        ("Staff and Reuters", "Reuters"),
        ("Tom Birch for Baltic Free Radio", "Baltic Free Radio"),
        ("AP / Tom Birch", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("Press Association", "Press Association"),
        ("RIA Novosti", "RIA Novosti"),
        ("Tom Birch", None),
        ("The Riverton Post", None),
        ("", None),
        (" - ", None),
    ],
)
def test_bylines(byline: str, wanted: str | None) -> None:
    assert credit(byline=byline) == wanted


@given(st.text(max_size=300))
def test_credits_of_any_text(text: str) -> None:
    names = credits_in(text)
    assert len(names) == len(set(names))
    assert names == credits_in(text)
    VOICES.credit(POST, names)


# Words


@pytest.mark.parametrize(
    "family",
    [
        "march marched marches marching marchers",
        "arrest arrested arrests arresting",
        "protest protested protesters protesting protests",
        "demonstrate demonstrated demonstration demonstrations demonstrators",
        "city cities",
        "bomb bombs bombed bombing",
        "party parties",
        "stop stopped stopping",
    ],
)
def test_endings(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_words_that_are_not_one() -> None:
    words = "minsk brest police people union kill march may war was gas gases ss s 2021 1990s".split()
    assert len({stem(word) for word in words if word != "gases"}) == len(words) - 1


def test_stems_are_in_order_and_small_words_say_nothing() -> None:
    found = stems("The police’s men marched; the MEN march again.")
    assert found == [stem("police"), "men", "march", "men", "march"]
    assert stems("He said that it was not so") == []
    assert stems("Łódź ŁÓDŹ Lodz") == [stems("Lodz")[0]] * 3
    assert stems("") == stems("!?") == []


@given(st.text(max_size=60))
def test_stems_of_any_text(text: str) -> None:
    found = stems(text)
    assert all(found)
    assert found == stems(text)


@given(st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=12), st.randoms())
def test_weights_do_not_depend_on_order(texts: list[set[str]], random: Any) -> None:
    other = [*texts]
    random.shuffle(other)
    first, second = Weights.of(texts), Weights.of(other)
    for word in "abcdefghz":
        assert first.half_bits(word) == second.half_bits(word) >= 1
    assert first.bits("abc") == first.bits("cba")
    assert first.telling(set("abcdef"), 3) == second.telling(set("fedcba"), 3)


# Groups

IDS = "abcdefghij"
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([-9.0, -7.0, -2.0, 0.5, 1.0, 2.0, 3.5, 8.0]),
)


@given(PAIRS, st.randoms())
def test_groups_depend_on_the_set_of_pairs_only(pairs: dict[tuple[str, str], float], random: Any) -> None:
    def bits(one_: str, other: str) -> float:
        return pairs.get((min(one_, other), max(one_, other)), -1.0)

    edges = [(a, b, score) for (a, b), score in pairs.items() if score >= 1]
    made = linked(IDS, edges, bits, on_average=-1.0, at_odds=-7.0)
    shuffled, ids = [*edges], [*IDS]
    random.shuffle(shuffled)
    random.shuffle(ids)
    assert linked(ids, shuffled, bits, on_average=-1.0, at_odds=-7.0) == made
    assert sorted(id for some in made for id in some) == sorted(IDS)
    assert all(some == sorted(some) for some in made)
    assert made == sorted(made)
    for some in made:
        assert all(bits(a, b) > -7 for a in some for b in some if a != b)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS))), st.randoms())
def test_united_in_any_order(pairs: list[tuple[str, str]], random: Any) -> None:
    first, second = Groups(), Groups()
    for pair in pairs:
        first.unite(*pair)
    shuffled = [*pairs]
    random.shuffle(shuffled)
    for a, b in shuffled:
        second.unite(b, a)
    assert first.of(IDS) == second.of(IDS)
    for root, some in first.of(IDS).items():
        assert root == min(some)


def test_a_long_chain_of_unions() -> None:
    """A text that grows from copy to copy: each is a copy of the one before it."""

    def unite(size: int) -> None:
        groups, ids = Groups(), [f"{n:06}" for n in range(size)]
        for above, below in zip(ids[-2::-1], ids[:0:-1], strict=True):
            groups.unite(above, below)
        assert len(groups.of(ids)) == 1

    assert growth(unite, 1_000) < 9


# More than a rule is made for


def fact(n: int, article: str | None = None, words: str = "", **more: Any) -> Fact:
    fields: dict[str, Any] = {
        "id": f"e_{n:05}", "article": article or f"a_{n:05}", "at": n, "type": "ASSAULT",
        "modes": frozenset(), "status": "happened", "dated": True, "first": 738_000, "last": 738_000,
        "reported": (738_001, 738_001), "spot": Spot(1, "vitebsk", "BLR", True), "actors": frozenset(),
        "recipients": frozenset(), "numbers": (), "voice": f"body post{n}",
        "words": frozenset(words.split() or ["bomb", "theatr", "vitebsk", f"w{n}"]),
    }  # fmt: skip
    return Fact(**{**fields, **more})


def judge_of(facts: Sequence[Fact], around: str = "bomb theatr vitebsk gat flower") -> Judge:
    words = {one_.article: around.split() for one_ in facts}
    # a case in which these words are rare: a thousand other articles
    texts = [tuple(words[id]) for id in words] + [(f"x{n}",) for n in range(4_000)]
    return Judge(facts, words, Weights.of(texts))


@pytest.mark.parametrize("reports", [20, 250, 251, 400])
def test_an_event_of_many_reports_is_one(reports: int) -> None:
    """However many tell of it: same town, same day, same words."""
    judge = judge_of([fact(n) for n in range(reports)])
    groups = join(judge, edges_of(judge))
    assert max(map(len, groups)) == reports


STATEMENT = "prisoners square leave country free every"
STATEMENT_WEIGHTS = Weights.of([tuple(STATEMENT.split())] + [(f"x{n}",) for n in range(4_000)])


def phrases_of(polarities: Sequence[str]) -> list[Phrase]:
    """The statement in as many articles."""
    speaker = Origin(key="person p", name="Maria Holub", kind="source")
    return [
        Phrase(id=f"s_{n:04}", article=Carrier(id=f"a_{n:04}"), origin=speaker, speaker="Maria Holub",
               stance="says", polarity=polarity, text=STATEMENT, words=frozenset(STATEMENT.split()))
        for n, polarity in enumerate(polarities)
    ]  # fmt: skip


@pytest.mark.parametrize("articles", [30, 200, 201, 300])
def test_a_statement_of_many_carriers_is_one(articles: int) -> None:
    phrases = phrases_of(["positive"] * articles)
    assert [len(some) for some in same_statements(phrases, STATEMENT_WEIGHTS)] == [articles]


def test_a_statement_and_its_denial_are_two() -> None:
    """The same words, which one article says that she holds, and another that she does not."""
    phrases = phrases_of(["positive", "negative"] * 10)
    groups = same_statements(phrases, STATEMENT_WEIGHTS)
    negative = {phrase.id for phrase in phrases if phrase.polarity == "negative"}
    assert sorted(map(len, groups)) == [10, 10]
    assert all(negative.isdisjoint(group) or negative >= set(group) for group in groups)
    assert {saying(p for p in phrases if p.id in group).polarity for group in groups} == {
        "positive",
        "negative",
    }


@pytest.mark.slow
@pytest.mark.parametrize("articles", [300, 2_001])
def test_a_text_of_many_copies_is_one_story(articles: int) -> None:
    text = "A quake of magnitude 6.1 hit Aceh on Tuesday. Sutopo Nugroho said 42 people died in Aceh."
    stories = group(Document(f"{n:05}", text, "2021-10-17", "2021-10-17") for n in range(articles))
    assert len(set(stories.values())) == 1


@pytest.mark.slow
def test_an_article_of_thousands_of_events() -> None:
    """A live page of a war: events of one type, each with words of its own."""

    def judge(size: int) -> None:
        judge_of([fact(n, article="a_1", words=f"shell hous w{n} v{n} u{n}") for n in range(size)])

    assert growth(judge, 1_000) < 9


@pytest.mark.slow
def test_a_copy_of_an_article_of_thousands_of_events() -> None:
    def repeated(size: int) -> None:
        passage = ((0, size * 200), (0, size * 200))
        copy = Copy(one="a_1", other="a_2", copy=True, of_one=1.0, of_other=1.0, passages=(passage,))
        placed = [
            Placed(f"e_{article}{n:05}", article, n * 200, "ASSAULT")
            for article in ("a_1", "a_2")
            for n in range(size)
        ]
        groups = Repeats([copy], placed).groups(sorted(record.id for record in placed))
        assert all(len(some) == 2 for some in groups.values())

    assert growth(repeated, 500) < 9


@pytest.mark.slow
def test_thousands_of_copies_of_one_text() -> None:
    text = " ".join(f"word{n}" for n in range(120))
    pairs = find_copies((f"{n:05}", f"{text} tail{n} end{n}") for n in range(5_000))
    assert {pair.other for pair in pairs} | {pair.one for pair in pairs} == {f"{n:05}" for n in range(5_000)}


@pytest.mark.parametrize(
    "texts", [["", ""], ["the", "the and"], ["!?", "…"], ["日本語のテキスト。", "日本"], ["a" * 50_000, "b"]]
)
def test_texts_without_words_are_stories_of_their_own(texts: Sequence[str]) -> None:
    stories = group(Document(str(n), text) for n, text in enumerate(texts))
    assert stories == {str(n): str(n) for n in range(len(texts))}
    assert find_copies((str(n), text) for n, text in enumerate(texts)) == []


# What is new


def report(record: str, article: str, **more: Any) -> Report:
    fields: dict[str, Any] = {
        "record": record, "article": article, "status": "happened", "origin": "Police",
        "words": f"words of {record}",
    }  # fmt: skip
    return Report(**{**fields, **more})


def claim(number: int, origin: str, *reports: str, about: str = "crowd") -> Claim:
    return Claim(about=about, value=f"{number:,}", origin=origin, words=str(number), reports=reports,
                 low=number, high=number, named=True)  # fmt: skip


def happening(reports: Iterable[Report], **more: Any) -> Happening:
    reports = tuple(reports)
    fields: dict[str, Any] = {
        "id": "h_1", "headline": "PROTEST", "type": "PROTEST", "status": "happened",
        "articles": len({r.article for r in reports}), "told": len(reports), "reports": reports,
        "course": tuple(Change(status=s) for s in dict.fromkeys(r.status for r in reports)),
    }  # fmt: skip
    return Happening(**{**fields, **more})


OLD, NEW = "2021-10-20T06:00:00Z", "2021-10-21T06:00:00Z"


def news(of: Happening, new: Iterable[str], findings: Iterable[Finding] = ()) -> list[tuple[str, str]]:
    new = set(new)
    carriers = [
        Carrier(id=article, added=NEW if article in new else OLD)
        for article in sorted({r.article for r in of.reports})
    ]
    made = brief(new_articles(carriers, "2021-10-21", False), [of], findings, "2021-10-21")
    assert made.articles == len(new)
    return [(item.kind, item.note) for item in made.news]


def test_nothing_is_new() -> None:
    assert news(happening([report("e_1", "a_1"), report("e_2", "a_2")]), []) == []


def test_a_new_happening() -> None:
    found = news(happening([report("e_1", "a_1"), report("e_2", "a_2")]), ["a_1", "a_2"])
    assert found == [("happening", "2 articles, 2 reports, 0 independent origins")]


def test_another_report_that_says_nothing_new() -> None:
    claims = (claim(5_000, "Police", "e_1", "e_2"),)
    assert news(happening([report("e_1", "a_1"), report("e_2", "a_2")], claims=claims), ["a_2"]) == []


def test_a_number_old_and_new() -> None:
    reports = [report("e_1", "a_1"), report("e_2", "a_2")]
    claims = (claim(3, "Hospital", "e_1", about="dead"), claim(5, "Hospital", "e_2", about="dead"))
    assert news(happening(reports, claims=claims), ["a_2"]) == [("number", "dead: 3 → 5")]
    assert news(happening(reports, claims=claims[1:]), ["a_2"]) == []  # the first number is no change


def test_a_change_of_status_and_a_denial() -> None:
    reports = [report("e_1", "a_1", status="planned"), report("e_2", "a_2", status="cancelled")]
    assert news(happening(reports, status="cancelled"), ["a_2"]) == [("status", "planned → cancelled")]
    denied = [report("e_1", "a_1"), report("e_2", "a_2", status="denied", origin="the ministry")]
    found = news(happening(denied, denials=("e_2",)), ["a_2"])
    assert found == [("denial", "denied by the ministry")]
    again = [*denied, report("e_3", "a_3", status="denied")]
    assert news(happening(again, denials=("e_2", "e_3")), ["a_3"]) == []


def test_a_new_dispute() -> None:
    reports = [report("e_1", "a_1"), report("e_2", "a_2", origin="Organisers")]
    claims = (claim(50_000, "Organisers", "e_2"), claim(5_000, "Police", "e_1"))
    made = happening(reports, claims=claims, disputes=(Dispute(about="crowd", claims=claims),))
    assert [kind for kind, _ in news(made, ["a_2"])] == ["number", "dispute"]
    assert news(made, []) == []


def test_a_dispute_that_a_third_begins() -> None:
    """Two who agree are no dispute; with the third, who excludes both, there is one, and it is new."""
    reports = [report("e_1", "a_1"), report("e_2", "a_2"), report("e_3", "a_3")]
    claims = (
        claim(4_900, "Mayor", "e_2"),
        claim(50_000, "Organisers", "e_3"),
        claim(5_000, "Police", "e_1"),
    )
    made = happening(reports, claims=claims, disputes=(Dispute(about="crowd", claims=claims),))
    assert "dispute" in [kind for kind, _ in news(made, ["a_3"])]


def test_the_words_are_those_of_the_newest_report() -> None:
    made = happening([report("e_1", "a_1", words="first"), report("e_2", "a_2", words="last")])
    carriers = [Carrier(id="a_1", added=NEW), Carrier(id="a_2", added=NEW)]
    (item,) = brief(new_articles(carriers, "2021-10-21", False), [made], (), "2021-10-21").news
    assert (item.words, item.article) == ("last", "a_2")


def test_findings_are_new_with_their_articles() -> None:
    made = happening([report("e_1", "a_1"), report("e_2", "a_2")])
    finding = Finding(id="f_1", kind="titles", note="the same text", articles=("a_1", "a_2"))
    assert news(made, ["a_2"], [finding]) == [("titles", "")]
    assert news(made, [], [finding]) == []


# Findings


def test_a_saying_that_an_unknown_outlet_carries_is_not_of_one_side() -> None:
    version = Version(
        words="We will stay.", records=("s_1", "s_2"), articles=("a_1", "a_2"), outlets=("Bell",)
    )
    saying = Saying(id="w_1", speaker="Maria Holub", origin="Maria Holub", stance="says", articles=2,
                    versions=(version,), outlets=("Bell",))  # fmt: skip
    carriers = {
        "a_1": Carrier(id="a_1", outlet="Bell"),
        "a_2": Carrier(id="a_2"),
    }
    assert one_sided({"exile": ["Bell"]}, [], [saying], carriers) == []


def test_each_number_that_grows_is_a_finding_of_its_own() -> None:
    def record(id: str, article: str, dead: int, injured: int) -> EventRecord:
        counts = tuple(
            Count(words=str(n), what=what, low=n, high=n, rule="N")
            for what, n in (("dead", dead), ("injured", injured))
        )
        return EventRecord(id=id, type="ASSAULT", status="happened", words="", trigger="", confidence=1.0,
                           article=article, run="r", counts=counts, reported=Days())  # fmt: skip

    origin = Origin(key="body post", name="Post", kind="outlet")
    told = Told(record=record("e_1", "a_1", 3, 10), copies=(record("e_2", "a_2", 30, 100),), origin=origin)
    found = grown([told])
    assert len(found) == 2
    assert len({finding.id for finding in found}) == 2


# One origin over time


def test_a_toll_that_is_taken_back_is_the_last_word() -> None:
    """The hospital says three, then five, then that it was three after all: the ministry's three agrees."""

    def dead(n: int, day: str, number: int, origin: str) -> Word:
        record = EventRecord(id=f"e_{n}", type="ASSAULT", status="happened", words="", trigger="",
                             confidence=1.0, article=f"a_{n}", run="r",
                             reported=Days(earliest=day, latest=day))  # fmt: skip
        number_of = Count(words=str(number), what="dead", low=number, high=number, rule="N")
        return number_word(record, number_of, Origin(key=f"body {origin}", name=origin, kind="source"))

    words = [dead(1, "2021-10-15", 3, "hospital"), dead(2, "2021-10-16", 5, "hospital"),
             dead(3, "2021-10-17", 3, "hospital"), dead(4, "2021-10-17", 3, "ministry")]  # fmt: skip
    _, disputes, revisions = claims_of(words, lambda one_, other: True)
    assert disputes == ()
    assert [revision.origin for revision in revisions] == ["hospital"]


# Counts that stand apart from their event


def counts(text: str, type: str) -> list[tuple[str, float | None, float | None]]:
    """What is counted of the events of a type, in the order of the text."""
    made = sayso.read(text)
    known = {quantity.id: quantity for quantity in made.quantities}
    found = [known[name] for event in made.events if event.type == type for name in event.quantities]
    return [(q.what, q.low, q.high) for q in sorted(found, key=lambda q: q.span)]


@pytest.mark.parametrize(
    ("text", "type", "wanted"),
    [
        ("Thousands of people marched in Minsk on Sunday. Police put the crowd at 3,500.", "PROTEST", 3_500),
        ("Thousands marched in Minsk on Sunday. The organisers put the number at 20,000.", "PROTEST", 20_000),
        ("Opposition supporters rallied in Minsk on Sunday. Police said that 3,500 people took part.",
         "PROTEST", 3_500),
        ("Police arrested demonstrators in Brest on Monday. The rights group Spring put the number of the "
         "arrested at 14.", "COERCE", 14),
        ("A bomb attack killed several people in Vitebsk on Thursday. The hospital put the number of the "
         "dead at 5.", "ASSAULT", 5),
    ],
)  # fmt: skip
def test_numbers_in_the_next_sentence(text: str, type: str, wanted: int) -> None:
    assert wanted in [low for _, low, _ in counts(text, type)]


@pytest.mark.parametrize(
    ("text", "type", "not_wanted"),
    [
        # of another event
        ("Thousands of people marched in Minsk on Sunday. In the evening 300 people were at the theatre.",
         "PROTEST", 300),
        ("Police arrested two men in Brest on Monday. The fire in Gomel killed 40 cows.", "COERCE", 40),
        ("A bomb killed three people in Vitebsk on Thursday. Last year 70 people died on the roads.",
         "ASSAULT", 70),
        ("Thousands of people marched in Minsk on Sunday. The union has 900 members.", "PROTEST", 900),
        # parts
        ("Police arrested 14 people in Brest on Monday. Three of them were minors, the ministry said.",
         "COERCE", 3),
        ("Police arrested 14 people in Brest on Monday. Another 6 are wanted.", "COERCE", 6),
    ],
)  # fmt: skip
def test_numbers_of_something_else(text: str, type: str, not_wanted: int) -> None:
    assert not_wanted not in [low for _, low, _ in counts(text, type)]


def test_a_number_is_of_the_nearest_event() -> None:
    text = (
        "Dockers marched in Gomel on Saturday. Teachers rallied in Minsk on Sunday. "
        "Police put the crowd at 3,500."
    )
    made = sayso.read(text)
    known = {quantity.id: quantity for quantity in made.quantities}
    having = [e for e in made.events if any(known[name].low == 3_500 for name in e.quantities)]
    assert len(having) == 1
    assert having[0].trigger[0][0] > text.index("Teachers")


def test_later_counts_name_quantities_that_are_there() -> None:
    text = (
        "Thousands of people marched in Minsk on Sunday. Police put the crowd at 3,500, the organisers at "
        "20,000. Police arrested 14 people. Three of them were minors."
    )
    made = sayso.read(text)
    known = {quantity.id for quantity in made.quantities}
    assert all(known.issuperset(event.quantities) for event in made.events)
    assert all(len(event.quantities) == len(set(event.quantities)) for event in made.events)
    assert {low for _, low, _ in counts(text, "PROTEST")} >= {3_500, 20_000}
    assert 14 not in {low for _, low, _ in counts(text, "PROTEST")}


@pytest.mark.slow
def test_a_page_of_thousands_of_counts_and_events() -> None:
    line = "Police arrested men. 14 people were held. "

    def counted(size: int) -> None:
        starts = [n * len(line) for n in range(size)]
        events = [
            Event(id=f"e{n}", type="COERCE", status="happened", trigger=((at + 7, at + 15),), evidence=(),
                  confidence=0.9)
            for n, at in enumerate(starts)
        ]  # fmt: skip
        quantities = [
            Quantity(id=f"q{n}", span=(at + 21, at + 30), what="arrested", low=n + 2, high=n + 2, rule="N",
                     estimated_by="s1")
            for n, at in enumerate(starts)
        ]  # fmt: skip
        with_later_counts(line * size, events, quantities)

    assert growth(counted, 500) < 9
