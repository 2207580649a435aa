"""A cast of a text, with sources given by their words."""

from collections.abc import Callable
from functools import lru_cache

import pytest

from sayso.actors import Cast, find
from sayso.language import Doc, parse
from sayso.records import Actor


class Read:
    """A text with its doc and cast, asked by words instead of indices."""

    def __init__(self, text: str, sources: tuple[str, ...] = ()) -> None:
        self.text = text
        self.doc: Doc = _parsed(text)
        heads = [self.token(words) for words in sources]
        self.cast: Cast = find(self.doc, heads)

    def token(self, words: str, nth: int = 0) -> int:
        """Index of the last token of the nth occurrence of some words."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return self.doc.within(start, start + len(words))[-1]

    def who(self, words: str, nth: int = 0) -> str | None:
        """Name of the actor that the words speak of."""
        id = self.cast.at(self.token(words, nth))
        return None if id is None else self.cast.actor(id).name

    def actor(self, words: str, nth: int = 0) -> Actor:
        """The actor that the words speak of."""
        id = self.cast.at(self.token(words, nth))
        assert id is not None, f"{words!r} speaks of nobody"
        return self.cast.actor(id)

    def names(self, kind: str) -> set[str]:
        """Names of all actors of a kind."""
        return {a.name for a in self.cast.actors if a.kind == kind}


@lru_cache(maxsize=128)
def _parsed(text: str) -> Doc:
    return parse(text)


@pytest.fixture
def read() -> Callable[..., Read]:
    """Reads a text into its cast."""
    return Read
