"""The page of a packet: its head with how to read it, and its end with articles, runs and how to check it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sayso.case import Link, RunRecord
from sayso.errors import CaseError
from sayso.packet._blocks import Anchors
from sayso.packet._entries import NAMES
from sayso.packet._markup import BASIS, at, facts, grid, identity, items, on_days, to
from sayso.packet._records import AboutArticle, Shared, Target
from sayso.packet._style import CSS
from sayso.packet._text import address, line, quoted
from sayso.packet._unknown import ALWAYS
from sayso.version import VERSION

_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{policy}"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="generator" content="Sayso {version}"/>
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<header>
<h1>{title}</h1>
"""

_READING = (
    "Each entry is something that articles report or say. Below it stands every report of it, with the exact "
    "words <mark>marked</mark> in their context, and the <mark><strong>word for the event</strong></mark> "
    "within them.",
    f"{at((660, 689))} after words tells where they stand: from character 660 up to, but without, character "
    "689 of the article's text, counted from 0 in Unicode code points.",
    "A name like <q>e_18affa76590e1ee9</q> is the id of a record in the case that this was made from. It is "
    "derived from the article and the words, and stays the same when the article is read again.",
    "A report that is copied from another stands below it, and is not counted. An origin is who the news "
    "comes from.",
    "⟨U+202E⟩ and the like stand for characters that cannot be seen, or would turn the direction of writing.",
)

_CHECK = (
    "A file that an article was taken from is the one that was read if its SHA-256 is the one given here "
    f"({quoted('sha256sum FILE')} prints it). Of an article that came in a larger file (a table, a mailbox, "
    "an archive) it is that of its part. Where the bytes are kept in the case, they stand in its table "
    f"{quoted('raws')}, compressed by zlib.",
    f"{quoted('sayso show CASE ARTICLE --format json')} prints the text of an article. Its characters from "
    "the first number up to the second are the words quoted. The case is an SQLite file: the text stands in "
    f"its table {quoted('articles')}.",
    f"{quoted('sayso packet CASE ID')} with the same version, case, ids and time gives the same bytes.",
)
_BESIDE = (
    "The same for programs, as JSON-LD, is in the file beside this one that ends in .jsonld. Its SHA-256 is"
)


def head(targets: Sequence[Target], missing: Sequence[CaseError], now: str | None) -> Iterator[str]:
    """From the first line to where the entries begin."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    yield _HEAD.format(
        policy=_POLICY.format(digest=digest), version=line(VERSION), title="Evidence packet", css=CSS
    )
    made = f", made {line(now)}" if now else ""
    yield f"<p>Made by Sayso {line(VERSION)} from a case of news articles{made}.</p>\n</header>\n<main>\n"
    rows = (
        (
            f"{n}. {to(target.id, line(target.heading))}",
            NAMES[target.kind].lower(),
            line(target.support),
            ", ".join(map(line, target.asked)) or "with its story",
        )
        for n, target in enumerate(targets, 1)
    )
    yield '<h2 class="on">What is in it</h2>\n'
    yield grid("Entries", ("entry", "what it is", "support", "asked for by"), rows)
    if missing:
        yield "<p>Asked for, and not in here:</p>\n"
        yield items(f"{line(error.subject)} ({error.code})" for error in missing)
    others = (
        ("articles", "Articles"),
        ("runs", "How they were read"),
        ("open", "What no packet can tell"),
        ("check", "How to check it"),
    )
    yield f"<p>After the entries: {', '.join(to(id, name) for id, name in others)}.</p>\n"
    yield '<h2 class="on">How to read it</h2>\n'
    yield items(_READING)


# -- articles ----------------------------------------------------------------------------------------------


def articles() -> Iterator[str]:
    """The heading above the articles."""
    yield '<section id="articles">\n<h2>Articles</h2>\n'
    yield "<p>Every article behind the entries, the file that it was taken from, and its digest.</p>\n"


def article(one: AboutArticle, anchors: Anchors) -> Iterator[str]:
    """One article: what it is, where it came from, what it shares with others."""
    made = one.article
    yield f"<section{anchors.new(made.id)}>\n<h3>{line(made.title or 'title unknown')}</h3>\n"
    published = made.published
    reasons = "; ".join(map(line, published.reasons))
    day = on_days(published.best or published.earliest, published.best or published.latest)
    yield facts(
        "The article",
        [
            ("id", identity(made.id)),
            ("id as given", line(made.given_id or "")),
            ("outlet", _known(made.outlet, made.known.outlet)),
            ("byline", _known(made.byline, made.known.byline) if made.byline else ""),
            ("title", _known(made.title, made.known.title)),
            ("address", address(made.url) if made.url else "not known"),
            ("published", f"{day}, {BASIS.get(published.basis, line(published.basis))}"),
            ("why that day", reasons),
            ("language", line(made.language)),
            ("text", f"{one.length:,} code points; SHA-256 of it in UTF-8: {_digest(made.text_sha256)}"),
            ("damage", ", ".join(f"{line(kind)} {at(span)}" for kind, span in one.damage)),
            ("read by", to(one.run)),
        ],
    )
    yield from map(_input, one.inputs)
    yield grid(
        "Words that it shares with other articles in this packet",
        ("other article", "how much of this one", "where in this one, and where in the other"),
        map(_shared, one.shares),
    )
    yield "</section>\n"


def _known(value: str | None, how: str | None) -> str:
    return (line(value) + (f" ({line(how)})" if how else "")) if value else "not known"


def _digest(sha256: object) -> str:
    return f"<code>{line(str(sha256))}</code>" if sha256 else "not known"


def _input(link: Link) -> str:
    about = link.about
    size = about.get("bytes")
    return facts(
        "What it was taken from",
        [
            ("input", identity(link.id)),
            ("found at", address(str(about["source"]))),
            ("SHA-256", f"{_digest(about['sha256'])} of its raw bytes"),
            ("size", f"{size:,} bytes, {line(str(about['bytes are']))}" if size is not None else "not known"),
            ("came into the case", line(str(about["added"]))),
            ("status", line(str(about["status"]))),
            ("encoding", line(str(about["encoding"] or "not known"))),
            ("what was odd", items(map(line, about["findings"]))),
        ],
    )


def _shared(one: Shared) -> tuple[str, str, str]:
    share = f"{one.share:.0%}: {'copy' if one.copy else 'a passage'}"
    return to(one.other), share, "<br/>\n".join(f"{at(here)} = {at(there)}" for here, there in one.passages)


# -- the end -----------------------------------------------------------------------------------------------


def runs(records: Iterable[RunRecord], anchors: Anchors) -> Iterator[str]:
    """The end of the articles, and the runs that read them."""
    yield '</section>\n<section id="runs">\n<h2>How they were read</h2>\n'
    for run in records:
        yield f"<div{anchors.new(run.id)}>\n"
        models = (f"{line(name)}: {_digest(digest)}" for name, digest in sorted(run.models.items()))
        lists = run.options.get("actors") or ()
        yield facts(
            f"Run {identity(run.id)}",
            [
                ("program", f"Sayso {line(run.sayso)}"),
                ("SHA-256 of code", _digest(run.code_sha256)),
                ("SHA-256 of models", items(models)),
                ("codebook", line(run.codebook)),
                ("own lists of actors", items(_digest(digest) for digest in lists) or "none"),
                ("first used", line(run.begun)),
            ],
        )
        yield "</div>\n"
    yield "</section>\n"


def tail(graph_sha256: str) -> Iterator[str]:
    """What holds of every packet, how to check this one, and the end of the page."""
    yield '<section id="open">\n<h2>What no packet can tell</h2>\n'
    yield items(ALWAYS)
    yield '</section>\n<section id="check">\n<h2 class="on">How to check it</h2>\n'
    yield items((*_CHECK, f"{_BESIDE} {_digest(graph_sha256)}."))
    yield "</section>\n</main>\n</body>\n</html>\n"
