"""Finding records: filters in, records out, in an order that does not depend on how the case was filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._records import Days, EventRecord, Party, StatementRecord
from sayso.case._write import searched
from sayso.errors import CaseError, UsageError

_PAGE = 500
"""Records fetched at a time."""
_WHOLE = 18
"""Characters of a whole id."""

_decode_event = msgspec.json.Decoder(EventRecord).decode
_decode_statement = msgspec.json.Decoder(StatementRecord).decode
_WORD = re.compile(r"[^\W_]+\*?")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")

R = TypeVar("R", EventRecord, StatementRecord)


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events: each field that is given has to fit. Dates are those of the event; an event whose days
    are not known fits no ``since`` or ``until`` unless ``undated``. ``ids`` are those of the records."""

    ids: tuple[str, ...] | None = None
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    cameo: str | None = None
    since: str | None = None
    until: str | None = None
    undated: bool = False
    dated: bool = False
    article: str | None = None
    confidence: float = 0.0
    hidden: bool = False


class StatementFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements: each field that is given has to fit. Dates are those of publication. ``unnamed`` are
    those whose source the text gives no name: it is described, anonymous or left out. ``ids`` are the only
    ones that are looked at, ``without`` those that are passed over."""

    speaker: str | None = None
    about: str | None = None
    stance: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    polarity: str | None = None
    country: tuple[str, ...] = ()
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    single_source: bool = False
    unnamed: bool = False
    article: str | None = None
    confidence: float = 0.0
    hidden: bool = False
    ids: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()


def find_events(connection: sa.Connection, f: EventFilter, limit: int | None = None) -> Iterator[EventRecord]:
    """Events that fit, by their days, those without a day last."""
    table = schema.events
    query = (
        sa.select(table.c.row)
        .where(*_event_conditions(f))
        .order_by(table.c.earliest.is_(None), table.c.earliest, table.c.latest, table.c.id)
        .limit(limit)
    )
    yield from _paged(connection, query, _decode_event)


def count_undated(connection: sa.Connection, f: EventFilter) -> int:
    """How many events that fit have no day."""
    table = schema.events
    undated = (table.c.earliest.is_(None), table.c.latest.is_(None))
    query = sa.select(sa.func.count()).select_from(table).where(*_event_conditions(f), *undated)
    return int(connection.execute(query).scalar_one())


def _event_conditions(f: EventFilter) -> list[Any]:
    table = schema.events
    where: list[Any] = [] if f.hidden else [table.c.hidden == 0]
    where += [among(table.c.id, f.ids)] if f.ids is not None else []
    where += [table.c[name].in_(getattr(f, name)) for name in ("type", "status") if getattr(f, name)]
    where += [table.c.confidence >= f.confidence] if f.confidence else []
    where += [table.c.cameo.startswith(f.cameo, autoescape=True)] if f.cameo else []
    where += [_begins(table.c.article, f.article)] if f.article else []
    where += [table.c.earliest.is_not(None) | table.c.latest.is_not(None)] if f.dated else []
    where += _within(table, f.since, f.until, undated=f.undated)
    if f.country:
        where.append(table.c.id.in_(of_countries(f.country)))
    for role, named in (("actor", f.actor), ("recipient", f.recipient)):
        if named:
            where.append(table.c.id.in_(with_party(named, (role,))))
    if f.place:
        where.append(_placed(table, f.place))
    return where


def find_statements(
    connection: sa.Connection, f: StatementFilter, limit: int | None = None
) -> Iterator[StatementRecord]:
    """Statements that fit, by the day of publication, then in the order of the text."""
    table = schema.statements
    query = (
        select_statements()
        .where(*statement_conditions(f))
        .order_by(
            table.c.earliest.is_(None),
            table.c.earliest,
            table.c.article,
            sa.func.length(table.c.local),
            table.c.local,
        )
        .limit(limit)
    )
    yield from decoded_statements(connection, query)


def select_statements() -> Any:
    """A query that ``decoded_statements`` takes: rows, and the number of articles with the same words."""
    return sa.select(schema.statements.c.row, _carriers().label("articles"))


def decoded_statements(connection: sa.Connection, query: Any) -> Iterator[StatementRecord]:
    """Records of a query of ``select_statements``, in its order."""
    yield from _paged(connection, query, _decode_statement)


def decoded_events(connection: sa.Connection, *where: Any) -> Iterator[EventRecord]:
    """Events that meet conditions, by their ids."""
    table = schema.events
    yield from _paged(connection, sa.select(table.c.row).where(*where).order_by(table.c.id), _decode_event)


def statement_conditions(f: StatementFilter) -> list[Any]:
    """What a statement has to meet."""
    table = schema.statements
    where: list[Any] = [] if f.hidden else [table.c.hidden == 0]
    where += [table.c[name].in_(getattr(f, name)) for name in ("stance", "kind") if getattr(f, name)]
    where += [table.c.polarity == f.polarity] if f.polarity else []
    where += [table.c.confidence >= f.confidence] if f.confidence else []
    where += [_begins(table.c.article, f.article)] if f.article else []
    where += [among(table.c.id, f.ids)] if f.ids is not None else []
    where += [~among(table.c.id, f.without)] if f.without else []
    where += _within(table, f.since, f.until)
    if f.speaker:
        where.append(table.c.id.in_(with_party(f.speaker, ("speaker", "co_speaker"))))
    if f.country:
        where.append(table.c.id.in_(_of_speakers(f.country)))
    if f.about:
        said = table.c.words.icontains(f.about, autoescape=True)
        where.append(table.c.id.in_(with_party(f.about, ("about",))) | said)
    if f.outlet:
        articles = schema.articles
        of = sa.select(articles.c.id).where(articles.c.outlet.icontains(f.outlet, autoescape=True))
        where.append(table.c.article.in_(of))
    if f.single_source:
        carriers = _carriers()
        where.append(sa.or_(carriers.is_(None), carriers == 1))
    if f.unnamed:
        where.append(sa.or_(*(sa.func.instr(table.c.row, words) > 0 for words in _UNNAMED)))
    return where


_UNNAMED = tuple(f'"source_type":"{kind}"'.encode() for kind in ("anonymous", "described", "unstated"))
"""What stands in the row of a statement whose source has no name; text of an article cannot look like it,
since its quotation marks are escaped. Reading each row as JSON takes three times as long."""


def _carriers() -> Any:
    """The number of articles that carry the same words; null where the words are too few to tell."""
    same = schema.statements.alias("same")
    count = (
        sa.select(sa.func.count(sa.distinct(same.c.article)))
        .where(same.c.words_sha256 == schema.statements.c.words_sha256, same.c.hidden == 0)
        .scalar_subquery()
    )
    return sa.case((schema.statements.c.words_sha256.is_(None), None), else_=count)


# -- conditions --------------------------------------------------------------------------------------------


def _within(table: sa.Table, since: str | None, until: str | None, *, undated: bool = False) -> list[Any]:
    """Records whose days may lie between the two, ends included."""
    conditions: list[Any] = []
    if since:
        conditions.append(sa.func.coalesce(table.c.latest, table.c.earliest) >= first_day(since))
    if until:
        conditions.append(sa.func.coalesce(table.c.earliest, table.c.latest) <= last_day(until))
    if undated and conditions:
        return [sa.and_(*conditions) | (table.c.earliest.is_(None) & table.c.latest.is_(None))]
    return conditions


def of_countries(codes: Sequence[str]) -> Any:
    """Ids of events with a party or a place of one of the countries; a party that has none in its article may
    have that of its entity."""
    countries, parties, actors = schema.countries, schema.parties, schema.actors
    own = sa.select(countries.c.record).where(countries.c.country.in_(codes))
    lent = (
        sa.select(parties.c.record)
        .join(actors, actors.c.id == parties.c.actor)
        .where(actors.c.lent_country.in_(codes), parties.c.role.in_(("actor", "recipient")))
    )
    return own.union(lent)


def _of_speakers(codes: Sequence[str]) -> Any:
    actors, parties = schema.actors, schema.parties
    return (
        sa.select(parties.c.record)
        .join(actors, actors.c.id == parties.c.actor)
        .where(
            sa.func.coalesce(actors.c.country, actors.c.lent_country).in_(codes), parties.c.role == "speaker"
        )
    )


def with_party(named: str, roles: Sequence[str]) -> Any:
    """Ids of records in which somebody of that name, or id, has one of the roles."""
    return sa.select(schema.parties.c.record).where(
        schema.parties.c.actor.in_(called(named)), schema.parties.c.role.in_(roles)
    )


def called(named: str) -> Any:
    """Ids of all actors of the entities that an article calls by these words, or that have this id, or one
    that begins so."""
    actors = schema.actors
    if named.startswith("p_"):
        entities = sa.select(actors.c.entity).where(_begins(actors.c.id, named))
    else:
        # a name of its own for the value: there may be several names in one query
        words: Any = sa.bindparam("named", all_words(named), unique=True)
        matching: Any = (
            sa.select(sa.column("rowid"))
            .select_from(sa.table("names"))
            .where(sa.text("names MATCH :named").bindparams(words))
        )
        entities = sa.select(actors.c.entity).where(actors.c.n.in_(matching))
    return sa.select(actors.c.id).where(actors.c.entity.in_(entities))


def checked_text(words: str) -> str:
    """The words, if they can be looked for. Raises ``UsageError`` SAY321 where they are no text."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("SAY321", words, "it holds half a character") from None
    return words


def all_words(words: str) -> str:
    """A full-text query for all of the words, in any order; a word may end in ``*``. Raises ``UsageError``
    SAY321 where there is none."""
    found = _WORD.findall(searched(words))
    if not found:
        raise UsageError("SAY321", words or "nothing", "no word in it")
    return " ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in found)


def _begins(column: sa.ColumnElement[str], id: str) -> sa.ColumnElement[bool]:
    """Whether a column has an id, or one of these first letters; a whole one is found by the index."""
    return column == id if len(id) == _WHOLE else column.startswith(id, autoescape=True)


def _placed(table: sa.Table, place: str) -> Any:
    """Events at a place of that name."""
    name = sa.func.json_extract(table.c.row, "$.where.name")
    words = sa.func.json_extract(table.c.row, "$.where.words")
    return name.icontains(place, autoescape=True) | words.icontains(place, autoescape=True)


def first_day(given: str) -> str:
    """The first day of a day, month or year. Raises ``UsageError`` SAY321."""
    return _day(given, last=False)


def last_day(given: str) -> str:
    """The last day of a day, month or year. Raises ``UsageError`` SAY321."""
    return _day(given, last=True)


def _day(given: str, *, last: bool) -> str:
    import calendar

    match = _DAY.match(given)
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), match[2], match[3]
        number = int(month) if month else 12 if last else 1
        end = calendar.monthrange(year, number)[1] if last else 1
        return date(year, number, int(day) if day else end).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        raise UsageError("SAY321", given, "not a date") from None


def among(column: sa.ColumnElement[str], values: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether a column has one of the values. They are one parameter, however many they are, so that the
    statement is compiled once."""
    listed = msgspec.json.encode(sorted(values)).decode()
    return column.in_(sa.select(sa.func.json_each(listed).table_valued("value").c.value))


# -- records -----------------------------------------------------------------------------------------------


def _paged(connection: sa.Connection, query: Any, decode: Any) -> Iterator[Any]:
    """Records of a query, a page at a time, with what the case knows of their parties."""
    result = connection.execution_options(stream_results=True).execute(query)
    counted = "articles" in result.keys()  # noqa: SIM118 - the keys of a result are no dictionary's
    for rows in result.partitions(_PAGE):
        records = [decode(row.row) for row in rows]
        counts = [row.articles for row in rows] if counted else repeat(None, len(rows))
        joined = entities_of(connection, {party.id for record in records for party in _parties(record)})
        articles = _articles(connection, {record.article for record in records})
        for record, count in zip(records, counts, strict=True):
            fields = articles.get(record.article)
            if fields is None:
                raise CaseError("SAY402", record.id, "its article is not there")
            if isinstance(record, StatementRecord):
                fields = {**fields, "articles": count}
            yield _joined(msgspec.structs.replace(record, **fields), joined)


def _articles(connection: sa.Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """For each article the fields of a record that are the article's."""
    table = schema.articles
    names = ("id", "title", "outlet", "earliest", "latest", "dated", "run")
    query = sa.select(*(table.c[name] for name in names)).where(among(table.c.id, ids))
    return {
        row.id: {
            "title": row.title,
            "outlet": row.outlet,
            "reported": Days(earliest=row.earliest, latest=row.latest, basis=row.dated),
            "run": row.run,
        }
        for row in connection.execute(query)
    }


def _parties(record: EventRecord | StatementRecord) -> Iterator[Party]:
    if isinstance(record, EventRecord):
        yield from record.actors
        yield from record.recipients
        return
    yield from (party for party in (record.speaker, record.addressee) if party)
    yield from record.co_speakers
    yield from record.about


Joined = Mapping[str, tuple[str, str, str | None]]
"""Actor id -> entity, its name, and the country that the entity lends."""


def entities_of(connection: sa.Connection, ids: Iterable[str]) -> Joined:
    """What the case knows of actors beside their articles, for those who are joined with others."""
    actor, anchor = schema.actors, schema.actors.alias("anchor")
    query = (
        sa.select(actor.c.id, actor.c.entity, anchor.c.name, actor.c.lent_country)
        .join(anchor, anchor.c.id == actor.c.entity)
        .where(among(actor.c.id, ids))
        .where((actor.c.entity != actor.c.id) | actor.c.lent_country.is_not(None))
    )
    rows = connection.execute(query).all()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def joined_party(one: Party, joined: Joined) -> Party:
    """A party of a record with what the case knows of it beside its article."""
    entity, name, lent = joined.get(one.id, (one.id, one.name, None))
    country = one.country or lent
    basis = "its entity's" if lent and not one.country else one.country_basis
    return msgspec.structs.replace(one, entity=entity, known_as=name, country=country, country_basis=basis)


def _joined(record: R, joined: Joined) -> R:
    def party(one: Party) -> Party:
        return joined_party(one, joined)

    if isinstance(record, EventRecord):
        return msgspec.structs.replace(
            record,
            actors=tuple(map(party, record.actors)),
            recipients=tuple(map(party, record.recipients)),
        )
    return msgspec.structs.replace(
        record,
        speaker=party(record.speaker) if record.speaker else None,
        co_speakers=tuple(map(party, record.co_speakers)),
        addressee=party(record.addressee) if record.addressee else None,
        about=tuple(map(party, record.about)),
    )
