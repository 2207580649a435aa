"""The Reading of a Doc: read once, kept with the Doc as JSON, decoded when it is asked for.

It is kept in ``doc.user_data`` under such keys as extensions have, so it goes wherever spaCy takes those: to
bytes and disk, into a ``DocBin``, from one process to another. The day of publication has a key that is ours
alone, because another package may have an extension ``published``, whose values need not be days.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, cast

import msgspec
from spacy.tokens import Doc

from sayso import reader
from sayso.errors import CATALOGUE, InputError, ReadingError, SaysoError, UsageError
from sayso.intake import MAX_BYTES, read_text
from sayso.records import Reading, decode, encode, problems

_Key = tuple[str, str, None, None]


def _key(name: str) -> _Key:
    return ("._.", name, None, None)


_READING, _ERROR, _PUBLISHED = map(_key, ("sayso", "sayso_error", "sayso_published"))


def _data(doc: Doc) -> dict[_Key, Any]:
    # typed by spaCy as if all its keys were strings
    return cast("dict[_Key, Any]", doc.user_data)


def read_once(doc: Doc) -> Reading | None:
    """The Reading of a Doc, which is read now unless it has a Reading or an error; None where it has an
    error then."""
    try:
        reading, error = reading_of(doc), error_of(doc)
    except ReadingError:  # kept by another version of Sayso, or by a stranger: read again
        reading = error = None
    if reading is not None or error is not None:
        return reading
    made = _read(doc.text, published_of(doc))
    if isinstance(made, SaysoError):
        _data(doc)[_ERROR] = [made.code, made.subject, made.detail]
        return None
    _data(doc)[_READING] = encode(made)
    _data(doc).pop(_ERROR, None)
    return made


def _read(text: str, published: str | None) -> Reading | SaysoError:
    """A text's Reading, as ``sayso.read`` makes it, or what is wrong with it."""
    if len(text) > MAX_BYTES or len(text.encode()) > MAX_BYTES:
        return InputError("SAY114", "text", f"{MAX_BYTES:,} bytes")
    try:
        article = read_text(text, published=published)
    except InputError as error:
        return error
    return next(reader.read_many([article]))


def reading_of(doc: Doc) -> Reading | None:
    """The Reading that a Doc has, or None; one that was copied from a Doc with another text is none.

    Raises ``ReadingError`` SAY203 where what is kept does not hold together.
    """
    kept = _data(doc).get(_READING)
    if kept is None:
        return None
    if not isinstance(kept, bytes):
        raise ReadingError("SAY203", "doc._.sayso", "it is not kept as JSON")
    reading = _decoded(kept)
    return reading if reading.article.text == doc.text else None


@lru_cache(maxsize=64)
def _decoded(kept: bytes) -> Reading:
    """Checked, because Docs are stored and passed on, and may be a stranger's."""
    try:
        reading = decode(kept)
    except msgspec.DecodeError as error:
        raise ReadingError("SAY203", "doc._.sayso", str(error)) from None
    return _checked(reading)


def _checked(reading: Reading) -> Reading:
    faults = problems(reading)
    if faults:
        raise ReadingError("SAY203", "doc._.sayso", faults[0])
    return reading


def give_reading(doc: Doc, reading: Reading) -> None:
    """Give a Doc a Reading that was made elsewhere; the components take from it and read nothing.

    Raises ``UsageError`` SAY326 where it is no Reading, or that of another text, and ``ReadingError`` SAY203
    where it does not hold together.
    """
    if not isinstance(reading, Reading):
        raise UsageError("SAY326", "doc._.sayso", "it is not a Reading")
    if reading.article.text != doc.text:
        raise UsageError("SAY326", "doc._.sayso", "it is the Reading of another text")
    _data(doc)[_READING] = encode(_checked(reading))
    _data(doc).pop(_ERROR, None)


def part_of(part: str, doc: Doc) -> tuple[Any, ...]:
    """The records of a layer; empty where the Doc has no Reading."""
    reading = reading_of(doc)
    records: tuple[Any, ...] = () if reading is None else getattr(reading, part)
    return records


def error_of(doc: Doc) -> SaysoError | None:
    """Why the text could not be read, or None.

    Raises ``ReadingError`` SAY203 where what is kept is no error of ours.
    """
    match _data(doc).get(_ERROR):
        case None:
            return None
        case [str(code), str(subject), str(detail)] if code in CATALOGUE:
            kind = InputError if code.startswith("SAY1") else ReadingError
            return kind(code, subject, detail)
    raise ReadingError("SAY203", "doc._.sayso_error", "it is no error of Sayso")


def published_of(doc: Doc) -> str | None:
    """The day of publication that a Doc was given, as text, or None."""
    day = _data(doc).get(_PUBLISHED)
    return day if isinstance(day, str) else None


def give_published(doc: Doc, day: str | date | None) -> None:
    """Give a Doc its day of publication: an ISO day, month or year, or a ``date``; None takes it away.

    A Reading that the Doc has already is dropped, since it was made without the day. A text that names no day
    leaves it unknown, and ``article.published.reasons`` says why. Raises ``UsageError`` SAY326 for what is
    neither.
    """
    if isinstance(day, date):
        day = day.isoformat()
    if day is not None and not isinstance(day, str):
        raise UsageError("SAY326", "doc._.published", "it is a date or a text such as 2024-07-06")
    _data(doc)[_PUBLISHED] = day
    _data(doc).pop(_READING, None)
    _data(doc).pop(_ERROR, None)
