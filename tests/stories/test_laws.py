"""The laws of stories: copies count for nothing, a new origin for one; contradictions stand side by side;
nothing depends on the order of articles; all that is said is found in its words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.stories import Happening, Stories
from sayso.stories._brief import brief, new_articles
from tests.stories.conftest import (
    BOILERPLATE,
    LATER,
    NOW,
    WEEK,
    Make,
    Paper,
    day_after,
    embedded,
    keys,
    named,
    only,
    paper,
    public,
    spun,
    truncated,
    unlike,
)

few = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # what fails is small, and to make it smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def rows(happenings: Sequence[Happening]) -> list[str]:
    return [h.headline for h in happenings]


def text_of(stories: Stories, article: str) -> str:
    return stories.case.reading(article).article.text


# 1. Copies count for nothing


EDITS: dict[str, Callable[[str], str]] = {
    "verbatim": lambda text: text,
    "half": lambda text: truncated(text, 0.5),
    "cut": lambda text: truncated(text, 0.8),
    "embedded": embedded,
    "spun": lambda text: spun(text, 2),
    "spun more": lambda text: spun(text, 1),
    "embedded half": lambda text: embedded(truncated(text, 0.6)),
}


def copied(original: Paper, edit: str, name: str, days: int = 0, *, relabelled: bool = True) -> Paper:
    """A copy of an article; one that is not relabelled has no other title, only another outlet."""
    made = paper(
        name, EDITS[edit](original["text"]), day_after(original["date"], days), f"{name.title()} Daily"
    )
    # another page: the same text under the same title and address is the same article to a case
    page = f"https://news.example/{name.replace(' ', '-')}"
    return made if relabelled else {**made, "title": original["title"], "url": page}


def changed_by_copies(before: Stories, after: Stories) -> list[str]:
    """What copies have changed that they may not."""
    wrong = []
    base = before.happenings().list()
    known = {key for h in base for key in keys(h)}
    old = {report.record for h in base for report in h.reports}
    outlets = {carrier.outlet for carrier in before.carriers().values()}
    for happening in base:
        for report in happening.reports:
            now = after.find(report.record)
            assert isinstance(now, Happening)
            if len(now.origins) != len(happening.origins) or keys(now) != keys(happening):
                was, come = sorted(keys(happening)), sorted(keys(now))
                wrong.append(f"{report.record}: {was} -> {come}: {now.headline}")
    for now in after.happenings():
        new = not old & {report.record for report in now.reports}
        # what is read in a copy only may be new, and is of those of whom the original is
        come = [o.name for o in now.origins if o.key not in known and o.name not in outlets]
        if new and now.status in ("happened", "ongoing") and come:
            wrong.append(f"{come} new: {now.headline}")
    return wrong


def with_copies(keep: Make, edit: str) -> Stories:
    """The week, and what came a day later: a copy of each article, of the day after it or a week later."""
    copies = [copied(p, edit, f"copy {p['id']}", 1 + 8 * (n % 2)) for n, p in enumerate(WEEK)]
    return keep(WEEK, copies)


@pytest.mark.parametrize("edit", EDITS)
def test_a_copy_of_each_article_adds_no_origin(keep: Make, edit: str) -> None:
    after = with_copies(keep, edit)
    assert len(after.carriers()) == 2 * len(WEEK)
    assert changed_by_copies(keep(WEEK), after) == []


@few
@given(st.data())
def test_any_copies_of_an_article_add_no_origin(make: Make, data: st.DataObject) -> None:
    """Copies of copies too."""
    some = data.draw(st.lists(st.sampled_from(WEEK), min_size=1, max_size=3, unique_by=lambda p: p["id"]))
    copies: list[Paper] = []
    for n in range(data.draw(st.integers(1, 5))):
        original = data.draw(st.sampled_from([*some, *copies]))
        edit = data.draw(st.sampled_from(sorted(EDITS)))
        made = copied(
            original, edit, f"copy {n}", data.draw(st.integers(1, 20)), relabelled=data.draw(st.booleans())
        )
        copies.append(made)
    assert changed_by_copies(make(some), make([*some, *copies])) == []


@pytest.mark.parametrize("edit", ["verbatim", "half", "embedded half"])
def test_copies_of_the_same_day_add_no_origin(make: Make, keep: Make, edit: str) -> None:
    """Which one is the original cannot be known: only counts are the same."""
    before = {h.type: len(h.origins) for h in keep(WEEK[4:]).happenings() if h.type in ("ASSAULT", "CONSULT")}
    copies = [copied(original, edit, f"copy {original['id']}") for original in WEEK[4:]]
    after = make([*WEEK[4:], *copies])
    for happening in after.happenings():
        if happening.type in before:
            assert len(happening.origins) == 1, happening.headline


@pytest.mark.parametrize("edit", EDITS)
def test_copies_make_no_dispute_and_no_status(keep: Make, edit: str) -> None:
    after = with_copies(keep, edit)
    for happening in keep(WEEK).happenings():
        now = after.find(happening.reports[0].record)
        assert isinstance(now, Happening)
        assert now.status == happening.status
        assert {d.about for d in now.disputes} == {d.about for d in happening.disputes}


def test_the_same_words_around_two_texts_make_them_no_copies(make: Make) -> None:
    """What a page prints above and below all that it prints."""
    before = make([WEEK[8], WEEK[9]])
    framed = [
        {**copied(p, "verbatim", f"copy {p['id']}", 1), "text": embedded(p["text"], BOILERPLATE)}
        for p in WEEK[8:10]
    ]
    after = make([*WEEK[8:10], *framed])
    assert changed_by_copies(before, after) == []
    assert len(make(framed).happenings().list()) == 2
    assert {len(h.origins) for h in make(framed).happenings()} == {1}
    assert len({o for h in make(framed).happenings() for o in h.origins}) == 2


# 2. Who only cites adds nothing


RALLY = (
    paper("first", "Police said on Monday that 5,000 people rallied in Minsk on Sunday."),
    paper("second", "The organisers said on Monday that 50,000 people had rallied in Minsk on Sunday."),
    paper("third", "According to MPA, some 20,000 people attended a rally in Minsk on Sunday."),
)


@pytest.mark.parametrize(
    "text",
    [
        "In Minsk 5,000 people rallied on Sunday, police said.",
        "Some 5,000 people rallied in Minsk on Sunday, according to police.",
        "According to MPA, about 20,000 people rallied in Minsk on Sunday.",
        "MPA reported on Monday that 20,000 people had rallied in Minsk on Sunday.",
        "MPA reported, citing police, that 5,000 people rallied in Minsk on Sunday.",
        "Reuters reported, citing police, that 5,000 people rallied in Minsk on Sunday.",
        "Reuters reported on Monday, citing MPA, that 20,000 people rallied in Minsk on Sunday.",
        "Citing the organisers, Reuters reported that 50,000 people rallied in Minsk on Sunday.",
        "Reuters quoted police as saying that 5,000 people rallied in Minsk on Sunday.",
        "Police told Reuters that 5,000 people rallied in Minsk on Sunday.",
    ],
)
def test_who_only_cites_is_no_origin(make: Make, keep: Make, text: str) -> None:
    before = only(keep(RALLY), type="PROTEST")
    after = only(make([*RALLY, paper("fourth", text)]), type="PROTEST")
    assert keys(before) == keys(after)
    assert len(before.origins) == 3
    assert after.told == before.told + 1


@pytest.mark.parametrize(
    "text",
    [
        "In Brest police had arrested Viktor Malko on Saturday, Spring said.",
        "According to the rights group Spring, police arrested Viktor Malko in Brest on Saturday.",
        "The rights group Spring said on Monday that police had arrested Viktor Malko in Brest on Saturday.",
        "Reuters reported, citing Spring, that police arrested Viktor Malko in Brest on Saturday.",
    ],
)
def test_who_only_cites_an_arrest_is_no_origin(make: Make, keep: Make, text: str) -> None:
    """The rights group says so already, and the ministry denies it."""
    before = only(keep(WEEK), type="COERCE")
    after = only(make([*WEEK, paper("kilo", text)]), type="COERCE")
    assert keys(before) == keys(after)
    assert after.articles == before.articles + 1
    assert after.status == before.status == "disputed"


# 3. A new origin adds one


NEW = (
    "In Minsk 6,000 people rallied on Sunday, the city council said.",
    "The governor, Pavel Orsik, said that 7,000 people rallied in Minsk on Sunday.",
    "According to the trade union Labour, 9,000 people rallied in Minsk on Sunday.",
    "The human rights group Spring said that 30,000 people rallied in Minsk on Sunday.",
    "Anna Kovalik, a student, said that 40,000 people had rallied in Minsk on Sunday.",
)


@pytest.mark.parametrize("text", NEW)
def test_a_new_named_origin_adds_one(make: Make, keep: Make, text: str) -> None:
    before = only(keep(RALLY), type="PROTEST")
    after = only(make([*RALLY, paper("fourth", text)]), type="PROTEST")
    assert keys(before) < keys(after)
    assert len(after.origins) == len(before.origins) + 1
    assert len(after.unnamed) == len(before.unnamed)


def test_each_new_origin_adds_one(make: Make) -> None:
    papers, counts = list(RALLY), []
    for n, text in enumerate(NEW):
        papers.append(paper(f"new {n}", text))
        if n % 2 == 0:
            counts.append(len(only(make(papers), type="PROTEST").origins))
    assert counts == [4, 6, 8]


def test_the_word_of_an_outlet_is_an_origin(make: Make, keep: Make) -> None:
    before = only(keep(RALLY), type="PROTEST")
    own = paper("fourth", "Thousands of people rallied in Minsk on Sunday.", outlet="The Minsk Bell")
    after = only(make([*RALLY, own]), type="PROTEST")
    (new,) = set(after.origins) - set(before.origins)
    assert (new.name, new.kind) == ("The Minsk Bell", "outlet")


# 4. to 6. Disputes and revisions


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Police said on Monday that 5,000 people rallied in Minsk on Sunday.",
            "The organisers said on Monday that 50,000 people rallied in Minsk on Sunday.",
        ),
        (
            "Some 5,000 people rallied in Minsk on Sunday, according to police.",
            "According to the organisers, 50,000 people took part in a rally in Minsk on Sunday.",
        ),
        (
            "On Sunday 5,000 people rallied in Minsk, police said.",
            "The organisers said that 50,000 demonstrators rallied in Minsk on Sunday.",
        ),
        (
            "Police said that 5,000 people rallied in Minsk on Sunday. "
            "According to the organisers, 50,000 people rallied in Minsk on Sunday.",
        ),
        (
            "Police said on Monday that 5,000 people rallied in Minsk on Sunday. "
            "The organisers said on Monday that 50,000 people had rallied in Minsk on Sunday.",
        ),
    ],
    ids=["said", "according", "plain", "one article", "one article, alike"],
)
def test_two_numbers_are_one_dispute(make: Make, texts: Sequence[str]) -> None:
    stories = make([paper(f"a{n}", text) for n, text in enumerate(texts)])
    (disputed,) = stories.disputes()
    assert disputed.about == "crowd"
    assert disputed.happening == only(stories, type="PROTEST").id
    ordered = sorted(disputed.claims, key=lambda claim: claim.high or 0)
    assert [claim.origin.lower() for claim in ordered] == ["police", "organisers"]
    assert [
        (claim.low or 0) <= n <= (claim.high or 0) for claim, n in zip(ordered, (5_000, 50_000), strict=True)
    ]
    assert [claim.value for claim in ordered][1] == "50,000"
    reports = {r.record: r for r in only(stories, type="PROTEST").reports}
    for claim, number in zip(ordered, ("5,000", "50,000"), strict=True):
        assert number in claim.words
        assert claim.reports
        for record in claim.reports:
            assert claim.words in text_of(stories, reports[record].article)


def test_two_numbers_in_the_same_words_are_one_dispute(make: Make) -> None:
    """Who tells both numbers copies neither of them from the other."""
    both = f"{WEEK[0]['text']} {WEEK[1]['text']}"
    for papers in ([*WEEK[:2]], [paper("both", both)], [*WEEK[:2], paper("both", both, "2021-10-19")]):
        stories = make(papers)
        happening = only(stories, type="PROTEST")
        assert keys(happening) == {"body police", "body organisers"}
        (disputed,) = stories.disputes()
        assert sorted(claim.value for claim in disputed.claims) == ["5,000", "50,000"]
        for report in happening.reports:
            assert report.origin.lower() == ("organisers" if "50,000" in report.words else "police")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 5,000", "4,800"),
        ("Some 5,000", "4,800"),
        ("Around 5,000", "5,200"),
        ("Thousands of", "4,800"),
        ("More than 4,000", "4,800"),
        ("5,000", "5,000"),
    ],
)
def test_numbers_that_agree_are_no_dispute(make: Make, one: str, other: str) -> None:
    stories = make(
        [
            paper("a", f"{one} people rallied in Minsk on Sunday, police said."),
            paper("b", f"The organisers said that {other} people had rallied in Minsk on Sunday."),
        ]
    )
    happening = only(stories, type="PROTEST")
    assert keys(happening) == {"body police", "body organisers"}
    assert {c.origin.lower() for c in happening.claims if c.about == "crowd"} == {"police", "organisers"}
    assert stories.disputes().list() == []
    assert happening.revisions == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("About 5,000", "9,000"), ("Up to 3,000", "4,800"), ("More than 6,000", "4,800"), ("5,000", "4,000")],
)
def test_numbers_that_exclude_each_other_are_a_dispute(make: Make, one: str, other: str) -> None:
    stories = make(
        [
            paper("a", f"{one} people rallied in Minsk on Sunday, police said."),
            paper("b", f"The organisers said that {other} people had rallied in Minsk on Sunday."),
        ]
    )
    (disputed,) = stories.disputes()
    assert len(disputed.claims) == 2


ATTACK = (
    (
        "Police said on Monday that a bomb attack in Vitebsk on Sunday had killed three people.",
        "Five people were killed in the bomb attack in Vitebsk on Sunday, police said on Tuesday.",
    ),
    (
        "Police said on Monday that three people were killed in a bomb attack in Vitebsk on Sunday.",
        "Police said on Tuesday that five people were killed in a bomb attack in Vitebsk on Sunday.",
    ),
)


@pytest.mark.parametrize("texts", ATTACK)
def test_another_number_of_the_same_origin_is_a_revision(make: Make, texts: Sequence[str]) -> None:
    stories = make([paper("b", texts[1], "2021-10-19"), paper("a", texts[0], "2021-10-18")])
    happening = only(stories, type="ASSAULT")
    assert keys(happening) == {"body police"}
    (revision,) = happening.revisions
    assert revision.about == "dead"
    assert [(claim.low, claim.high) for claim in revision.claims] == [(3, 3), (5, 5)]
    assert [claim.reported.earliest for claim in revision.claims] == ["2021-10-18", "2021-10-19"]
    assert happening.disputes == ()
    assert stories.disputes().list() == []


def test_a_number_revised_twice(make: Make) -> None:
    stories = make(
        [
            paper("a", ATTACK[0][0], "2021-10-18"),
            paper("b", ATTACK[0][1], "2021-10-19"),
            paper(
                "c", "The bomb attack in Vitebsk on Sunday killed eight people, police said.", "2021-10-20"
            ),
        ]
    )
    (revision,) = only(stories, type="ASSAULT").revisions
    assert [claim.low for claim in revision.claims] == [3, 5, 8]
    assert stories.disputes().list() == []


@pytest.mark.parametrize(
    "other",
    [
        "The health ministry said on Monday that five people were killed by a bomb in Vitebsk on Sunday.",
        "Five people died on Sunday in a bomb attack in Vitebsk, according to the health ministry.",
        "The health ministry said on Tuesday that a bomb attack in Vitebsk on Sunday had killed five people.",
        "The health ministry said on Monday that a bomb attack in Vitebsk on Sunday had killed five people.",
    ],
)
def test_another_number_of_another_origin_is_a_dispute(make: Make, other: str) -> None:
    stories = make([paper("a", ATTACK[0][0]), paper("b", other)])
    (disputed,) = stories.disputes()
    assert disputed.about == "dead"
    assert {(claim.origin.lower(), claim.low) for claim in disputed.claims} == {
        ("police", 3),
        ("health ministry", 5),
    }
    happening = only(stories, type="ASSAULT")
    assert happening.revisions == ()
    assert keys(happening) == {"body police", "body health ministry"}


# 7. and 8. What became of it


PLANNED = "The union said on Friday that workers would rally in Gomel on Sunday."
CANCELLED = (
    "The union said on Saturday that it had cancelled the rally in Gomel on Sunday.",
    "The rally in Gomel was cancelled, the union said on Saturday.",
    "Sunday's rally in Gomel has been called off, the mayor said on Saturday.",
)


@pytest.mark.parametrize("text", CANCELLED)
def test_what_is_cancelled_never_happened(make: Make, text: str) -> None:
    papers = [paper("a", PLANNED, "2021-10-15"), paper("b", text, "2021-10-16")]
    stories = make(papers[::-1])
    happening = only(stories, type="PROTEST")
    assert happening.status == "cancelled"
    assert [change.status for change in happening.course] == ["planned", "cancelled"]
    assert [change.since for change in happening.course] == ["2021-10-15", "2021-10-16"]
    assert stories.happenings(status="happened", type="PROTEST").list() == []
    assert all(claim.about != "happened" for claim in happening.claims)


def test_who_copies_the_plan_late_does_not_make_it_happen(make: Make) -> None:
    papers = [paper("a", PLANNED, "2021-10-15"), paper("b", CANCELLED[0], "2021-10-16")]
    late = [paper(f"c{day}", PLANNED, f"2021-10-{day}") for day in (17, 18, 19)]
    stories = make([*papers, *late])
    happening = stories.find(only(make(papers), type="PROTEST").reports[0].record)
    assert isinstance(happening, Happening)
    assert happening.status == "cancelled"
    assert stories.happenings(status="happened", type="PROTEST").list() == []


@pytest.mark.parametrize(
    "text",
    [
        "Workers rallied in Gomel on Sunday, the union said.",
        "Police said on Monday that workers had rallied in Gomel on Sunday.",
        "Hundreds of workers rallied in Gomel on Sunday.",
    ],
)
def test_what_is_planned_and_takes_place(make: Make, text: str) -> None:
    stories = make([paper("b", text, "2021-10-18"), paper("a", PLANNED, "2021-10-15")])
    happening = only(stories, type="PROTEST")
    assert happening.status == "happened"
    assert [change.status for change in happening.course] == ["planned", "happened"]
    assert (happening.earliest, happening.latest) == ("2021-10-17", "2021-10-17")


def test_what_is_only_planned(make: Make) -> None:
    assert only(make([paper("a", PLANNED, "2021-10-15")]), type="PROTEST").status == "planned"


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        (
            "The rights group Spring said on Monday that police arrested Viktor Malko in Brest on Sunday.",
            "Police denied on Monday that they had arrested Viktor Malko in Brest on Sunday.",
        ),
        (
            "Police arrested Viktor Malko in Brest on Sunday, the opposition said.",
            "The interior ministry denied that police had arrested Viktor Malko in Brest on Sunday.",
        ),
        (
            "Police arrested Viktor Malko in Brest on Sunday.",
            "The interior ministry denied on Tuesday that police arrested Viktor Malko in Brest on Sunday.",
        ),
    ],
)
def test_what_is_denied_is_disputed(make: Make, said: str, denied: str) -> None:
    stories = make([paper("a", said), paper("b", denied, "2021-10-19")])
    happening = only(stories, type="COERCE")
    assert happening.status == "disputed"
    (denial,) = happening.denials
    (report,) = [r for r in happening.reports if r.record == denial]
    assert report.status == "denied"
    assert report.article == named(stories)["b"]
    assert stories.find(denial) == happening
    (dispute,) = [d for d in happening.disputes if d.about == "happened"]
    assert sorted(claim.value for claim in dispute.claims) == ["no", "yes"]
    assert len(happening.origins) == 2


def test_what_is_only_denied_did_not_happen(make: Make) -> None:
    happening = only(make([WEEK[3]]), type="COERCE")
    assert happening.status == "denied"
    assert len(happening.denials) == 1
    assert happening.disputes == ()


# 9. One body, one origin


VOICES = (
    "The interior ministry said on Monday that police arrested Viktor Malko in Brest on Sunday.",
    "Viktor Malko was arrested by police in Brest on Sunday, said Olga Repina, a spokeswoman for the "
    "interior ministry.",
    "Interior Minister Pavel Gurin said that police in Brest had arrested Viktor Malko on Sunday.",
    "On Sunday police arrested Viktor Malko in Brest, according to the ministry of the interior.",
    "Police in Brest on Sunday arrested Viktor Malko, the interior ministry's spokeswoman Olga Repina said.",
    "The interior ministry, in a statement, said police arrested Viktor Malko in Brest on Sunday.",
)


@pytest.mark.parametrize("other", range(1, len(VOICES)))
def test_two_voices_of_a_body_are_one_origin(make: Make, other: int) -> None:
    happening = only(make([paper("a", VOICES[0]), paper("b", VOICES[other])]), type="COERCE")
    assert happening.articles == 2
    assert [origin.kind for origin in happening.origins] == ["source"], happening.origins
    assert happening.unnamed == ()


def test_all_voices_of_a_body_are_one_origin(make: Make) -> None:
    happening = only(make([paper(f"a{n}", text) for n, text in enumerate(VOICES)]), type="COERCE")
    assert happening.articles == len(VOICES)
    assert len(happening.origins) == 1, happening.origins
    other = paper("b", "Police arrested Viktor Malko in Brest on Sunday, the foreign ministry said.")
    happening = only(make([*(paper(f"a{n}", text) for n, text in enumerate(VOICES)), other]), type="COERCE")
    assert len(happening.origins) == 2, happening.origins


@pytest.mark.parametrize(
    "text",
    [
        "A witness said on Monday that police had arrested Viktor Malko in Brest on Sunday.",
        "Police arrested Viktor Malko in Brest on Sunday, said an official who did not want to be named.",
        "Witnesses said that police arrested Viktor Malko in Brest on Sunday.",
        "According to an unnamed source, police arrested Viktor Malko in Brest on Sunday.",
        "Police arrested Viktor Malko in Brest on Sunday, a source said.",
    ],
)
def test_an_unnamed_source_is_listed_and_not_counted(make: Make, text: str) -> None:
    happening = only(make([paper("a", VOICES[0]), paper("b", text)]), type="COERCE")
    assert [origin.name for origin in happening.origins] == ["interior ministry"]
    (unnamed,) = happening.unnamed
    assert unnamed.weak
    assert unnamed.kind == "unnamed"
    alone = only(make([paper("b", text)]), type="COERCE")
    assert alone.origins == ()
    assert [origin.kind for origin in alone.unnamed] == ["unnamed"]


# 10. No order of articles matters


MIXED: tuple[Paper, ...] = (
    *WEEK,
    copied(WEEK[0], "cut", "copy of alpha", 1),
    copied(WEEK[0], "spun", "copy of bravo"),
    copied(WEEK[8], "embedded", "copy of india", 2),
    {"id": "undated", "text": "In Minsk 5,000 people rallied on Sunday, October 17, 2021, police said."},
    {**paper("again", "", title="Another title"), "text": WEEK[4]["text"], "date": WEEK[4]["date"]},
)


@pytest.fixture(scope="module")
def wanted() -> dict[str, Any]:
    return {}


@few
@given(st.permutations(MIXED), st.lists(st.integers(0, len(MIXED)), max_size=4))
def test_no_order_matters(make: Make, wanted: dict[str, Any], order: list[Paper], cuts: list[int]) -> None:
    """One adding of all, and several, days apart."""
    if not wanted:
        wanted.update(public(make(MIXED)))
        assert all(wanted[name] for name in wanted)
    ends = sorted({*cuts, 0, len(order)})
    groups = [order[start:end] for start, end in pairwise(ends)]
    assert unlike(wanted, public(make(*groups))) == {}


def test_no_order_of_the_same_day_matters(make: Make) -> None:
    """Several values of one origin on one day, and all in one outlet without titles."""
    texts = [
        *(
            f"Police said on Monday that {n} people rallied in Minsk on Sunday."
            for n in ("4,000", "5,000", "6,000")
        ),
        *NEW,
        *CANCELLED,
        PLANNED,
        *VOICES,
    ]
    papers = [
        {"id": f"n{n}", "text": text, "date": "2021-10-18", "outlet": "One"} for n, text in enumerate(texts)
    ]
    first = public(make(papers))
    for seed in range(2):
        random.Random(seed).shuffle(papers)
        assert unlike(first, public(make(papers[:9], papers[9:]))) == {}


# 12. What is apart stays apart


APART = {
    "days": (
        "Police said that 5,000 people rallied in Minsk on Sunday.",
        "In Minsk 2,000 people rallied on Saturday, according to the organisers.",
    ),
    "days, alike": (
        "Police said that 5,000 people rallied in Minsk on Sunday.",
        "Police said that 5,000 people rallied in Minsk on Saturday.",
    ),
    "dates, alike": ("Students rallied in Minsk on October 3.", "Students rallied in Minsk on October 10."),
    "towns": (
        "Police said that 5,000 people rallied in Minsk on Sunday.",
        "In Gomel 2,000 people rallied on Sunday, according to the organisers.",
    ),
    "towns, alike": (
        "Police said that 5,000 people rallied in Minsk on Sunday.",
        "Police said that 5,000 people rallied in Gomel on Sunday.",
    ),
    "attacks, alike": (
        "A bomb attack killed three people in Vitebsk on Sunday, police said.",
        "A bomb attack killed three people in Grodno on Sunday, police said.",
    ),
    "people": (
        "Police arrested Viktor Malko in Brest on Sunday, the rights group Spring said.",
        "Pavel Gurin was arrested by police in Brest on Sunday, his lawyer Olga Repina said.",
    ),
    "people, alike": (
        "Police arrested Viktor Malko in Brest on Sunday, the rights group Spring said.",
        "Police arrested Pavel Gurin in Brest on Sunday, the rights group Spring said.",
    ),
    "arrests on two days": (
        "Police arrested Viktor Malko in Brest on Sunday, the rights group Spring said.",
        "Police arrested Viktor Malko in Brest on Saturday, the rights group Spring said.",
    ),
    "kinds": ("Workers rallied in Mogilev on Sunday.", "Soldiers shot two farmers in Mogilev on Sunday."),
}


@pytest.mark.parametrize("kind", APART)
def test_what_is_apart_stays_apart(make: Make, kind: str) -> None:
    one, other = APART[kind]
    stories = make([paper("a", one), paper("b", other)])
    assert [h.articles for h in stories.happenings()] == [1, 1], rows(stories.happenings().list())
    assert stories.disputes().list() == []
    assert all(len(h.origins) == 1 for h in stories.happenings())


@pytest.mark.parametrize("kind", APART)
def test_what_is_apart_stays_apart_in_one_article(make: Make, kind: str) -> None:
    one, other = APART[kind]
    stories = make([paper("a", f"{one} {other}")])
    assert [h.articles for h in stories.happenings()] == [1, 1], rows(stories.happenings().list())
    assert stories.disputes().list() == []


@pytest.mark.parametrize("kind", [kind for kind in APART if "alike" not in kind])
def test_what_is_apart_stays_apart_in_longer_articles(make: Make, kind: str) -> None:
    """With other words around them, none of which is an event."""
    one, other = APART[kind]
    papers = [
        paper("a", f"{one} Trams stood still for two hours, and most of the shops along the road were shut."),
        paper("b", f"{other} The weather was mild for the season. Flowers lay in front of the gate."),
    ]
    stories = make(papers)
    assert [h.articles for h in stories.happenings()] == [1, 1], rows(stories.happenings().list())


def test_all_that_is_apart_stays_apart(make: Make) -> None:
    texts = dict.fromkeys(text for kind in APART if "alike" not in kind for text in APART[kind])
    stories = make([paper(f"a{n}", text) for n, text in enumerate(texts)])
    assert [h.articles for h in stories.happenings()] == [1] * len(texts), rows(stories.happenings().list())


def test_what_is_one_is_joined(make: Make) -> None:
    """The other half of the law: plain reports of one event in other words are one happening."""
    stories = make([paper(f"a{n}", text) for n, text in enumerate((*VOICES, *NEW))])
    assert len(only(stories, type="COERCE").reports) == len(VOICES)
    assert len(only(stories, type="PROTEST").reports) == len(NEW)


# 13. All is in its words


def unfounded(stories: Stories) -> list[str]:
    """What does not stand as it says in the texts, or is not counted as it is listed."""
    wrong = []

    def check(fine: bool, *what: object) -> None:
        if not fine:
            wrong.append(" ".join(map(str, what)))

    about = stories.carriers()
    texts = {id: text_of(stories, id) for id in about}
    ids = set()
    for h in stories.happenings():
        records = {r.record: r for r in h.reports}
        check(h.id not in ids, "twice", h.id)
        ids.add(h.id)
        check(len(records) == len(h.reports), h.id, "has a record twice")
        check(h.articles == len({r.article for r in h.reports}), h.id, "articles", h.articles)
        told = {r.article for r in h.reports if r.repeats is None}
        check(h.told == len(told), h.id, "told", h.told, len(told))
        check(1 <= h.told <= h.articles, h.id, "told", h.told, "of", h.articles)
        check(len(keys(h)) == len(h.origins), h.id, "an origin twice")
        check(not any(o.weak for o in h.origins) and all(o.weak for o in h.unnamed), h.id, "weak")
        check(bool(h.origins or h.unnamed), h.id, "of nobody")
        # a report names the voice ("ministry of the interior"), the happening the body
        names = {o.name.lower() for o in (*h.origins, *h.unnamed)}
        said = {r.origin.lower() for r in h.reports} | {c.origin.lower() for c in h.claims}
        check(names <= said, h.id, "origins that say nothing:", names - said)
        check(len(said) >= len(h.origins), h.id, "more origins than voices")
        for r in h.reports:
            words = " … ".join(texts[r.article][start:end] for start, end in r.spans)
            check(words == r.words, r.record, repr(words), repr(r.words))
            check(stories.find(r.record) == h, r.record, "leads elsewhere")
            check((r.outlet, r.title) == (about[r.article].outlet, about[r.article].title), r.record, "label")
            check(r.repeats is None or r.repeats != r.record, r.record, "repeats itself")
        for c in h.claims:
            check(bool(c.reports) and set(c.reports) <= set(records), h.id, c.about, "of other reports")
            parts = c.words.removesuffix(" …").split(" … ")
            found = any(
                all(part in " ".join(texts[records[n].article].split()) for part in parts) for n in c.reports
            )
            check(found, h.id, c.about, "words", repr(c.words))
        for about_, claims in [(d.about, d.claims) for d in h.disputes] + [
            (r.about, r.claims) for r in h.revisions
        ]:
            check(len(claims) > 1 and set(claims) <= set(h.claims), h.id, about_, "claims")
        check(set(h.denials) <= set(records), h.id, "denials")
        check(h.status in {c.status for c in h.course} or h.status == "disputed", h.id, "status")
        check({c.status for c in h.course} <= {r.status for r in h.reports}, h.id, "course")
        check(stories.find(h.id) == h, h.id, "is not found")
    for w in stories.sayings():
        carriers = {a for v in w.versions for a in v.articles}
        check(w.articles == len(carriers) > 1, w.id, "articles", w.articles)
        check(set(w.outlets) == {o for v in w.versions for o in v.outlets}, w.id, "outlets")
        check(set(w.outlets) == {about[a].outlet for a in carriers} - {None}, w.id, "outlets of articles")
        for v in w.versions:
            check(len(v.records) >= len(v.articles) == len(set(v.articles)), w.id, "version")
            for record in v.records:
                check(stories.find(record) == w, record, "leads elsewhere")
            check(any(v.words.split(" … ")[0] in texts[a] for a in v.articles), w.id, repr(v.words))
    listed: list[str] = []
    for y in stories.stories():
        own = [h for h in stories.happenings() if h.story == y.id]
        listed += y.happenings
        check({h.id for h in own} == set(y.happenings), y.id, "happenings")
        check(y.disputes == sum(len(h.disputes) for h in own), y.id, "disputes", y.disputes)
        check(y.origins == len({key for h in own for key in keys(h)}), y.id, "origins", y.origins)
        # an article belongs to one story, also where it tells of several
        check(all({r.article for r in h.reports} & set(y.articles) for h in own), y.id, "articles")
        check(set(y.outlets) == {about[a].outlet for a in y.articles} - {None}, y.id, "outlets")
        check(1 <= y.told <= len(y.articles) == len(set(y.articles)), y.id, "told", y.told)
        pairs = [(c.one, c.other) for c in stories.copies() if {c.one, c.other} <= set(y.articles)]
        check(bool(pairs) or y.told == len(y.articles), y.id, "told", y.told, "though there are no copies")
        check(not pairs or y.told < len(y.articles), y.id, "told", y.told, "though there are copies")
        for article in y.articles:
            check(stories.find(article) == y, article, "leads elsewhere")
        check(stories.find(y.id) == y, y.id, "is not found")
    check(len(listed) == len(set(listed)) == len(ids), "a happening in two stories or none")
    for pair in stories.copies(passages=True):
        for (start, end), (begin, stop) in pair.passages:
            passages = texts[pair.one][start:end], texts[pair.other][begin:stop]
            one, other = (words.lower().split() for words in passages)
            # a few words of a passage may be others
            check(2 * len(set(one) & set(other)) > len(set(one)) > 0, one, other)
    return wrong


def test_all_is_in_its_words(make: Make) -> None:
    assert unfounded(make(MIXED)) == []


def test_all_is_in_its_words_in_one_article_of_all(make: Make) -> None:
    whole = paper("whole", "\n\n".join(line["text"] for line in WEEK))
    assert unfounded(make([whole])) == []
    assert unfounded(make([whole, *WEEK[:5]])) == []


def test_all_voices_are_in_their_words(make: Make) -> None:
    texts = (*VOICES, *NEW, *CANCELLED, PLANNED, *ATTACK[0], *ATTACK[1])
    assert unfounded(make([paper(f"a{n}", text) for n, text in enumerate(texts)])) == []


# 14. What is new


def test_a_happening_is_new_if_all_its_reports_are(make: Make) -> None:
    more = [
        paper("kilo", "Soldiers shot two farmers near Grodno on Friday, the army said.", "2021-10-20"),
        paper("lima", "Dockers rallied in Riga on Tuesday, the port said.", "2021-10-20"),
    ]
    stories = make(WEEK, more)
    new = {named(stories)["kilo"], named(stories)["lima"]}
    brief = stories.brief(LATER)
    assert brief.articles == 2
    listed = [item for item in brief.news if item.kind == "happening"]
    assert len(listed) == 1
    happening = stories.find(listed[0].id)
    assert isinstance(happening, Happening)
    assert happening.place == "Riga"
    assert {r.article for r in happening.reports} <= new
    assert {item.article for item in brief.news} <= new


def test_a_changed_number_is_shown_old_and_new(make: Make) -> None:
    more = paper(
        "kilo", "The bomb attack in Vitebsk on Thursday killed seven people, the hospital said.", "2021-10-20"
    )
    stories = make(WEEK, [more])
    items = stories.brief(LATER).news
    (number,) = [item for item in items if item.kind == "number"]
    assert (
        number.note.index("5")
        < number.note.index("->" if "->" in number.note else "→")
        < number.note.index("7")
    )
    assert number.id == only(stories, type="ASSAULT", story=number.id).id
    assert number.article == named(stories)["kilo"]
    assert [item.kind for item in items if item.kind == "happening"] == []


def test_the_same_number_is_nothing_new(make: Make) -> None:
    more = paper(
        "kilo",
        "The hospital said that five people were killed by a bomb in Vitebsk on Thursday.",
        "2021-10-20",
    )
    stories = make(WEEK, [more])
    assert (
        only(stories, story=only(stories, type="ASSAULT", since="2021-10-14", until="2021-10-14").id).articles
        == 3
    )
    assert stories.brief(LATER).news == ()


def test_a_denial_and_a_change_are_new(make: Make) -> None:
    old = [line for line in WEEK if line["id"] in ("charlie", "golf", "alpha")]
    new = [line for line in WEEK if line["id"] in ("delta", "hotel", "bravo")]
    stories = make(old, new)
    items = stories.brief(LATER).news
    # that the union cancels something is an act of its own, and no report of it is old
    kinds = {item.kind for item in items if "CONCEDE" not in item.headline}
    assert "happening" not in kinds
    assert {"denial", "status", "dispute"} <= kinds
    assert {item.article for item in items} <= {named(stories)[line["id"]] for line in new}


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "spun more"])
def test_copies_are_nothing_new(keep: Make, edit: str) -> None:
    """Where every fourth word is another one, a copy that comes a week later may be told from no report."""
    kinds = {item.kind for item in with_copies(keep, edit).brief(LATER).news}
    assert not kinds & {"happening", "number", "status", "denial", "dispute"}


def test_what_was_there_before_is_nothing_new(keep: Make) -> None:
    stories = keep(WEEK)
    assert stories.brief(LATER).news == ()
    assert stories.brief(LATER).articles == 0
    assert stories.brief(NOW).articles == len(WEEK)
    assert {i.id for i in stories.brief(NOW).news if i.kind == "happening"} == {
        h.id for h in stories.happenings()
    }


def test_a_brief_is_that_of_all_happenings(make: Make) -> None:
    """Only those that new articles report are looked at; that may change nothing."""
    stories = make(WEEK[:5], WEEK[5:])
    for since, reported in ((NOW, False), (LATER, False), ("2021-10-16", True), ("2031-01-01", True)):
        new = new_articles(stories.carriers().values(), since, reported)
        whole = brief(new, stories.happenings(), stories.findings(), since)
        assert stories.brief(since, reported=reported) == whole
        assert stories.brief(since, reported=reported, most=1000) == whole
        touched = {r.article for h in stories.happenings() for r in h.reports} & new
        if touched:
            cut = stories.brief(since, reported=reported, most=1)
            assert len({item.id for item in cut.news if item.id.startswith("h_")}) <= 1
            assert 0 < cut.left_out < len(list(stories.happenings()))


def test_nothing_old_is_told_in_a_brief(make: Make) -> None:
    """Each way of parting the week in two."""
    for seed in range(3):
        order = list(WEEK)
        random.Random(seed).shuffle(order)
        stories = make(order[:6], order[6:])
        new = {named(stories)[line["id"]] for line in order[6:]}
        brief = stories.brief(LATER)
        assert brief.articles == len(new)
        assert {item.article for item in brief.news} <= new
        for item in brief.news:
            if item.kind == "happening":
                happening = stories.find(item.id)
                assert isinstance(happening, Happening)
                assert {r.article for r in happening.reports} <= new
        for happening in stories.happenings():
            if {r.article for r in happening.reports} <= new:
                assert happening.id in {item.id for item in brief.news if item.kind == "happening"}


# 1., 10. and 13. on true articles


@pytest.fixture(scope="module")
def true_papers(shared: Path) -> list[Paper]:
    """Articles of ECB+, every eighth."""
    path = shared / "gold" / "stories" / "ecbplus.dev.jsonl"
    if not path.is_file():
        pytest.skip(f"no {path}")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = lines[: len(lines) // 25 * 25 : len(lines) // 25]
    return [
        paper(line["id"], line["text"], "2012-10-10", f"Outlet {n}", f"Article {n}")
        for n, line in enumerate(chosen)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_copies_of_true_articles_add_no_origin(make: Make, true_papers: list[Paper], edit: str) -> None:
    copies = [copied(original, edit, f"copy {n}", 1) for n, original in enumerate(true_papers)]
    before, after = make(true_papers), make([*true_papers, *copies])
    assert len(before.happenings().list()) > 25
    assert changed_by_copies(before, after) == []


@pytest.mark.slow
def test_no_order_of_true_articles_matters(make: Make, true_papers: list[Paper]) -> None:
    edits = [edit for edit in EDITS for _ in range(2)]
    copies = [
        copied(p, edit, f"copy {n}", 1) for n, (p, edit) in enumerate(zip(true_papers, edits, strict=False))
    ]
    papers = [*true_papers, *copies]
    first = public(make(papers))
    for seed in range(3):
        random.Random(seed).shuffle(papers)
        assert unlike(first, public(make(papers[: 9 * seed + 3], papers[9 * seed + 3 :]))) == {}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_all_is_in_its_words_in_true_articles(make: Make, true_papers: list[Paper], edit: str) -> None:
    copies = [copied(original, edit, f"copy {n}", 1) for n, original in enumerate(true_papers)]
    assert unfounded(make([*true_papers, *copies])) == []
