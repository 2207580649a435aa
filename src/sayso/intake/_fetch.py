"""URLs to pieces: pages, feeds, tables and archives are fetched, from public servers only.

Method: httpcore speaks HTTP/1.1 over a transport of our own (see ``_transport``). Every hop of a redirect is
judged anew; no proxy, cookie or password is taken from anywhere.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import msgspec

from sayso.errors import InputError
from sayso.intake._pieces import Fields, Given, Limits, Notes, Piece
from sayso.intake._urls import Address, address_of, joined, shown

if TYPE_CHECKING:
    import ssl

    import httpcore

    from sayso.intake._feeds import Entry
    from sayso.intake._transport import Resolve

_TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "application/json": ".json",
    "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl", "text/csv": ".csv",
    "text/tab-separated-values": ".tsv", "message/rfc822": ".eml", "application/mbox": ".mbox",
    "application/rss+xml": "", "application/atom+xml": "", "application/rdf+xml": "", "application/xml": "",
    "text/xml": "",
}  # fmt: skip
"""Suffixes of what servers call their content; for other types, plain text included, the path counts."""

_MANY = {".jsonl", ".ndjson", ".csv", ".tsv", ".mbox", ".tar"}
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PK\x05\x06", b"WARC/")
_MOST = 2_000_000_000
"""The most bytes of a file of many articles that are taken from the network."""

_IN_MEMORY = 4_000_000
_HEAD = 4096
_PROLOG = 1_000_000
"""Bytes among which the root element of a feed is looked for, after its DOCTYPE."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}$")
_CHARSET = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,30})""", re.I)
_REDIRECTS = (301, 302, 303, 307, 308)


class _Answer(NamedTuple):
    """A body in a file, where it came from and what the server says it is."""

    body: IO[bytes]
    url: str
    suffix: str
    charset: str | None
    notes: Notes = ()


class Fetch:
    """How to fetch. Times are in seconds: ``timeout`` for each step, ``total_timeout`` for a URL with all of
    its redirects. ``insecure_hosts`` are host names whose certificates are not verified. ``backend`` and
    ``resolve`` replace the transport and the resolver of names below the checks; ``allow_local`` turns the
    check of addresses off.
    """

    def __init__(
        self,
        *,
        backend: httpcore.NetworkBackend | None = None,
        resolve: Resolve | None = None,
        allow_local: bool = False,
        insecure_hosts: Collection[str] = (),
        timeout: float = 30,
        total_timeout: float = 120,
        max_redirects: int = 5,
    ) -> None:
        self._backend = backend
        self._resolve = resolve
        self._allow_local = allow_local
        self._insecure = frozenset(host.strip().rstrip(".").lower() for host in insecure_hosts)
        self._timeout = timeout
        self._total = total_timeout
        self._redirects = max_redirects
        self._contexts: dict[bool, ssl.SSLContext] = {}

    def pieces(
        self, url: str, limits: Limits, *, fields: Fields = (), follow: bool = False
    ) -> Iterator[Piece | InputError]:
        """The pieces in what a URL gives. With ``follow``, the pages that a feed links in place of its own
        texts, one after the other. Whatever fails is an ``InputError``: SAY105 (not fetched from there),
        SAY106 (could not be fetched), SAY114 (too large), SAY131 (a bomb), or that of the content."""
        try:
            answer = self._get(url, limits)
            with answer.body:
                if follow and _is_feed(answer):
                    yield from self._followed(answer, limits)
                else:
                    yield from _unpacked(answer, limits, fields)
        except InputError as error:
            yield error

    def _followed(self, answer: _Answer, limits: Limits) -> Iterator[Piece | InputError]:
        """The pages that a feed links; the feed's own text of an entry without a link."""
        from sayso.intake._feeds import entry_piece, read_entries, without_text

        seen: set[str] = set()
        bare: list[str] = []
        for entry in read_entries(answer.body.read(), answer.url):
            link = joined(answer.url, entry.given.url or "")
            if entry.given.url is None and entry.body:
                yield _with(entry_piece(entry), Given(), answer.notes)
            elif entry.given.url is None:
                bare.append(entry.source)
            elif link not in seen:
                seen.add(link)
                for piece in self.pieces(link, limits):
                    yield piece if isinstance(piece, InputError) else _with(piece, _of(entry), answer.notes)
        yield from without_text(bare, answer.url)

    def _get(self, url: str, limits: Limits) -> _Answer:
        """What is found at a URL, after its redirects. Raises ``InputError``."""
        subject = shown(url)
        deadline = time.monotonic() + self._total
        address = address_of(url, subject)
        notes: dict[tuple[str, str], None] = {}
        for _ in range(self._redirects + 1):
            if address.scheme == "https" and address.host in self._insecure:
                notes["insecure", f"the certificate of {address.host} was not verified"] = None
            found = self._hop(address, subject, deadline, limits)
            if isinstance(found, _Answer):
                return found._replace(notes=tuple(notes))
            next_one = address_of(joined(address.shown, found), subject)
            if address.scheme == "https" and next_one.scheme == "http":
                raise InputError("SAY105", subject, f"redirected from https to {next_one.shown}")
            address = next_one
        raise InputError("SAY106", subject, f"more than {self._redirects} redirects")

    def _hop(self, address: Address, subject: str, deadline: float, limits: Limits) -> _Answer | str:
        """The answer to one request, or where it redirects to. Raises ``InputError``."""
        import httpcore

        from sayso.intake._transport import NotPublic

        try:
            with self._connection(address, deadline) as connection:
                return self._ask(connection, address, subject, limits)
        except NotPublic as error:
            raise InputError("SAY105", subject, str(error)) from None
        except httpcore.TimeoutException:
            raise InputError("SAY106", subject, f"{address.host} was too slow") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise InputError("SAY106", subject, _reason(error, address.host)) from None

    def _connection(self, address: Address, deadline: float) -> httpcore.HTTPConnection:
        import httpcore

        from sayso.intake._transport import PublicBackend, tls

        verified = address.host not in self._insecure
        if address.scheme == "https" and verified not in self._contexts:
            self._contexts[verified] = tls(verified=verified)
        return httpcore.HTTPConnection(
            httpcore.Origin(address.scheme.encode(), address.host.encode(), address.port),
            ssl_context=self._contexts.get(verified),
            network_backend=PublicBackend(
                self._backend, self._resolve, allow_local=self._allow_local, deadline=deadline
            ),
        )

    def _ask(
        self, connection: httpcore.HTTPConnection, address: Address, subject: str, limits: Limits
    ) -> _Answer | str:
        import httpcore

        from sayso.version import VERSION

        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        headers: dict[bytes | str, bytes | str] = {
            "Host": address.netloc,
            "User-Agent": f"sayso/{VERSION}",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Connection": "close",
        }
        steps = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        with connection.stream("GET", url, headers=headers, extensions={"timeout": steps}) as response:
            said = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
            if response.status in _REDIRECTS and said.get("location"):
                return said["location"].encode("latin-1").decode("utf-8", "replace")
            if response.status not in (200, 203):
                raise InputError("SAY106", subject, f"the server answered {response.status}")
            return _received(response, said, address, subject, limits)


def _received(response: Any, said: dict[str, str], address: Address, subject: str, limits: Limits) -> _Answer:
    """The body of a response in a file. Raises ``InputError`` SAY114 or SAY131 before more than the limit is
    held: that of one text, or a larger one where the content is a file of many."""
    from sayso.intake._packed import decoded_content

    suffix = _suffix(said.get("content-type", ""), address.target)
    chunks = iter(decoded_content(response.iter_stream(), said.get("content-encoding", ""), limits, subject))
    head = b""
    while len(head) < _HEAD and (chunk := next(chunks, None)) is not None:
        head += chunk
    many = suffix in _MANY or head.startswith(_PACKED) or head[257:262] == b"ustar"
    most = min(limits.max_unpacked, _MOST) if many else limits.max_bytes
    if said.get("content-length", "").isdecimal() and int(said["content-length"][:20]) > most:
        raise InputError("SAY114", subject, f"{most:,} bytes")
    body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the answer holds it open
    try:
        size = body.write(head)
        for chunk in chunks:
            size += body.write(chunk)
            if size > most:
                break
        if size > most:
            raise InputError("SAY114", subject, f"{most:,} bytes")
        body.seek(0)
    except BaseException:
        body.close()
        raise
    charset = _CHARSET.search(said.get("content-type", ""))
    return _Answer(body, address.shown, suffix, charset[1] if charset else None)


def _suffix(content_type: str, target: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind in _TYPES:
        return _TYPES[kind]
    match = _SUFFIX.search(target.partition("?")[0].lower())
    return match[0] if match else ""


def _is_feed(answer: _Answer) -> bool:
    from sayso.intake._feeds import is_feed

    if answer.suffix in _MANY:
        return False
    head = answer.body.read(_PROLOG)
    answer.body.seek(0)
    return is_feed(head)


def _unpacked(answer: _Answer, limits: Limits, fields: Fields) -> Iterator[Piece | InputError]:
    """The pieces of a body; what the server says of it holds for the body as a whole, not for its members."""
    from sayso.intake._unpack import unpack

    suffix = "" if _is_feed(answer) else answer.suffix
    for piece in unpack(answer.body, answer.url, suffix, limits, fields=fields):
        if isinstance(piece, InputError):
            yield piece
        elif piece.source == answer.url:
            whole = msgspec.structs.replace(piece, charset=piece.charset or answer.charset)
            yield _with(whole, Given(url=answer.url), answer.notes)
        else:
            yield _with(piece, Given(), answer.notes)


def _with(piece: Piece, given: Given, notes: Notes) -> Piece:
    """The piece with what was said of it elsewhere, where it does not say it itself."""
    said = {name: getattr(piece.given, name) or getattr(given, name) for name in Given.__struct_fields__}
    return msgspec.structs.replace(piece, given=Given(**said), notes=(*piece.notes, *notes))


def _of(entry: Entry) -> Given:
    """What a feed says of a page, but for a day of the last change: the page may know that of publication.
    The page knows its outlet better, too: many feeds are called "Top stories"."""
    changed = any(kind == "date" for kind, _ in entry.notes)
    date = None if changed else entry.given.date
    return msgspec.structs.replace(entry.given, date=date, outlet=None, feed=entry.given.outlet)


def _reason(error: Exception, host: str) -> str:
    """Why a connection failed, in few words."""
    words = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in words:
        return f"the certificate of {host} could not be verified: {words.partition('failed: ')[2][:80]}"
    return f"{host}: {words[:100]}" if words else f"{host} does not answer as a server should"
