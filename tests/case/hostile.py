"""A folder of hostile files, at least one for each fault that an input may have, made anew for each test.

Each maker is named for what is wrong with its file. ``SECRET`` stands in a file beside the folder that
nothing may read, ``ESCAPED`` is what would be there if a member of an archive were ever written to its path.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import zstandard

SECRET = "The password of the mayor is swordfish."
ESCAPED = "escaped.txt"
MIB = 1 << 20

STORY = (
    "RIVERTON, May 3, 2021 (Herald) - Police arrested two men in Riverton on Monday, Mayor Ada Quill said. "
    "Dockers marched against the governor."
)
"""A good article, whose words a file adds to so that it is its own."""


def story(n: int | str) -> str:
    """The good article, as no other file has it."""
    return f"{STORY} It was report {n} of the day, the police said."


def html(body: str, *, head: str = "") -> bytes:
    """A page that an extractor finds an article in."""
    more = "".join(f"<p>{sentence}</p>" for sentence in _MORE)
    return (
        f"<!doctype html><html><head><title>Two men arrested</title>{head}</head>"
        f"<body><article>{body}{more}</article></body></html>"
    ).encode()


_MORE = (
    "The council of Riverton met on Tuesday, and the town has waited for its answer since the flood.",
    "Engineers finished the last pier of the bridge in a week of dry weather, according to the council.",
)


def zipped(members: Mapping[str, bytes], *, links: Mapping[str, str] | None = None) -> bytes:
    """A zip; ``links`` are members that are symbolic links, with what they point to."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        for name, target in (links or {}).items():
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o120777 << 16
            archive.writestr(info, target)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], *, links: Mapping[str, tuple[bytes, str]] | None = None) -> bytes:
    """A tar; ``links`` are members of another type, with the type and what they point to."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, (kind, target) in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    return out.getvalue()


def record(block: bytes, *, length: int | None = None, n: int = 0, **fields: str) -> bytes:
    """A record of a WARC; ``length`` is a lie about it."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = {
        "WARC-Type": "response",
        "WARC-Target-URI": f"https://example.org/{n}.html",
        "WARC-Date": "2021-05-03T10:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, **fields: str) -> bytes:
    """A response as a crawler keeps it."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{lines}\r\n".encode() + body


def response(n: int, **fields: str) -> bytes:
    """A sound record of a page that does not pack well."""
    noise = random.Random(n).randbytes(2000).hex()
    return record(http(html(f"<p>{story(f'w{n}')}</p><!-- {noise} -->"), **fields), n=n)


def coded(coding: str, body: bytes) -> bytes:
    """A record of a response in a content coding."""
    return record(http(body, Content_Encoding=coding))


def deflated(data: bytes) -> bytes:
    """Deflate without a frame."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def feed(text: str, *, dtd: str = "") -> bytes:
    """A feed of one entry that is sound, and one with ``text`` in it."""
    own = hashlib.sha256(f"{dtd}{text}".encode()).hexdigest()[:8]
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{n}</link>"
        f"<pubDate>Mon, 03 May 2021 08:00:00 GMT</pubDate><description>{words}</description></item>"
        for n, (title, words) in enumerate((("Sound", story(f"{own} of the feed")), ("Hostile", text)))
    )
    return (
        f'<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'
    ).encode()


_LAUGHS = "".join('<!ENTITY a{} "{}">'.format(n, f"&a{n - 1};" * 10) for n in range(1, 11))
LAUGHS = f'<!DOCTYPE rss [<!ENTITY a0 "ha ">{_LAUGHS}]>'
QUADRATIC = '<!DOCTYPE rss [<!ENTITY a "' + "ha " * 30_000 + '">]>'


def external(target: str) -> str:
    """A document type whose entity is a file or an address."""
    return f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{target}"><!ENTITY % y SYSTEM "{target}"> %y;]>'


def _nested(depth: int) -> bytes:
    data = zipped({"deep.txt": story("deep").encode()})
    for _ in range(depth):
        data = zipped({"shallow.txt": story("shallow").encode(), "inner.zip": data})
    return data


def _warc_with_bad_record() -> bytes:
    bad = response(2).replace(b"Content-Length: ", b"Content-Length: x")
    return response(1) + bad + response(3)


def _warc_with_false_digest() -> bytes:
    return response(4) + record(http(html(f"<p>{story('w5')}</p>")), n=5).replace(b"report", b"repost")


def _warc_gz_cut_in_the_middle() -> bytes:
    """Three members, the second without its last bytes."""
    one, two, three = (gzip.compress(response(n)) for n in (11, 12, 13))
    return one + two[:-900] + three


def _lines() -> bytes:
    """JSON lines of every kind of awkward character. The words in them say which."""
    awkward = {
        "emoji": "👩\u200d👩\u200d👧 😀 🇧🇾",
        "combining": "Cafe\u0301 a\u0308\u0323\u0301\u0301",
        "nul": "a\x00b",
        "surrogates": "\ud83d x \ude00",
        "crlf": "one\r\ntwo\rthree",
        "nfc": "Jos\u00e9 Z\u00fa\u00f1iga",
        "nfd": "Jose\u0301 Zu\u0301n\u0303iga",
        "bidi": "\u202egnp.exe\u202c \u2066x\u2069 \u061c",
        "separators": "one\u2028two\u2029three\x85four\x0bfive\x0csix",
        "noncharacters": "\ufffe \uffff \U0010ffff \ufeff \u200b",
        "controls": "\x1b[31mred\x1b[0m \x07 \x7f",
    }
    rows = [
        {"id": name, "title": f"{words} {name}", "text": f"{words} {story(name)} “{words},” said Ada Quill."}
        for name, words in awkward.items()
    ]
    return b"".join(json.dumps(row).encode("ascii") + b"\r\n" for row in rows)


def _raw_lines() -> bytes:
    """JSON lines whose bytes are not all UTF-8, are no object, or nest too deeply."""
    return b"\n".join((
        json.dumps({"id": "sound", "text": f"👍 {story('sound')}"}, ensure_ascii=False).encode(),
        b'{"id": "cp1252", "text": "' + story("cp1252").encode() + b' K\xf6hler."}',
        b'{"id": "surrogate bytes", "text": "' + story("cesu").encode() + b' \xed\xa0\xbd\xed\xb8\x80"}',
        b"[" * 100_000,
        b'{"id": "deep", "text": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
        b'{"id": "number", "text": ' + b"9" * 10_000 + b"}",
        b'{"id": "no text"}',
        b'{"id": "twice", "text": "x", "text": "' + story("twice").encode() + b'"}',
        b"\x00\x00\x00",
    ))  # fmt: skip


_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
_PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_LIES = "Der Präsident Jürgen Köhler – “no”, he said – denied it for €5 in São Paulo."

ROW_1: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "empty.html": lambda: b"",
    "spaces.txt": lambda: b" \t\r\n\x0c" * 500,
    "spaces.html": lambda: "\ufeff\u3000 \n".encode(),
    "tags-only.html": lambda: b"<html><body><div><p></p></div></body></html>",
    "text-named.html": lambda: f"{story('no html')}\n\nIt is no page at all.\n".encode(),
    "picture-named.html": lambda: _PNG,
    "picture.png": lambda: _PNG,
    "paper.pdf": lambda: _PDF,
    "pdf-named.txt": lambda: _PDF,
    "noise.bin": lambda: random.Random(3).randbytes(5000),
    "noise.html": lambda: random.Random(4).randbytes(5000),
    "empty.zip": lambda: zipped({}),
    "empty.gz": lambda: gzip.compress(b""),
    "empty.jsonl": lambda: b"",
    "empty.csv": lambda: b"",
    "empty.mbox": lambda: b"",
    "empty.warc": lambda: b"",
    "empty.tar": lambda: tarred({}),
}
ROW_2: dict[str, Callable[[], bytes]] = {
    "colspan.html": lambda: html(
        f'<p>{story("colspan")}</p><table><tr><td colspan="9007199254740991" rowspan="9007199254740991">'
        "First cell</td><td>Second cell</td></tr></table>"
    ),
    "colspan-plain.html": lambda: html(
        f"<p>{story('colspan')}</p><table><tr><td>First cell</td><td>Second cell</td></tr></table>"
    ),
}
ROW_3: dict[str, Callable[[], bytes]] = {
    "line.html": lambda: b"<!doctype html><html><body><p>" + b"word " * 5_000_000,
    "line.jsonl": lambda: (
        b'{"id": "huge", "text": "' + b"word " * 5_000_000 + b'"}\n'
        b'{"id": "after", "text": "' + story("after the huge line").encode() + b'"}\n'
    ),
    "many-elements.html": lambda: html(f"<p>{story('elements')}</p>" + "<b>x</b>" * 100_000),
}
ROW_4: dict[str, Callable[[], bytes]] = {
    "deep.html": lambda: html("<div>" * 100_000 + f"<p>{story('deep html')}</p>" + "</div>" * 100_000),
    "deep-open.html": lambda: html("<b><i>" * 50_000 + f"<p>{story('deep open')}</p>"),
    "deep-tables.html": lambda: html("<table><tr><td>" * 15_000 + f"<p>{story('deep tables')}</p>"),
    "deep.json": lambda: b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep.rss": lambda: feed("<b>" * 100_000 + story("deep feed") + "</b>" * 100_000),
    "items-in-items.rss": lambda: (
        b"<rss><channel>" + b"<item>" * 200 + b"</item>" * 200 + b"</channel></rss>"
    ),
}
ROW_5: dict[str, Callable[[], bytes]] = {
    "bomb.txt.gz": lambda: gzip.compress(bytes(60 * MIB)),
    "bomb-twice.gz": lambda: gzip.compress(gzip.compress(bytes(60 * MIB))),
    "bomb.txt.zst": lambda: zstandard.compress(bytes(60 * MIB)),
    "bomb-gzip.warc": lambda: coded("gzip", gzip.compress(bytes(60 * MIB))) + response(51),
    "bomb-br.warc": lambda: coded("br", brotli.compress(bytes(60 * MIB), quality=4)) + response(52),
    "bomb-zstd.warc": lambda: coded("zstd", zstandard.compress(bytes(60 * MIB))) + response(53),
    "bomb-deflate.warc": lambda: coded("deflate", deflated(bytes(60 * MIB))) + response(54),
    "bomb.warc.gz": lambda: gzip.compress(record(http(bytes(60 * MIB)))) + gzip.compress(response(55)),
}
ROW_6: dict[str, Callable[[], bytes]] = {
    "bomb.zip": lambda: zipped({"a.txt": story("bomb").encode(), "b.txt": bytes(60 * MIB)}),
    "nested.zip": lambda: _nested(6),
    "slip.zip": lambda: zipped(
        {
            f"../../{ESCAPED}": story("slip up").encode(),
            f"/tmp/sayso-{ESCAPED}": story("slip root").encode(),
            f"C:\\{ESCAPED}": story("slip drive").encode(),
            f"..\\..\\{ESCAPED}": story("slip back").encode(),
            "new\nline\x1b[31m\u202e.txt": story("slip name").encode(),
            "good.txt": story("slip good").encode(),
        },
        links={"link.txt": "../secret.txt", "passwd.txt": "/etc/passwd"},
    ),
    "slip.tar": lambda: tarred(
        {f"../../{ESCAPED}": story("tar up").encode(), f"/tmp/sayso-{ESCAPED}": story("tar root").encode()},
        links={
            "hard.txt": (tarfile.LNKTYPE, "../secret.txt"),
            "soft.txt": (tarfile.SYMTYPE, "/etc/passwd"),
            "pipe.txt": (tarfile.FIFOTYPE, ""),
            "device.txt": (tarfile.CHRTYPE, ""),
        },
    ),
    "cut.zip": lambda: zipped({"a.txt": story("cut zip a").encode(), "b.txt": bytes(range(256)) * 40})[:-90],
    "locked.zip": lambda: _locked(zipped({"a.txt": story("locked").encode()})),
    "paper.docx": lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
}
ROW_7: dict[str, Callable[[], bytes]] = {
    "cut.warc.gz": lambda: (gzip.compress(response(71)) + gzip.compress(response(72)))[:-700],
    "cut-in-the-middle.warc.gz": _warc_gz_cut_in_the_middle,
    "bad-record.warc": _warc_with_bad_record,
    "bad-digest.warc": _warc_with_false_digest,
    "cut.txt.gz": lambda: gzip.compress(f"{STORY} {random.Random(1).randbytes(900).hex()}".encode())[:-200],
}  # fmt: skip
ROW_8: dict[str, Callable[[], bytes]] = {
    "long-at-end.warc": lambda: response(81) + record(http(html(f"<p>{story('w82')}</p>")), length=10**14),
    "short-at-end.warc": lambda: response(83) + record(http(html(f"<p>{story('w84')}</p>")), length=40),
    "nothing-at-end.warc": lambda: response(85) + b"WARC/1.0\r\n" * 200,
}
ROW_9: dict[str, Callable[[], bytes]] = {
    "laughs.rss": lambda: feed("&a10;", dtd=LAUGHS),
    "quadratic.rss": lambda: feed("&a;" * 20_000, dtd=QUADRATIC),
}
ROW_15: dict[str, Callable[[], bytes]] = {
    "awkward.jsonl": _lines,
    "raw.jsonl": _raw_lines,
    "nul.txt": lambda: f"Ada\x00Quill\r\n\r\n{story('nul text')}\x00\r\n".encode(),
    "surrogates.txt": lambda: (
        f"{story('surrogate text')} \ud83d\ude00 \ud800.".encode("utf-8", "surrogatepass")
    ),
    "crlf.txt": lambda: f"Two men arrested\r\n\r\n{story('crlf text')}\r\n\r\nOne.\rTwo.\n\rThree.".encode(),
    "nfc.txt": lambda: f"José Zúñiga told Ada Quill. {story('forms')}".encode(),
    "nfd.txt": lambda: f"Jose\u0301 Zu\u0301n\u0303iga told Ada Quill. {story('forms')}".encode(),
    "utf16.txt": lambda: f"😀 {story('utf16')}".encode("utf-16"),
    "zalgo.txt": lambda: ("A" + "\u0301" * 5000 + f"da Quill said no. {story('zalgo')}").encode(),
}  # fmt: skip
ROW_16: dict[str, Callable[[], bytes]] = {
    "lies.html": lambda: html(
        f"<p>{_LIES} {story('lies')}</p>", head='<meta charset="utf-8">'
    ).decode().encode("cp1252"),
    "mixed.txt": lambda: (
        f"{_LIES} {story('mixed')}\n\n".encode()
        + f"{_LIES} Later.\n\n".encode("cp1252")
        + "И всё.\n".encode()
    ),
    "mojibake.txt": lambda: f"{_LIES} {story('mojibake')}".encode().decode("cp1252", "replace").encode(),
    "cyrillic.txt": lambda: ("Президент России сказал, что это не так. " * 20).encode("cp1251"),
}  # fmt: skip

ROWS: dict[int, dict[str, Callable[[], bytes]]] = {
    1: ROW_1, 2: ROW_2, 3: ROW_3, 4: ROW_4, 5: ROW_5, 6: ROW_6, 7: ROW_7, 8: ROW_8, 9: ROW_9, 15: ROW_15,
    16: ROW_16,
}  # fmt: skip


def _locked(data: bytes) -> bytes:
    """A zip whose members say that they are encrypted."""
    made = bytearray(data)
    made[6] |= 1
    made[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def make(home: Path, *, port: int) -> Path:
    """The folder ``hostile`` with all files, and beside it the secret. Returns the folder. Nothing may ask at
    ``port``."""
    secret = home / "secret.txt"
    secret.write_text(SECRET)
    folder = home / "hostile"
    for row, makers in ROWS.items():
        inside = folder / f"row-{row:02d}"
        inside.mkdir(parents=True)
        for name, maker in makers.items():
            (inside / name).write_bytes(maker())
    with open(folder / "row-03" / "huge.txt", "wb") as stream:
        stream.write(b"One line of a thousand million bytes. ")
        stream.truncate(10**9)
    for name, target in (("file", secret.as_uri()), ("net", f"http://127.0.0.1:{port}/x")):
        dtd = external(target)
        (folder / "row-09" / f"xxe-{name}.rss").write_bytes(feed("&x; and so on", dtd=dtd))
        (folder / "row-09" / f"xxe-{name}.xml").write_bytes(
            f'<?xml version="1.0"?>{dtd.replace("rss", "urlset")}'.encode()
            + b"<urlset><url><loc>&x;</loc></url></urlset>"
        )
        (folder / "row-09" / f"xxe-{name}.html").write_bytes(
            f'<?xml version="1.0"?>{dtd}'.encode() + html(f"<p>&x; {story(name)}</p>")
        )
    (folder / "row-06" / "link.txt").symlink_to(secret.with_name("nowhere.txt"))
    (folder / "row-06" / "loop").symlink_to(folder)
    return folder
