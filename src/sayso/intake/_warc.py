"""WARC files to pieces: the pages and texts that a crawler was given, one by one.

Only what a reader would read: records of type response, resource and conversion whose HTTP status is 200 and
whose payload is HTML or text. The day of the capture is noted; it is no date of publication.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sayso.errors import InputError
from sayso.intake._members import GZIP, START, ZSTD, ZSTD_DICTIONARY, begins_with_record
from sayso.intake._packed import counted, decoded_content
from sayso.intake._pieces import HTML_START, Given, Limits, Piece
from sayso.intake._records import Record, records
from sayso.intake._unpackers import Damage, Inflater, ZstdUnpacker

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap

_READ = {"response", "resource", "conversion"}
_PAGES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_UNSAID = {"", "unknown", "unknown/unknown", "application/octet-stream", "application/x-unknown", "text"}
"""Content types that say nothing: the payload is looked at."""
_CHARSET = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([\w.:+-]{2,40})""", re.I)
_CHUNK_HEAD = re.compile(rb"[ \t]{0,20}([0-9a-fA-F]{1,12})[ \t]{0,20}(?:;[^\r\n]{0,1000})?\r?\n")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]{5,16}Z?)?$")
_BLANK = re.compile(rb"\r?\n\r?\n")
_HEAD = 1 << 16
"""The longest HTTP header that is read, in bytes."""
_SLICE = 1 << 12
"""Packed bytes taken at once, so that a bomb is told from a page that is merely large."""
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}
_NO_DIGEST = "its digest does not match"


def is_warc(head: bytes, stream: Any) -> bool:
    """Whether a stream that begins with ``head`` is WARC, plain or packed record by record."""
    if head.startswith((START, ZSTD_DICTIONARY)):
        return True
    if head.startswith(GZIP):
        return begins_with_record(Inflater(), head)
    # zstd gives nothing before it has a whole block: all that the stream has at hand is tried
    return head.startswith(ZSTD) and begins_with_record(ZstdUnpacker(), stream.peek(1))


def read_warc(stream: Any, source: str, limits: Limits) -> Iterator[Piece | InputError]:
    """The pieces in a WARC file, from a stream that has ``peek``.

    Each place where the file is damaged gives SAY132, a payload that is too large SAY114, one that is
    a bomb SAY131; reading goes on with the next record. Raises ``InputError`` SAY111 where there is no page
    or text at all, and SAY131 where the file is a bomb itself.
    """
    limits, tally, outermost = counted(limits, source, 0)
    number, empty = 0, True
    for record in records(stream, source, limits, tally, outermost=outermost):
        if isinstance(record, Damage):
            found: Piece | InputError | None = record.error(source)
        else:
            number += 1
            found = _read(record, f"{source}!record {number}", limits)
        if found is not None:
            empty = False
            yield found
    if empty:
        raise InputError("SAY111", source, f"no page or text in {number:,} records")


def _read(record: Record, source: str, limits: Limits) -> Piece | InputError | None:
    """The piece of a record; None where it is none that a reader would read."""
    headers = _headers(record.head)
    kind = (headers.get("WARC-Type") or "").strip().lower()
    if kind not in _READ:
        return None
    http, payload = None, record.block
    if kind == "response":
        if "application/http" not in (headers.get("Content-Type") or "application/http").lower():
            return None
        blank = _BLANK.search(record.block, 0, _HEAD)
        if blank is None or not record.block.startswith(b"HTTP/"):
            return InputError("SAY132", source, "it has no HTTP header")
        http, payload = _headers(record.block[: blank.end()]), record.block[blank.end() :]
        if http.status_code != 200:
            return None
    try:
        return _piece(record, headers, http, payload, source, limits)
    except InputError as error:
        return error


def _headers(head: bytes) -> HeaderMap:
    """The fields of a header, whatever its line ends are; their names may be written in any case."""
    from fastwarc.warc import HeaderMap

    headers = HeaderMap("utf-8")
    headers.parse(BytesIO(re.sub(rb"\r?\n", b"\r\n", head)))
    return headers


def _piece(
    record: Record, headers: HeaderMap, http: HeaderMap | None, payload: bytes, source: str, limits: Limits
) -> Piece | None:
    """Raises ``InputError`` SAY114, SAY131 or SAY133."""
    said = (http or headers).get("Content-Type") or headers.get("WARC-Identified-Payload-Type") or ""
    claimed = said.partition(";")[0].strip().lower()
    if claimed not in _PAGES and claimed not in _UNSAID:
        return None
    if record.length > len(record.block):
        raise InputError("SAY114", source, f"{limits.max_bytes:,} bytes")
    notes = [] if _intact(record, headers, payload) else [("damaged", _NO_DIGEST)]
    if http is not None:
        payload, cut = _body(payload, http, source, limits)
        notes += [("truncated", cut)] if cut else []
    if len(payload) > limits.max_bytes:
        raise InputError("SAY114", source, f"{limits.max_bytes:,} bytes")
    suffix = ".html" if HTML_START.match(payload[:4096]) else _PAGES.get(claimed)
    if suffix is None:
        return None
    if why := headers.get("WARC-Truncated"):
        notes.append(("truncated", f"by the crawler: {why[:40]}"))
    day = (headers.get("WARC-Date") or "").strip()
    if _DAY.match(day):
        notes.append(("captured", day))
    charset = _CHARSET.search(said)
    return Piece(
        source=source,
        data=payload,
        suffix=suffix,
        charset=charset[1] if charset else None,
        given=Given(url=(headers.get("WARC-Target-URI") or "").strip().strip("<>") or None),
        notes=tuple(notes),
    )


def _intact(record: Record, headers: HeaderMap, payload: bytes) -> bool:
    """Whether the bytes are those that the crawler wrote down; without a digest, whether the file is sound
    there. Some take the digest of a payload without its chunks: where it does not fit, both are tried."""
    fits = _fits(headers.get("WARC-Block-Digest"), record.block)
    if fits is None:
        digest = headers.get("WARC-Payload-Digest")
        fits = _fits(digest, payload)
        if fits is False:
            fits = _fits(digest, _without_chunks(payload)[0])
    return not record.doubted if fits is None else fits


def _fits(digest: str | None, data: bytes) -> bool | None:
    """Whether data has the digest, in base 32 or 16; None where that cannot be told."""
    method, _, value = (digest or "").strip().partition(":")
    if (new := _DIGESTS.get(method.lower().replace("-", ""))) is None:
        return None
    found = new(data, usedforsecurity=False)
    if len(value) == found.digest_size * 2:
        return value.lower() == found.hexdigest()
    return value.upper().rstrip("=") == base64.b32encode(found.digest()).decode().rstrip("=")


def _body(payload: bytes, http: HeaderMap, source: str, limits: Limits) -> tuple[bytes, str]:
    """The payload without the codings of HTTP, and how it is cut short. Many crawlers undo the codings and
    leave the header that names them: a payload that does not begin as it should is taken as it is."""
    cut = ""
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        payload, cut = _without_chunks(payload)
    encoding = http.get("Content-Encoding") or ""
    if not encoding.strip():
        return payload, cut
    body = bytearray()
    slices = (payload[n : n + _SLICE] for n in range(0, len(payload), _SLICE))
    try:
        for chunk in decoded_content(slices, encoding, limits, source):
            body += chunk
            if len(body) > limits.max_bytes:
                break
    except InputError as error:
        if error.code == "SAY131" or (error.code == "SAY133" and not HTML_START.match(payload[:4096])):
            raise
        if not body:
            return payload, cut
        cut = cut or error.detail
    return bytes(body), cut


def _without_chunks(payload: bytes) -> tuple[bytes, str]:
    """The payload without the frames of its chunks, and how it is cut short; as it is where it has none."""
    body, position, chunks = bytearray(), 0, 0
    while head := _CHUNK_HEAD.match(payload, position):
        size = int(head[1], 16)
        if size == 0:
            return bytes(body), ""
        body += payload[head.end() : head.end() + size]
        position, chunks = head.end() + size, chunks + 1
        position += 2 if payload.startswith(b"\r\n", position) else payload.startswith(b"\n", position)
    if chunks > 1 or (chunks and position >= len(payload)):
        return bytes(body), "its last chunk is missing"
    return payload, ""
