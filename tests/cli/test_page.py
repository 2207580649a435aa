"""The page says everything that the record holds, says what is unknown, and obeys nothing in the text."""

import io

import msgspec
import pytest
from rich.console import Console

from sayso.cli._page import page
from sayso.records import Article, Attribution, Reading, article_of, problems


def printed(reading: Reading, width: int = 80, only=None, **console) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False, emoji=False, **console).print(
        page(reading, only), crop=False
    )
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_fixture_is_a_valid_reading(reading):
    assert problems(reading) == []


@pytest.mark.parametrize("width", [1, 8, 20])
def test_a_narrow_terminal_costs_no_words(reading, width):
    narrow = "".join(printed(reading, width).split())
    for event in reading.events:
        for start, end in event.evidence:
            assert "".join(reading.article.text[start:end].split()) in narrow


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_lines_fit_and_have_no_blanks_at_their_ends(reading, width):
    for line in printed(reading, width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_statements_stand_in_order_with_the_nested_one_beneath(reading):
    shown = flat(printed(reading, 110))
    order = [
        "I several hundred dockers demanding “the resignation of Governor Ada Quill”",
        "I The River Herald reported",
        "└ M Ada Quill (“Quill”, governor of Riverton, France) had told [says] (doubtful: 0.42)",
        "I Tom Birch (“Mayor Tom Birch”, mayor) said",
    ]
    positions = [shown.index(words) for words in order]
    assert positions == sorted(positions)
    assert "‘that “the … workers want a fair and fair wage.”’" in shown


def test_events_say_status_parties_circumstances_and_say_so(reading):
    shown = flat(printed(reading, 110))
    assert (
        "● happened PROTEST demo CAMEO 1411 [economic] several hundred dockers → Ada Quill (France)" in shown
    )
    assert "when: “Sunday” (unknown) · where: Riverton, France · how many: 300–999 (crowd)" in shown
    assert "✗ cancelled PROTEST demo — did not happen CAMEO unknown actor unknown" in shown
    assert "◌ hypothetical SANCTION — only supposed" in shown
    assert "according to The River Herald < Ada Quill" in shown
    assert "when: “Monday” (26 October 2020) · where: unknown" in shown


def test_warnings_name_the_words_the_guess_and_the_missing_date(reading):
    shown = flat(printed(reading))
    assert "No date of publication is known" in shown
    assert "left untranslated (1): “[uosto]” (perhaps “port”)" in shown
    assert "outlet unknown · byline unknown · date unknown" in shown


def test_numbers_say_who_counts(reading):
    shown = flat(printed(reading))
    assert "300–999 crowd “Several hundred” according to the article itself" in shown
    assert "up to 20,000 crowd “up to 20,000 people” according to Tom Birch" in shown


def test_every_exact_word_of_the_record_is_on_the_page(reading):
    shown = flat(printed(reading, 200))
    text = reading.article.text
    for attribution in reading.attributions:
        assert all(text[s:e] in shown for s, e in attribution.content)
    for event in reading.events:
        assert all(text[s:e] in shown for s, e in event.evidence)
    assert all(actor.name in shown for actor in reading.actors)


def test_only_shows_the_parts_named(reading):
    shown = printed(reading, only=("events",))
    assert "What happened" in shown
    assert "Who said what" not in shown
    assert "The numbers" not in shown


def test_an_empty_record_says_so():
    shown = printed(Reading(article=article_of("Nothing.")))
    assert "no statements" in shown
    assert shown.count("none found") == 3
    assert "title unknown" in shown


def test_no_colour_and_colour_say_the_same(reading):
    plain = printed(reading)
    assert "\x1b" not in plain
    monochrome = printed(reading, force_terminal=True, no_color=True, color_system="standard")
    assert "\x1b[3" not in monochrome
    coloured = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=80)
    with coloured.capture() as caught:
        coloured.print(page(reading))
    assert "\x1b[" in caught.get()


def test_hostile_words_are_only_shown():
    words = "\x1b[2J[red]boom[/red] \u202eevil\u2066 :smile: [link=file:///etc]x[/link] \x9b0m"
    article: Article = article_of(f"{words}. {words}", title=words, outlet=words, byline=words, url=words)
    attribution = Attribution(
        id="s1",
        kind="direct",
        stance="says",
        source=(),
        cue=((0, len(words)),),
        content=((0, len(words)),),
        confidence=1.0,
    )
    shown = printed(
        Reading(article=article, attributions=(attribution,)), 200, force_terminal=True, no_color=True
    )
    assert "\x1b[2J" not in shown
    assert not set("\u202e\u2066\x9b") & set(shown)
    assert "⟨ESC⟩[2J[red]boom[/red] ⟨U+202E⟩evil⟨U+2066⟩ :smile: [link=file:///etc]x[/link]" in shown
    assert "unknown speaker" in shown


def test_a_chain_of_a_thousand_is_still_printed():
    text = "He said. " * 1000
    first = Attribution(
        id="s0", kind="indirect", stance="says", source=(), cue=((3, 7),), content=((0, 8),), confidence=1.0
    )
    chain = [first] + [msgspec.structs.replace(first, id=f"s{n}", within=f"s{n - 1}") for n in range(1, 1000)]
    shown = printed(Reading(article=article_of(text), attributions=tuple(chain)), 60)
    assert shown.count("unknown speaker") == 1000
    assert "(level 1000)" in flat(shown)
