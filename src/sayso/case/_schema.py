"""The tables of a case file: the one place where they are defined.

What was read is kept in ``inputs``, ``raws``, ``articles``, ``readings``, ``runs`` and ``corrections``; what
others have coded, and lists of actors, in ``codings``, ``coded``, ``coded_lines`` and ``actor_lists``.
``statements``, ``events``, ``actors``, ``parties``, ``countries``, ``details`` and the two search indexes
are derived from these; ``sketches``, ``compared``, ``stories``, ``happenings``, ``sayings``, ``told`` and
``made`` are what the room of stories makes of all of it. Both can be rebuilt. Integer keys (``n``) are the
file's own and never leave it: they depend on the order of the inputs. Ids are derived from content."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

APPLICATION_ID = 0x5A59534F
"""Written in the header of the file (``PRAGMA application_id``): "ZYSO"."""

VERSION = 3
"""Version of the tables (``PRAGMA user_version``)."""

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text, nullable=False),  # JSON: versions, digests of code, models and codebook, options
    Column("begun", Text, nullable=False),  # when it was first used, as told by the caller
)

raws = Table(
    "raws",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),  # bytes before compression
    Column("data", LargeBinary, nullable=False),  # zlib
)

inputs = Table(
    "inputs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),  # where it was found
    Column("named", Text, nullable=False),  # the input as it was named, from which it is found again
    Column("folder", Text, nullable=False),  # the working folder then
    Column("how", Text, nullable=False),  # JSON: options that decide how it is opened
    Column("sha256", Text),  # of its bytes; null where it could not be opened
    Column("size", Integer),
    Column("status", Text, nullable=False),  # kept, copy of, dropped, failed
    Column("article", Text),
    Column("rank", Text),  # how well it describes the article; of several inputs the least is kept
    Column("code", Text),  # of the error
    Column("reason", Text),
    Column("encoding", Text),
    Column("findings", Text, nullable=False),  # JSON
    Column("added", Text, nullable=False),  # when, as told by the caller
)
Index("inputs_source", inputs.c.source, inputs.c.sha256)
Index("inputs_article", inputs.c.article)
Index("inputs_status", inputs.c.status)

articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("input", Text, nullable=False),  # the input that is kept; the others are copies
    Column("rank", Text, nullable=False),  # of that input
    Column("run", Text, ForeignKey("runs.id"), nullable=False),  # whose Reading the derived rows show
    Column("taken", Text, nullable=False),  # JSON of the Article as it was taken in, without its text
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("byline", Text),
    Column("earliest", Text),  # days of publication
    Column("latest", Text),
    Column("dated", Text, nullable=False),  # how these are known
    Column("named", Text, nullable=False),  # JSON: folded names of the persons and bodies in it
    Column("words", Integer, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("body_sha256", Text, nullable=False),  # of the text without its title
    Column("text", Text, nullable=False),
)
Index("articles_body", articles.c.body_sha256)
Index("articles_day", articles.c.earliest)

readings = Table(
    "readings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("read_on", Text),  # day of reading, after which no article is dated
    Column("sha256", Text, nullable=False),  # of the JSON
    Column("data", LargeBinary, nullable=False),  # zlib of the JSON of the Reading
)
Index("readings_article", readings.c.article, readings.c.run, unique=True)

corrections = Table(
    "corrections",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("action", Text, nullable=False),  # merge, split, recode, hide, note, undo
    Column("target", Text, nullable=False),  # id of a record, or of the correction that is undone
    Column("value", Text, nullable=False),  # JSON
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False),
    Column("local", Text, nullable=False),  # id in the Reading
    Column("type", Text, nullable=False),
    Column("cameo", Text),
    Column("status", Text, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("country", Text),  # of the place
    Column("confidence", Float, nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),  # JSON of the record, but for what its article says
)
Index("events_article", events.c.article)
Index("events_type", events.c.type, events.c.earliest)
Index("events_day", events.c.earliest)

statements = Table(
    "statements",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False),
    Column("local", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("earliest", Text),  # days of publication
    Column("latest", Text),
    Column("words", Text, nullable=False),  # of the content
    Column("words_sha256", Text),  # of the folded words; null where they are few
    Column("confidence", Float, nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
Index("statements_article", statements.c.article)
Index("statements_words", statements.c.words_sha256, statements.c.article)
Index("statements_day", statements.c.earliest)

actors = Table(
    "actors",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False),
    Column("local", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("block", Text),  # actors of one block may be joined; null is never joined
    Column("entity", Text, nullable=False),  # id of the actor that stands for all that are joined with it
    Column("articles", Integer, nullable=False),  # articles of the entity, where this actor stands for it
    Column("lent_country", Text),  # of the entity, where the article gives none
    Column("reason", Text, nullable=False),  # why it is joined
    Column("certainty", Float, nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
Index("actors_article", actors.c.article)
Index("actors_block", actors.c.block)
Index("actors_entity", actors.c.entity)
Index("actors_standing", actors.c.articles)
Index("actors_lent", actors.c.lent_country)

parties = Table(
    "parties",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("role", Text, primary_key=True),  # actor, recipient; speaker, co_speaker, addressee, about
    Column("record", Text, primary_key=True),  # id of an event or statement
    sqlite_with_rowid=False,
)
Index("parties_record", parties.c.record)

countries = Table(
    "countries",
    metadata,
    Column("country", Text, primary_key=True),
    Column("earliest", Text, primary_key=True),  # of the event, empty where unknown
    Column("record", Text, primary_key=True),  # id of an event
    sqlite_with_rowid=False,
)
Index("countries_record", countries.c.record)

details = Table(
    "details",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, nullable=False),
    Column("kind", Text, nullable=False),  # times, places, quantities, damage
    Column("local", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("details_article", details.c.article)

stale = Table(
    "stale",
    metadata,
    Column("block", Text, primary_key=True),  # of actors whose joining is not up to date
    sqlite_with_rowid=False,
)

sketches = Table(
    "sketches",
    metadata,
    Column("article", Text, primary_key=True),
    Column("shingles", LargeBinary, nullable=False),  # a sample of the hashes of its runs of words
    Column("notes", LargeBinary, nullable=False),  # JSON: what else of its text stories are made of
    sqlite_with_rowid=False,
)

compared = Table(
    "compared",
    metadata,
    Column("one", Text, primary_key=True),  # ids of two articles, the lesser first
    Column("other", Text, primary_key=True),
    Column("copy", Integer, nullable=False),  # whether the one is a copy of the other
    Column("of_one", Float, nullable=False),  # how much of each stands in the other, 0 to 1
    Column("of_other", Float, nullable=False),
    Column("row", LargeBinary),  # JSON of the passages they share; null where there are none
    sqlite_with_rowid=False,
)
Index("compared_other", compared.c.other)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("earliest", Text),  # days of what happened
    Column("latest", Text),
    Column("articles", Integer, nullable=False),
    Column("happenings", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
Index("stories_day", stories.c.earliest)

happenings = Table(
    "happenings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),  # independent ones, with a name
    Column("disputes", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)
Index("happenings_story", happenings.c.story)
Index("happenings_day", happenings.c.earliest)

sayings = Table(
    "sayings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
)

told = Table(
    "told",
    metadata,
    Column("record", Text, primary_key=True),  # id of an event, statement or article
    Column("into", Text, nullable=False),  # id of the happening, saying or story it belongs to
    sqlite_with_rowid=False,
)
Index("told_into", told.c.into)

made = Table(
    "made",
    metadata,
    Column("what", Text, primary_key=True),  # sketches, edges, findings or stories
    Column("of", Text, nullable=False),  # digest of what it was made of
    Column("row", LargeBinary),
    sqlite_with_rowid=False,
)

codings = Table(
    "codings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("coder", Text, nullable=False),
    Column("form", Text, nullable=False),  # polecat, icews, gdelt, csv
    Column("columns", Text, nullable=False),  # JSON: pairs of our name of a column and the table's
    Column("source", Text, nullable=False),  # the file as it was named
    Column("sha256", Text, nullable=False),  # of its bytes
    Column("size", Integer, nullable=False),
    Column("codebook", Text, nullable=False),  # version of the one that CAMEO codes were read by
    Column("whole", Integer, nullable=False),  # whether it was read to its end
    Column("rows", Integer, nullable=False),  # that could be read
    Column("left_out", Integer, nullable=False),  # that could not
    Column("findings", Text, nullable=False),  # JSON; the first of them
    Column("added", Text, nullable=False),  # when, as told by the caller
)
Index("codings_of", codings.c.coder, codings.c.sha256, unique=True)

coded = Table(
    "coded",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("coder", Text, nullable=False),
    Column("coding", Text, nullable=False),  # of several files that have the row the one with the least id
    Column("line", Integer, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("type", Text),  # null where PLOVER has no event for the CAMEO code
    Column("cameo", Text),
    Column("countries", Text, nullable=False),  # of parties and place, each between blanks
    Column("row", LargeBinary, nullable=False),  # JSON of what was read
)
Index("coded_day", coded.c.coder, coded.c.earliest, coded.c.id)

coded_lines = Table(
    "coded_lines",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("coding", Text, nullable=False),
    Column("part", Integer, nullable=False),  # the parts of a file in their order make its bytes
    Column("first", Integer, nullable=False),  # number of its first line
    Column("sha256", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
)
Index("coded_lines_of", coded_lines.c.coding, coded_lines.c.part, unique=True)

actor_lists = Table(
    "actor_lists",
    metadata,
    Column("n", Integer, primary_key=True),  # lists are asked in the order in which they came
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),  # of the file
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("actors", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
    Column("added", Text, nullable=False),
)

KEPT = (runs, raws, inputs, articles, readings, corrections)
"""Tables that hold what was read and what people said about it."""

GIVEN = (codings, coded, coded_lines, actor_lists)
"""Tables that hold what others have made: ``rebuild`` leaves them as they are."""

CODERS_SINCE = 3
"""Version of the tables that has those for other coders and for lists of actors."""

DERIVED = (events, statements, actors, parties, countries, details, stale)
"""Tables that are made anew from the others by ``rebuild``."""

STORIES_SINCE = 2
"""Version of the tables that has those for stories."""

TOLD = (sketches, compared, stories, happenings, sayings, told, made)
"""Tables of the room of stories: ``rebuild`` empties them, and they are made anew when they are asked for."""

SEARCHED = {
    "words": "CREATE VIRTUAL TABLE words USING fts5(title, text, content='', "
    "tokenize='unicode61 remove_diacritics 2')",
    "names": "CREATE VIRTUAL TABLE names USING fts5(name, tokenize='unicode61 remove_diacritics 2')",
}
"""Full-text indexes: of articles by ``articles.n`` (without a copy of the text), of actors by
``actors.n``."""


def create(connection: sa.Connection) -> None:
    """Make the tables of a new case file."""
    metadata.create_all(connection)
    for statement in SEARCHED.values():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _add_stories(connection: sa.Connection) -> None:
    """To 2: room for stories, and events that name the statements they stand in."""
    from sayso.case._rebuild import rewrite_events  # it is made of these tables

    metadata.create_all(connection, tables=TOLD)
    rewrite_events(connection)


def _add_coders(connection: sa.Connection) -> None:
    """To 3: room for what others have coded, and for lists of actors."""
    metadata.create_all(connection, tables=GIVEN)


MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {1: _add_stories, 2: _add_coders}
"""From a version of the tables to the next one: what has to be done. Add, never change."""


def migrate(connection: sa.Connection, version: int) -> None:
    """Bring the tables of an older case file up to date, in one transaction with what follows."""
    for step in range(version, VERSION):
        MIGRATIONS[step](connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def has_coders(connection: sa.Connection) -> bool:
    """Whether the file has tables for other coders: one of an older version that cannot be written to does
    not."""
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one() >= CODERS_SINCE)
