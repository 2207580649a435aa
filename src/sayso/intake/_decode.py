"""Bytes to text: which encoding, and whether they are text at all."""

from __future__ import annotations

import codecs
import re

from sayso.errors import InputError

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
_META_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,30})""", re.I
)
_DECLARABLE = re.compile(
    r"(?:iso-?8859-?\d{1,2}|latin-?\d|windows-?125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))$"
)
_TYPICAL_HIGH = frozenset(
    "€‚„…‘’“”•–—™£§©«°±´·»½ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŠšŽžŒœ\xa0¡¿"
)


def decode(data: bytes, name: str, *, html: bool = False) -> str:
    """The text of ``data``, character for character; a byte order mark is not part of it.

    UTF-8 and UTF-16 (with a mark) first, for HTML also the encoding that the page declares, then Windows-1252
    if that gives plausible text. A few broken bytes in UTF-8 become U+FFFD. Raises ``InputError`` SAY112
    (binary) or SAY113 (undecodable).
    """
    if data.startswith(_UTF16) and not data.startswith(codecs.BOM_UTF32_LE):
        text = data.decode("utf-16", errors="replace")
        if "\x00" in text:
            raise InputError("SAY112", name, "it holds NUL characters")
        return text
    refuse_binary(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if html else None
    found = declared or _damaged_utf8(data) or _windows_1252(data) or _damaged_utf8(data, alone=True)
    if found is None:
        raise InputError("SAY113", name)
    return found


def refuse_binary(data: bytes, name: str) -> None:
    """Raise ``InputError`` SAY112 where the bytes are those of a picture, an archive or the like."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError("SAY112", name, f"it looks like {what}")
    if b"\x00" in data:
        raise InputError("SAY112", name, "it holds NUL bytes")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 10 and controls * 50 > len(data):
        raise InputError("SAY112", name, "it is full of control characters")


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, so that no offset moves."""
    return _SURROGATE.sub("\ufffd", text)


def _declared(data: bytes) -> str | None:
    match = _META_CHARSET.search(data[:4096])
    if match is None:
        return None
    charset = match[1].decode("ascii").lower()
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
