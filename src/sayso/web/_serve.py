"""Running the reading room."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Callable

import uvicorn

from sayso.errors import UsageError
from sayso.web._app import application

PORT = 8620
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def serve(
    path: str,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    opened: Callable[[str], None] | None = None,
    told: Callable[[str], None] | None = None,
) -> None:
    """Serve a case until interrupted. ``opened`` is called with the address of the first page as soon as it
    answers; with port 0 a free one is taken. Beyond loopback the address holds a token that every request
    needs. Raises ``CaseError``, ``UsageError`` SAY327."""
    listening = _listening(host, port)
    with listening:
        port = listening.getsockname()[1]
        beyond = not _is_loopback(host)
        token = secrets.token_urlsafe(24) if beyond else None
        app = application(path, hosts=_hosts(host, port, beyond), token=token, told=told)
        server = _Server(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
        )
        named = f"[{host}]" if ":" in host else host
        server.address = f"http://{named}:{port}/" + (f"?token={token}" if token else "")
        server.opened = opened
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    address = ""
    opened: Callable[[str], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started and self.opened:
            self.opened(self.address)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, protocol)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
        except BaseException:
            found.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError("SAY327", f"{host}:{port}", str(error)) from None
    return found


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _hosts(host: str, port: int, beyond: bool) -> list[str]:
    """Values of ``Host`` that are ours: never a name that somebody else may let lead here."""
    named = [f"[{host}]" if ":" in host else host, *_LOOPBACK]
    if beyond and host in ("0.0.0.0", "::"):
        named += [socket.gethostname().lower(), *_addresses()]
    return [f"{name}:{port}".lower() for name in named] + [name.lower() for name in named if port == 80]


def _addresses() -> list[str]:
    """Addresses of this machine."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return []
    return [f"[{address}]" if ":" in address else address for address in sorted(found)]
