"""The parsed article as the rest of the house sees it: tokens, sentences, paragraphs, names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.records import Span, Spans


@dataclass(slots=True)
class Token:
    """One word or mark of punctuation.

    ``start``/``end`` are offsets into the article's text; ``text`` is the word as read through the marks of
    damage (nearly always the same characters). ``pos`` is the universal tag, ``tag`` the Penn tag, ``dep``
    the label of the arc from ``head`` (a token index; a root is its own head). ``entity`` is the kind of
    the name it belongs to (OntoNotes kinds: PERSON, GPE, ORG, NORP, DATE ...) or ``""``.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""


@dataclass(slots=True)
class Name:
    """A named span, as token indices (end exclusive), with its OntoNotes kind."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Sentence:
    """A sentence as token indices (end exclusive), its root and the paragraph it stands in."""

    i: int
    start: int
    end: int
    root: int
    paragraph: int


@dataclass(slots=True)
class Heard:
    """A candidate attribution, as token indices in order: what the network says of one cue.

    ``confidence`` is its probability, in hundredths, that this is one.
    """

    cue: list[int]
    source: list[int]
    content: list[int]
    addressee: list[int]
    confidence: float


@dataclass(slots=True)
class Judged:
    """A word that may stand for a political event: what the network says of it.

    ``types``: chance by PLOVER type, ``"-"`` for none; ``modes``: by type and mode (``ASSAULT/beat``), if it
    is one; ``actors`` and ``recipients``: chance that a word heads a phrase that names one, by token index.
    Chances in hundredths, small ones left out.
    """

    word: int
    types: dict[str, float]
    modes: dict[str, float]
    actors: dict[int, float]
    recipients: dict[int, float]


@dataclass
class Doc:
    """One parsed article. ``text`` is the article's text, untouched; ``view`` the same length, seen through
    the marks of damage. Token indices count through the whole article."""

    text: str
    view: str
    tokens: list[Token]
    sentences: list[Sentence]
    names: list[Name]
    children: list[list[int]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    """What the network takes for attributions, sure or not, in order of the cue."""
    judged: dict[int, Judged] = field(default_factory=dict)
    """By token index, the words that the network takes for possible events; any other is none."""
    title_end: int = 0
    """Offset where the title line ends, 0 where the text does not begin with its title."""

    def __post_init__(self) -> None:
        if not self.children:
            self.children = [[] for _ in self.tokens]
            for token in self.tokens:
                if token.head != token.i:
                    self.children[token.head].append(token.i)

    def span(self, start: int, end: int) -> Span:
        """Offsets of the tokens ``start`` to ``end`` (exclusive)."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def spans(self, indices: Iterable[int]) -> Spans:
        """Offsets of a set of tokens: neighbours joined, also over punctuation that stands between two."""
        wanted = sorted(set(indices))
        out: list[tuple[int, int]] = []
        before = -3
        for i in wanted:
            token = self.tokens[i]
            bridged = i == before + 2 and self.tokens[i - 1].pos == "PUNCT"
            if i == before + 1 or bridged:
                out[-1] = (out[-1][0], token.end)
            else:
                out.append((token.start, token.end))
            before = i
        return tuple(out)

    def words(self, start: int, end: int) -> str:
        """The article's own words for the tokens ``start`` to ``end`` (exclusive)."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def read(self, start: int, end: int) -> str:
        """The tokens ``start`` to ``end`` (exclusive) as read through the marks, on one line: for names."""
        first, last = self.span(start, end)
        return " ".join(self.view[first:last].replace("\u2060", "").split())

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that token ``i`` stands in."""
        return self.sentences[self.tokens[i].sentence]

    def at(self, offset: int) -> int | None:
        """Index of the token that covers a text offset, or of the next one; None after the last."""
        i = bisect_right(self._ends, offset)
        return i if i < len(self.tokens) else None

    def within(self, start: int, end: int) -> range:
        """Indices of the tokens that lie wholly inside the offsets ``start`` to ``end``."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end)
        return range(first, max(first, last))

    @cached_property
    def names_by_token(self) -> dict[int, Name]:
        """Token index -> the name it belongs to."""
        return {i: name for name in self.names for i in range(name.start, name.end)}

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [t.end for t in self.tokens]
