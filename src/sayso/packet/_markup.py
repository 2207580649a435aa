"""Small pieces of markup: tables with captions, quotations with their places, names with their roles.

What is written is well-formed XML as well as HTML, so that more kinds of programs can read it one day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.packet._records import Excerpt, PartyThen, Quotes, RoleThen
from sayso.packet._text import line, marked, quoted
from sayso.records import Span
from sayso.wording import country_name

Row = tuple[str, str]
"""Markup of the head of a row, and of its cell; an empty cell leaves the row out."""

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

BASIS = {
    "stated": "given with the input",
    "metadata": "from the markup of the page",
    "dateline": "read in the text",
    "inferred": "inferred from the text",
    "unknown": "not known",
}
"""How the day of publication of an article is known."""
_COUNTRY_BASIS = {"its entity's": "as other articles of the case give it", "stated": "as stated"}


def facts(caption: str, rows: Iterable[Row]) -> str:
    """A table of two columns, of which the first is heads."""
    body = "\n".join(f'<tr><th scope="row">{head}</th><td>{cell}</td></tr>' for head, cell in rows if cell)
    return f"<table>\n<caption>{caption}</caption>\n<tbody>\n{body}\n</tbody>\n</table>\n" if body else ""


def grid(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with heads above its columns."""
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    if not body:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n"
    )


def items(markup: Iterable[str], tag: str = "ul") -> str:
    """A list; nothing where there is nothing in it."""
    made = "".join(f"<li>{item}</li>\n" for item in markup)
    return f"<{tag}>\n{made}</{tag}>\n" if made else ""


def at(span: Span) -> str:
    """Where words stand in their article."""
    return f'<span class="at">[{span[0]}:{span[1]}]</span>'


def words(quotes: Quotes) -> str:
    """Words with the places where they stand; several, where they are torn apart."""
    return " … ".join(f"{quoted(quote.exact)} {at((quote.start, quote.end))}" for quote in quotes)


def on_days(earliest: str | None, latest: str | None) -> str:
    """An interval of days."""
    if earliest is None and latest is None:
        return "not known"
    ends = dict.fromkeys((earliest, latest))
    return " to ".join(_day(end) if end else "…" for end in ends)


def _day(day: str) -> str:
    made = line(day)
    return f'<time datetime="{made}">{made}</time>' if _ISO.fullmatch(day) else made


def identity(id: str) -> str:
    """An id."""
    return f'<span class="id">{line(id)}</span>'


def to(id: str, text: str | None = None) -> str:
    """A link to what stands under an id on this page."""
    name = line(id)
    return f'<a href="#{name}">{text or name}</a>'


def excerpt(shown: Excerpt) -> str:
    """A passage in its context, with the exact words marked."""
    before, after = "… " if shown.before else "", " …" if shown.after else ""
    return f"<blockquote><p>{before}{marked(shown.text, shown.start, shown.marks)}{after}</p></blockquote>\n"


def country(code: str | None) -> str:
    """A country by its name and code."""
    if not code:
        return ""
    name = country_name(code)
    return line(code if name == code else f"{name}, {code}")


def party(one: PartyThen) -> str:
    """Somebody: name, country, sectors, the words that name him, the roles that the article gives him."""
    who = one.party
    about = [line(who.kind)]
    if who.country:
        basis = _COUNTRY_BASIS.get(who.country_basis, who.country_basis)
        about.append(f"{country(who.country)}, {line(basis)}")
    if who.sectors:
        about.append(" ".join(line(sector) for sector in who.sectors))
    made = f"{line(who.name)} ({', '.join(about)})"
    if who.known_as and who.known_as != who.name:
        made += f", in this case joined with {line(who.known_as)}"
    if one.quotes:
        made += f"; first named as {words(one.quotes)}"
    made += "".join(f"<br/>\nrole in this article: {_role(role)}" for role in one.roles)
    return f"{made} {identity(who.id)}"


def _role(one: RoleThen) -> str:
    role = one.role
    span = f", {on_days(role.since, role.until)}" if role.since or role.until else ""
    known = f" ({line(role.basis)})" if role.basis != "stated" else ""
    return f"{line(role.title)}{span}{known}: {words(one.quotes)}"


def parties(some: Iterable[PartyThen], part: str) -> str:
    """Everybody who has one part in a report."""
    made = [party(one) for one in some if one.part == part]
    return made[0] if len(made) == 1 else items(made)
