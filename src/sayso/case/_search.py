"""Full-text search: a query as people write it in, articles out, with the hits marked in their text.

A query is words, ``"phrases"`` and fields: ``speaker:`` and ``actor:`` (names), ``country:`` (a code or
name), ``type:`` and ``status:`` (of events), ``stance:`` (of statements), ``outlet:``, ``since:`` and
``until:`` (days of publication). All of it has to fit; fields of events have to fit one and the same event.
``-word`` leaves out. Articles are ranked by BM25 (S. Robertson et al., TREC-3, 1994) as SQLite computes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, get_args

import msgspec
import sqlalchemy as sa

from sayso import countries
from sayso.case import _schema as schema
from sayso.case._find import called, checked_text, first_day, last_day, of_countries, with_party
from sayso.case._records import Days, Hit
from sayso.case._write import searched
from sayso.errors import UsageError
from sayso.records import EventType, Span, Spans, Stance, Status

_FIELDS = ("speaker", "actor", "country", "type", "status", "stance", "outlet", "since", "until")
_PART = re.compile(r'\s*(?:(-)?(?:([a-z]+):)?(?:"([^"]*)"|([^\s"]+))|(.))', re.I)
_WORD = re.compile(r"[^\W_]+\*?")
_HIDDEN = "[\u200b-\u200d\u2060\ufeff\u00ad\u0300-\u036f]"
"""Characters within a word that the search does not see."""
_LONGEST = 2000
"""Characters of a query."""
_AROUND, _MARKS = 110, 50
"""Characters of a snippet before and after the hit, and hits that are marked in one article."""


Fields = dict[str, tuple[str, ...]]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A query understood: phrases to find and to leave out, and values by field."""

    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fields: Fields = {}


def understand(query: str) -> Query:
    """Read a query. Raises ``UsageError`` SAY321."""
    if len(query) > _LONGEST:
        raise UsageError("SAY321", query[:60], f"longer than {_LONGEST} characters")
    checked_text(query)
    phrases: list[str] = []
    without: list[str] = []
    fields: dict[str, tuple[str, ...]] = {}
    for match in _PART.finditer(query):
        minus, field, quoted, plain, odd = match.groups()
        if odd is not None:
            if odd.strip():
                raise UsageError("SAY321", query, "a quotation mark without its partner")
            continue
        value = quoted if quoted is not None else plain
        if field is None and plain and plain.endswith(":") and plain[:-1].lower() in _FIELDS:
            raise UsageError("SAY321", query, f"{plain} has no value; it follows without a space")
        if field is not None and field.lower() not in _FIELDS:
            if quoted is not None or not value.startswith("//"):
                raise UsageError("SAY321", query, f"no field {field}: (in quotation marks it is words)")
            field, value = None, f"{field}:{value}"
        if field is not None and minus:
            raise UsageError("SAY321", query, "a minus goes before words, not before fields")
        if field is not None:
            name = field.lower()
            fields[name] = (*fields.get(name, ()), _checked(name, value, query))
        elif _WORD.search(value):
            (without if minus else phrases).append(value)
    if not phrases and not fields:
        raise UsageError("SAY321", query or "nothing", "nothing to look for")
    return Query(phrases=tuple(phrases), without=tuple(without), fields=fields)


def _checked(name: str, value: str, query: str) -> str:
    if not value.strip():
        raise UsageError("SAY321", query, f"{name}: has no value")
    if name == "since":
        return first_day(value)
    if name == "until":
        return last_day(value)
    if name == "country":
        return country_code(value)
    allowed = {"type": EventType, "status": Status, "stance": Stance}.get(name)
    return one_of(value, allowed, name) if allowed is not None else value


def one_of(value: str, allowed: Any, name: str) -> str:
    """The value as the codebook writes it. Raises ``UsageError`` SAY321."""
    for word in get_args(allowed):
        if word.casefold() == value.casefold():
            return str(word)
    raise UsageError("SAY321", f"{name}:{value}", f"one of {', '.join(get_args(allowed))}")


def country_code(value: str) -> str:
    """The code of a country that is given as a code or a name. Raises ``UsageError`` SAY321."""
    code = value.upper()
    if countries.is_code(code):
        return code
    hit = countries.lookup(value) or countries.lookup(value.title())
    if hit is None:
        raise UsageError("SAY321", value, "no such country")
    return hit.iso3


def search(connection: sa.Connection, query: str, limit: int | None = 20) -> Iterator[Hit]:
    """Articles that fit a query, the best first; without words, the newest first. Raises ``UsageError``
    SAY321."""
    asked = understand(query)
    articles = schema.articles
    where = _conditions(asked)
    names = ("n", "id", "title", "outlet", "url", "earliest", "latest", "dated", "run", "text")
    columns = [articles.c[name] for name in names]
    if asked.phrases:
        found = (
            sa.text("SELECT rowid AS n, bm25(words, 2.0, 1.0) AS score FROM words WHERE words MATCH :match")
            .bindparams(match=_match(asked))
            .columns(sa.column("n", sa.Integer), sa.column("score", sa.Float))
            .subquery("found")
        )
        chosen = (
            sa.select(*columns, found.c.score)
            .join(found, found.c.n == articles.c.n)
            .where(*where)
            .order_by(sa.func.round(found.c.score, 6), articles.c.id)
        )
    else:
        chosen = (
            sa.select(*columns, sa.literal(0.0).label("score"))
            .where(*where)
            .order_by(articles.c.earliest.is_(None), articles.c.earliest.desc(), articles.c.id)
        )
    pattern = _pattern(asked.phrases)
    rows = connection.execution_options(stream_results=True).execute(chosen.limit(limit))
    for page in rows.partitions(100):
        ids = [row.id for row in page]
        counts = _counts(connection, ids)
        fitting = {} if pattern else _fitting(connection, asked.fields, ids)
        for row in page:
            marks = _marks(row.text, pattern) if pattern else fitting.get(row.id, ())
            yield _hit(row, marks, counts)


def _match(asked: Query) -> str:
    """The query in the language of FTS5; every word is quoted, so that nothing in it is an operator."""
    wanted = " AND ".join(phrase(words) for words in asked.phrases)
    unwanted = "".join(f" NOT {phrase(words)}" for words in asked.without)
    return f"({wanted}){unwanted}"


def phrase(words: str) -> str:
    """A phrase in the language of FTS5; ``""`` where there is no word in it."""
    found = _WORD.findall(searched(words))
    star = "*" if found and found[-1].endswith("*") else ""
    return f'"{" ".join(word.rstrip("*") for word in found)}"{star}'


def _conditions(asked: Query) -> list[Any]:
    articles, fields = schema.articles, asked.fields
    where: list[Any] = []
    for value in fields.get("since", ()):
        where.append(sa.func.coalesce(articles.c.latest, articles.c.earliest) >= value)
    for value in fields.get("until", ()):
        where.append(sa.func.coalesce(articles.c.earliest, articles.c.latest) <= value)
    for value in fields.get("outlet", ()):
        where.append(articles.c.outlet.icontains(value, autoescape=True))
    if asked.without and not asked.phrases:
        unwanted = " OR ".join(phrase(words) for words in asked.without)
        where.append(
            articles.c.n.not_in(
                sa.text("(SELECT rowid FROM words WHERE words MATCH :unwanted)").bindparams(unwanted=unwanted)
            )
        )
    for table, record_where in _records(fields):
        where.append(articles.c.id.in_(sa.select(table.c.article).where(*record_where)))
    where += [articles.c.id.in_(_acting(name)) for name in fields.get("actor", ()) if not _coded(fields)]
    return where


def _coded(fields: Fields) -> bool:
    return any(name in fields for name in ("country", "type", "status"))


def _acting(name: str) -> Any:
    """Articles in which an actor of that name stands."""
    actors = schema.actors
    return sa.select(actors.c.article).where(actors.c.id.in_(called(name)))


def _records(fields: Fields) -> Iterator[tuple[sa.Table, list[Any]]]:
    """What one event, and one statement, of an article has to meet; an actor takes part in the event."""
    events, statements = schema.events, schema.statements
    if _coded(fields):
        where: list[Any] = [events.c.hidden == 0]
        where += [events.c[name].in_(fields[name]) for name in ("type", "status") if name in fields]
        where += [events.c.id.in_(of_countries((code,))) for code in fields.get("country", ())]
        takes_part = ("actor", "recipient")
        where += [events.c.id.in_(with_party(name, takes_part)) for name in fields.get("actor", ())]
        yield events, where
    if any(name in fields for name in ("speaker", "stance")):
        where = [statements.c.hidden == 0]
        where += [statements.c.stance.in_(fields["stance"])] if "stance" in fields else []
        speaks = ("speaker", "co_speaker")
        where += [statements.c.id.in_(with_party(name, speaks)) for name in fields.get("speaker", ())]
        yield statements, where


class _Spanned(msgspec.Struct):
    """The spans of an event or statement that a search marks."""

    trigger_spans: Spans = ()
    content_spans: Spans = ()


def _fitting(connection: sa.Connection, fields: Fields, ids: Sequence[str]) -> dict[str, Spans]:
    """For each article the words of the events and statements that fit, in the order of the text."""
    found: dict[str, set[Span]] = {}
    for table, where in _records(fields):
        rows = connection.execute(
            sa.select(table.c.article, table.c.row).where(table.c.article.in_(ids), *where)
        )
        for row in rows:
            spanned = msgspec.json.decode(row.row, type=_Spanned)
            found.setdefault(row.article, set()).update(spanned.trigger_spans, spanned.content_spans)
    return {article: _apart(sorted(spans))[:_MARKS] for article, spans in found.items()}


def _apart(spans: Sequence[Span]) -> Spans:
    """The spans without those that overlap one before them."""
    kept: list[Span] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _counts(connection: sa.Connection, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for table in (schema.events, schema.statements):
        query = (
            sa.select(table.c.article, sa.func.count())
            .where(table.c.article.in_(ids), table.c.hidden == 0)
            .group_by(table.c.article)
        )
        counts |= {(table.name, row[0]): row[1] for row in connection.execute(query)}
    return counts


def _hit(row: Any, marks: Spans, counts: dict[tuple[str, str], int]) -> Hit:
    text: str = row.text
    span = _around(text, marks[0] if marks else (0, 0))
    return Hit(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        reported=Days(earliest=row.earliest, latest=row.latest, basis=row.dated),
        snippet=text[span[0] : span[1]],
        span=span,
        marks=marks,
        events=counts.get(("events", row.id), 0),
        statements=counts.get(("statements", row.id), 0),
        score=round(-row.score, 4),
        run=row.run,
    )


def _marks(text: str, pattern: re.Pattern[str]) -> Spans:
    found = islice(pattern.finditer(fold(text)), _MARKS)
    return tuple(match.span() for match in found)


def _around(text: str, mark: tuple[int, int]) -> tuple[int, int]:
    """The words around a hit, cut between words; of a long hit its beginning."""
    mark = (mark[0], min(mark[1], mark[0] + 2 * _AROUND))
    start, end = max(0, mark[0] - _AROUND), min(len(text), mark[1] + _AROUND)
    while 0 < start < mark[0] and not text[start - 1].isspace():
        start += 1
    while mark[1] < end < len(text) and not text[end].isspace():
        end -= 1
    return start, end


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    """What finds the phrases in a folded text. The index passes over characters that show nothing, and so
    does this."""
    ways = []
    for words in (_WORD.findall(searched(given)) for given in phrases):
        parts = [f"{_HIDDEN}*".join(map(re.escape, fold(word.rstrip("*")))) for word in words]
        end = r"[^\W_]*" if words and words[-1].endswith("*") else rf"(?!{_HIDDEN}*[^\W_])"
        end += "[\u0300-\u036f]*"
        ways.append(r"(?<![^\W_])" + r"[\W_]+".join(parts) + end)
    return re.compile("|".join(ways)) if ways else None


def fold(text: str) -> str:
    """The text in small letters without accents, of the same length, so that offsets hold."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character < "\x80":
        return character.lower()
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character
