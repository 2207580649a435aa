"""Our tokeniser: a line of text in, its words and marks of punctuation out, with exact offsets.

Every character but white space belongs to exactly one token, so the text can always be put together again.
The conventions are those of the Penn treebank and OntoNotes as news parsers know them: contractions are cut
("do|n't", "Minsk|'s"), hyphenated words too ("pro|-|government"), abbreviations keep their full stop ("Mr.",
"U.S."), quotation marks, brackets and dashes stand alone. Method: marks are peeled off both ends of what
stands between two spaces until a known word, a web address or nothing more to peel is left; the rest is cut
at the marks inside it. Time and memory are linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHUNK = 400
"""Characters between two spaces taken as one piece: longer ones are cut, so that time stays linear."""

_CACHED = 50_000
"""Pieces whose cuts are remembered, those of up to ``_SHORT`` characters: longer ones hardly come again."""
_SHORT = 40

_QUOTES = "'\"“”‘’`´„‚«»‹›「」『』"
_MARKS = "…,:;!?¿¡()[]{}<>_#*&。？！，、；：～·।،؛٪"
_CURRENCY = "$£€¥฿₽₴₹₩₪₦₺₱"

_prefix = re.compile(
    rf"\.\.+|''|``|[§%=—–{re.escape(_MARKS + _QUOTES + _CURRENCY)}]|\+(?!\d)|[^\w\s.,'’\-/@~|\\^]"
)
_units = (
    r"(?:km²?|km/h|mph|cm|mm|kg|mg|g|m²?|ha|ft|lb|oz|yd|hPa|mb|MB|KB|kb|GB|gb|TB|tb|K|M|T"
    r"|a\.m\.|p\.m\.|am|pm|%)"
)
_suffix = re.compile(
    rf"(?:\.\.+|''|``|[…—–{re.escape(_MARKS + _QUOTES)}]"
    rf"|['’`´][sS]|(?<=[0-9])\+|(?<=[0-9])[{re.escape(_CURRENCY)}]|(?<=[0-9]){_units}"
    rf"|(?<=[0-9a-zß-öø-ÿ%²\-+{re.escape(_QUOTES + _MARKS)}])\.|(?<=[^\W\d_a-z][^\W\d_a-z])\."
    rf"|[^\w\s.,'’\-/@~|\\^%$£€¥₽₴₹#&*+=°])$"
)
_infix = re.compile(
    rf"\.\.+|…|(?<=[0-9])[+\-*^](?=[0-9\-])"
    rf"|(?<=[a-zß-öø-ÿ)\]{re.escape(_QUOTES)}])[.?!](?=[^\W\d_a-z])"
    rf"|(?<=[^\W\d_]),(?=[^\W\d_])"
    rf"|(?<=[^\W_])(?:--+|[-–—~])(?=[^\W\d_])|(?<=[A-Z]\.)-(?=[a-z])"
    rf"|(?<=[^\W_])[:<>=/](?=[^\W\d_])"
    rf"|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
_web = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|(?:[a-z0-9\-]+\.)+(?:com|org|net|gov|edu|info|co\.uk|ru|by|ua|de|fr|tv|io)(?:/\S*[\w/])?",
    re.IGNORECASE,
)
_not = re.compile(r"(?i)(?<=[a-z])(n['’]t)$")
_clitic = re.compile(r"(?i)(?<=\w)(['’](?:ll|ve|re|d|m|s))$")
_alone = re.compile(r"(?i)['’](?:ll|ve|re|d|m|s)")
_initials = re.compile(r"(?:[^\W\d_]\.)+")

_ABBREVIATIONS = frozenset(
    """Mr. Mrs. Ms. Messrs. Dr. Prof. Rev. St. Mt. Jr. Sr. Gen. Gov. Sen. Rep. Adm. Col. Capt. Lt. Maj.
    Cmdr. Sgt. Hon. Pres. Supt. Bros. Co. co. Corp. Inc. Ltd. vs. v.s. a.m. p.m. e.g. E.g. i.e. I.e.
    Ph.D. D.C. etc. Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ia. Id. Ill. Ind. Kan. Kans. Ky.
    La. Md. Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nebr. Nev. Okla. Ore. Pa. Penn. Tenn. Va. Vt. Wash.
    Wis. Wyo. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. and/or w/o ma'am o'clock
    O'clock o’clock ma’am 'em ’em 'cause ’cause 'til ’til 'bout ’bout""".split()
)
_CUT = {
    "cannot": 3,
    "gonna": 3,
    "gotta": 3,
    "wanna": 3,
    "gimme": 3,
    "lemme": 3,
    **dict.fromkeys(
        "dont cant wont isnt arent wasnt werent hasnt havent hadnt doesnt didnt couldnt wouldnt "
        "shouldnt".split(),
        -2,
    ),
}
"""Words written together, and after how many characters they are cut."""

_cuts: dict[str, tuple[int, ...]] = {}


def tokenise(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets ``(start, end)`` of the tokens of ``text[start:end]``, in order, in code points.

    >>> line = "“We don't know,” Mr. Ali said."
    >>> [line[a:b] for a, b in tokenise(line)]
    ['“', 'We', 'do', "n't", 'know', ',', '”', 'Mr.', 'Ali', 'said', '.']
    """
    end = len(text) if end is None else end
    for match in _chunk.finditer(text, start, end):
        base, chunk = match.start(), match.group()
        cuts = _cuts.get(chunk)
        if cuts is None:
            if len(_cuts) >= _CACHED:
                _cuts.clear()
            cuts = _cut(chunk)
            if len(chunk) <= _SHORT:
                _cuts[chunk] = cuts
        before = 0
        for cut in cuts:
            yield base + before, base + cut
            before = cut


_parts = re.compile(r"—+|-{2,}|…+|\.{2,}|''|[“”„«»\"]|(?:(?!—|--|…|\.\.|''|[“”„«»\"]).)+", re.DOTALL)
_chunk = re.compile(rf"\S{{1,{MAX_CHUNK}}}")


def _cut(chunk: str) -> tuple[int, ...]:
    """The ends of the tokens of a piece without spaces; the last is the piece's length."""
    if chunk.isalpha() and chunk.lower() not in _CUT:
        return (len(chunk),)
    parts = list(_parts.finditer(chunk))
    if len(parts) > 1 and not _whole(chunk):
        return tuple(sorted({m.start() + n for m in parts for n in _cut_part(m.group())}))
    return _cut_part(chunk)


def _cut_part(chunk: str) -> tuple[int, ...]:
    """The same for a piece without long dashes and double quotation marks."""
    left, right = 0, len(chunk)
    ends: set[int] = {right}
    while left < right:
        word = chunk[left:right]
        if _whole(word):
            break
        before = left, right
        if match := _prefix.match(chunk, left, right):
            left = match.end()
            ends.add(left)
            if left == right or _whole(chunk[left:right]):
                break
        if word.rpartition("-")[2] in _ABBREVIATIONS:
            break
        if match := _suffix.search(chunk[left:right]):
            right = left + match.start()
            ends.add(right)
        if (left, right) == before:
            break
    ends.update(left + n for n in _inside(chunk[left:right]))
    return tuple(sorted(ends - {0}))


def _whole(word: str) -> bool:
    """Whether a word stays as it is: an abbreviation, initials, a web address, a clitic on its own."""
    return (
        word in _ABBREVIATIONS
        or bool(_alone.fullmatch(word))
        or bool(_initials.fullmatch(word))
        or bool(_web.fullmatch(word))
    )


def _inside(word: str) -> Iterator[int]:
    """Where a word that has lost the marks at its ends is cut further."""
    if not word or _whole(word):
        return
    cut = _CUT.get(word.lower())
    if cut is not None:
        yield cut % len(word)
        return
    if match := (_not.search(word) or _clitic.search(word)):
        yield match.start()
        word = word[: match.start()]
        if deeper := _not.search(word):
            yield deeper.start()
    for match in _infix.finditer(word):
        if match.start():
            yield match.start()
        yield match.end()
