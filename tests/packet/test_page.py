"""The page: readable without anything else, by people and by programs, whatever the articles hold."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.case import Case, open_case
from sayso.packet import write_packet
from sayso.packet._markup import country
from sayso.packet._text import address, leads_somewhere, line, lines, marked
from sayso.wording import visible
from tests.packet.conftest import CLOCK, FILES, Made, arrest, made

TAGS = set(
    "html head meta title style body header main section div h1 h2 h3 h4 h5 h6 p ul ol li table caption "
    "thead tbody tr th td blockquote mark strong span code time q a br bdi".split()
)
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "scope",
    "href",
    "rel",
    "dir",
}
ATTRIBUTES |= {"datetime"}
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]"
)
HOSTILE = (
    'RIVERTON, May 3, 2021 (Herald) - Police arrested two <script>alert("men")</script> in Riverton on '
    "Monday, Mayor Ada \u202eQuill\u202c <img src=x onerror=alert(1)> said. ]]> --> </td></table></style> "
    "&lt;b&gt; \x07\x1b[31m The mayor\u200b denied that \u0627\u0644\u0634\u0631\u0637\u0629 had been asked. "
    "&amp; \U000e0041 \ufffe done.\n"
)
EVIL = "\"><script>x</script>\u202e 'title' & more"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "text": HOSTILE,
            "title": EVIL,
            "outlet": EVIL,
            "byline": EVIL,
            "url": "javascript:alert(1)",
            "id": EVIL,
        },
        {"text": HOSTILE + "More.", "title": "x", "outlet": "y", "url": "https://a.example/?<b>&\"'"},
    ]
    file = folder / "h<i>.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with open_case(folder / "hostile.sayso") as case:
        case.add(file, **CLOCK)
        events = [event.id for event in case.events()]
        assert events
        case.correct("note", events[0], who=EVIL, why=EVIL, now="2021-10-21T00:00:00Z")
        articles = [reading.article.id for reading in case.readings()]
        yield made(case, *events, *articles, "<x>\u202e")


def pages(packet: Made, hostile: Made) -> list[Made]:
    return [packet, hostile]


def test_the_page_holds_no_element_and_no_attribute_but_ours(packet: Made, hostile: Made) -> None:
    for one in pages(packet, hostile):
        for element in one.tree.iter():
            assert element.tag in TAGS
            assert set(element.keys()) <= ATTRIBUTES
            if element.tag == "a":
                href = element.get("href", "")
                assert href.startswith("#") or (
                    leads_somewhere(href) and element.get("rel") == "noreferrer noopener nofollow"
                )
    assert not any("javascript" in e.get("href", "") for e in hostile.tree.iter("a"))
    assert "javascript:alert(1)" in hostile.text


def test_nothing_is_fetched_and_nothing_runs(packet: Made, hostile: Made) -> None:
    for one in pages(packet, hostile):
        style = one.tree.findtext("head/style") or ""
        assert not re.search(r"@import|url\(|expression|javascript|</", style)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = next(
            m.get("content", "")
            for m in one.tree.iter("meta")
            if m.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; ")
        assert f"style-src 'sha256-{digest}'" in policy
        assert "unsafe" not in policy
        assert not list(one.tree.iter("link"))
        assert not list(one.tree.iter("script"))


def test_what_steers_a_page_is_shown_and_not_obeyed(hostile: Made) -> None:
    page = hostile.page.decode()
    assert not STEERING.search(page)
    for mark in ("⟨U+202E⟩", "⟨U+0007⟩", "⟨ESC⟩", "⟨U+200B⟩", "⟨U+E0041⟩", "⟨U+FFFE⟩"):
        assert mark in page
    assert "<bdi" in page  # what is written from right to left
    assert '<script>alert("men")</script>' in hostile.text  # as text
    assert EVIL.replace("\u202e", "⟨U+202E⟩") in hostile.text


def test_the_graph_holds_hostile_words_as_they_are(hostile: Made) -> None:
    titles = {node.get("headline") for node in hostile.nodes.values()}
    assert EVIL in titles


def test_headings_tables_and_names_make_sense_without_looks(packet: Made, hostile: Made) -> None:
    for one in pages(packet, hostile):
        tree = one.tree
        assert tree.get("lang") == "en"
        assert b'<meta charset="utf-8"/>' in one.page[:200]
        levels = [int(e.tag[1]) for e in tree.iter() if re.fullmatch("h[1-6]", e.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for table in tree.iter("table"):
            assert "".join(table.find("caption").itertext()).strip()  # type: ignore[union-attr]
            assert list(table.iter("th"))
            assert all(th.get("scope") in ("row", "col") for th in table.iter("th"))
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        inside = {e.get("href", "")[1:] for e in tree.iter("a") if e.get("href", "").startswith("#")}
        assert inside <= set(ids)


def test_the_page_prints(packet: Made) -> None:
    style = packet.tree.findtext("head/style") or ""
    for rule in ("@media print", "@page", "break-inside:avoid"):
        assert rule in style


def test_the_same_case_and_ids_give_the_same_bytes(week: Case, packet: Made, tmp_path: Path) -> None:
    happening = arrest(week)
    one = made(week, happening.id)
    assert made(week, happening.id)[1:] == one[1:]
    with open_case(tmp_path / "other name.sayso") as case:
        for path in reversed(FILES):
            case.add(path, **CLOCK)
        assert made(case, happening.id)[1:] == one[1:]


def test_the_time_of_making_is_written_where_it_is_given(week: Case) -> None:
    id = arrest(week).id
    timed = made(week, id, now="2026-11-01T08:00+02:00")
    assert "made 2026-11-01T06:00:00Z" in timed.text
    assert any(node.get("dateCreated") == "2026-11-01T06:00:00Z" for node in timed.nodes.values())
    assert b"dateCreated" not in made(week, id).graph


def test_a_page_is_written_an_entry_at_a_time(week: Case, packet: Made) -> None:
    """No write is as large as the page."""

    class Counting(io.BytesIO):
        largest = 0

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.largest = max(self.largest, len(data))
            return super().write(data)

    page, graph = Counting(), Counting()
    write_packet(week, [arrest(week).story], page, graph)
    assert page.largest < len(page.getvalue()) / 5
    assert graph.largest < len(graph.getvalue()) / 5


def test_an_organisation_of_states_has_a_name() -> None:
    assert country("EUR") == "European Union, EUR"
    assert country("MDA") == "Moldova, MDA"
    assert country("<x>") == "&lt;x&gt;"


# -- text --------------------------------------------------------------------------------------------------


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=4))
def test_any_text_becomes_markup_that_says_the_same(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [((a, a + n), kind) for (a, n), kind in zip(spans, ("words", "trigger") * 2, strict=False)]
    for markup in (line(text), lines(text), marked(text, 0, marks)):
        assert not STEERING.search(markup)
        tree = ElementTree.fromstring(f"<p>{markup}</p>")
        said = "".join(tree.itertext())
        assert "".join(said.split()) == "".join(visible(text).split())
        assert {e.tag for e in tree.iter()} <= {"p", "br", "mark", "strong", "bdi"}


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://courier.example.org/2021/10/12/student-balti", True),
        ("HTTP://a.example/?q=1&r=<b>", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://bank.example@evil.example/", False),
        ("https:\\\\evil.example", False),
        ("https://a.example\\@evil.example/", False),
        ("https:///nowhere", False),
        ("https://xn--e1awd7f.example/", True),
        ("https://еvil.example/", False),
        ("https://a.example/\u202egpj.exe", False),
        ("//a.example/", False),
        ("https://[::1", False),
    ],
)
def test_only_plain_addresses_are_linked(url: str, linked: bool) -> None:
    assert leads_somewhere(url) is linked
    tree = ElementTree.fromstring(f"<p>{address(url)}</p>")
    assert (tree.find("a") is not None) is linked
    assert "".join(tree.itertext()) == visible(url)
