"""Text to Doc: lines are cut into words, the network reads them, and what it says is put into our records.

No token and no sentence crosses a line break; a sentence begins after a dateline. What the network reads
together depends on the article alone, so an article reads the same whatever is read beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern

from sayso.language._doc import Doc, Name, Sentence, Token
from sayso.language._lemma import lemma, past
from sayso.language._network import Readout, network
from sayso.language._tokenise import tokenise

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters of no width. They are passed over when words are read; damage's view uses U+2060 to hide."""

TITLE_WORDS = 25
"""A first line of at most so many words, with others below it, is read as the title."""

MAX_LINE = 20_000
"""Characters of one paragraph at most, so that what is done paragraph by paragraph stays bounded."""

MAX_GLUED = 400
"""Words of a sentence up to which marks of punctuation on their own still join it."""

_line = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_invisible = re.compile(f"[{INVISIBLE}]")
_dateline = re.compile(
    r"\W{0,3}(?P<place>(?:[^-–—()\n]|\b-\b){2,70}?)\s?(?P<agency>\([^()\n]{2,40}\)\s?)?\s?[-–—]{1,2}\s+(?=\S)"
)
_IN_PLACE_NAMES = frozenset("of de la el al and the du del da dos le les st and".split())


def parse(text: str, view: str | None = None, title_end: int = 0) -> Doc:
    """Parse a text into a Doc.

    ``view`` is the text as seen through the marks of damage: the same length, with U+2060 in place of
    each character that is to be passed over. Words are read from the view; offsets are those of ``text``.
    """
    view = text if view is None else view
    if len(view) != len(text):
        raise ValueError("the view must be as long as the text")
    words: list[str] = []
    offsets: list[tuple[int, int]] = []
    paragraphs: dict[int, int] = {}
    openings: set[int] = set()
    for number, (base, end) in enumerate(_pieces(view)):
        body = _after_dateline(view, base, end)
        for word, start, stop in _words(view, base, end):
            if number not in paragraphs:
                paragraphs[number] = len(words)
            if 0 <= body <= start:
                openings.add(len(words))
                body = -1
            words.append(intern(word))
            offsets.append((start, stop))
    if not words:
        return Doc(text=text, view=view, tokens=[], sentences=[], names=[], title_end=title_end)
    begins = list(paragraphs.values())
    openings.update(begins)
    title = begins[1] if len(begins) > 1 and begins[1] <= TITLE_WORDS else 0
    readout = network().read(words, begins, openings, title)
    sentences, of = _sentences(words, readout, {start: n for n, start in enumerate(begins)})
    tokens = _tokens(words, offsets, readout, of)
    return Doc(
        text=text,
        view=view,
        tokens=tokens,
        sentences=sentences,
        names=[Name(*name) for name in readout.names],
        heard=readout.heard,
        judged={judged.word: judged for judged in readout.judged},
        title_end=title_end,
    )


def _pieces(view: str) -> Iterator[tuple[int, int]]:
    """Lines; one of more than MAX_LINE characters is cut at a space, and its parts count as paragraphs."""
    for match in _line.finditer(view):
        start, end = match.span()
        while end - start > MAX_LINE:
            cut = view.rfind(" ", start + 1, start + MAX_LINE)
            cut = cut if cut > start else start + MAX_LINE
            yield start, cut
            start = cut
        yield start, end


def _after_dateline(view: str, base: int, end: int) -> int:
    """Offset where the first sentence begins after "LAGOS, March 9 (Reuters) - "; -1 without a dateline.

    A dateline is no part of the sentence, and a parser that takes it for one loses its subject.
    """
    match = _dateline.match(view, base, min(end, base + 140))
    if match is None:
        return -1
    words = re.findall(r"\w[\w.'’]*", match["place"])
    plain = all(w[0].isupper() or w[0].isdigit() or w.lower() in _IN_PLACE_NAMES for w in words)
    capitals = bool(words) and len(words[0]) > 2 and words[0].isupper()
    return match.end() if plain and (match["agency"] or capitals) else -1


def _words(view: str, base: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(word, start, end) for one line, invisible characters passed over."""
    if not _invisible.search(view, base, end):
        for start, stop in tokenise(view, base, end):
            yield view[start:stop], start, stop
        return
    kept = [i for i in range(base, end) if view[i] not in INVISIBLE]
    line = "".join(view[i] for i in kept)
    for start, stop in tokenise(line):
        yield line[start:stop], kept[start], kept[stop - 1] + 1


def _sentences(
    words: list[str], readout: Readout, paragraphs: dict[int, int]
) -> tuple[list[Sentence], list[int]]:
    """The sentences, and each word's sentence. Marks of punctuation on their own belong to the sentence
    before them in the paragraph, and hang on its root."""
    starts = [i for i, begins in enumerate(readout.starts) if begins]
    out: list[Sentence] = []
    of = [0] * len(words)
    paragraph = 0
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        paragraph = paragraphs.get(start, paragraph)
        root = next(i for i in range(start, end) if readout.heads[i] == i)
        marks = not any(c.isalnum() for i in range(start, end) for c in words[i])
        if marks and start not in paragraphs and end - out[-1].start <= MAX_GLUED:
            out[-1].end = end
            readout.heads[root], readout.labels[root] = out[-1].root, "punct"
        else:
            out.append(Sentence(len(out), start, end, root, paragraph))
        of[start:end] = [len(out) - 1] * (end - start)
    return out, of


def _tokens(
    words: list[str], offsets: list[tuple[int, int]], readout: Readout, sentence: list[int]
) -> list[Token]:
    """Our records; equal words share one string, for the sake of long texts' memory."""
    mixed: dict[int, bool] = {}
    for i, word in enumerate(words):
        mixed[sentence[i]] = mixed.get(sentence[i], False) or word.islower()
    kinds = {i: kind for start, end, kind in readout.names for i in range(start, end)}
    out = []
    for i, (word, (start, end)) in enumerate(zip(words, offsets, strict=True)):
        tag, _, pos = readout.tags[i].partition("|")
        tag = past(word, tag)
        if tag == "NN" and 2 <= len(word) <= 6 and word.isupper() and word.isalpha() and mixed[sentence[i]]:
            tag, pos = "NNP", "PROPN"  # capitals in a sentence that has small letters: an acronym
        out.append(
            Token(
                i=i,
                start=start,
                end=end,
                text=word,
                lower=intern(word.lower().replace("’", "'")),
                lemma=intern(lemma(word, tag, name=pos == "PROPN")),
                pos=intern(pos),
                tag=intern(tag),
                dep=readout.labels[i],
                head=readout.heads[i],
                sentence=sentence[i],
                entity=kinds.get(i, ""),
            )
        )
    return out
