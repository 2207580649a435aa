"""WARC: the pages in it, each with its address; damage told with its place, and never the end of the rest."""

import base64
import gzip
import hashlib
import io
import random
import struct
import time
import tracemalloc

import brotli
import pytest
import zstandard

from sayso.errors import InputError
from sayso.intake import find_pieces
from sayso.intake._pieces import Given, Limits, Piece
from sayso.intake._unpack import unpack
from sayso.intake._warc import is_warc

PAGE = b"<!DOCTYPE html><html><body><p>The bridge at Riverton will reopen, the mayor said.</p></body></html>"
PACK = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}


def digest(data: bytes) -> bytes:
    return b"sha1:" + base64.b32encode(hashlib.sha1(data).digest())


def record(
    block: bytes, kind: str = "response", mime: str = "application/http; msgtype=response", **fields
) -> bytes:
    """A record as crawlers write it; ``fields`` are further ones, with _ for -, and None for one left out."""
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": "https://example.org/a.html",
        "WARC-Date": "2020-10-24T10:00:00Z",
        "Content-Type": mime,
        "WARC-Block-Digest": digest(block).decode(),
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}\r\n" for name, value in head.items() if value is not None]
    return b"WARC/1.0\r\n" + "".join(lines).encode() + b"\r\n" + block + b"\r\n\r\n"


def http(
    body: bytes = PAGE, mime: str = "text/html; charset=windows-1251", status: str = "200 OK", **fields
) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items()]
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{''.join(lines)}\r\n".encode() + body


INFO = record(b"software: a crawler\r\n", "warcinfo", "application/warc-fields")


def page(n: int) -> bytes:
    """The block of one of many pages, whose text does not pack well."""
    return http(PAGE + b"<p>page %d " % n + random.Random(n).randbytes(1500).hex().encode())


def unpacked(data: bytes, name: str = "crawl.warc", **limits):
    found = []
    try:
        for piece in unpack(io.BytesIO(data), name, ".warc", Limits(**limits)):
            found.append(piece)
    except InputError as error:
        found.append(error)
    return found


def codes(found):
    return [item.code if isinstance(item, InputError) else "ok" for item in found]


@pytest.mark.parametrize("suffix", PACK)
def test_a_page_with_what_the_crawler_knew(suffix):
    pack = PACK[suffix]
    data = pack(INFO) + pack(record(b"GET /\r\n\r\n", "request")) + pack(record(http()))
    assert is_warc(data[:4096], io.BufferedReader(io.BytesIO(data)))
    assert unpacked(data) == [
        Piece(
            source="crawl.warc!record 3",
            data=PAGE,
            suffix=".html",
            charset="windows-1251",
            given=Given(url="https://example.org/a.html"),
            notes=(("captured", "2020-10-24T10:00:00Z"),),
        )
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_warc_that_was_packed_as_a_whole(pack):
    data = pack(INFO + record(page(1)) + record(page(2)))
    assert [piece.source for piece in unpacked(data)] == ["crawl.warc!record 2", "crawl.warc!record 3"]


def test_zstd_with_a_dictionary_for_all_records():
    rows = [record(page(n)) for n in range(300)]
    dictionary = zstandard.train_dictionary(10_000, rows)
    for raw in (dictionary.as_bytes(), zstandard.compress(dictionary.as_bytes())):
        data = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(raw)) + raw
        data += b"".join(zstandard.ZstdCompressor(dict_data=dictionary).compress(row) for row in rows)
        assert codes(unpacked(data)) == ["ok"] * 300


def test_only_what_a_reader_would_read():
    rows = [
        record(http(mime="image/png", body=b"\x89PNG")),
        record(http(mime="text/css", body=b"p {}")),
        record(http(status="301 Moved")),
        record(http(status="404 Not Found")),
        record(b"", "revisit"),
        record(b"20201024 dns", "response", "text/dns"),
        record(http(), "metadata"),
        record(PAGE, "resource", "text/html"),
        record(b"Plain text of a page.", "conversion", "text/plain"),
        record(http(mime="application/xhtml+xml")),
        record(http(mime="text/plain", body=b"Police said so.")),
        record(http(mime="text/plain")),
        record(http(mime="application/octet-stream")),
        record(http(mime="application/octet-stream", body=b"\x00\x01")),
    ]
    found = unpacked(b"".join(rows))
    assert [(piece.source[18:], piece.suffix) for piece in found] == [
        ("8", ".html"), ("9", ".txt"), ("10", ".html"), ("11", ".txt"), ("12", ".html"), ("13", ".html"),
    ]  # fmt: skip
    (error,) = unpacked(INFO + rows[0])
    assert (error.code, error.detail) == ("SAY111", "no page or text in 2 records")


def chunked(data: bytes) -> bytes:
    parts = [data[n : n + 50] for n in range(0, len(data), 50)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_codings_of_http_are_undone():
    for coding, pack in (("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)):
        for frame, named in ((chunked, {"Transfer_Encoding": "chunked"}), (bytes, {})):
            block = http(frame(pack(PAGE)), Content_Encoding=coding, **named)
            (piece,) = unpacked(record(block))
            assert (piece.data, [note[0] for note in piece.notes]) == (PAGE, ["captured"])


def test_codings_that_a_crawler_undid_and_left_in_the_header():
    (piece,) = unpacked(record(http(Content_Encoding="gzip", Transfer_Encoding="chunked")))
    assert piece.data == PAGE
    (piece,) = unpacked(record(http(Content_Encoding="utf-8")))
    assert piece.data == PAGE


def test_a_cut_payload_is_marked():
    (piece,) = unpacked(record(http(chunked(PAGE)[:-30], Transfer_Encoding="chunked")))
    assert PAGE.startswith(piece.data)
    assert piece.notes[0][0] == "truncated"
    (piece,) = unpacked(record(http(gzip.compress(PAGE)[:-12], Content_Encoding="gzip")))
    assert piece.notes[0][0] == "truncated"
    (piece,) = unpacked(record(http(), WARC_Truncated="length"))
    assert piece.notes[0] == ("truncated", "by the crawler: length")


def test_a_digest_that_does_not_match_is_told():
    good, bad = digest(http()).decode(), digest(b"other").decode()
    for fields, damaged in (
        ({"WARC_Block_Digest": good}, False),
        ({"WARC_Block_Digest": bad}, True),
        ({"WARC_Block_Digest": None, "WARC_Payload_Digest": digest(PAGE).decode()}, False),
        (
            {"WARC_Block_Digest": None, "WARC_Payload_Digest": "sha256:" + hashlib.sha256(PAGE).hexdigest()},
            False,
        ),
        ({"WARC_Block_Digest": None, "WARC_Payload_Digest": bad}, True),
        ({"WARC_Block_Digest": None, "WARC_Payload_Digest": "crc:x"}, False),
    ):
        (piece,) = unpacked(record(http(), **fields))
        assert (("damaged", "its digest does not match") in piece.notes) == damaged
    body = chunked(PAGE)
    for digested in (body, PAGE):
        fields = {"WARC_Block_Digest": None, "WARC_Payload_Digest": digest(digested).decode()}
        (piece,) = unpacked(record(http(body, Transfer_Encoding="chunked"), **fields))
        assert (piece.data, len(piece.notes)) == (PAGE, 1)


@pytest.mark.parametrize("suffix", PACK)
def test_a_file_that_was_cut_off(suffix):
    rows = [PACK[suffix](record(page(n))) for n in range(3)]
    found = unpacked(b"".join(rows)[:-100])
    assert codes(found) == ["ok", "ok", "SAY132"]
    assert f"at byte {len(rows[0] + rows[1]):,}" in str(found[2])


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("lost", [20, 900])
def test_bytes_lost_in_the_middle_cost_one_record(suffix, lost):
    rows = [PACK[suffix](record(page(n))) for n in range(5)]
    rows[2] = rows[2][: len(rows[2]) // 2] + rows[2][len(rows[2]) // 2 + lost :]
    found = unpacked(b"".join(rows))
    assert codes(found) == ["ok", "ok", "SAY132", "ok", "ok"]
    assert f"at byte {len(rows[0] + rows[1]):,}" in str(found[2])
    assert [f"page {n} ".encode() in found[place].data for n, place in ((3, 3), (4, 4))] == [True, True]


@pytest.mark.parametrize("suffix", PACK)
def test_a_record_cut_in_the_middle_of_the_file_costs_no_other(suffix):
    rows = [PACK[suffix](record(page(n))) for n in range(4)]
    rows[1] = rows[1][: len(rows[1]) * 2 // 3]
    assert codes(unpacked(b"".join(rows))) == ["ok", "SAY132", "ok", "ok"]


@pytest.mark.parametrize("suffix", PACK)
def test_garbage_between_records(suffix):
    rows = [PACK[suffix](record(page(n))) for n in range(2)]
    for garbage in (
        b"garbage",
        bytes(5000) + b"x",
        b"\x1f\x8b\x08 no gzip",
        b"WARC/1.0 is the name of a format.\n",
    ):
        found = unpacked(rows[0] + garbage + rows[1])
        assert codes(found) == ["ok", "SAY132", "ok"]
        assert found[0].notes == found[2].notes == (("captured", "2020-10-24T10:00:00Z"),)


def test_a_flipped_bit_in_a_packed_record():
    rows = [bytearray(gzip.compress(record(page(n)))) for n in range(3)]
    rows[1][-6] ^= 1  # of the checksum: the bytes are whole, the digest says so
    assert codes(unpacked(b"".join(rows))) == ["ok", "ok", "SAY132", "ok"]
    rows = [bytearray(gzip.compress(record(page(n), WARC_Block_Digest=None))) for n in range(3)]
    rows[1][-6] ^= 1
    found = unpacked(b"".join(rows))
    assert codes(found) == ["ok", "ok", "SAY132", "ok"]
    assert [item.notes[0][0] for item in (found[0], found[1], found[3])] == [
        "captured",
        "damaged",
        "captured",
    ]


def test_a_length_that_is_wrong():
    rows = [record(page(n)) for n in range(3)]
    for wrong in (b"99999999", b"9" * 15, b"9" * 40, b"-1", b"x", b"3500"):
        length = rows[1].partition(b"Content-Length: ")[2].partition(b"\r")[0]
        row = rows[1].replace(b"Content-Length: " + length, b"Content-Length: " + wrong)
        found = unpacked(rows[0] + row + rows[2])
        assert (codes(found)[0], set(codes(found)[1:-1]), codes(found)[-1]) == ("ok", {"SAY132"}, "ok")


def test_a_record_that_promises_more_than_the_file_holds_ends():
    found = unpacked(record(page(1)) + b"WARC/1.0\r\nContent-Length: 999999999999999\r\n\r\n" * 2000)
    assert codes(found)[0] == "ok"
    assert set(codes(found)[1:]) == {"SAY132"}


@pytest.mark.parametrize("suffix", PACK)
def test_a_record_that_is_too_large_costs_no_other(suffix):
    big = PAGE + random.Random(1).randbytes(2_000_000).hex().encode()
    rows = [record(page(1)), record(http(big)), record(http(big, mime="video/mp4")), record(page(2))]
    tracemalloc.start()
    found = unpacked(b"".join(PACK[suffix](row) for row in rows), max_bytes=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(found) == ["ok", "SAY114", "ok"]
    assert found[1].subject == "crawl.warc!record 2"
    assert peak < 20_000_000


def test_a_bomb_in_a_payload_costs_no_other():
    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress}
    rows = [record(http(pack[name](bytes(30_000_000)), Content_Encoding=name)) for name in pack]
    found = unpacked(b"".join(rows) + record(http()), max_bytes=1_000_000)
    assert codes(found) == ["SAY131", "SAY131", "SAY131", "ok"]


def test_a_file_that_is_a_bomb_is_stopped():
    bomb = gzip.compress(record(bytes(60_000_000), WARC_Block_Digest=None))
    assert codes(unpacked(bomb, max_bytes=1_000_000)) == ["SAY131"]


def test_line_ends_and_brackets_of_careless_writers():
    row = record(
        http().replace(b"\r\n", b"\n"), WARC_Block_Digest=None, WARC_Target_URI="<https://a.example/>"
    )
    head, _, block = row.partition(b"\r\n\r\n")
    found = unpacked((head.replace(b"\r\n", b"\n") + b"\n\n" + block.strip()) + b"\n" + record(http()))
    assert codes(found) == ["ok", "ok"]
    assert (found[0].given.url, found[0].data) == ("https://a.example/", PAGE)


def test_a_response_without_a_header():
    assert codes(unpacked(record(b"garbage") + record(http()))) == ["SAY132", "ok"]


def test_neighbouring_faults_are_one():
    start = len(record(page(1)))
    for garbage in (b"WARC/1.0\r\n" * 1000, b"WARC/1.0\r\nX: y\r\n\r\n" * 1000):
        for rest in ([record(page(2))], []):
            found = unpacked(record(page(1)) + garbage + b"".join(rest))
            assert codes(found) == ["ok", "SAY132", *["ok" for _ in rest]]
            assert found[1].detail == (
                "1,000 faults, the first of them a record without a header that can be read, "
                f"at bytes {start:,} to {start + len(garbage):,}"
            )


def test_faults_with_records_between_are_told_one_by_one_up_to_a_hundred():
    for count, told in ((3, 3), (100, 100), (3000, 101)):
        found = unpacked((record(b"", "request") + b"garbage") * count + record(http()))
        assert codes(found) == ["SAY132"] * told + ["ok"] or codes(found) == ["SAY132"] * 100 + [
            "ok",
            "SAY132",
        ]
        assert len(found) == told + 1


@pytest.mark.parametrize(
    "row", [b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: 0\r\n\r\nx", b"WARC/1.0\r\nA\r\n\r\n"]
)
def test_a_file_of_nothing_but_faults_ends_in_time(row):
    started = time.perf_counter()
    found = unpacked(row * 100_000)
    assert time.perf_counter() - started < 10
    assert len(found) <= 101


def test_faults_before_a_bomb_are_told():
    parts = (record(page(1)), b"WARC/1.0\r\n" * 9, record(bytes(60_000_000), WARC_Block_Digest=None))
    found = unpacked(gzip.compress(b"".join(parts)), max_bytes=1_000_000)
    assert codes(found) == ["ok", "SAY132", "SAY131"]


def test_warc_among_other_inputs(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(INFO) + gzip.compress(record(http())))
    assert [piece.source for piece in find_pieces([tmp_path])] == [f"{tmp_path}/a.warc.gz!record 2"]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", PACK)
def test_random_damage_never_crashes_and_is_never_silent(suffix):
    chance = random.Random(suffix)
    rows = [PACK[suffix](record(page(n))) for n in range(4)]
    whole = b"".join(rows)
    sound = {piece.data for piece in unpacked(whole)}
    for _ in range(500):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            start = chance.randrange(len(rows[0]), len(broken))
            broken[start : start + chance.choice((1, 10))] = chance.randbytes(chance.choice((0, 1, 10)))
        found = unpacked(bytes(broken))
        pieces = [item for item in found if isinstance(item, Piece)]
        assert pieces[0].data in sound
        changed = [item for item in pieces if item.data not in sound and len(item.notes) == 1]
        assert not changed or suffix == ""
        assert len(pieces) >= 4 or "SAY132" in codes(found) or suffix == ""
