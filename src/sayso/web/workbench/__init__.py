"""The workbench: what keeps a case in order. Six parts, each at an address of its own.

In: the ledger of intake, the queue of review, corrections, runs, actors, formats.  Out: pages with forms that
lead to ``POST /correct``, and downloads. A page never adds, retries or writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from sayso.web._query import Query
from sayso.web._screens import Screen
from sayso.web.workbench import _actors, _contents, _corrections, _export, _inputs, _review, _runs
from sayso.web.workbench._downloads import DOWNLOADS


def _part(name: str, query: type[Query], view: type[msgspec.Struct], look: Callable[..., Any]) -> Screen:
    return Screen(
        path=f"/workbench/{name}",
        name=f"workbench-{name}",
        title=name.capitalize(),
        query=query,
        view=view,
        look=look,
        template=f"workbench_{name}.html",
    )


SCREENS = (
    Screen(
        path="/workbench",
        name="workbench",
        title="Workbench",
        query=_contents.ContentsQuery,
        view=_contents.Contents,
        look=_contents.look,
        template="workbench.html",
    ),
    _part("inputs", _inputs.InputsQuery, _inputs.InputsView, _inputs.look),
    _part("review", _review.ReviewQuery, _review.ReviewView, _review.look),
    _part("corrections", _corrections.CorrectionsQuery, _corrections.CorrectionsView, _corrections.look),
    _part("runs", _runs.RunsQuery, _runs.RunsView, _runs.look),
    _part("actors", _actors.ActorsQuery, _actors.ActorsView, _actors.look),
    _part("export", _export.ExportQuery, _export.ExportView, _export.look),
)

__all__ = ["DOWNLOADS", "SCREENS"]
