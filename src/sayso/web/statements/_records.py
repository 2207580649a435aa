"""What the ledger gives of a statement."""

from __future__ import annotations

import msgspec

from sayso.case import Days


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """Who says so, at one place of a chain: ``name`` as the record has it, ``words`` as the article writes
    it, ``cue`` the words for the saying. ``to`` is the page of the speaker; ``also`` are those who say it
    with this one."""

    name: str
    words: str = ""
    cue: str = ""
    addressee: str = ""
    to: str = ""
    also: tuple[Level, ...] = ()


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in one article that carries it. ``words`` are its words where they are not those of the
    row; ``to`` are its words in the reader."""

    id: str
    article: str
    outlet: str | None = None
    title: str | None = None
    reported: Days = Days()
    words: str = ""
    to: str = ""


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """Carriers of which one has the statement by itself, and the ``copies`` from that one."""

    first: Carried
    copies: tuple[Carried, ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a statement; ``to`` leads to all reports of it, or to its words."""

    id: str
    type: str
    modes: tuple[str, ...] = ()
    status: str
    parties: str = ""
    counts: tuple[str, ...] = ()
    to: str = ""


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """That others contradict a statement, in words; ``to`` is the event it is about."""

    how: str
    words: str
    to: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A statement. ``chain`` is who says so, the outermost first and the speaker last, ``role`` the speaker's
    in this article, ``named`` how the text names the speaker (named, described, anonymous, document,
    pronoun, unstated). ``articles`` carry it, ``independent`` of them do not copy it from another (the
    lanes); ``saying`` is the id of the statement over articles. ``first`` is the day on which it was first
    reported."""

    id: str
    saying: str | None = None
    chain: tuple[Level, ...]
    role: str = ""
    named: str
    kind: str
    stance: str
    polarity: str
    confidence: float
    words: str
    article: str
    outlet: str | None = None
    title: str | None = None
    first: Days = Days()
    to: str = ""
    events: tuple[Told, ...] = ()
    about: tuple[Level, ...] = ()
    articles: int = 1
    independent: int = 1
    lanes: tuple[Lane, ...] = ()
    left_out: int = 0
    against: tuple[Against, ...] = ()
    corrections: tuple[str, ...] = ()
