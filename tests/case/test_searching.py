"""Full-text search: what a query finds, what it marks, and that any query finds or is refused."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.case import Case, Hit, open_case
from sayso.errors import UsageError
from tests.case.conftest import CLOCK, pretend

LINES = {
    "cafe": "Police closed the café in Orhei on Monday; two cafés in Bălți stayed open, Ada Quill said.",
    "nfd": "Reporters met in the cafe\u0301 of Orhe\u0302i near the x\u0302y bridge, Tom Birch said.",
    "zero": "The pro\u200btest in River\u00adton was \ufeffsmall, Iris Vale said. Nobody was hurt.",
    "nul": "Two\0men were seen at the dam\0gate, Noel Marsh said.",
    "emoji": "Thousands 🎉🎉 danced in Riverton 👩‍👩‍👧 after the vote 🇲🇩, Ruth Lane said.",
    "operators": "The message read AND OR NOT NEAR, with a * and a ^ and (brackets), Ada Quill said.",
    "quotes": "“We will strike,” said Tom Birch. 'It's \"now\" or never', he added; 100% of dockers_agree.",
    "private": "Soldiers fired at the crowd\ue000today, Iris Vale said.",
    "figures": "The dam cost 1,500 dollars and 3.5 lei, 20% more than in 2020, Noel Marsh said.",
    "wide": "The ﬁre at ＲＩＶＥＲＴＯＮ began at night, Ruth Lane said. "
    "Straße, ŁÓDŹ, İzmir and Ærø were safe.",
    "scripts": "The mayor of Москва met the mayor of Αθήνα and of 北京, Ada Quill said.",
    "protest": "The protest in Riverton was small. The protesters left, said Ada Quill, "
    "and the mill opened again.",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case of odd texts, read by the reader of pretence."""
    patch = pytest.MonkeyPatch()
    patch.setattr("sayso.reader.read", pretend)
    path = tmp_path_factory.mktemp("odd") / "odd.sayso"
    with open_case(path) as case:
        lines = "".join(json.dumps({"text": text}) + "\n" for text in LINES.values())
        case.add("-", stdin=BytesIO(lines.encode()), **CLOCK)
    patch.undo()
    with open_case(path) as case:
        yield case


def found(case: Case, query: str) -> dict[str, list[str]]:
    """Names of the articles that fit -> the words that are marked."""
    names = {text: name for name, text in LINES.items()}
    return {
        names[case.reading(hit.id).article.text]: marked(case, hit) for hit in case.search(query, limit=None)
    }


def marked(case: Case, hit: Hit) -> list[str]:
    text = case.reading(hit.id).article.text
    start, end = hit.span
    assert hit.snippet == text[start:end]
    assert list(hit.marks) == sorted(hit.marks)
    for start, end in hit.marks:
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace()
    if hit.marks:
        assert hit.span[0] <= hit.marks[0][0] <= hit.marks[0][1] <= hit.span[1]
    return [text[start:end] for start, end in hit.marks]


def test_the_odd_case_is_sound(odd: Case) -> None:
    assert odd.check().list() == []
    assert odd.status().articles == len(LINES)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("protest", {"zero": ["pro\u200btest"], "protest": ["protest"]}),
        ("PROTEST", {"zero": ["pro\u200btest"], "protest": ["protest"]}),
        (
            "pro\u200btest riverton",
            {"zero": ["pro\u200btest", "River\u00adton"], "protest": ["protest", "Riverton"]},
        ),
        ("protest*", {"zero": ["pro\u200btest"], "protest": ["protest", "protesters"]}),
        ('"protest* in"', None),
        ("protest -small", {}),
        ('protest -"mill opened"', {"zero": ["pro\u200btest"]}),
        ("protest -mill -zzz", {"zero": ["pro\u200btest"]}),
        (
            '"protest in riverton"',
            {"zero": ["pro\u200btest in River\u00adton"], "protest": ["protest in Riverton"]},
        ),
        ('"riverton in protest"', {}),
        ("riverton protest dam", {}),
        ("cafe", {"cafe": ["café"], "nfd": ["cafe\u0301"]}),
        ("café", {"cafe": ["café"], "nfd": ["cafe\u0301"]}),
        ("cafe\u0301", {"cafe": ["café"], "nfd": ["cafe\u0301"]}),
        ("CAFÉS", {"cafe": ["cafés"]}),
        ("balti", {"cafe": ["Bălți"]}),
        ("orhei", {"cafe": ["Orhei"], "nfd": ["Orhe\u0302i"]}),
        ("x\u0302y", {"nfd": ["x\u0302y"]}),
        ("men", {"nul": ["men"]}),
        ("two\0men", {"nul": ["Two\0men"]}),
        ('"dam gate"', {"nul": ["dam\0gate"]}),
        ("danced 🎉", {"emoji": ["danced"]}),
        ('"riverton after"', {"emoji": ["Riverton 👩‍👩‍👧 after"]}),
        ('"AND OR NOT NEAR"', {"operators": ["AND OR NOT NEAR"]}),
        ("NEAR", {"nfd": ["near"], "operators": ["NEAR"]}),
        ('"a * and a ^"', {"operators": ["a * and a"]}),
        ("(brackets)", {"operators": ["brackets"]}),
        ("it's", {"quotes": ["It's"]}),
        ("dockers_agree", {"quotes": ["dockers_agree"]}),
        ("100%", {"quotes": ["100"]}),
        ("1,500", {"figures": ["1,500"]}),
        ("3.5", {"figures": ["3.5"]}),
        ("москва", {"scripts": ["Москва"]}),
        ("МОСКВА αθήνα", {"scripts": ["Москва", "Αθήνα"]}),
        ("北京", {"scripts": ["北京"]}),
        ("łódź", {"wide": ["ŁÓDŹ"]}),
        ("izmir", {"wide": ["İzmir"]}),
        ("straße", {"wide": ["Straße"]}),
        ("ærø", {"wide": ["Ærø"]}),
        ("crowd", None),
        ("outlet:nobody", {}),
    ],
)
def test_what_is_found_and_marked(odd: Case, query: str, wanted: dict[str, list[str]] | None) -> None:
    made = found(odd, query)
    if wanted is None:
        return
    assert {name: sorted(words) for name, words in made.items()} == {n: sorted(w) for n, w in wanted.items()}


# The example


def test_fields(week: Case) -> None:
    every = {h.id for h in week.search("the", limit=None)}
    assert len(every) == 12

    def ids(query: str) -> set[str]:
        return {h.id for h in week.search(query, limit=None)}

    events, statements = week.events().list(), week.statements().list()
    assert ids("type:coerce") == {e.article for e in events if e.type == "COERCE"}
    assert ids("type:COERCE status:denied") == {
        e.article for e in events if (e.type, e.status) == ("COERCE", "denied")
    }
    assert ids("country:ROU") == {e.article for e in week.events(country="ROU")}
    assert ids('country:"Moldova"') == ids("country:mda") == {e.article for e in week.events(country="MDA")}
    assert ids("stance:denies") == {s.article for s in statements if s.stance == "denies"}
    assert ids("speaker:lipcanu") == {s.article for s in week.statements(speaker="lipcanu")}
    assert ids("speaker:lipcanu stance:promises") == {
        s.article for s in week.statements(speaker="lipcanu", stance="promises")
    }
    assert ids('actor:"Anton Lipcanu"') >= ids('speaker:"Anton Lipcanu"')
    assert ids("actor:lipcanu type:CONSULT") == {
        e.article
        for e in (*week.events(actor="lipcanu"), *week.events(recipient="lipcanu"))
        if e.type == "CONSULT"
    }
    assert ids("outlet:courier") == {
        r.article.id for r in week.readings() if "Courier" in (r.article.outlet or "")
    }
    assert ids("since:2021-10-17") == {
        r.article.id for r in week.readings() if (r.article.published.latest or "") >= "2021-10-17"
    }
    assert ids("until:2021-10-11") | ids("since:2021-10-12") == every
    assert ids("bread since:2021-10-12") == ids("bread") & ids("since:2021-10-12")
    assert ids("OUTLET:courier Type:protest") == ids("type:PROTEST") & ids("outlet:courier")
    assert ids("country:NZL") == ids("actor:nobody") == set()


def test_fields_and_words_to_leave_out(week: Case) -> None:
    def ids(query: str) -> set[str]:
        return {h.id for h in week.search(query, limit=None)}

    for field in ("country:MDA", "type:PROTEST", "outlet:courier", "since:2021-10-12"):
        assert ids(f"{field} -mill") == ids(f"-mill {field}") == ids(field) - ids("mill")
        assert ids(f'{field} -mill -"tear gas"') == ids(field) - ids("mill") - ids('"tear gas"')


def test_a_field_is_not_left_out_in_silence(week: Case) -> None:
    """``-type:PROTEST`` is refused, or leaves out; it never means its opposite."""
    try:
        left = {h.id for h in week.search("bread -type:PROTEST", limit=None)}
    except UsageError as error:
        if error.code != "SAY321":
            raise
    else:
        assert left == {h.id for h in week.search("bread", limit=None)} - {
            h.id for h in week.search("bread type:PROTEST", limit=None)
        }


def test_hits_of_the_example(week: Case) -> None:
    (run,) = [run.id for run in week.runs()]
    hits = week.search("bread", limit=None).list()
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    for hit in hits:
        words = marked(week, hit)
        text = week.reading(hit.id).article.text
        assert {w.lower() for w in words} == {"bread"}
        assert len(words) == min(50, len(re.findall(r"\bbread\b", text, re.I)))
        assert hit.events == len(week.events(article=hit.id).list())
        assert hit.statements == len(week.statements(article=hit.id).list())
        assert hit.run == run
        assert hit.reported.earliest is not None
    assert week.search("bread").list() == hits[:20]
    assert week.search("bread", limit=1).list() == hits[:1]
    newest = week.search("since:2021", limit=None).list()
    days = [h.reported.earliest or "" for h in newest]
    assert days == sorted(days, reverse=True)
    assert all(h.marks == () for h in newest)


def test_a_title_is_found(tmp_path: Path, quick: object) -> None:
    line = json.dumps({"title": "Zebra escapes", "text": "Tom Birch met Ada Quill in Riverton."})
    (tmp_path / "a.jsonl").write_text(line + "\n")
    with open_case(tmp_path / "a.sayso") as case:
        case.add([tmp_path / "a.jsonl"], **CLOCK)
        (hit,) = case.search("zebra")
        assert hit.title == "Zebra escapes"
        assert marked(case, hit) in ([], ["Zebra"])


# Hostile queries


REFUSED = [
    "",
    " ",
    "\t\n",
    "*",
    "**",
    "-",
    "--",
    "()",
    "^",
    ":",
    "...",
    "-word",
    '-"two words"',
    '"',
    'a"',
    '"a" "',
    "type:DANCE",
    "status:maybe",
    "stance:sings",
    "country:Atlantis",
    "since:yesterday",
    "until:2021-02-30",
    "since:0000",
    "speaker:...",
    'colour:"red"',
    "title:bread",
    "rowid:1",
    "words:bread",
    "type:",
    "type: PROTEST",
    'speaker:""',
    "outlet:\ud800",
    "\ud800",
    "word " * 5000,
    "outlet:" + "a" * 70_000,
    " ".join(f"outlet:x{n}" for n in range(2000)),
    " ".join(f"actor:x{n}" for n in range(2000)),
    "country:BLR " * 2000,
]


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: ascii(query[:20]))
def test_queries_that_are_refused(week: Case, query: str) -> None:
    with pytest.raises(UsageError, match="SAY321"):
        week.search(query).list()


ACCEPTED = [
    "AND",
    "OR",
    "NOT",
    "a AND",
    "NEAR(a b)",
    "NEAR/3",
    "a OR b NOT c",
    "text : bread",
    "^bread",
    "(bread",
    "bread)",
    "bread*flour",
    "+bread",
    "{title}: bread",
    "- bread",
    "bread; DROP TABLE events",
    "' OR 1=1 --",
    "bread' UNION SELECT * FROM raws",
    "words MATCH 'x'",
    "\\bread",
    "br%ead",
    "b_ead",
    "x'00'",
    "bread\0flour",
    "bread AND (flour OR",
    "http://example.org/a:b",
    "bread\u2028flour",
    "“bread”",
    "‘bread’",
    "bread --mill",
    "rank MATCH 'bm25(10.0)'",
    "words",
    " ".join(f"-w{n}" for n in range(300)) + " bread",
    "a* b* c* d*",
    "*bread",
    "bread**",
    "🎉 bread",
    "e\u0301\u0301\u0301",
]


@pytest.mark.parametrize("query", ACCEPTED, ids=lambda query: ascii(query[:20]))
def test_queries_that_only_look_hostile(week: Case, query: str) -> None:
    for hit in week.search(query, limit=None):
        marked(week, hit)
    assert week.status().articles == 12


PIECES = st.sampled_from(
    [
        "bread",
        "mill",
        "pro",
        "*",
        '"',
        "'",
        "-",
        ":",
        "type:",
        "status:denied",
        "country:MDA",
        "since:2021",
        "speaker:",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "(",
        ")",
        "^",
        "+",
        "{",
        "}",
        "\0",
        "\u200b",
        "\u0301",
        "é",
        "🎉",
        "%",
        "_",
        "\\",
        ";",
        "\ue000",
        "½",
        "ß",
        "İ",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=30)
    | st.lists(PIECES, max_size=8).map(" ".join)
    | st.lists(PIECES, max_size=8).map("".join)
)
@example("country:MDA -march")
@example("-a type:PROTEST")
@example('""')
def test_any_query_finds_or_is_refused(odd: Case, query: str) -> None:
    try:
        hits = odd.search(query, limit=None).list()
    except UsageError as error:
        if error.code != "SAY321":
            raise
        return
    for hit in hits:
        marked(odd, hit)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(LINES)), data=st.data())
def test_an_article_is_found_by_any_of_its_words(odd: Case, name: str, data: st.DataObject) -> None:
    """As a phrase, and each mark is those words, but for accents, letters and what cannot be seen."""
    words = LINES[name].replace('"', " ").split()
    start = data.draw(st.integers(0, len(words) - 1))
    chosen = " ".join(words[start : start + data.draw(st.integers(1, 4))])
    if not any(c.isalnum() for c in chosen):
        return
    made = found(odd, f'"{chosen}"')
    assert name in made
    assert bare(chosen) in {bare(mark) for mark in made[name]}


def bare(words: str) -> str:
    """Letters and figures alone."""
    folded = unicodedata.normalize("NFD", words).casefold()
    return "".join(c for c in folded if c.isalnum())
