"""``sayso status``: the counts of a case, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli._rows import console
from sayso.cli._style import ALARM, DIM, STRONG, Hanging, facts
from sayso.errors import CATALOGUE
from sayso.wording import days, plural, safe

if TYPE_CHECKING:
    from sayso.case import Status

_INPUTS = {
    "kept": "an article of its own",
    "copy of": "its article is there from another input",
    "dropped": "there is no article in it",
    "failed": "there may be one: sayso retry",
}
_FINDINGS = {
    "columns": "rows of a table that are wider or narrower than its header",
    "captured": "crawled pages with the day of the crawl",
    "damaged": "bytes that are not those of their digest",
    "date": "feed entries with no date but that of their last change",
    "encoding": "bytes that are not in the encoding that they claim",
    "insecure": "pages of a host without a valid certificate",
    "mojibake": "texts full of broken characters",
    "summary": "feed entries with a summary only",
    "title": "titles that do not fit their body",
    "titles": "bodies that stand under several titles",
    "truncated": "inputs of which not all was read",
    "wall": "notes about cookies, subscriptions or ad blockers in place of an article",
}


def print_status(path: str, status: Status) -> None:
    """Print the page."""
    console().print(_page(path, status), crop=False)


def _page(path: str, status: Status) -> RenderableType:
    when = days(status.first, status.last) or "dates unknown"
    undated = f", {status.undated:,} without a date" if status.undated else ""
    blocks: list[RenderableType] = [
        Text(safe(path), style=STRONG),
        facts([plural(status.articles, "article") + undated, plural(status.words, "word"), when]),
        facts(
            [
                plural(status.statements, "statement"),
                plural(status.events, "event"),
                plural(status.actors, "actor"),
                plural(status.corrections, "correction"),
            ]
        ),
        Text(),
        Text(plural(sum(status.inputs.values()), "input"), style=STRONG),
    ]
    for name, meaning in _INPUTS.items():
        if status.inputs.get(name):
            blocks.append(Hanging(f"{status.inputs[name]:,}", Text(f"{name}: {meaning}"), width=8))
    for code, count in status.codes.items():
        what = CATALOGUE[code].what if code in CATALOGUE else ""
        blocks.append(Hanging(f"{count:,}", Text(f"{code}: {what}", style=DIM), indent=3, width=8))
    if status.findings:
        blocks += [Text(), Text("findings (sayso status --findings)", style=STRONG)]
        for kind, count in status.findings.items():
            blocks.append(Hanging(f"{count:,}", Text(f"{kind}: {_FINDINGS.get(kind, '')}"), width=8))
    blocks += [Text(), Text(plural(len(status.runs), "run"), style=STRONG)]
    for run in status.runs:
        shown = f"{run.id}: Sayso {safe(run.sayso)}, {safe(run.codebook)}, begun {safe(run.begun[:10])}"
        blocks.append(Hanging(f"{run.current:,}", Text(shown), width=8))
    if status.unjoined:
        words = (
            "The last add was interrupted before actors were joined over articles; the next one will do it."
        )
        blocks += [Text(), Hanging("!", Text(words), ALARM)]
    return Group(*blocks)
