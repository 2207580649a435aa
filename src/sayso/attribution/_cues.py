"""The cue lexicon: which verbs and nouns attribute, with what stance, and where their content stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from sayso.records import Stance

PREPOSITIONS = frozenset({"for", "of", "about", "to", "on", "against", "with", "in", "at"})

VIEW_NOUNS = frozenset(
    {"view", "opinion", "words", "word", "eyes", "account", "estimate", "assessment", "judgment"}
)
"""Nouns of "in his view", "in the words of X", "by X's account"."""

QUOTING = frozenset({"quote", "cite"})
"""Verbs by which one source passes on another: "the television quoted X", "X was quoted by Y as saying"."""

REPORTED_AS = frozenset({"saying", "telling", "claiming", "stating", "adding"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One verb of the lexicon; ``frames`` are explained in cues.tsv."""

    lemma: str
    stance: Stance
    kind: str
    frames: frozenset[str]

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions whose object is the content."""
        return self.frames & PREPOSITIONS


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Cue]:
    """Lemma -> Cue, from cues.tsv."""
    return {
        lemma: Cue(lemma, _stance(stance), kind, frozenset(frames.split()))
        for lemma, stance, kind, frames in _rows("cues.tsv")
    }


@lru_cache(maxsize=1)
def noun_cues() -> dict[str, Stance]:
    """Lemma of a noun that attributes ("claim", "call") -> its stance, from noun_cues.tsv."""
    return {lemma: _stance(stance) for lemma, stance in _rows("noun_cues.tsv")}


@lru_cache(maxsize=1)
def adjective_cues() -> dict[str, tuple[Stance, frozenset[str]]]:
    """Word -> its stance and its complements, from adjective_cues.tsv."""
    rows = _rows("adjective_cues.tsv")
    return {word: (_stance(stance), frozenset(complements.split())) for word, stance, complements in rows}


def _rows(name: str) -> list[list[str]]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _stance(word: str) -> Stance:
    if word not in get_args(Stance):
        raise ValueError(f"no such stance: {word}")
    return cast(Stance, word)
