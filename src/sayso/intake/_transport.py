"""The way to a server: host names are resolved here, addresses that are not public are refused, and the
connection goes to the very address that was checked. Imported only when something is fetched.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

Resolve = Callable[[str, int], Sequence[str]]
"""Host name and port in, numeric addresses out. Raises ``OSError`` where there are none."""

_REFUSED = tuple(
    ipaddress.ip_network(net)
    for net in (
        "100.64.0.0/10",  # carrier-grade NAT, and a metadata service within
        "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "168.63.129.16/32",  # a metadata service at an address that is public by its number
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",  # tunnels and documentation
    )
)  # fmt: skip
_GLOBAL = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(Exception):
    """A host has an address that is not fetched from; the message says which."""


def is_public(text: str) -> bool:
    """Whether a numeric address is one of the public internet. Addresses that carry an IPv4 address (mapped,
    NAT64) are judged by that; other tunnels are refused."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if address not in _GLOBAL or address.scope_id is not None:
            return False
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved or address.is_unspecified)
        and not any(address in net for net in _REFUSED if net.version == address.version)
    )


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name as the operating system knows them, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PublicBackend(httpcore.NetworkBackend):
    """A transport that connects to public addresses only, and to none after a deadline (of the monotonic
    clock, in seconds), which also ends every reading and writing."""

    def __init__(
        self,
        inner: httpcore.NetworkBackend | None,
        find: Resolve | None,
        *,
        allow_local: bool,
        deadline: float,
    ) -> None:
        self._inner = inner or httpcore.SyncBackend()
        self._find = find or resolve
        self._allow_local = allow_local
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a checked address of the host. Raises ``NotPublic`` or ``httpcore`` errors."""
        failed: Exception = httpcore.ConnectError("the host has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host. One that is not public refuses them all: who answers for the name is not
        to be trusted."""
        try:
            addresses = self._find(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("the host name has no address") from error
        for address in addresses:
            if not self._allow_local and not is_public(address):
                raise NotPublic(f"the address {address} of {host} is not public")
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream that times out at the deadline, however small the drips it comes in."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Timed(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that one step may take. Raises ``httpcore.ReadTimeout`` where none are left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("too slow as a whole")
    return left if timeout is None else min(left, timeout)


def tls(*, verified: bool) -> ssl.SSLContext:
    """How to speak TLS: with the certificate and the host name verified, or with neither."""
    context = httpcore.default_ssl_context()
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
