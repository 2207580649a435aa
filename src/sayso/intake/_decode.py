"""Bytes to text: which encoding, and whether they are text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from sayso.errors import InputError
from sayso.intake._pieces import Notes

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a RIFF file (sound, film or picture)"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
"""First bytes of formats that are often named by mistake, with what to call them."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
_HIGH = re.compile(rb"[\x80-\xff]")
_WELL_FORMED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_MOST_NULS = 100
"""NUL characters that a text may hold, and one for how many others at least."""

_META_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,30})""", re.I
)
_DECLARABLE = re.compile(
    r"(?:iso-?8859-?\d{1,2}|latin-?\d|windows-?125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))$"
)
_TYPICAL_HIGH = frozenset(
    "€‚„…‘’“”•–—™£§©«°±´·»½ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŠšŽžŒœ\xa0¡¿"
)


class Decoded(NamedTuple):
    """A text, the encoding it was read by, and notes on what is doubtful about that, as (kind, words)."""

    text: str
    encoding: str
    notes: Notes = ()


def decode(data: bytes, name: str, *, html: bool = False) -> str:
    """The text of ``data`` alone: see ``decoded``."""
    return decoded(data, name, html=html).text


def decoded(
    data: bytes, name: str, *, html: bool = False, charset: str | None = None, encoding: str | None = None
) -> Decoded:
    """The text of ``data``, character for character; a byte order mark is not part of it.

    UTF-8 and UTF-16 (with a mark) first, then the encoding that a header (``charset``) or the page declares,
    then Windows-1252 if that gives plausible text. A few broken bytes in UTF-8 become U+FFFD, and so do lone
    surrogates; pairs of them become the character that they stand for. A few NUL characters stay.
    ``encoding`` overrules all of this. Raises ``InputError`` SAY112 (binary) or SAY113 (undecodable).
    """
    if encoding is not None:
        return _ordered(data, name, encoding)
    if data.startswith(_UTF16) and not data.startswith(codecs.BOM_UTF32_LE):
        text = data.decode("utf-16", errors="replace")
        return Decoded(text, "utf-16", _nuls(text.count("\x00"), len(text), name))
    refuse_binary(data, name)
    nuls = _nuls(data.count(0), len(data), name)
    claimed = (charset or (_meta(data) if html else None) or "").lower()
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8", (*_contradicted(claimed, "utf-8", data), *nuls))
    except UnicodeDecodeError:
        pass
    if (begun := _with_surrogates(data)) and (_PAIR.search(begun) or not _declared(data, claimed)):
        paired = _PAIR.sub(_character, begun)
        notes = (*_contradicted(claimed, "utf-8", data), *_pairs(begun), *lone_surrogates(paired))
        return Decoded(without_surrogates(paired), "utf-8", (*notes, *nuls))
    for found, used in (
        (_declared(data, claimed), claimed),
        (_damaged_utf8(data), "utf-8"),
        (_windows_1252(data), "windows-1252"),
        (_damaged_utf8(data, alone=True), "utf-8"),
    ):
        if found is not None:
            return Decoded(found, used, (*_contradicted(claimed, used, data), *_broken(found, used), *nuls))
    raise InputError("SAY113", name)


def _ordered(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, (("encoding", f"read as {encoding} by order"),))
    except (LookupError, UnicodeError) as error:
        raise InputError("SAY113", name, f"not as {encoding}: {error}") from None


def _contradicted(claimed: str, used: str, data: bytes) -> Notes:
    """What the input says of its encoding where that is not what its bytes are."""
    if not claimed or data.isascii():
        return ()
    try:
        same = codecs.lookup(claimed).name == codecs.lookup(used).name
    except LookupError:
        same = False
    return () if same else (("encoding", f"it claims {claimed[:40]!r}, and was read as {used}"),)


def _broken(text: str, used: str) -> Notes:
    broken = text.count("\ufffd") if used == "utf-8" else 0
    if broken:
        return (("encoding", f"{broken} bytes that are not {used} became U+FFFD"),)
    return () if used == "utf-8" else (("encoding", f"not valid utf-8; read as {used}"),)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise ``InputError`` SAY112 where the bytes are those of a picture, an archive or the like."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError("SAY112", name, f"it looks like {what}")
    _nuls(data.count(0), len(data), name)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 10 and controls * 50 > len(data):
        raise InputError("SAY112", name, "it is full of control characters")


def _nuls(count: int, size: int, name: str) -> Notes:
    """A note on NULs: few in a text are a slip of whoever wrote it. Raises ``InputError`` SAY112 for more."""
    if count > _MOST_NULS or count * 100 > size:
        raise InputError("SAY112", name, "it holds NUL characters")
    return (("encoding", f"{count} NUL character{'s' * (count > 1)} in the text"),) if count else ()


def _with_surrogates(data: bytes) -> str | None:
    """UTF-8 with surrogates written out, as by programs that think in UTF-16; None where it is not sound."""
    try:
        return data.decode("utf-8-sig", errors="surrogatepass")
    except UnicodeDecodeError:
        return None


def _character(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _pairs(text: str) -> Notes:
    count = sum(1 for _ in _PAIR.finditer(text))
    return (("encoding", f"{count} pair{'s' * (count > 1)} of surrogates joined"),) if count else ()


def lone_surrogates(text: str) -> Notes:
    """A note on the surrogates that ``without_surrogates`` replaces, if there are any."""
    count = len(_SURROGATE.findall(text))
    return (("encoding", f"{count} lone surrogate{'s' * (count > 1)} became U+FFFD"),) if count else ()


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, so that no offset moves."""
    return _SURROGATE.sub("\ufffd", text)


def _meta(data: bytes) -> str | None:
    match = _META_CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _declared(data: bytes, charset: str) -> str | None:
    if not _DECLARABLE.match(charset):
        return None
    try:
        return data.decode(charset, errors="strict")
    except (LookupError, UnicodeDecodeError):
        return None


def _damaged_utf8(data: bytes, *, alone: bool = False) -> str | None:
    """UTF-8 with at most one character in 50 broken, and more sound ones than broken beyond ASCII.

    Where nothing else fits (``alone``), one character in 100 may be broken in a text that is ASCII otherwise.
    """
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    if alone:
        return text if broken * 100 <= len(text) else None
    sound = sum(1 for _ in _WELL_FORMED.finditer(data))
    return text if broken <= sound and broken * 50 <= len(text) else None


def _windows_1252(data: bytes) -> str | None:
    """Windows-1252, if the high bytes then are few and ones that English text has."""
    high = len(_HIGH.findall(data))
    if high * 6 > len(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    typical = sum(1 for c in text if c > "\x7f" and c in _TYPICAL_HIGH)
    return text if typical * 4 >= high * 3 else None
