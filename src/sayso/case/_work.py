"""What a process of the pool does for a case: a piece in, everything that will be written about it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from sayso.case import _schema as schema
from sayso.case._digest import body_digest, sha256
from sayso.case._file import CaseFile
from sayso.case._ids import digest, input_id
from sayso.case._lists import kept_list
from sayso.case._packing import packed
from sayso.case._rows import Derived, derive
from sayso.errors import CaseError, InputError, SaysoError
from sayso.intake import Finding, Piece, Taken, take
from sayso.records import Article, Reading, encode

DROPPED = frozenset({"SAY111", "SAY112", "SAY115", "SAY116"})
"""Codes of inputs in which there is no article; any other error may be mended."""

_ORDER = ("stated", "metadata", "dateline", "inferred", "unknown")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A piece to read, and how its input was named and opened; ``again`` reads what has been read before."""

    piece: Piece
    named: str
    folder: str = ""
    how: str = "{}"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What all jobs of one process share; without a ``case`` all is read, whatever may be known."""

    case: str = ""
    run: str
    actors: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    max_bytes: int = 20_000_000
    today: str | None = None
    encoding: str | None = None
    raw: bool = True


class InputFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The row of an input but for ``added`` and what depends on other inputs."""

    id: str
    source: str
    named: str
    folder: str
    how: str
    sha256: str | None = None
    size: int | None = None
    status: str = "kept"
    article: str | None = None
    rank: str | None = None
    code: str | None = None
    reason: str | None = None
    encoding: str | None = None
    findings: tuple[Finding, ...] = ()


class ArticleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The row of an article but for its input and run. ``rank`` orders inputs of one article, the best
    described first."""

    id: str
    rank: str
    taken: str
    title: str | None
    outlet: str | None
    url: str | None
    byline: str | None
    words: int
    text_sha256: str
    body_sha256: str
    text: str


class ReadingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The row of a Reading, the days of publication that it gives the article, and the rows derived from
    it."""

    run: str
    read_on: str | None
    sha256: str
    data: bytes
    derived: Derived


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a piece. ``reading`` is null where the case has it already, or it could not be made."""

    input: InputFacts
    raw: bytes | None = None
    article: ArticleFacts | None = None
    reading: ReadingFacts | None = None


encode_job = msgspec.msgpack.Encoder().encode
encode_options = msgspec.json.Encoder().encode
decode_outcome = msgspec.msgpack.Decoder(Outcome).decode
_decode_job = msgspec.msgpack.Decoder(Job).decode
_encode_outcome = msgspec.msgpack.Encoder().encode


def start(options: str) -> Callable[[bytes], bytes]:
    """Make the function that works on encoded jobs. ``options`` is the JSON of ``Options``."""
    worker = Worker(msgspec.json.decode(options, type=Options))

    def work(data: bytes) -> bytes:
        return _encode_outcome(worker.outcome(_decode_job(data)))

    return work


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the case that is to be read again, as it was taken in."""

    taken: str
    text: str


class ReadAgain(msgspec.Struct, frozen=True, kw_only=True):
    """The new Reading of an article, or why there is none."""

    article: str
    reading: ReadingFacts | None = None
    error: str | None = None


encode_again = msgspec.msgpack.Encoder().encode
decode_read_again = msgspec.msgpack.Decoder(ReadAgain).decode
_decode_again = msgspec.msgpack.Decoder(Again).decode


def start_again(options: str) -> Callable[[bytes], bytes]:
    """Make the function that reads encoded articles again. ``options`` is the JSON of ``Options``."""
    worker = Worker(msgspec.json.decode(options, type=Options))

    def work(data: bytes) -> bytes:
        again = _decode_again(data)
        article = article_as_taken(again.taken, again.text)
        try:
            return _encode_outcome(ReadAgain(article=article.id, reading=worker.read(article)))
        except Exception as fault:  # a fault of ours must not cost the user the other articles
            return _encode_outcome(
                ReadAgain(article=article.id, error=f"{type(fault).__name__}: {fault}"[:300])
            )

    return work


def article_as_taken(taken: str, text: str) -> Article:
    """The Article as intake made it, before anything was read in it."""
    return msgspec.structs.replace(msgspec.json.decode(taken, type=Article), text=text)


_TAKEN = ("id", "title", "outlet", "url", "byline")


def is_as_taken(row: Mapping[str, Any]) -> bool:
    """Whether the columns of an article say what was taken in. Raises ``msgspec.DecodeError``."""
    taken = article_as_taken(row["taken"], "")
    return all(getattr(taken, name) == row[name] for name in _TAKEN)


class Worker:
    """Reads pieces for one case, with everything loaded once."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._case = CaseFile(options.case, pooled=False) if options.case else None
        self._today = date.fromisoformat(options.today) if options.today else None
        self._known = None
        if options.actors or options.lists:
            from sayso.directory import with_offices

            kept = []
            if self._case is not None:
                with self._case.reading() as connection:
                    kept = [kept_list(connection, name) for name in options.lists]
            self._known, _ = with_offices([*options.actors, *kept])

    def outcome(self, job: Job) -> Outcome:
        """Take the piece, and read it unless the case has a Reading of this run that is as good."""
        raw = packed(job.piece.data) if self._options.raw else None
        try:
            taken = take(
                job.piece,
                max_bytes=self._options.max_bytes,
                today=self._today,
                encoding=self._options.encoding,
            )
            facts = input_facts(job, taken=taken)
            article = article_facts(taken.article, facts.id)
            facts = msgspec.structs.replace(facts, rank=article.rank)
            if self._is_kept(article):
                return Outcome(input=facts, raw=raw, article=article)
            return Outcome(input=facts, raw=raw, article=article, reading=self.read(taken.article))
        except SaysoError as error:
            return Outcome(input=input_facts(job, error=error), raw=None if error.code in DROPPED else raw)
        except MemoryError:
            lost: SaysoError = InputError("SAY204", job.piece.source, "it ran out of memory")
        except Exception as fault:  # a fault of ours must not cost the user the other inputs
            lost = InputError("SAY201", job.piece.source, f"{type(fault).__name__}: {fault}"[:300])
        return Outcome(input=input_facts(job, error=lost), raw=raw)

    def read(self, article: Article) -> ReadingFacts:
        """Read an article. Raises ``ReadingError``."""
        from sayso import reader

        reading = reader.read(article, self._known, self._today)
        return reading_facts(reading, self._options.run, self._options.today)

    def _is_kept(self, article: ArticleFacts) -> bool:
        """Whether the case has a Reading of the article as this input describes it, or better."""
        if self._case is None:
            return False
        table = schema.articles
        try:
            with self._case.reading() as connection:
                rank = connection.execute(
                    table.select().with_only_columns(table.c.rank).where(table.c.id == article.id)
                ).scalar()
        except CaseError:  # then it is read once more; that the case cannot be read is told by who writes it
            return False
        return rank is not None and described(rank) <= described(article.rank)


def described(rank: str) -> str:
    """The part of a rank that decides which Article is read; the rest only decides which input has it."""
    return rank.rpartition(":")[0]


def input_facts(job: Job, *, taken: Taken | None = None, error: SaysoError | None = None) -> InputFacts:
    """The row of a piece that was taken, or could not be."""
    found = sha256(job.piece.data)
    return InputFacts(
        id=input_id(job.piece.source, found),
        source=job.piece.source,
        named=job.named,
        folder=job.folder,
        how=job.how,
        sha256=found,
        size=len(job.piece.data),
        encoding=taken.encoding if taken else None,
        findings=taken.findings if taken else tuple(Finding(kind=k, note=n) for k, n in job.piece.notes),
        article=taken.article.id if taken else None,
        **_failure(error),
    )


def failed_input(error: SaysoError, named: str, folder: str, how: str) -> InputFacts:
    """The row of an input that could not be opened."""
    return InputFacts(
        id=digest("i", error.subject, "", error.code, error.detail),
        source=error.subject,
        named=named,
        folder=folder,
        how=how,
        **_failure(error),
    )


def _failure(error: SaysoError | None) -> dict[str, Any]:
    if error is None:
        return {}
    reason = str(error).partition(": ")[2]
    return {"status": "dropped" if error.code in DROPPED else "failed", "code": error.code, "reason": reason}


_LAST = "9999"
"""What an article without a day is ranked by: after all that have one. Of two inputs that say as much, the
one that was published first is kept."""


def article_facts(article: Article, input_id: str) -> ArticleFacts:
    """The row of an article as one input describes it."""
    bare = msgspec.json.encode(msgspec.structs.replace(article, text=""))
    return ArticleFacts(
        id=article.id,
        rank=f"{_lack(article):02d}:{article.published.earliest or _LAST}:{sha256(bare)[:16]}:{input_id}",
        taken=bare.decode(),
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        byline=article.byline,
        words=len(article.text.split()),
        text_sha256=article.text_sha256,
        body_sha256=body_digest(article.text, article.title),
        text=article.text,
    )


def _lack(article: Article) -> int:
    """How much an input leaves unsaid about its article: 0 is all there."""
    basis = article.published.basis
    date_lack = _ORDER.index(basis) if basis in _ORDER else len(_ORDER)
    return 3 * date_lack + sum(field is None for field in (article.outlet, article.byline, article.given_id))


def reading_facts(reading: Reading, run: str, today: str | None) -> ReadingFacts:
    """The row of a Reading and all that is derived from it."""
    data = encode(reading)
    return ReadingFacts(
        run=run,
        read_on=today,
        sha256=sha256(data),
        data=packed(data),
        derived=derive(reading, run),
    )
