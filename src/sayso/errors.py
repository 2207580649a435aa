"""Every error Sayso can report: one exception tree, stable codes, and what to do about each.

In: nothing.  Out: ``SaysoError`` and its children, and ``CATALOGUE``, which ``sayso explain CODE`` prints.

    >>> error = InputError("SAY111", "empty.txt")
    >>> str(error)
    'SAY111 empty.txt: nothing to read: the input is empty or only white space. Leave it out.'
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CATALOGUE",
    "CaseError",
    "Entry",
    "InputError",
    "ReadingError",
    "SaysoError",
    "SegmentError",
    "UsageError",
]


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
        "A list of actors is one file. (Inputs may be directories.)",
    ),
    "SAY105": Entry(
        "is an address that is not fetched",
        "Name an http or https URL of a public server, or save the page and name the file.",
        "Only http and https are spoken, and only to public addresses: loopback, private, link-local and "
        "metadata addresses are refused, on every hop of a redirect.",
    ),
    "SAY106": Entry(
        "could not be fetched",
        "Try again later with `sayso retry`, or save the page and name the file.",
        "The server did not answer, answered with an error, was too slow, or its certificate could not be "
        "verified. `--insecure-host NAME` takes one host without a valid certificate, and records that.",
    ),
    "SAY111": Entry(
        "nothing to read: the input is empty or only white space",
        "Leave it out.",
        "There is no text in it, so there is no record to make of it.",
    ),
    "SAY112": Entry(
        "is not text",
        "Convert it to plain text, HTML or JSONL first.",
        "The bytes look like a picture, a film, a PDF, an office document or another binary format, or it is "
        "XML that is neither a page nor a feed.",
    ),
    "SAY113": Entry(
        "cannot be decoded",
        "Save it as UTF-8, or name its encoding: sayso add --encoding NAME.",
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
    "SAY124": Entry(
        "has no column that is needed",
        "Name it: --columns text=NAME.",
        "A column that was named with --columns is not there, or none holds the text: a table needs one "
        "called text, body, content or article. The others are found by their usual names: title, date, url, "
        "outlet, byline, id.",
    ),
    "SAY131": Entry(
        "is a bomb: it unpacks to far more than it holds",
        "Leave it out; if you trust it, unpack it yourself.",
        "Unpacked bytes are counted while they stream, and unpacking stops at a limit of size, ratio, "
        "number of "
        "members or depth of archives within archives.",
    ),
    "SAY132": Entry(
        "is damaged, and was read only in part",
        "Get it again if you can; what could be read was read.",
        "A compressed file, an archive or a WARC ends too early or holds bytes that do not belong there. The "
        "place is named; reading went on with the next record that is whole.",
    ),
    "SAY133": Entry(
        "is an archive, or a member of one, that cannot be opened",
        "Unpack it yourself and name the files.",
        "It is encrypted, or packed by a method that we do not know.",
    ),
    "SAY134": Entry(
        "is a link or a device, not a file",
        "Name the file that it leads to.",
        "Links and devices in archives are not followed: they could lead anywhere.",
    ),
    "SAY135": Entry(
        "is not a feed or a mailbox that can be read",
        "Check that it is RSS, Atom or RDF, or a mailbox in mbox form.",
        "It begins like one, and holds no entry that could be read.",
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
    "SAY204": Entry(
        "killed the process that read it",
        "Report it with the input, please; the other inputs were read.",
        "A library under us crashed or ran out of memory on this input. It was tried in a process of "
        "its own.",
    ),
    "SAY205": Entry(
        "took too long to read",
        "Report it with the input, please; `sayso retry` tries again.",
        "Reading was stopped after a time that grows with the size of the input.",
    ),
    "SAY206": Entry(
        "could not be started to read",
        "Mend what is named here, or install Sayso again; nothing was lost.",
        "Articles are read by further processes of this Python. None started, and no input was tried.",
    ),
    "SAY207": Entry(
        "has to be read again",
        "Run `sayso retry`.",
        "The input that described its article best has become another article; the others were not read.",
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
    "SAY321": Entry(
        "cannot be looked for",
        "Mend it: dates are YYYY, YYYY-MM or YYYY-MM-DD, countries codes or names, types and statuses "
        "those of the codebook.",
        'A search has words, "phrases", word* and -word, and the fields speaker: actor: country: type: '
        "status: stance: outlet: since: until:, each followed by its value without a space. Quotation marks "
        "come in pairs. For example '\"opposition leader\" country:BLR since:2020-08'.",
    ),
    "SAY322": Entry(
        "needs a package that is not installed",
        "pip install 'sayso[notebook]'.",
        "Data frames are made by pandas, which Sayso does not need otherwise.",
    ),
    "SAY323": Entry(
        "is not a column",
        "Write --columns OURS=THEIRS, where THEIRS is the name in the input.",
        "For `add` our names are text, title, date, url, outlet, byline and id; for `import` they are day, "
        "type, cameo, actor and the others that its help names.",
    ),
    "SAY324": Entry(
        "is not a format that fits here",
        "See --help for the formats of this command.",
        "Tables are for people, CSV and Parquet for many records of one kind, JSON for all.",
    ),
    "SAY325": Entry(
        "is not an encoding of text that we know",
        "Name one such as utf-8, windows-1251, koi8-r or gb18030.",
        "The names are those of Python's codecs, without those that are no encodings of text.",
    ),
    "SAY326": Entry(
        "does not fit here",
        "Mend it as the words in brackets say.",
        "An option that makes no sense with the others, or a value that is not made as its help says.",
    ),
    "SAY327": Entry(
        "the reading room cannot be opened there",
        "Name another port, or an address of this machine.",
        "`sayso serve` listens on 127.0.0.1 unless --host names another address of this machine; the port "
        "may be in use by another program, or need more rights than yours.",
    ),
    "SAY328": Entry(
        "is not a request that the reading room takes",
        "Open the address that `sayso serve` printed.",
        "Requests have to name the host that the server listens on, forms have to come from one of its own "
        "pages, and from other machines every request needs the token of the address that was printed.",
    ),
    "SAY331": Entry(
        "is not a table of events that we can read",
        "Name its form with --as, or the columns of a CSV with --columns.",
        "A table is told by its first line: POLECAT and ICEWS have a header with their columns, GDELT 2.0 "
        "has 61 columns and no header, and a CSV has columns called day and type (or cameo), or others that "
        "are named with --columns. It is text in UTF-8, unpacked.",
    ),
    "SAY332": Entry(
        "is not a name for a coder",
        "Name the coder with --coder, for instance --coder polecat.",
        "A name has at most 60 characters that can be printed, without blanks at its ends. Our own events "
        "have the name sayso.",
    ),
    "SAY333": Entry(
        "was changed while it was read",
        "Import it again when nothing writes to it.",
        "The file does not have the bytes that it had when reading began. What was read so far is in the "
        "case, under a file that is marked as not whole.",
    ),
    "SAY401": Entry(
        "is not a case file",
        "Check the path; `sayso add CASE INPUT...` makes a new case file.",
        "A case file is an SQLite database that Sayso made.",
    ),
    "SAY402": Entry(
        "is damaged",
        "Run `sayso rebuild CASE`: it keeps the damaged file beside the new one and says what was lost.",
        "The file is shorter than it says of itself, or SQLite cannot read all of it.",
    ),
    "SAY403": Entry(
        "cannot be written to",
        "Check the permissions of the file and of its folder, or copy it to another place.",
        "The case file or its folder is read-only. Nothing was changed.",
    ),
    "SAY404": Entry(
        "has no room left on its disk",
        "Make room, then run the same command again: it goes on where it stopped.",
        "Everything that was reported as done is kept, and the case file is whole.",
    ),
    "SAY405": Entry(
        "holds what Sayso did not put there",
        "Do not trust it. Ask for a file as Sayso wrote it, or read the articles again.",
        "A case file may come from a stranger. One with triggers, views, tables or indexes of its own is not "
        "opened.",
    ),
    "SAY406": Entry(
        "was made by a newer version of Sayso",
        "Install that version: pip install --upgrade sayso.",
        "Case files of older versions are brought up to date when they are written to; newer ones "
        "cannot be read.",
    ),
    "SAY407": Entry(
        "is not the id of a record in this case",
        "Copy an id from the output of events, statements, actors, search or status; its first letters are "
        "enough where they are unique.",
        "Ids are derived from content: they stay the same when an article is added again.",
    ),
    "SAY408": Entry(
        "is the beginning of several ids",
        "Give more of its letters.",
        "The first letters of an id are enough where they fit one record only.",
    ),
    "SAY409": Entry(
        "is not a correction that can be made",
        "See `sayso correct --help` for what can be corrected and how.",
        "Actors are merged and split; events and statements are re-coded, hidden and annotated, with "
        "fields and "
        "values of the codebook.",
    ),
    "SAY410": Entry(
        "is being written to by another process",
        "Wait until the other command ends, and run this one again.",
        "Readers never wait. A second writer waits its turn for some minutes before it gives up.",
    ),
    "SAY411": Entry(
        "is not a run of this case",
        "See the runs with `sayso diff CASE`.",
        "A run is a version of code, models, codebook and options that articles were read with.",
    ),
    "SAY412": Entry(
        "could not be asked because of a fault in Sayso",
        "Report it with the command, please; the file is unharmed.",
        "SQLite refused what we asked of it for a reason that we do not know.",
    ),
    "SAY413": Entry(
        "took too long to ask",
        "Narrow the question: more words, a shorter time, one actor.",
        "Pages of `sayso serve` are given two seconds for each question. Commands take the time they need.",
    ),
    "SAY421": Entry(
        "is not a coder or a list of this case",
        "See `sayso import CASE` for those that are.",
        "Coders have the names that they were imported under; lists of actors have ids that begin with n_.",
    ),
    "SAY441": Entry(
        "is no record that a packet is made of",
        "Name a happening, saying, event, statement, article or story; `sayso why` is for the others.",
        "A packet shows what stands behind something that articles report or say. Actors, times, places, "
        "numbers, inputs, runs, corrections and findings stand in it where they take part in that.",
    ),
    "SAY601": Entry(
        "cannot be used as a place for segments",
        "Check the path or URL, and the permissions; then run the same command again: it goes on.",
        "Segments are kept in a folder, or wherever a URL of fsspec leads (s3://, gs://, sftp:// ...). Such "
        "a file system may need a package of its own, for instance s3fs.",
    ),
    "SAY602": Entry(
        "holds segments of other inputs or options",
        "Name another place, or run it with the inputs and options of the first time.",
        "Which inputs go into which segment is told by their order, so a place has the segments of one list "
        "of inputs. New ones may come at its end. Nothing that is there was changed.",
    ),
    "SAY603": Entry(
        "is a segment that is not done, or is damaged",
        "Run the same `sayso read-all` again: it makes it anew.",
        "A segment counts once its done-marker is there, and the digest in the marker is that of the file.",
    ),
    "SAY604": Entry(
        "needs Ray, which is not installed",
        "pip install 'sayso[ray]', or choose --on pool.",
        "Ray runs Sayso on several machines. The pool does the same on one, and needs nothing more.",
    ),
    "SAY605": Entry(
        "could not be used to read",
        "Check that the cluster is up and has this version of Sayso, then run it again: it goes on.",
        "No cluster was found at the address, its nodes have another version of Sayso or other lists, or a "
        "segment was lost with its process each time it was tried. Segments that are done are safe.",
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


class CaseError(SaysoError):
    """A case file that cannot be opened, read or written as asked (SAY4xx). The file stays as it was."""


class SegmentError(SaysoError):
    """A place for segments, or a segment, that cannot be used as asked (SAY6xx)."""


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
