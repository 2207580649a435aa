"""Every error Sayso can report: one exception tree, stable codes, and what to do about each.

In: nothing.  Out: ``SaysoError`` and its children, and ``CATALOGUE``, which ``sayso explain CODE`` prints.

    >>> error = InputError("SAY111", "empty.txt")
    >>> str(error)
    'SAY111 empty.txt: nothing to read: the input is empty or only white space. Leave it out.'
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CATALOGUE", "Entry", "InputError", "ReadingError", "SaysoError", "UsageError"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One error code: what happened, what to do next, and a longer explanation."""

    what: str
    fix: str
    more: str


CATALOGUE: dict[str, Entry] = {
    "SAY101": Entry(
        "no such file",
        "Check the path.",
        "The path names nothing on this machine. A name with spaces needs quotation marks in the shell.",
    ),
    "SAY102": Entry(
        "cannot be opened",
        "Check the permissions.",
        "The file exists but the operating system refused to open or read it.",
    ),
    "SAY103": Entry(
        "is a directory",
        "Name the files in it, for instance DIR/*.txt.",
        "`sayso read` takes files and standard input. It does not walk directories.",
    ),
    "SAY104": Entry(
        "is a URL, and this version does not use the network",
        "Save the page as an HTML file and name that file.",
        "Nothing is fetched from the network, ever, unless you name a URL in a version that supports it.",
    ),
    "SAY111": Entry(
        "nothing to read: the input is empty or only white space",
        "Leave it out.",
        "There is no text in it, so there is no record to make of it.",
    ),
    "SAY112": Entry(
        "is not text",
        "Convert it to plain text, HTML or JSONL first.",
        "The bytes look like a picture, an archive, a PDF or another binary format.",
    ),
    "SAY113": Entry(
        "cannot be decoded",
        "Save it as UTF-8.",
        "The bytes are neither valid UTF-8 or UTF-16 nor text in a one-byte encoding that we can tell apart.",
    ),
    "SAY114": Entry(
        "is larger than the limit",
        "Split it, or raise the limit with --max-bytes.",
        "The limit (20 MB as it comes) keeps the memory bounded whatever the input is.",
    ),
    "SAY115": Entry(
        "is not in English",
        "Translate it first: Sayso reads English, machine-translated English included.",
        "The language of the body was detected. Bodies too short to judge are taken as English.",
    ),
    "SAY116": Entry(
        "no article text was found in the page",
        "Save the article itself, or copy its text into a .txt file.",
        "The page holds no running text that looks like an article: a menu, a wall, a script-only page.",
    ),
    "SAY121": Entry(
        "is not valid JSON",
        "Mend the line: each line of a .jsonl input is one JSON object.",
        "The line was passed over; the lines before and after it were read.",
    ),
    "SAY122": Entry(
        'has no "text"',
        'Give the line a "text" field that holds a string.',
        'Each line of a .jsonl input is an object with "text", and as you like id, title, date, url, outlet, '
        "byline.",
    ),
    "SAY123": Entry(
        "has a field of the wrong type",
        "Give it a string, or leave it out.",
        "The fields title, url, outlet, publisher, byline, author, date and id of a line are strings; an id "
        "may be a number.",
    ),
    "SAY201": Entry(
        "could not be read because of a fault in Sayso",
        "Report it with the input, please; the other inputs were read.",
        "An annotator failed on this input. Nothing was recorded for it rather than something half right.",
    ),
    "SAY202": Entry(
        "the language model is missing or damaged",
        "Install Sayso again: pip install sayso.",
        "The model is part of Sayso: files with digests beside them, checked when they are loaded. Nothing "
        "is downloaded at run time.",
    ),
    "SAY203": Entry(
        "the record does not hold together",
        "Report it with the input, please; the other inputs were read.",
        "A span lies outside the text, an id points nowhere, or a chain of attributions is not a tree. "
        "Such a record is never printed.",
    ),
    "SAY301": Entry(
        "is not a part of the record",
        "Use one or more of: damage, actors, attributions, events, times, places, quantities.",
        "The option --only takes names of parts of the record, with commas between them.",
    ),
    "SAY302": Entry(
        "is not an error code of Sayso",
        "Run `sayso explain` for the list.",
        "Codes are SAY followed by three digits.",
    ),
    "SAY303": Entry(
        "holds several articles",
        "Use sayso.read_many, or `sayso read` on the command line.",
        "The Python function sayso.read gives one Reading for one article.",
    ),
    "SAY304": Entry(
        "cannot be written to",
        "Make room or name another place, and run it again: what was printed is not whole.",
        "The disk is full, or standard output is closed or cannot be written to. Reading stopped there.",
    ),
    "SAY311": Entry(
        "is not a list of actors that we can read",
        "Give a CSV with a column called name, or a TABARI, PETRARCH or Phoenix dictionary of actors.",
        "A list of actors is told by its content: a CSV with commas, semicolons or tabs has a header with a "
        "column called name; a dictionary has codes in square brackets. It is text of at most 50 MB.",
    ),
    "SAY312": Entry(
        "has no actor that could be read",
        "Mend the first problem, which is named here, and run it again.",
        "The file is a list of actors by its form, but no line of it could be read. Where only some lines "
        "cannot be read, the others are used and each problem is told in a line.",
    ),
}
"""Every code with its one line, its fix and its longer explanation. Codes are never reused."""


class SaysoError(Exception):
    """An error with a stable code, the thing it is about, and what to do next.

    ``str(error)`` is one line: ``CODE subject: what (detail). Fix``. Control characters in the subject
    and the detail are escaped, because file names and article text are hostile.
    """

    def __init__(self, code: str, subject: str, detail: str = "") -> None:
        self.code = code
        self.subject = subject
        self.detail = detail
        entry = CATALOGUE[code]
        more = f" ({_printable(detail)})" if detail else ""
        super().__init__(f"{code} {_printable(subject)}: {entry.what}{more}. {entry.fix}")


class InputError(SaysoError):
    """An input that cannot become an Article (SAY1xx). The other inputs go on."""


class ReadingError(SaysoError):
    """An Article that could not become a Reading (SAY2xx). The other inputs go on."""


class UsageError(SaysoError):
    """A call that makes no sense (SAY3xx)."""


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
