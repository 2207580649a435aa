"""Writing into a case: what became of a piece, in one transaction with all that follows from it.

The state of a case is a function of the set of its inputs. So which of several inputs of one article is
``kept`` and which are copies is decided by rank, not by who came first; a better description that comes later
takes the place of the one before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.case import _schema as schema
from sayso.case._corrections import merged_by_hand
from sayso.case._joining import ALONE
from sayso.case._packing import unpacked
from sayso.case._rows import Derived, Overlay, derive
from sayso.case._runs import Run
from sayso.case._work import ArticleFacts, InputFacts, Outcome, ReadingFacts
from sayso.errors import CATALOGUE

_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\u0300-\u036f]")
"""Characters that show nothing, and accents that stand alone: a search does not see them."""
_NO_WORD = re.compile("[\0\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters that SQLite would take for letters."""


def put_run(connection: sa.Connection, run: Run, now: str) -> None:
    """Note a run that is about to read; one that is known already stays as it is."""
    connection.execute(
        sa.text("INSERT OR IGNORE INTO runs (id, about, begun) VALUES (:id, :about, :begun)"),
        {"id": run.id, "about": run.about, "begun": now},
    )


def put(
    connection: sa.Connection, outcome: Outcome, now: str, overlay: Mapping[str, Overlay]
) -> tuple[str, str | None]:
    """Write what became of a piece. Returns the status of its input (kept, copy of, dropped or failed), and
    the input that was kept before it for the same article and is a copy now.

    ``overlay`` are the corrections that stand, by record.
    """
    facts = outcome.input
    if outcome.raw is not None and facts.sha256 is not None:
        put_raw(connection, facts.sha256, facts.size or 0, outcome.raw)
    if outcome.article is None and _has_article(connection, facts.id):
        return facts.status, None  # a second attempt that failed leaves what is kept as it is
    before = put_input(connection, facts, now)
    if before is not None and before != facts.article:
        _leave(connection, before, facts.id)
    if outcome.article is None:
        return facts.status, None
    return _put_article(connection, outcome.article, outcome.reading, facts.id, overlay)


def put_raw(connection: sa.Connection, digest: str, size: int, data: bytes) -> None:
    """Keep the bytes of an input, packed; ``size`` is that before packing."""
    connection.execute(
        sa.text("INSERT OR IGNORE INTO raws (sha256, size, data) VALUES (:sha256, :size, :data)"),
        {"sha256": digest, "size": size, "data": data},
    )


def has_raw(connection: sa.Connection, digest: str) -> bool:
    """Whether the bytes of a digest are kept."""
    table = schema.raws
    return connection.execute(sa.select(table.c.sha256).where(table.c.sha256 == digest)).first() is not None


def _has_article(connection: sa.Connection, input_id: str) -> bool:
    table = schema.inputs
    query = sa.select(table.c.article).where(table.c.id == input_id, table.c.status != "failed")
    return connection.execute(query).scalar() is not None


def put_input(connection: sa.Connection, facts: InputFacts, now: str) -> str | None:
    """Write the row of an input; one that is there keeps the time at which it was added. Returns the article
    that it had until now."""
    values = {
        **{name: getattr(facts, name) for name in facts.__struct_fields__},
        "findings": msgspec.json.encode(facts.findings).decode(),
    }
    table = schema.inputs
    known = connection.execute(
        sa.select(table.c.article, table.c.added).where(table.c.id == facts.id)
    ).one_or_none()
    if known is None:
        connection.execute(table.insert().values(**values, added=now))
    else:
        # without a time it is one that was made up when its row was lost
        connection.execute(
            table.update().where(table.c.id == facts.id).values(**values, added=known.added or now)
        )
    if facts.status != "failed":  # other bytes from the same place could not be read before
        connection.execute(
            table.delete().where(
                table.c.source == facts.source,
                table.c.named == facts.named,
                table.c.folder == facts.folder,
                table.c.named != "-",
                table.c.id != facts.id,
                table.c.status == "failed",
                table.c.sha256.is_not(None),
            )
        )
    article: str | None = known.article if known else None
    return article


def _put_article(
    connection: sa.Connection,
    article: ArticleFacts,
    reading: ReadingFacts | None,
    input_id: str,
    overlay: Mapping[str, Overlay],
) -> tuple[str, str | None]:
    table = schema.articles
    there = connection.execute(
        sa.select(table.c.input, table.c.rank).where(table.c.id == article.id)
    ).one_or_none()
    if there is None:
        if reading is None:
            raise LookupError(f"{article.id} has no Reading")
        _insert_article(connection, article, reading, input_id)
        put_reading(connection, article.id, reading, overlay)
        return "kept", None
    if there.input == input_id:
        return "kept", None
    if there.rank <= article.rank:
        _mark(connection, input_id, "copy of")
        return "copy of", None
    _mark(connection, there.input, "copy of")
    values = {"input": input_id, "rank": article.rank}
    if reading is not None:  # it describes the article better; else it is the same Article by another input
        values = _article_values(article) | values
    connection.execute(table.update().where(table.c.id == article.id).values(**values))
    if reading is not None:
        put_reading(connection, article.id, reading, overlay)
    return "kept", there.input


def _leave(connection: sa.Connection, article: str, input_id: str) -> None:
    """An input has become another article. The one that it described best goes; other inputs of it have to be
    read again, because what they say of it has not been."""
    inputs, articles = schema.inputs, schema.articles
    kept = connection.execute(sa.select(articles).where(articles.c.id == article)).one_or_none()
    if kept is None or kept.input != input_id:
        return
    connection.execute(
        inputs.update()
        .where(inputs.c.article == article, inputs.c.id != input_id)
        .values(status="failed", code="SAY207", reason=CATALOGUE["SAY207"].what, article=None, rank=None)
    )
    _clear(connection, article)
    connection.execute(schema.readings.delete().where(schema.readings.c.article == article))
    connection.execute(
        sa.text("INSERT INTO words (words, rowid, title, text) VALUES ('delete', :n, :title, :text)"),
        _indexed(kept.n, kept.title, kept.text),
    )
    connection.execute(articles.delete().where(articles.c.id == article))


def _mark(connection: sa.Connection, input_id: str, status: str) -> None:
    table = schema.inputs
    connection.execute(table.update().where(table.c.id == input_id).values(status=status))


def _article_values(article: ArticleFacts) -> dict[str, Any]:
    return {name: getattr(article, name) for name in article.__struct_fields__ if name != "id"}


def _insert_article(
    connection: sa.Connection, article: ArticleFacts, reading: ReadingFacts, input_id: str
) -> None:
    values = _article_values(article) | {
        "id": article.id,
        "input": input_id,
        "run": reading.run,
        **reading.derived.article,
    }
    done = connection.execute(schema.articles.insert().values(**values))
    assert done.inserted_primary_key is not None
    index_article(connection, done.inserted_primary_key[0], article.title, article.text)


def index_article(connection: sa.Connection, n: int, title: str | None, text: str) -> None:
    """Make an article findable by its words."""
    connection.execute(
        sa.text("INSERT INTO words (rowid, title, text) VALUES (:n, :title, :text)"), _indexed(n, title, text)
    )


def _indexed(n: int, title: str | None, text: str) -> dict[str, Any]:
    """What the index holds of an article: its text, and its title where the text does not begin with it."""
    aside = title if title and not text.lstrip().startswith(title) else ""
    return {"n": n, "title": searched(aside), "text": searched(text)}


def searched(text: str) -> str:
    """A text as the search sees it: composed, without characters that show nothing."""
    if text.isascii() and "\0" not in text:
        return text
    return _NO_WORD.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def put_reading(
    connection: sa.Connection, article: str, reading: ReadingFacts, overlay: Mapping[str, Overlay]
) -> None:
    """Keep a Reading, and let the derived rows of its article show it, as people have corrected it."""
    connection.execute(
        sa.text(
            "INSERT OR REPLACE INTO readings (article, run, read_on, sha256, data) "
            "VALUES (:article, :run, :read_on, :sha256, :data)"
        ),
        {
            "article": article,
            "run": reading.run,
            "read_on": reading.read_on,
            "sha256": reading.sha256,
            "data": reading.data,
        },
    )
    connection.execute(
        schema.articles.update().where(schema.articles.c.id == article).values(run=reading.run)
    )
    derived = reading.derived
    rows = (*derived.events, *derived.statements, *derived.actors) if overlay else ()
    if any(row["id"] in overlay for row in rows):
        derived = derive(unpacked(reading.data, article), reading.run, overlay)
    put_derived(connection, article, derived)


def put_derived(connection: sa.Connection, article: str, derived: Derived) -> None:
    """Put the derived rows of an article in the place of those that are there."""
    articles = schema.articles
    connection.execute(articles.update().where(articles.c.id == article).values(**derived.article))
    _clear(connection, article)
    for table in (schema.events, schema.statements, schema.parties, schema.countries, schema.details):
        _insert(connection, table, getattr(derived, table.name))
    _insert_actors(connection, derived.actors)


def _clear(connection: sa.Connection, article: str) -> None:
    for table in (schema.events, schema.statements):
        records = sa.select(table.c.id).where(table.c.article == article)
        for beside in (schema.parties, schema.countries):
            connection.execute(beside.delete().where(beside.c.record.in_(records)))
    actors = schema.actors
    gone = connection.execute(
        sa.select(actors.c.n, actors.c.id, actors.c.block, actors.c.entity).where(actors.c.article == article)
    ).all()
    if gone:
        connection.execute(sa.text("DELETE FROM names WHERE rowid = :n"), [{"n": row.n} for row in gone])
        # those for whom one of these stood, and those who stood for one of these, in whatever block
        near = actors.c.entity.in_([row.id for row in gone]) | actors.c.id.in_([row.entity for row in gone])
        left = connection.execute(sa.select(actors.c.id, actors.c.block).where(near)).all()
        make_stale(connection, _to_join(connection, (*gone, *left)))
    for table in (schema.events, schema.statements, actors, schema.details):
        connection.execute(table.delete().where(table.c.article == article))


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), list(rows))


def _insert_actors(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    _insert(connection, schema.actors, rows)
    actors = schema.actors
    numbers = dict(
        connection.execute(
            sa.select(actors.c.id, actors.c.n).where(actors.c.article == rows[0]["article"])
        ).all()
    )
    connection.execute(
        sa.text("INSERT INTO names (rowid, name) VALUES (:n, :name)"),
        [{"n": numbers[row["id"]], "name": searched(row["name"])} for row in rows],
    )
    there = connection.execute(
        sa.select(actors.c.id, actors.c.block).where(actors.c.article == rows[0]["article"])
    ).all()
    make_stale(connection, _to_join(connection, there))


def _to_join(connection: sa.Connection, actors: Sequence[Any]) -> Iterable[str]:
    """The blocks of actors; one that the rules never join is a block of its own where people did."""
    merged = merged_by_hand(connection)
    for row in actors:
        if row.block is not None:
            yield row.block
        elif row.id in merged:
            yield f"{ALONE}{row.id}"


def make_stale(connection: sa.Connection, blocks: Iterable[str]) -> None:
    """Note that the actors of blocks are to be joined anew."""
    names = sorted(set(blocks))
    if names:
        connection.execute(
            sa.text("INSERT OR IGNORE INTO stale (block) VALUES (:block)"), [{"block": b} for b in names]
        )
