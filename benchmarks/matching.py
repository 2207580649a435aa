"""Match a Reading with gold made by hand: words by position, one-to-one, speakers by their head words.

Shared by ``sample_score`` and the golden tests; it knows the records and nothing else of the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.records import Actor, Reading

__all__ = ["View", "actor_heads", "assign", "dice", "heads", "overlap", "speaker_heads", "view_of"]

Spans = Sequence[Sequence[int]]

_PREPOSITIONS = re.compile(
    r"(?:of|in|for|from|at|on|to|with|by|about|against|since|during|under|near|between|who|which|that)", re.I
)
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "i", "we", "you", "this", "who")
)
_WORD = re.compile(r"\w+(?:[.\-]\w+)*")


@dataclass(frozen=True)
class View:
    """A Reading with what the matching asks of it again and again."""

    reading: Reading
    text: str
    starts: tuple[tuple[int, int], ...]
    actors: dict[str, Actor] = field(default_factory=dict)

    def tokens(self, spans: Spans) -> frozenset[int]:
        """Positions of the word tokens that the spans touch."""
        return frozenset(
            n for n, (a, b) in enumerate(self.starts) for start, end in spans if a < end and start < b
        )

    def words(self, spans: Spans, limit: int = 90) -> str:
        """The words of spans on one line, cut at ``limit`` characters."""
        words = " ... ".join(self.text[start:end] for start, end in spans).replace("\n", " ")
        return words if len(words) <= limit else words[: limit - 3] + "..."


def view_of(reading: Reading) -> View:
    """Split the text into word tokens and index the actors, once."""
    text = reading.article.text
    starts = tuple((m.start(), m.end()) for m in re.finditer(r"\w+", text))
    return View(reading, text, starts, {actor.id: actor for actor in reading.actors})


def overlap(one: Spans, other: Spans) -> bool:
    """Whether any span of the one shares a character with any of the other."""
    return any(a < d and c < b for a, b in one for c, d in other)


def dice(one: frozenset[int], other: frozenset[int]) -> float:
    """Dice coefficient of two sets of token positions; 0 where one is empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def assign(golds: int, edges: dict[int, list[int]]) -> dict[int, int]:
    """A largest one-to-one matching: gold index -> predicted index (augmenting paths, best edge first)."""
    taken: dict[int, int] = {}

    def place(gold: int, seen: set[int]) -> bool:
        for predicted in edges.get(gold, []):
            if predicted not in seen:
                seen.add(predicted)
                if predicted not in taken or place(taken[predicted], seen):
                    taken[predicted] = gold
                    return True
        return False

    for gold in range(golds):
        place(gold, set())
    return {gold: predicted for predicted, gold in taken.items()}


def heads(phrase: str) -> set[str]:
    """Head words of a noun phrase, lower case: coordination split, prepositional tails and pronouns left out.

    >>> sorted(heads("The opposition and western democracies"))
    ['democracies', 'opposition']
    """
    return {word.lower() for word in _head_words(phrase)} - _PRONOUNS - {"the", "a", "an", "ambiguous"}


def _head_words(phrase: str) -> Iterator[str]:
    for part in re.split(r";|/|,|[()]|\band\b|\bor\b", phrase):
        words = _WORD.findall(re.sub(r"[’']s\b", "", part))
        cut = next((n for n, w in enumerate(words) if n and _PREPOSITIONS.fullmatch(w)), len(words))
        yield from words[cut - 1 : cut]


def speaker_heads(record: dict[str, Any]) -> set[str]:
    """Head words by which the speaker of a gold attribution may be known.

    Its ``aliases`` count, and the words of its source; a person must be named, though: there descriptions
    ("the president") do not count, because resolving them is what is asked.
    """
    speaker = str(record["speaker"])
    named = next(_head_words(speaker), "").istitle()
    found = heads(speaker).union(*(heads(alias) for alias in record.get("aliases", ())))
    for source in record.get("source_text", ()):
        found |= {
            w for w in heads(source) if not named or re.search(rf"\b{re.escape(w.capitalize())}\b", source)
        }
    return found


def actor_heads(view: View, actor_id: str | None) -> set[str]:
    """Head words of an actor's name and all its mentions; last words too, for 'Secretary of State X'."""
    actor = view.actors.get(actor_id or "")
    if actor is None:
        return set()
    found: set[str] = set()
    for phrase in (actor.name, *(view.text[start:end] for start, end in actor.mentions)):
        words = _WORD.findall(re.sub(r"[’']s\b", "", phrase.split(",")[0]))
        found |= heads(phrase) | ({words[-1].lower()} if words else set())
    return found - _PRONOUNS
