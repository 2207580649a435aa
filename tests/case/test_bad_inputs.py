"""Hostile inputs in one case: what becomes of each, and that nothing else happens.

All files of ``hostile`` are added at once by the command, in a process of its own whose memory and time are
measured. The ledger below is what has to be said of each, by ``shared/reference/bad-inputs.md``.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import zstandard

from sayso.case import Case, How, InputRecord, open_case
from sayso.errors import InputError
from sayso.intake import Limits, find_pieces, take
from sayso.reader import read
from sayso.records import problems
from tests.case import hostile
from tests.case.conftest import CLOCK, LATER, differing, dump

MEASURED = """
import json, resource, subprocess, sys, time
begun = time.monotonic()
done = subprocess.run([sys.executable, "-W", "ignore", "-m", "sayso", *sys.argv[1:]])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "kib": used.ru_maxrss, "seconds": time.monotonic() - begun,
                  "work": used.ru_utime + used.ru_stime}))
"""
"""Runs the command in a process of its own, and says what that took with all its children."""


class Ran(NamedTuple):
    """What a command said, and took."""

    said: list[str]
    told: str
    code: int
    kib: int
    work: float


class World(NamedTuple):
    """The hostile folder and the case that was made of it."""

    home: Path
    case: Path
    added: Ran
    asked: list[bytes]
    before: set[str]


def command(home: Path, *arguments: str) -> Ran:
    """Run the command in ``home``, with its temporary files there."""
    (home / "tmp").mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "TMPDIR": str(home / "tmp"),
        "HOME": str(home / "tmp"),
    }
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        check=True,
    )
    *said, last, _ = done.stdout.decode().split("\n")  # other line breaks may stand within JSON
    measured = json.loads(last)
    return Ran(said, done.stderr.decode(), measured["code"], measured["kib"], measured["work"])


def there(folder: Path) -> set[str]:
    """All names below a folder but those of case files."""
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*") if not path.name.startswith("bad.sayso")
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Everything added at once, while somebody listens at the address that hostile XML names."""
    home = tmp_path_factory.mktemp("world") / "home" / "user"
    home.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        hostile.make(home, port=listener.getsockname()[1])
        (home / "tmp").mkdir()
        before = there(home.parents[1])
        added = command(home, "add", "bad.sayso", "hostile", "--workers", "1", "--format", "jsonl")
        asked: list[bytes] = []
        with contextlib.suppress(BlockingIOError):
            asked.append(repr(listener.accept()[1]).encode())
        yield World(home, home / "bad.sayso", added, asked, before)


@pytest.fixture(scope="module")
def case(world: World) -> Iterator[Case]:
    with open_case(world.case) as case:
        yield case


@pytest.fixture(scope="module")
def ledger(case: Case) -> dict[str, list[InputRecord]]:
    """The rows of each file, by its name within the folder."""
    rows: dict[str, list[InputRecord]] = {}
    for record in case.inputs():
        file = record.source.removeprefix("hostile/").partition("!")[0].partition(" line ")[0]
        rows.setdefault(file, []).append(record)
    return rows


Row = tuple[str, str, str]
"""What is behind the name of the file, the status and code, and the kinds of findings."""

KEPT: Row = ("", "kept", "")
EMPTY: Row = ("", "dropped SAY111", "")
NO_TEXT: Row = ("", "dropped SAY112", "")
NO_PAGE: Row = ("", "dropped SAY116", "")
LARGE: Row = ("", "failed SAY114", "")
BOMB: Row = ("", "failed SAY131", "")
CUT: Row = ("", "failed SAY132", "")
CAPTURED: Row = ("!record 1", "kept", "captured")
NEXT: Row = ("!record 2", "kept", "captured")


def kept(*behind: str, findings: str = "") -> list[Row]:
    return [(name, "kept", findings) for name in behind]


def links(*names: str) -> list[Row]:
    return [(f"!{name}", "failed SAY134", "") for name in names]


DEEP = [("", "kept", "truncated")]
IN_FEED = [f"!https://example.org/{n}" for n in (0, 1)]
BOMB_IN_RECORD: list[Row] = [("!record 1", "failed SAY131", ""), NEXT]

LEDGER: dict[str, list[Row]] = {
    "row-01/empty.csv": [EMPTY],
    "row-01/empty.gz": [EMPTY],
    "row-01/empty.html": [EMPTY],
    "row-01/empty.jsonl": [EMPTY],
    "row-01/empty.mbox": [EMPTY],
    "row-01/empty.tar": [EMPTY],
    "row-01/empty.txt": [EMPTY],
    "row-01/empty.warc": [EMPTY],
    "row-01/empty.zip": [EMPTY],
    "row-01/noise.bin": [NO_TEXT],
    "row-01/noise.html": [NO_TEXT],
    "row-01/paper.pdf": [NO_TEXT],
    "row-01/pdf-named.txt": [NO_TEXT],
    "row-01/picture-named.html": [NO_TEXT],
    "row-01/picture.png": [NO_TEXT],
    "row-01/spaces.html": [EMPTY],
    "row-01/spaces.txt": [EMPTY],
    "row-01/tags-only.html": [NO_PAGE],
    "row-01/text-named.html": [NO_PAGE],
    "row-02/colspan-plain.html": [KEPT],
    "row-02/colspan.html": [KEPT],
    "row-03/huge.txt": [LARGE],
    "row-03/line.html": [LARGE],
    "row-03/line.jsonl": [(" line 1", "failed SAY114", ""), (" line 2", "kept", "")],
    "row-03/many-elements.html": [LARGE],
    "row-04/deep-open.html": DEEP,
    "row-04/deep-tables.html": DEEP,
    "row-04/deep.html": DEEP,
    "row-04/deep.json": [("", "failed SAY121", "")],
    "row-05/bomb-br.warc": BOMB_IN_RECORD,
    "row-05/bomb-deflate.warc": BOMB_IN_RECORD,
    "row-05/bomb-gzip.warc": BOMB_IN_RECORD,
    "row-05/bomb-twice.gz": [BOMB],
    "row-05/bomb-zstd.warc": BOMB_IN_RECORD,
    "row-05/bomb.txt.gz": [BOMB],
    "row-05/bomb.txt.zst": [BOMB],
    "row-05/bomb.warc.gz": [BOMB],
    "row-06/bomb.zip": [*kept("!a.txt"), ("!b.txt", "failed SAY131", "")],
    "row-06/cut.zip": [CUT, *kept("!a.txt"), ("!b.txt", "dropped SAY112", "")],
    "row-06/link.txt": [("", "failed SAY101", "")],
    "row-06/locked.zip": [("!a.txt", "failed SAY133", "")],
    "row-06/nested.zip": [
        ("!inner.zip!inner.zip!inner.zip!inner.zip", "failed SAY131", ""),
        ("!inner.zip!inner.zip!inner.zip!shallow.txt", "kept", ""),
        ("!inner.zip!inner.zip!shallow.txt", "kept", ""),
        ("!inner.zip!shallow.txt", "kept", ""),
        ("!shallow.txt", "kept", ""),
    ],
    "row-06/paper.docx": [NO_TEXT],
    "row-06/slip.tar": [
        *kept(f"!../../{hostile.ESCAPED}", f"!/tmp/sayso-{hostile.ESCAPED}"),
        *links("device.txt", "hard.txt", "pipe.txt", "soft.txt"),
    ],
    "row-06/slip.zip": [
        *kept(
            f"!../../{hostile.ESCAPED}",
            f"!..\\..\\{hostile.ESCAPED}",
            f"!/tmp/sayso-{hostile.ESCAPED}",
            f"!C:\\{hostile.ESCAPED}",
            "!good.txt",
            "!new\nline\x1b[31m\u202e.txt",
        ),
        *links("link.txt", "passwd.txt"),
    ],
    "row-07/bad-digest.warc": [CAPTURED, ("!record 2", "kept", "captured damaged")],
    "row-07/bad-record.warc": [CUT, CAPTURED, NEXT],
    "row-07/cut-in-the-middle.warc.gz": [CUT, CAPTURED, NEXT],
    "row-07/cut.txt.gz": [CUT, ("", "kept", "truncated")],
    "row-07/cut.warc.gz": [CUT, CAPTURED],
    "row-08/long-at-end.warc": [CUT, CAPTURED],
    "row-08/nothing-at-end.warc": [CUT, CAPTURED],
    "row-08/short-at-end.warc": [CUT, CAPTURED, ("!record 2", "failed SAY132", "")],
    "row-09/laughs.rss": kept(*IN_FEED, findings="summary"),
    "row-09/quadratic.rss": kept(*IN_FEED, findings="summary"),
    "row-09/xxe-file.html": [KEPT],
    "row-09/xxe-file.rss": kept(*IN_FEED, findings="summary"),
    "row-09/xxe-net.html": [KEPT],
    "row-15/awkward.jsonl": [
        (f" line {n}", "kept", "encoding" if n == 4 else "") for n in range(1, 12)
    ],
    "row-15/crlf.txt": [KEPT],
    "row-15/nfc.txt": [KEPT],
    "row-15/nfd.txt": [KEPT],
    "row-15/nul.txt": [("", "kept", "encoding")],
    "row-15/raw.jsonl": [
        (" line 1", "kept", ""),
        (" line 2", "kept", "encoding"),
        (" line 3", "kept", "encoding"),
        (" line 4", "failed SAY121", ""),
        (" line 5", "failed SAY121", ""),
        (" line 6", "failed SAY121", ""),
        (" line 7", "failed SAY122", ""),
        (" line 8", "kept", ""),
        (" line 9", "dropped SAY112", ""),
    ],
    "row-15/surrogates.txt": [("", "kept", "encoding")],
    "row-15/utf16.txt": [KEPT],
    "row-15/zalgo.txt": [KEPT],
    "row-16/cyrillic.txt": [("", "failed SAY113", "")],
    "row-16/lies.html": [("", "kept", "encoding")],
    "row-16/mixed.txt": [("", "failed SAY113", "")],
    "row-16/mojibake.txt": [("", "kept", "mojibake")],
}  # fmt: skip

ELSEWHERE = {
    "row-04/deep.rss", "row-04/items-in-items.rss", "row-09/xxe-net.rss", "row-09/xxe-file.xml",
    "row-09/xxe-net.xml",
}  # fmt: skip
"""Files that are spoken of in tests of their own."""


def plain(record: InputRecord, file: str) -> Row:
    code = f" {record.code}" if record.code else ""
    status = (
        "kept" if record.status == "copy of" else record.status
    )  # which of two is kept does not matter here
    findings = " ".join(sorted({finding.kind for finding in record.findings}))
    return record.source.removeprefix(f"hostile/{file}"), f"{status}{code}", findings


@pytest.mark.slow
@pytest.mark.parametrize("file", LEDGER)
def test_what_the_ledger_says(ledger: dict[str, list[InputRecord]], file: str) -> None:
    assert sorted(plain(record, file) for record in ledger[file]) == sorted(LEDGER[file])


@pytest.mark.slow
def test_each_file_has_a_row(ledger: dict[str, list[InputRecord]]) -> None:
    assert set(ledger) == set(LEDGER) | ELSEWHERE


@pytest.mark.slow
def test_the_command_says_what_failed_and_ends(world: World) -> None:
    ran = world.added
    assert ran.code == 1
    assert "Traceback" not in ran.told
    assert "SAY20" not in ran.told
    lines = [json.loads(line) for line in ran.said]
    assert "\x1b" not in ran.told
    assert "\u202e" not in ran.told
    last = ran.told.splitlines()[-2]
    assert last.startswith("note: bad.sayso: ")
    counts = {
        status: sum(line["status"] == status for line in lines) for status in ("kept", "dropped", "failed")
    }
    assert f"{counts['dropped']} dropped, {counts['failed']} failed" in last
    for line in lines:
        if line["code"]:
            assert line["reason"]
            assert f"note: {line['status']}: {line['code']} " in ran.told


@pytest.mark.slow
def test_memory_and_time_are_bounded(world: World) -> None:
    """Much of both is the reader's; the bounds hold on a machine that does other things besides."""
    assert world.added.kib < 1_000_000
    assert world.added.work < 60


@pytest.mark.slow
def test_nothing_is_written_elsewhere_or_asked_for(world: World, case: Case) -> None:
    assert there(world.home.parents[1]) == world.before
    assert world.asked == []
    assert not Path(f"/tmp/sayso-{hostile.ESCAPED}").exists()
    for reading in case.readings():
        assert "swordfish" not in reading.article.text
        assert "root:x:" not in reading.article.text


@pytest.mark.slow
def test_the_case_is_sound(case: Case) -> None:
    assert case.check().list() == []


@pytest.mark.slow
def test_every_span_slices_to_its_words(case: Case) -> None:
    texts = {reading.article.id: reading.article.text for reading in case.readings()}
    checked = 0

    def sliced(article: str, spans: Any) -> str:
        text = texts[article]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans)

    for event in case.events():
        checked += 1
        assert sliced(event.article, event.evidence_spans) == " ".join(event.words.split())
        assert sliced(event.article, event.trigger_spans) == " ".join(event.trigger.split())
    for said in case.statements():
        checked += 1
        assert sliced(said.article, said.content_spans) == " ".join(said.words.split())
        assert sliced(said.article, said.source_spans) == " ".join(said.source.split())
        assert sliced(said.article, said.cue_spans) == " ".join(said.cue.split())
    for hit in case.search("quill", limit=100):
        checked += 1
        start, end = hit.span
        assert hit.snippet == texts[hit.id][start:end]
        assert {texts[hit.id][a:b].casefold() for a, b in hit.marks} <= {"quill"}
    assert checked > 200
    assert not any(0xD800 <= ord(letter) <= 0xDFFF for text in texts.values() for letter in text)


@pytest.mark.slow
def test_adding_again_changes_nothing(world: World) -> None:
    before = dump(world.case)
    ran = command(world.home, "add", "bad.sayso", "hostile", "--workers", "1", "--quiet")
    assert differing(before, dump(world.case)) == []
    # what could not be opened is tried, and told, again
    assert ran.code == 1
    assert "kept" not in ran.told
    assert "there already" in ran.told


@pytest.mark.slow
def test_retrying_mends_nothing_and_breaks_nothing(world: World, tmp_path: Path) -> None:
    path = tmp_path / "again.sayso"
    path.write_bytes(world.case.read_bytes())
    with open_case(path) as case:
        before = {record.id: record.status for record in case.inputs()}
        case.retry(now=LATER)
        assert {record.id: record.status for record in case.inputs()} == before


# Row by row


@pytest.mark.slow
def test_a_huge_colspan_does_not_change_the_text(case: Case) -> None:
    one, other = (text_of(case, f"row-02/{name}.html") for name in ("colspan", "colspan-plain"))
    assert one == other


def text_of(case: Case, file: str) -> str:
    (article,) = [r.article for r in case.inputs() if r.source == f"hostile/{file}"]
    assert article is not None
    return case.reading(article).article.text


@pytest.mark.slow
def test_what_stands_deep_in_a_page_is_read(case: Case) -> None:
    for name in ("deep html", "deep open", "deep tables"):
        assert f"It was report {name} of the day" in text_of(
            case, f"row-04/{name.replace(' ', '-').replace('-html', '')}.html"
        )


@pytest.mark.slow
def test_what_stands_deep_in_a_feed_is_read(ledger: dict[str, list[InputRecord]], case: Case) -> None:
    rows = ledger["row-04/deep.rss"]
    assert {record.status for record in rows} <= {"kept", "copy of"}
    assert len(rows) == 2


@pytest.mark.slow
def test_faults_by_the_thousand_are_told_once(world: World) -> None:
    assert world.added.told.count("nothing-at-end.warc") <= 3


def test_every_damaged_place_is_told(tmp_path: Path, quick: object) -> None:
    bad = hostile.response(2).replace(b"Content-Length: ", b"Content-Length: x")
    (tmp_path / "a.warc").write_bytes(bad + hostile.response(1) + bad + hostile.response(3))
    told: list[InputRecord] = []
    with open_case(tmp_path / "a.sayso") as case:
        case.add(tmp_path / "a.warc", committed=told.append, **CLOCK)
        reasons = [record.reason or "" for record in told if record.code]
        assert len(reasons) == 2
        failed = " ".join(record.reason or "" for record in case.inputs("failed"))
        assert "at byte 0" in failed


@pytest.mark.slow
def test_empty_entries_by_the_thousand_are_one_row(ledger: dict[str, list[InputRecord]]) -> None:
    assert len(ledger["row-04/items-in-items.rss"]) <= 3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["file", "net"])
def test_feeds_are_read_and_their_entities_are_not(
    ledger: dict[str, list[InputRecord]], case: Case, name: str
) -> None:
    rows = ledger[f"row-09/xxe-{name}.rss"]
    texts = [case.reading(record.article).article.text for record in rows if record.article]
    assert len(texts) == 2
    assert any("of the feed of the day" in text for text in texts)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["file", "net"])
def test_xml_that_is_no_feed_is_no_article(ledger: dict[str, list[InputRecord]], name: str) -> None:
    (row,) = ledger[f"row-09/xxe-{name}.xml"]
    assert row.status != "kept" or row.findings


@pytest.mark.slow
def test_the_encoding_and_the_doubt_about_it_are_kept(
    ledger: dict[str, list[InputRecord]], case: Case
) -> None:
    (lies,) = ledger["row-16/lies.html"]
    assert lies.encoding == "windows-1252"
    assert lies.findings[0].note == "it claims 'utf-8', and was read as windows-1252"
    assert "Präsident Jürgen Köhler" in text_of(case, "row-16/lies.html")
    (broken,) = ledger["row-16/mojibake.txt"]
    assert "9 broken characters" in broken.findings[0].note


@pytest.mark.slow
def test_surrogates_in_utf_8_are_replaced(case: Case) -> None:
    assert "í" not in text_of(case, "row-15/surrogates.txt")


@pytest.mark.slow
def test_texts_are_kept_character_for_character(case: Case) -> None:
    assert text_of(case, "row-15/nfd.txt").startswith("Jose\u0301 Zu\u0301n\u0303iga")
    assert text_of(case, "row-15/nfc.txt").startswith("José Zúñiga")
    assert "arrested\r\n\r\nRIVERTON" in text_of(case, "row-15/crlf.txt")
    assert text_of(case, "row-15/utf16.txt").startswith("😀 RIVERTON")
    assert {hit.id for hit in case.search("zuniga")} == {hit.id for hit in case.search("Zúñiga")}
    assert len(case.search("zúñiga").list()) == 4


# Without the reader, and so fast


def test_a_low_limit(tmp_path: Path, quick: object) -> None:
    for name, text in (("long.txt", "word " * 400), ("short.txt", "Ada Quill met Tom Birch.")):
        (tmp_path / name).write_text(text)
    with open_case(tmp_path / "a.sayso") as case:
        case.add([tmp_path / "long.txt", tmp_path / "short.txt"], how=How(max_bytes=1000), **CLOCK)
        found = {Path(r.source).name: (r.status, r.code) for r in case.inputs()}
        assert found == {"long.txt": ("failed", "SAY114"), "short.txt": ("kept", None)}
        case.retry(changes={"max_bytes": 2000}, **CLOCK)
        assert {r.status for r in case.inputs()} == {"kept"}


def test_nothing_but_empty_files_is_no_failure(tmp_path: Path, quick: object) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, maker in hostile.ROW_1.items():
        if name != "empty.mbox":
            (folder / name).write_bytes(maker())
    with open_case(tmp_path / "a.sayso") as case:
        added = case.add(folder, **CLOCK)
        assert (added.kept, added.failed) == (0, 0)
        assert added.dropped == len(hostile.ROW_1) - 1
        assert case.status().inputs == {"dropped": added.dropped}


GOOD = "RIVERTON, May 3, 2021 (Herald) - “We will strike,” said José Zúñiga of Riverton.\n"
CYRILLIC = ("Президент России сказал, что это не так. " * 20).encode("cp1251")


def test_retrying_in_an_encoding_leaves_what_is_kept(tmp_path: Path, quick: object) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    (folder / "bad.txt").write_bytes(CYRILLIC)
    with open_case(tmp_path / "a.sayso") as case:
        case.add(folder, **CLOCK)
        assert case.status().inputs == {"failed": 1, "kept": 1}
        case.retry(changes={"encoding": "windows-1251"}, **CLOCK)
        assert [reading.article.text for reading in case.readings()] == [GOOD]


@pytest.mark.parametrize("encoding", ["ascii", "nonsense"])
def test_a_second_encoding_that_fails_leaves_what_is_kept(
    tmp_path: Path, quick: object, encoding: str
) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    with open_case(tmp_path / "a.sayso") as case:
        case.add(tmp_path / "good.txt", **CLOCK)
        with contextlib.suppress(Exception):
            case.add(tmp_path / "good.txt", how=How(encoding=encoding), **CLOCK)
        assert case.status().articles == 1


def _fuzzed() -> dict[str, bytes]:
    """What is edited at random, by names that say how it is opened."""
    return {
        "page.html": hostile.html(f"<p>{hostile.story('f')}</p><table><tr><td colspan=3>x</td></table>"),
        "story.txt": f"Zwölf “men” 😀\r\n\r\n{hostile.story('fuzz')}".encode(),
        "lines.jsonl": hostile.ROW_15["awkward.jsonl"](),
        "one.json": json.dumps({"title": "Two men", "text": hostile.story("json")}).encode(),
        "table.csv": f'id,date,text\r\n1,2021-05-03,"{hostile.story("a")}"\r\n2,,"say ""no"""\r\n'.encode(),
        "feed.rss": hostile.feed(hostile.story("feed"), dtd=hostile.external("file:///etc/passwd")),
        "mail.mbox": (
            b"From x Mon May  3 08:00:00 2021\nSubject: =?utf-8?q?Zw=C3=B6lf?=\n"
            b"Content-Type: multipart/alternative; boundary=b\n\n"
            b"--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            b"UG9saWNlIGFycmVzdGVkIHR3byBtZW4u\n--b--\n\n"
        ),
        "crawl.warc": hostile.response(1) + hostile.response(2),
        "crawl.warc.gz": b"".join(gzip.compress(hostile.response(n)) for n in (3, 4)),
        "coded.warc": hostile.coded("gzip", gzip.compress(hostile.html("<p>x</p>"))) + hostile.response(5),
        "slip.zip": hostile.ROW_6["slip.zip"](),
        "slip.tar": hostile.ROW_6["slip.tar"](),
        "nested.zip": hostile.ROW_6["nested.zip"](),
        "story.txt.gz": gzip.compress(hostile.story("gz").encode()),
        "story.txt.zst": zstandard.compress(hostile.story("zst").encode()),
        "utf16.txt": hostile.ROW_15["utf16.txt"](),
    }  # fmt: skip


PIECES = (
    b"\x00", b"\xff\xfe", b"\r\n", b"<", b">", b"&", b'"', b"{", b"\\ud800", b"PK\x03\x04", b"WARC/1.0\r\n",
    b"Content-Length: 9999999999\r\n", b"<![CDATA[", b"<!--", b"\xed\xa0\x80", b"\x1f\x8b\x08", b"=?utf-8?b?",
)  # fmt: skip


def edited(data: bytes, chance: random.Random) -> bytes:
    """One to five edits: bytes changed, cut out, put in, doubled, or the end cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(made) + 1)
        to = at + chance.choice((1, 2, 8, 100))
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at:to]
            case 2:
                made[at:at] = chance.choice(PIECES)
            case 3:
                made[at:at] = made[at:to]
            case _ if chance.random() < 0.3:
                del made[at:]
    return bytes(made)


@pytest.mark.slow
@pytest.mark.parametrize("name", _fuzzed())
def test_random_edits(tmp_path: Path, name: str) -> None:
    data = _fuzzed()[name]
    chance = random.Random(name)
    path = tmp_path / name
    taken = 0
    for n in range(200):
        path.write_bytes(edited(data, chance))
        for piece in find_pieces([path], limits=Limits(max_bytes=200_000, max_unpacked=2_000_000)):
            if isinstance(piece, InputError):
                assert str(piece).startswith("SAY1"), n
                continue
            try:
                article = take(piece).article
            except InputError:
                continue
            taken += 1
            assert article.text.strip(), n
            article.text.encode()  # no lone surrogate
            for value in msgspec.structs.astuple(article):
                if isinstance(value, str):
                    value.encode()
            if taken % 40 == 1:
                assert problems(read(article)) == [], n
    assert taken > 10
