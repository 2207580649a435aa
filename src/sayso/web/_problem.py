"""The one shape of errors: RFC 9457, with our code and what to do about it."""

from __future__ import annotations

import msgspec

from sayso.errors import CATALOGUE, SaysoError

_STATUS = {
    "SAY321": 400, "SAY324": 404, "SAY326": 400, "SAY328": 403, "SAY403": 409, "SAY407": 404, "SAY408": 400,
    "SAY409": 400, "SAY410": 503, "SAY411": 404, "SAY413": 503, "SAY441": 404,
}  # fmt: skip
"""HTTP status of codes; of all others it is 500."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An error as the ``.json`` twins give it (media type ``application/problem+json``). ``title`` says what
    is wrong with what (``detail``), ``fix`` what to do, ``code`` is that of ``sayso explain``."""

    title: str
    status: int
    detail: str = ""
    code: str = ""
    fix: str = ""


def problem_of(error: SaysoError, status: int | None = None) -> Problem:
    """An error of ours in that shape."""
    entry = CATALOGUE[error.code]
    about = f"{error.subject}: {error.detail}" if error.detail else error.subject
    code = status or _STATUS.get(error.code, 500)
    return Problem(title=entry.what, status=code, detail=about, code=error.code, fix=entry.fix)


def problem_body(error: SaysoError, status: int) -> bytes:
    """The same as JSON."""
    return msgspec.json.encode(problem_of(error, status))
