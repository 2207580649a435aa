"""The ledger of intake: what became of every input, and why."""

from __future__ import annotations

import shlex
from typing import Literal

import msgspec

from sayso.case import Bench, InputRecord, Intake
from sayso.errors import CATALOGUE
from sayso.web._desk import Desk
from sayso.web.workbench._pages import PER_PAGE, PagedQuery, Pages, pages_of

InputStatus = Literal["kept", "copy of", "dropped", "failed"]

MEANINGS: dict[str, str] = {
    "kept": "an article of its own",
    "copy of": "its article is there already, from another input",
    "dropped": "there is no article in it",
    "failed": "there may be an article in it; it can be tried again",
}


class InputsQuery(PagedQuery, frozen=True, kw_only=True):
    """``status`` may come several times; ``code`` is that of an error, ``finding`` a kind of finding;
    ``words`` stand in the name of the input, the title or the reason."""

    status: tuple[InputStatus, ...] = ()
    code: str = ""
    finding: str = ""
    words: str = ""


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """An error code of the ledger: what it means, what to do, and how many inputs have it."""

    code: str
    count: int
    what: str
    fix: str


class InputsView(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of the ledger. ``intake`` counts all inputs, whatever is asked; ``retry`` is the command that
    tries again the ``again`` inputs that failed."""

    inputs: tuple[InputRecord, ...]
    pages: Pages
    intake: Intake
    codes: tuple[Code, ...]
    again: int
    retry: str

    @property
    def meanings(self) -> dict[str, str]:
        """What each status means."""
        return MEANINGS


def look(desk: Desk, query: InputsQuery) -> InputsView:
    """The view. Raises ``CaseError``, ``UsageError`` SAY321."""
    bench = Bench(desk.case)
    rows, total = bench.inputs(
        status=query.status, code=query.code, finding=query.finding, words=query.words,
        limit=PER_PAGE, offset=query.offset(),
    )  # fmt: skip
    intake = bench.intake()
    return InputsView(
        inputs=tuple(rows),
        pages=pages_of(query, total, len(rows)),
        intake=intake,
        codes=tuple(_code(code, count) for code, count in intake.codes.items()),
        again=desk.case.unread_failures(),
        retry=shlex.join(["sayso", "retry", desk.path]),
    )


def _code(code: str, count: int) -> Code:
    entry = CATALOGUE.get(code)
    what, fix = (entry.what, entry.fix) if entry else ("a code of another version", "")
    return Code(code=code, count=count, what=what, fix=fix)
