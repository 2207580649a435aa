"""The cue lexicon: which verbs and nouns attribute, with what stance, and where their content stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sayso.records import Stance

PREPOSITIONS = frozenset({"for", "of", "about", "to", "on", "against", "with", "in", "at"})

NOUN_CUES: dict[str, Stance] = {
    "claim": "asserts", "statement": "says", "assertion": "asserts", "allegation": "accuses", "accusation": "accuses",
    "warning": "threatens", "threat": "threatens", "promise": "promises", "pledge": "promises", "vow": "promises",
    "belief": "believes", "fear": "believes", "hope": "believes", "concern": "believes", "suggestion": "asserts",
    "argument": "asserts", "assurance": "promises", "demand": "demands", "call": "demands", "appeal": "demands",
    "request": "demands", "proposal": "asserts", "prediction": "predicts", "admission": "confirms",
    "denial": "denies", "announcement": "asserts", "declaration": "asserts", "conclusion": "asserts",
    "report": "reports", "comment": "says", "remark": "says", "insistence": "asserts", "contention": "asserts",
    "opinion": "believes", "idea": "believes", "notion": "believes", "support": "praises", "criticism": "condemns",
    "condemnation": "condemns", "praise": "praises", "opposition": "condemns", "endorsement": "praises",
    "rejection": "refuses", "refusal": "refuses", "complaint": "condemns", "decision": "asserts", "plan": "promises",
    "offer": "promises", "ultimatum": "demands",
}  # fmt: skip
"""Nouns that attribute when they have both a possessor and a clause or ``for``-phrase."""

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
    out: dict[str, Cue] = {}
    for line in files(__package__).joinpath("cues.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            lemma, stance, kind, frames = line.split("\t")
            out[lemma] = Cue(lemma, stance, kind, frozenset(frames.split()))  # type: ignore[arg-type]
    return out
