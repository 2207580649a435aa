"""Compressed inputs and HTTP content codings: read as they stream, bombs stopped, damage told."""

import bz2
import gzip
import io
import json
import lzma
import random
import tracemalloc
import zlib

import brotli
import pytest
import zstandard

from sayso.errors import InputError
from sayso.intake import find_pieces
from sayso.intake._packed import decoded_content, is_packed
from sayso.intake._pieces import Limits, Piece
from sayso.intake._unpack import unpack

TEXT = ("The bridge at Riverton will reopen in spring, the mayor said on Monday.\n" * 20).encode()
NOISE = random.Random(7).randbytes(600_000).hex().encode()
"""Text that packs to half its size at best, and so fills many blocks."""
PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstandard.compress}


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": bare_deflate,
    "br": lambda data: brotli.compress(data, quality=4),
    "zstd": zstandard.compress,
}


def unpacked(data: bytes, name: str = "news.txt.gz", suffix: str = ".gz", **limits):
    """What comes out, the error that ends it included."""
    found = []
    try:
        for piece in unpack(io.BytesIO(data), name, suffix, Limits(**limits)):
            found.append(piece)
    except InputError as error:
        found.append(error)
    return found


def codes(found):
    return [item.code if isinstance(item, InputError) else "ok" for item in found]


def decoded(data: bytes, encoding: str, step: int = 1 << 16, **limits) -> bytes:
    chunks = (data[n : n + step] for n in range(0, len(data), step))
    return b"".join(decoded_content(chunks, encoding, Limits(**limits), "page"))


@pytest.mark.parametrize("suffix", PACK)
def test_each_packing_is_read_by_its_first_bytes(suffix):
    assert is_packed(PACK[suffix](TEXT)[:16])
    (piece,) = unpacked(PACK[suffix](TEXT), "news.txt" + suffix, suffix)
    assert piece == Piece(source="news.txt" + suffix, data=TEXT, suffix=".txt")
    (piece,) = unpacked(PACK[suffix](TEXT), "standard input", "")
    assert (piece.data, piece.suffix) == (TEXT, "")


def test_text_that_begins_like_a_packing_is_text():
    for text in (b"BZh is short for Bezirkshauptmann", b"PK said so", b""):
        assert not is_packed(text)


def test_the_inner_name_says_the_form(tmp_path):
    rows = [json.dumps({"text": f"Row {n}."}) for n in range(3)]
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    found = list(find_pieces([path]))
    assert [piece.source for piece in found] == [f"{path} line {n}" for n in (1, 2, 3)]
    (page,) = unpacked(gzip.compress(b"<p>x"), "https://example.org/a.html.gz?n=1", ".gz")
    assert page.suffix == ".html"


def test_many_members_are_read_as_one_with_zeros_between():
    packed = gzip.compress(TEXT) + bytes(512) + gzip.compress(b"more") + bytes(3)
    (piece,) = unpacked(packed)
    assert piece.data == TEXT + b"more"


@pytest.mark.parametrize("suffix", PACK)
def test_what_came_before_a_cut_is_read_and_the_cut_is_told(suffix):
    packed = PACK[suffix](NOISE)[:-1000]
    piece, error = unpacked(packed, "news.txt" + suffix, suffix)
    assert NOISE.startswith(piece.data)
    assert piece.notes == (("truncated", "it ends too early"),)
    assert (error.code, error.subject) == ("SAY132", "news.txt" + suffix)
    assert f"at byte {len(packed):,}" in str(error)


def test_a_cut_text_of_one_block_keeps_all_that_can_be_had():
    packed = gzip.compress(TEXT)
    piece, error = unpacked(packed[:-8])
    assert (piece.data, [note[0] for note in piece.notes], error.code) == (TEXT, ["truncated"], "SAY132")
    assert codes(unpacked(packed[:12])) == ["SAY132"]


def test_a_damaged_middle_gives_what_came_before_and_its_place():
    packed = bytearray(gzip.compress(NOISE))
    middle = len(packed) // 2
    packed[middle : middle + 40] = bytes(40)
    piece, error = unpacked(bytes(packed))
    assert len(piece.data) > len(NOISE) // 3
    assert piece.data[: len(NOISE) // 3] == NOISE[: len(NOISE) // 3]
    assert (piece.notes[0][0], error.code) == ("truncated", "SAY132")


def test_a_wrong_checksum_is_told_and_the_text_kept():
    packed = bytearray(gzip.compress(TEXT))
    packed[-8] ^= 1
    piece, error = unpacked(bytes(packed))
    assert (piece.data, len(piece.notes), error.code) == (TEXT, 1, "SAY132")


def test_bytes_that_do_not_belong_there_leave_the_text_whole():
    piece, error = unpacked(gzip.compress(TEXT) + b"not gzip")
    assert (piece.data, piece.notes, error.code) == (TEXT, (), "SAY132")
    assert f"at byte {len(gzip.compress(TEXT)):,}" in str(error)


def test_lines_before_a_cut_are_read():
    lines = b"".join(json.dumps({"text": f"Row {n} of many."}).encode() + b"\n" for n in range(20_000))
    found = unpacked(gzip.compress(lines)[:-2000], "news.jsonl.gz")
    assert len(found) > 10_000
    assert set(codes(found[:-1])) == {"ok"}
    assert codes(found)[-1] == "SAY132"


@pytest.mark.parametrize("suffix", PACK)
def test_a_bomb_is_stopped_while_it_streams(suffix):
    bomb = PACK[suffix](bytes(30_000_000))
    assert len(bomb) < 40_000
    tracemalloc.start()
    found = unpacked(bomb, "news.jsonl" + suffix, suffix, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(found) == ["SAY131"]
    assert peak < 40_000_000


def test_the_total_counts_whatever_the_ratio_is():
    lines = (b'{"text": "%s"}\n' % NOISE[:500]) * 100
    assert codes(unpacked(gzip.compress(lines), "a.jsonl.gz", max_unpacked=10_000))[-1] == "SAY131"


def test_packings_within_packings_end_at_the_depth():
    packed = TEXT
    for _ in range(4):
        packed = gzip.compress(packed)
    assert codes(unpacked(packed, max_depth=3)) == ["ok"]
    assert codes(unpacked(gzip.compress(packed), max_depth=3)) == ["SAY131"]


def test_a_bomb_within_a_packing_counts_as_one():
    inner = gzip.compress(gzip.compress(bytes(60_000_000)))
    assert len(inner) < 2000
    assert codes(unpacked(inner, max_bytes=1_000_000)) == ["SAY131"]


def test_a_large_text_is_too_large_and_no_bomb():
    assert codes(unpacked(gzip.compress(NOISE), max_bytes=100_000)) == ["SAY114"]


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("step", [1, 1 << 16])
def test_content_codings_are_undone(coding, step):
    assert decoded(CODINGS[coding](TEXT), coding.lower(), step) == TEXT
    assert decoded(CODINGS[coding](NOISE), coding.lower()) == NOISE


def test_several_codings_and_none():
    assert decoded(gzip.compress(brotli.compress(TEXT)), "br, GZIP") == TEXT
    assert decoded(TEXT, "identity") == TEXT
    assert decoded(b"", "gzip") == b""
    assert decoded(gzip.compress(TEXT) + b"\r\n", "gzip") == TEXT


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coded_bomb_is_stopped(coding):
    bomb = CODINGS[coding](bytes(30_000_000))
    with pytest.raises(InputError) as raised:
        decoded(bomb, coding.lower(), max_bytes=1_000_000)
    assert raised.value.code == "SAY131"


@pytest.mark.parametrize("coding", CODINGS)
def test_a_cut_body_gives_what_came_and_then_the_error(coding):
    got: list[bytes] = []
    with pytest.raises(InputError) as raised:
        got.extend(decoded_content([CODINGS[coding](NOISE)[:-1000]], coding.lower(), Limits(), "page"))
    assert (raised.value.code, NOISE.startswith(b"".join(got)), len(b"".join(got)) > 100_000) == (
        "SAY132",
        True,
        True,
    )


def test_unknown_and_too_many_codings():
    for encoding, code in (("compress", "SAY133"), ("gzip, rot13", "SAY133"), ("gzip," * 9, "SAY131")):
        with pytest.raises(InputError) as raised:
            decoded(TEXT, encoding)
        assert raised.value.code == code


@pytest.mark.slow
@pytest.mark.parametrize("suffix", PACK)
def test_random_damage_never_crashes_and_is_never_silent(suffix):
    chance = random.Random(suffix)
    pack = zstandard.ZstdCompressor(write_checksum=True).compress if suffix == ".zst" else PACK[suffix]
    packed = pack(NOISE[:60_000])
    for _ in range(300):
        broken = bytearray(packed)
        for _ in range(chance.randint(1, 3)):
            broken[chance.randrange(12, len(broken))] = chance.randrange(256)
        found = unpacked(bytes(broken), "a.txt" + suffix, suffix)
        whole = [
            piece.data == NOISE[:60_000] and not piece.notes for piece in found if isinstance(piece, Piece)
        ]
        assert whole == [True] or "SAY132" in codes(found)
