"""Saved pages: text, metadata and date, and hostile markup."""

import time

import pytest

from sayso.errors import InputError
from sayso.intake import Piece, take
from sayso.intake._tame import tame

PARAGRAPHS = "".join(
    f"<p>{sentence} The town has waited for it since the flood of last year.</p>"
    for sentence in (
        "The bridge at Riverton will reopen in spring, the mayor said on Monday.",
        "Engineers finished the last pier in a week of dry weather, according to the council.",
        "Shopkeepers on the east bank have asked for compensation, which the council refused.",
        "A ceremony is planned, but no day was named and no guest has been invited yet.",
    )
)


def page(body=PARAGRAPHS, head="<title>Bridge to reopen in spring</title>"):
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"


def read(html, max_bytes=20_000_000):
    piece = Piece(source="page.html", data=html.encode(), suffix=".html")
    return take(piece, max_bytes=max_bytes).article


def test_text_is_title_blank_line_and_body():
    article = read(page())
    assert article.text.startswith("Bridge to reopen in spring\n\nThe bridge at Riverton")
    assert (article.title, article.known.title) == ("Bridge to reopen in spring", "page metadata")
    assert "<" not in article.text


def test_a_title_that_opens_the_body_is_not_doubled():
    article = read(page("<h1>Bridge to reopen in spring</h1>" + PARAGRAPHS))
    assert article.text.count("Bridge to reopen in spring") == 1


@pytest.mark.parametrize(
    ("head", "best", "basis"),
    [
        (
            '<meta property="article:published_time" content="2020-10-24T08:00:00+00:00">',
            "2020-10-24",
            "metadata",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2020-10-24"}</script>',
            "2020-10-24",
            "metadata",
        ),
        ('<link rel="canonical" href="https://example.org/2020/10/24/bridge">', "2020-10-24", "metadata"),
        (
            '<meta property="og:url" content="https://example.org/2020/10/24/bridge"><link rel="canonical" '
            'href="https://example.org/2020/10/24/bridge"><meta name="date" content="2020-10-25T01:00:00Z">',
            "2020-10-24",
            "metadata",
        ),
        ('<meta property="article:published_time" content="20189-01-01">', None, "unknown"),
        ('<meta property="article:published_time" content="1114-01-01">', None, "unknown"),
        ("", None, "unknown"),
    ],
)
def test_dates_of_the_markup(head, best, basis):
    published = read(page(head="<title>Bridge to reopen</title>" + head)).published
    assert (published.best, published.basis) == (best, basis)
    assert published.best is None or published.reasons


def test_a_refused_date_says_why():
    published = read(page(head='<meta name="date" content="20189-01-01">')).published
    assert "outside 1990-2100" in published.reasons[0]


def test_a_year_in_the_footer_is_not_the_date():
    assert read(page(PARAGRAPHS + "<footer>Copyright 2019 Herald</footer>")).published.best is None


HOSTILE = {
    "colspan": PARAGRAPHS + "<table><tr><td colspan=9007199254740991>x</td></tr></table>",
    "deep": "<div>" * 100_000 + PARAGRAPHS + "</div>" * 100_000,
    "deep table": "<table><tr><td>" * 10_000 + PARAGRAPHS,
    "attributes": "<div " + " ".join(f"a{n}" for n in range(300_000)) + ">" + PARAGRAPHS,
    "hidden attributes": '<div x=">" ' + " ".join(f"a{n}" for n in range(300_000)) + ">" + PARAGRAPHS,
    "quotes": PARAGRAPHS + '<a "' * 300_000,
    "json-ld": '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>" + PARAGRAPHS,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_keeps_the_words(name):
    start = time.perf_counter()
    assert "ceremony is planned" in read(page(HOSTILE[name])).text
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "span",
    [
        "colspan=9007199254740991", 'colspan="9007199254740991" rowspan="101"',
        "class=x COLSPAN = '1e4'colspan=777",
        "rowspan=" + "9" * 5000, "colspan='&#57;&#57;&#57;'", "a='x'rowspan=9999", "rowspan=٩٩٩",
    ],
)  # fmt: skip
@pytest.mark.parametrize("cell", ["td", "TH"])
def test_a_cell_that_spans_hundreds_does_not_change_the_text(span, cell):
    span = span.replace("1e4", "10000")
    rows = "<tr><{0}{1}>First</{0}><td>Second</td></tr><tr><td>Third</td><td>Fourth</td></tr>"
    with_span, without = (
        read(page(f"{PARAGRAPHS}<table>{rows.format(cell, value)}</table>")).text
        for value in (" " + span, "")
    )
    assert "Second" in without
    assert with_span == without


def test_a_nul_costs_no_words_of_a_page():
    taken = take(Piece(source="a", data=page(PARAGRAPHS.replace("pier", "pi\0er")).encode(), suffix=".html"))
    assert "the last pier in a week" in taken.article.text
    assert "no day was named" in taken.article.text
    assert [finding.note for finding in taken.findings] == ["1 NUL character in the text"]


def test_too_many_elements_are_refused_at_once():
    with pytest.raises(InputError) as caught:
        read(page("<p>x" * 200_000))
    assert caught.value.code == "SAY114"


@pytest.mark.parametrize("body", ["", "<script>go()</script>", "<!--" * 50_000, "<svg>" * 50_000])
def test_pages_without_an_article(body):
    with pytest.raises(InputError) as caught:
        read(page(body, head=""))
    assert caught.value.code in {"SAY111", "SAY116"}


def test_an_ordinary_page_is_not_touched():
    cells = '<table><tr><td colspan=3 title="colspan=999"><th rowspan="100" x=y>a</table>'
    html = page(
        cells + "<ul><li>a<li>b</ul><p title=it's>x" + '<img src="a>b">' + "<b>c</b>" * 300 + PARAGRAPHS
    )
    assert tame(html, "x", 20_000_000) == (html, [])
