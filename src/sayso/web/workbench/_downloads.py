"""Downloads: files that are made beside the pages, streamed as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from litestar import Request, get
from litestar.response import Stream

from sayso.exports import FORMATS
from sayso.web._desk import Desk
from sayso.web.workbench._export import ExportQuery, begun, begun_packet
from sayso.web.workbench._jobs import Job
from sayso.web.workbench._runs import RunsQuery, lines

_CHUNK = 1 << 16


class FileQuery(ExportQuery, frozen=True, kw_only=True):
    """``what`` is the file of the export, its report on what is lost, or one of the two of a packet."""

    what: Literal["file", "loss", "page", "graph"] = "file"


@get("/workbench/export/file", name="export-file", sync_to_thread=True, summary="The file of an export")
def export_file(request: Request[Any, Any, Any]) -> Stream:
    """Parameters are those of the page. ``what=loss`` is the report, ``what=page`` and ``what=graph`` with
    ``ids`` are an evidence packet."""
    desk: Desk = request.app.state.desk
    query = FileQuery.parse(request.query_params.multi_items())
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", desk.name.removesuffix(".sayso")).strip("-")[:60] or "case"
    if query.what in ("page", "graph"):
        packet = begun_packet(desk, query)
        packet.ready(None)
        suffix = ".html" if query.what == "page" else ".jsonld"
        return _attached(_parts(packet.files[query.what], packet), f"{stem}-evidence{suffix}")
    made = begun(desk, query)
    made.ready(None)
    assert made.loss is not None
    name = f"{stem}-{query.format}.{FORMATS[query.format].suffix}"
    if query.what == "loss":
        return _attached(iter([made.loss.markdown().encode("utf-8", "replace")]), f"{name}.loss.md")
    return _attached(_parts(made.file, made), name)


@get("/workbench/runs/file", name="diff-file", sync_to_thread=True, summary="All changes between two runs")
def diff_file(request: Request[Any, Any, Any]) -> Stream:
    """Parameters are those of the page; lines of JSON."""
    desk: Desk = request.app.state.desk
    query = RunsQuery.parse(request.query_params.multi_items())
    return _attached(lines(desk, query), "changes.jsonl")


def _parts(path: str, job: Job) -> Iterator[bytes]:
    """A file bit by bit; the work is held until the last of it, and its folder with it."""
    with open(path, "rb") as file:
        while data := file.read(_CHUNK):
            yield data
    del job


def _attached(content: Iterator[bytes], name: str) -> Stream:
    """What a browser saves and never shows: a packet is a page, and not one of ours."""
    return Stream(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


DOWNLOADS = [export_file, diff_file]
