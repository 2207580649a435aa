"""Zip and tar: every member a piece, none a path, bombs stopped, damage told, the others go on."""

import gzip
import io
import os
import random
import stat
import struct
import tarfile
import tracemalloc
import zipfile

import pytest

from sayso.errors import InputError
from sayso.intake import find_pieces
from sayso.intake._pieces import Limits
from sayso.intake._unpack import unpack

TEXT = ("The bridge at Riverton will reopen in spring, the mayor said on Monday.\n" * 20).encode()
NOISE = random.Random(7).randbytes(100_000).hex().encode()


class Pipe(io.RawIOBase):
    """A stream that can be read only once."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self._inner.readinto(buffer)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def unpacked(data: bytes, suffix: str = ".zip", stream=io.BytesIO, **limits):
    found = []
    try:
        for piece in unpack(stream(data), "a" + suffix, suffix, Limits(**limits)):
            found.append(piece)
    except InputError as error:
        found.append(error)
    return found


def told(found):
    """Each finding as its member and what became of it."""
    return [
        (item.subject if isinstance(item, InputError) else item.source).partition("!")[2]
        + " "
        + (item.code if isinstance(item, InputError) else "ok")
        for item in found
    ]


PACKED = {".zip": zipped, ".tar": tarred, ".tgz": lambda members: gzip.compress(tarred(members))}


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
def test_members_in_their_order(suffix, stream):
    members = {
        "z.txt": TEXT,
        "b/a.html": b"<html><p>x",
        "n.jsonl": b'{"text": "a"}\n{"text": "b"}',
        "e.txt": b"",
    }
    found = unpacked(PACKED[suffix](members), suffix, stream)
    assert told(found) == ["z.txt ok", "b/a.html ok", "n.jsonl line 1 ok", "n.jsonl line 2 ok", "e.txt ok"]
    assert [(piece.data, piece.suffix) for piece in found[:2]] == [(TEXT, ".txt"), (b"<html><p>x", ".html")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_methods_of_zip(method):
    found = unpacked(zipped({"a.txt": NOISE, "b.txt": TEXT}, method))
    assert [piece.data for piece in found] == [NOISE, TEXT]
    assert told(unpacked(zipped({"a.txt": TEXT}, zipfile.ZIP_LZMA))) == ["a.txt SAY133"]


@pytest.mark.parametrize("suffix", PACKED)
def test_hidden_files_are_passed_over(suffix):
    members = {
        "./a.txt": TEXT,
        "__MACOSX/._a.txt": b"\0",
        "d/._b.txt": b"\0",
        ".git/x": b"",
        "d/.c": b"",
        "..d.txt": b"x",
    }
    assert told(unpacked(PACKED[suffix](members), suffix)) == ["./a.txt ok"]
    assert told(unpacked(PACKED[suffix]({".a": b"x"}), suffix)) == [" SAY111"]
    assert told(unpacked(PACKED[suffix]({}), suffix)) == [" SAY111"]


NAMES = [
    "../../x.txt",
    "/etc/x.txt",
    "..\\..\\y.txt",
    "C:\\x.txt",
    "a\nb\x1b[31m.txt",
    "é.txt",
    "x" * 300 + ".txt",
]


@pytest.mark.parametrize("suffix", PACKED)
def test_names_are_text_and_never_paths(suffix, tmp_path, monkeypatch):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    found = unpacked(PACKED[suffix](dict.fromkeys(NAMES, TEXT)), suffix)
    assert [piece.source for piece in found] == [f"a{suffix}!{name}" for name in NAMES]
    assert [str(path.relative_to(tmp_path)) for path in sorted(tmp_path.rglob("*"))] == ["deep", "deep/er"]
    assert not os.path.exists("/etc/x.txt")


def test_links_and_devices_are_refused():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    assert told(unpacked(out.getvalue(), ".tar")) == [
        "s SAY134",
        "h SAY134",
        "d SAY134",
        "f SAY134",
        "a.txt ok",
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipping:
        link = zipfile.ZipInfo("s")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipping.writestr(link, "/etc/passwd")
        zipping.writestr("a.txt", TEXT)
    assert told(unpacked(out.getvalue())) == ["s SAY134", "a.txt ok"]


def test_encrypted_members_are_refused_and_the_others_go_on():
    data = bytearray(zipped({"s.txt": TEXT, "a.txt": TEXT}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert told(unpacked(bytes(data))) == ["s.txt SAY133", "a.txt ok"]


@pytest.mark.parametrize("first", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_office_documents_are_no_archives(first):
    (error,) = unpacked(zipped({first: b"application/epub+zip", "x.xml": b"<a/>"}))
    assert (error.code, error.detail) == ("SAY112", "it looks like an office document")


@pytest.mark.parametrize("suffix", PACKED)
def test_a_member_that_is_too_large_or_no_text_does_not_stop_the_others(suffix):
    members = {"big.txt": NOISE, "big.jsonl": b'{"text": "a"}\n' * 20_000, "a.txt": TEXT}
    found = unpacked(PACKED[suffix](members), suffix, max_bytes=100_000)
    assert told(found)[0] == "big.txt SAY114"
    assert told(found)[-1] == "a.txt ok"
    assert len(found) == 20_002


def test_a_bad_checksum_is_told_and_the_others_go_on():
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    data[data.index(b"Riverton")] = ord("L")
    found = unpacked(bytes(data))
    assert told(found) == ["a.txt ok", "a.txt SAY132", "b.txt ok"]
    assert found[0].notes == (("damaged", "its checksum does not match"),)


@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
def test_a_zip_that_was_cut_off_is_read_as_far_as_it_goes(stream):
    whole = zipped({"a.txt": TEXT, "b.txt": NOISE, "c.txt": TEXT})
    assert told(unpacked(whole[: whole.index(b"PK\x01\x02")], stream=stream)) == [
        "a.txt ok", "b.txt ok", "c.txt ok", " SAY132",
    ]  # fmt: skip
    found = unpacked(whole[: whole.index(b"c.txt") - 5000], stream=stream)
    assert told(found) == ["a.txt ok", "b.txt ok", "b.txt SAY132", " SAY132"]
    assert found[1].notes[0][0] == "truncated"


def test_a_cut_zip_whose_sizes_stand_behind_the_members():
    class Out(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            written.extend(data)
            return len(data)

    written = bytearray()
    with zipfile.ZipFile(Out(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, TEXT)
    assert told(unpacked(bytes(written))) == ["a.txt ok", "b.txt ok"]
    cut = bytes(written)[: written.index(b"PK\x01\x02")]
    assert told(unpacked(cut)) == ["a.txt ok", "b.txt ok", " SAY132"]


def test_a_tar_that_was_cut_off_is_read_as_far_as_it_goes():
    whole = tarred({"a.txt": TEXT, "b.txt": NOISE, "c.txt": TEXT})
    found = unpacked(whole[:100_000], ".tar")
    assert told(found)[:3] == ["a.txt ok", "b.txt ok", "b.txt SAY132"]
    assert found[1].notes[0][0] == "truncated"
    assert [error.code for error in found[3:]] == ["SAY132"]
    found = unpacked(gzip.compress(whole)[:-50_000], ".tgz")
    assert told(found) == ["a.txt ok", "b.txt ok", "b.txt SAY132", " SAY132"]
    assert told(unpacked(whole[: 512 + 1536], ".tar")) == ["a.txt ok", " SAY132"]


def test_a_damaged_header_in_a_tar_is_told_and_the_next_member_found():
    whole = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}, tarfile.USTAR_FORMAT))
    whole[whole.index(b"b.txt") + 150] ^= 0x7
    assert told(unpacked(bytes(whole), ".tar")) == ["a.txt ok", " SAY132", "c.txt ok"]
    assert told(unpacked(TEXT, ".tar")) == [" SAY133"]


@pytest.mark.parametrize("suffix", PACKED)
def test_too_many_members(suffix):
    members = {f"{n}.txt": b"x" for n in range(20)}
    found = unpacked(PACKED[suffix](members), suffix, max_members=10)
    assert told(found)[-1] == " SAY131"
    assert len(found) <= 11


def test_a_zip_in_a_zip_in_a_zip_ends_at_the_depth():
    data = zipped({"a.txt": TEXT})
    for _ in range(3):
        data = zipped({"in.zip": data, "b.txt": TEXT})
    assert [line[-2:] for line in told(unpacked(data))] == ["ok"] * 4
    found = unpacked(zipped({"in.zip": data, "c.txt": TEXT}))
    assert told(found)[0] == "in.zip!in.zip!in.zip!in.zip SAY131"
    assert [line[-2:] for line in told(found)[1:]] == ["ok"] * 4


def tree() -> bytes:
    """A zip of zips of zips, twice as many at each of eight levels, in a few thousand bytes."""
    data = zipped({"r.zip": b""})
    for _ in range(8):
        data = zipped({"r.zip": data, "s.zip": data})
    return data


def test_zips_without_end_come_to_an_end():
    found = unpacked(tree(), max_members=100)
    assert "SAY131" in {item.code for item in found}
    assert len(found) < 200


def overlapping(members: int, size: int) -> bytes:
    """A zip whose members all share the same packed bytes."""
    data = zipped({"0.txt": bytes(size)})
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"0.txt", b"%05d" % n) for n in range(members))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, members, members, len(entries), start, 0)
    return data[:start] + entries + end


def test_members_that_share_their_bytes_are_counted_each():
    bomb = overlapping(1000, 900_000)
    assert len(bomb) < 60_000
    found = unpacked(bomb, max_bytes=1_000_000)
    assert told(found)[-1].endswith("SAY131")
    assert len(found) < 20


@pytest.mark.parametrize("suffix", PACKED)
def test_a_bomb_among_members(suffix):
    bomb = PACKED[suffix]({"a.txt": TEXT, "b.jsonl": bytes(30_000_000)})
    bomb = gzip.compress(bomb) if suffix == ".tar" else bomb
    tracemalloc.start()
    found = unpacked(bomb, suffix, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[-1].code == "SAY131"
    assert peak < 20_000_000


def test_a_bzip2_bomb_in_a_zip_is_unpacked_a_little_at_a_time():
    bomb = zipped({"b.jsonl": bytes(100_000_000)}, zipfile.ZIP_BZIP2)
    assert len(bomb) < 1000
    tracemalloc.start()
    found = unpacked(bomb, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (told(found), peak < 20_000_000) == (["b.jsonl SAY131"], True)


def test_a_header_of_a_tar_is_not_held_whatever_it_says():
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    data = info.tobuf(tarfile.GNU_FORMAT) + bytes(100_000)
    assert told(unpacked(data, ".tar")) == [" SAY133"]
    assert told(unpacked(tarred({"a.txt": TEXT})[:2048] + data, ".tar")) == ["a.txt ok", " SAY132"]


def test_a_directory_of_a_zip_is_not_held_whatever_it_says():
    data = zipped({"a.txt": TEXT})
    end = data.index(b"PK\x05\x06")
    lied = data[: end + 12] + struct.pack("<L", 4_000_000_000) + data[end + 16 :]
    assert unpacked(lied)[-1].code in ("SAY131", "SAY132")


def test_archives_among_other_inputs(tmp_path):
    (tmp_path / "a.zip").write_bytes(
        zipped({"x.txt": TEXT, "in.tgz": gzip.compress(tarred({"y.txt": TEXT}))})
    )
    (tmp_path / "b.txt").write_bytes(TEXT)
    found = [piece.source.removeprefix(f"{tmp_path}/") for piece in find_pieces([tmp_path])]
    assert found == ["a.zip!x.txt", "a.zip!in.tgz!y.txt", "b.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", PACKED)
def test_random_damage_never_crashes(suffix):
    chance = random.Random(suffix)
    whole = PACKED[suffix]({"a.txt": TEXT, "in.zip": zipped({"b.txt": TEXT}), "é" * 80: TEXT})
    for _ in range(2000):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.choice((0, 255, chance.randrange(256)))
        unpacked(bytes(broken[: chance.choice((len(broken), chance.randrange(len(broken))))]), suffix)
