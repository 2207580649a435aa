"""What the room gives: origins, reports, happenings, sayings, stories, and how they stand to one another.

Ids are those of the record that stands for the others: the happening of the event ``e_x`` that was reported
first is ``h_x``, so that any of its records finds it again."""

from __future__ import annotations

from typing import Literal

from sayso.case import CaseRecord, Days
from sayso.records import Spans

__all__ = (
    "Change Claim Copy Dispute Disputed Finding Happening Origin Report Revision Saying Story Version".split()
)


HappeningStatus = Literal["happened", "ongoing", "planned", "cancelled", "hypothetical", "denied", "disputed"]
"""What stands in the end: the status of the reports, or ``disputed`` where they exclude each other."""


class Origin(CaseRecord, frozen=True, kw_only=True, order=True):
    """Who the news comes from. ``key`` is the same for all voices of one body; ``name`` is how it is written;
    ``kind`` is ``source`` (somebody named in the text), ``agency`` (a credit), ``outlet`` (its own word),
    ``article`` (its outlet is not known) or ``unnamed`` (somebody whom the text does not name: weak)."""

    key: str
    name: str
    kind: str

    def line(self) -> str:
        """What stands for it in a cell."""
        return self.name

    @property
    def weak(self) -> bool:
        """Whether nobody can be asked: an unnamed source."""
        return self.kind == "unnamed"


class Report(CaseRecord, frozen=True, kw_only=True):
    """One event record in one article, as a report of a happening. ``record`` is its id, ``spans`` where its
    words stand in the article. ``repeats`` is the record whose passage this one is copied from; it
    is no report of its own then."""

    record: str
    article: str
    outlet: str | None = None
    title: str | None = None
    reported: Days = Days()
    status: str
    origin: str
    said_by: tuple[str, ...] = ()
    words: str
    spans: Spans = ()
    repeats: str | None = None

    def line(self) -> str:
        """What stands for it in a cell."""
        return self.record


class Claim(CaseRecord, frozen=True, kw_only=True):
    """A value that one origin gives a field of a happening: ``about`` is ``crowd``, ``dead`` ... (a range
    ``low`` to ``high``, null where open), ``date`` (``first`` to ``last``), ``place`` (``low`` and ``high``
    are latitude and longitude), ``actor`` (``first`` is a key, ``last`` the country) or ``happened`` (yes
    or no). ``value`` is the value in words; ``named`` tells whether the origin is somebody whom the text
    names, and not a medium by itself; a number is ``open`` where its words ("thousands") leave the upper
    end open; ``reports`` are the records it is read from, the earliest first."""

    about: str
    value: str
    origin: str
    words: str
    reports: tuple[str, ...]
    reported: Days = Days()
    low: int | float | None = None
    high: int | float | None = None
    open: bool = False
    named: bool = False
    unit: str | None = None
    first: str | None = None
    last: str | None = None

    def line(self) -> str:
        """What stands for it in a cell."""
        return f"{self.about} {self.value} ({self.origin})"


class Dispute(CaseRecord, frozen=True, kw_only=True):
    """A field of a happening for which two origins or more give values that exclude each other."""

    about: str
    claims: tuple[Claim, ...]

    def line(self) -> str:
        """What stands for it in a cell."""
        return f"{self.about}: " + " / ".join(f"{claim.value} ({claim.origin})" for claim in self.claims)


class Disputed(CaseRecord, frozen=True, kw_only=True):
    """A dispute with the happening that it is about."""

    happening: str
    headline: str
    about: str
    claims: tuple[Claim, ...]


class Revision(CaseRecord, frozen=True, kw_only=True):
    """A field for which one origin gives another value later than before; in the order of the reports."""

    about: str
    origin: str
    claims: tuple[Claim, ...]

    def line(self) -> str:
        """What stands for it in a cell."""
        return f"{self.about}: " + " → ".join(claim.value for claim in self.claims)


class Change(CaseRecord, frozen=True, kw_only=True):
    """A status of a happening, and since which day it is reported."""

    status: str
    since: str | None = None

    def line(self) -> str:
        """What stands for it in a cell."""
        return f"{self.status} {self.since or ''}".strip()


class Happening(CaseRecord, frozen=True, kw_only=True):
    """One event in the world, with every report of it.

    ``articles`` counts articles, ``told`` those of them whose report is no copy, ``origins`` are the
    independent ones; ``unnamed`` are sources that the text does not name. ``status`` is what stands in the
    end: ``happened``, ``ongoing``, ``planned``, ``cancelled``, ``hypothetical``, ``denied``, or
    ``disputed`` where one origin says it happened and another that it did not. ``course`` are all statuses
    in the order of their reports; ``denials`` are the records in which it is denied. ``earliest`` and
    ``latest`` are the days on which most reports agree."""

    id: str
    story: str = ""
    headline: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: str
    course: tuple[Change, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    place: str | None = None
    country: str | None = None
    articles: int
    told: int
    origins: tuple[Origin, ...] = ()
    unnamed: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    revisions: tuple[Revision, ...] = ()
    denials: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()


class Version(CaseRecord, frozen=True, kw_only=True):
    """One wording of a statement, and the records that have it, the earliest first."""

    words: str
    records: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    reported: Days = Days()

    def line(self) -> str:
        """What stands for it in a cell."""
        return self.words


class Saying(CaseRecord, frozen=True, kw_only=True):
    """One statement of one speaker in several articles; ``polarity`` is ``negative`` where the speaker is
    said not to hold it. ``articles`` counts its carriers, ``versions`` are its wordings, the most carried
    first; ``outlets`` are all outlets that carry it."""

    id: str
    speaker: str
    origin: str
    stance: str
    polarity: str = "positive"
    articles: int
    versions: tuple[Version, ...]
    outlets: tuple[str, ...] = ()
    reported: Days = Days()


class Story(CaseRecord, frozen=True, kw_only=True):
    """Articles and happenings that belong together. ``headline`` is made of the record: the happening that
    most origins report, in its coded form; ``title`` is that of the first article. ``earliest`` and
    ``latest`` are days of what happened, ``reported`` those of publication. ``told`` counts articles that
    are no copies."""

    id: str
    headline: str
    title: str | None = None
    earliest: str | None = None
    latest: str | None = None
    reported: Days = Days()
    articles: tuple[str, ...]
    told: int
    outlets: tuple[str, ...] = ()
    origins: int
    happenings: tuple[str, ...] = ()
    disputes: int = 0


class Copy(CaseRecord, frozen=True, kw_only=True):
    """Two articles of which one has words of the other. ``of_one`` and ``of_other`` are the shares of each
    (of its runs of four words) that stand in the other; ``copy`` tells whether that is most of the
    shorter one. ``passages`` are pairs of spans of the same words, in the one and in the other article."""

    one: str
    other: str
    copy: bool
    of_one: float
    of_other: float
    one_given_id: str | None = None
    other_given_id: str | None = None
    one_outlet: str | None = None
    other_outlet: str | None = None
    one_title: str | None = None
    other_title: str | None = None
    passages: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


class Finding(CaseRecord, frozen=True, kw_only=True):
    """Something that a careful reader would remark. ``kind`` is ``titles`` (the same text under several
    titles), ``title`` (a title that does not fit its text), ``one-sided`` (said only in one side's media) or
    ``grown`` (a copy that gives a larger number than what it is copied from)."""

    id: str
    kind: str
    note: str
    articles: tuple[str, ...]
    records: tuple[str, ...] = ()


def short(text: str, most: int = 160) -> str:
    """The words of a text on one line, cut at a word where there are more than ``most`` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    end = line.rfind(" ", most // 2, most - 1)  # a word without end is cut too
    return line[: end if end > 0 else most - 2].rstrip(" ,;:") + " …"


def many(number: int, noun: str) -> str:
    """A number of things: "1 article", "3 articles"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
