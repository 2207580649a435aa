"""URLs as they are sent: which are fetched at all, whoever is behind them."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from sayso.errors import InputError

_HOST = re.compile(r"[a-z0-9_.-]{1,253}$|[0-9a-f:.]{2,45}$")
_CREDENTIALS = re.compile(r"^([^/?#]{0,20}//)[^/?#]*@")


class Address(NamedTuple):
    """The parts of a URL, as they are sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"

    @property
    def shown(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


def shown(url: str) -> str:
    """A URL as it may be told and kept: without a user name and a password."""
    return _CREDENTIALS.sub(r"\1***@", url)


def joined(base: str, link: str) -> str:
    """A link as a URL of its own; as it is where it is no URL at all."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def address_of(url: str, subject: str) -> Address:
    """The parts of a URL. Raises ``InputError`` SAY105 about the subject for one that is not fetched."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise InputError("SAY105", subject, "it cannot be understood") from None
    if parts.scheme not in ("http", "https"):
        raise InputError("SAY105", subject, f"{parts.scheme or 'no scheme'} is not http or https")
    if "@" in parts.netloc:
        raise InputError("SAY105", subject, "it holds a user name or a password")
    if not _HOST.match(host):
        raise InputError("SAY105", subject, "it has no host name that can be understood")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return Address(parts.scheme, host, port, f"{path}?{query}" if parts.query else path)
