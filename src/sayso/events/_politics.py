"""Is it politics? Clubs attack, companies reject and films kill too; private crime is no PLOVER event.

An event is left out where nobody in it acts for the public and the words around it are of sport, markets,
business, the arts, nature or private crime, and not of politics (``codebook/domains.toml``): first the
words of its own sentence, and where they say nothing those of its paragraph and of the article's lead. (A
local paper prints the strike and the football on one page.)
"""

from __future__ import annotations

import itertools
import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sayso.language import Doc, Sentence
from sayso.records import Actor

PRIVATE = frozenset({"BUS", "MED", "EDU", "CVL", "CRM", "AGR", "ELI", "JRN", "SOC"})
"""Sectors whose members do not act for the public as such."""

LAW = frozenset({"COP", "JUD"})
"""Police and courts: they make no politics of a private crime."""

CRIMINAL = frozenset(
    {"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "RETREAT", "REQUEST", "AGREE", "AID", "CONSULT"}
)
"""Types as which a crime, its police work or its trial would be coded."""

WORDS = frozenset({"AGREE", "SUPPORT", "REQUEST", "CONSULT", "REJECT", "CONCEDE"})
"""Acts that private people do every day; they are coded only where something speaks of politics."""

DISSENT = frozenset({"strike", "riot", "hunger", "obstruct", "boycott"})
"""Modes of protest that are public wherever they happen: workers strike against companies."""

HARM = frozenset({"kill", "injure", "wound", "die", "destroy", "burn", "strike", "hit"})
"""Verbs of harm that accidents and nature do as well."""

STORIES = frozenset({"film", "movie", "novel", "episode", "sitcom", "drama", "trilogy", "sequel", "comic"})

FAR = 3
"""Words of one domain that make an article one of that domain."""

LONG = 8
"""Sentences of an article that says by itself what it is about; of a shorter text the judge is believed."""

LEAD = 6
"""Lines at the head of an article, the headline among them, that say what it is about."""


@dataclass(frozen=True, slots=True)
class Domains:
    """Words by domain, single lemmas and phrases of two apart."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, frozenset[tuple[str, str]]]

    def count(self, lemmas: Sequence[str]) -> Counter[str]:
        """How many different words of each domain stand in a sequence of lemmas."""
        here, pairs = set(lemmas), set(itertools.pairwise(lemmas))
        return Counter({d: len(here & self.words[d]) + len(pairs & self.phrases[d]) for d in self.words})


@lru_cache(maxsize=1)
def domains() -> Domains:
    """The word lists of ``domains.toml``."""
    text = (files("sayso.events.codebook") / "domains.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return Domains(
        {d: frozenset(w for w in ws if " " not in w) for d, ws in lists.items()},
        {d: frozenset((w.split()[0], w.split()[1]) for w in ws if " " in w) for d, ws in lists.items()},
    )


class Surroundings:
    """What the sentences of an article are about, counted once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.lemmas = [t.lemma.lower() for t in doc.tokens]
        self.paragraphs: dict[int, list[Sentence]] = {}
        for sentence in doc.sentences:
            self.paragraphs.setdefault(sentence.paragraph, []).append(sentence)
        self.lead = [t for s in doc.sentences if s.paragraph < LEAD for t in self.lemmas[s.start : s.end]]
        self.all = domains().count(self.lemmas)
        self.by_paragraph: dict[int, Counter[str]] = {}
        self.by_sentence: dict[int, Counter[str]] = {}

    def political(
        self,
        trigger: int,
        type: str,
        modes: Collection[str],
        parties: Sequence[Actor],
        *,
        sure: bool,
        firm: bool = False,
        done: bool = True,
    ) -> bool:
        """Whether an event with this trigger and these parties is a matter of politics; ``sure`` says that
        the judge is sure of it, so that only fiction can make it none; ``firm`` that its words leave no doubt
        of what was done, so that it is no private matter where politics is spoken of around it; ``done`` that
        nobody denies it."""
        if self._in_fiction(trigger, parties):
            return False
        if sure:
            return True
        plain = firm and self._is_public(trigger, type)
        if type == "ASSAULT" and self._is_accident(trigger, parties):
            return False
        force = done and (type == "ASSAULT" or (type == "COERCE" and "arrest" in modes))
        public = plain or (force and self._is_about_politics(trigger, type))
        if not public and len(self.doc.sentences) >= LONG and self._is_private(trigger, type, parties):
            return False
        here = self._sentence(trigger)
        domain, found = _strongest(here, type)
        if plain and found <= 1:
            return True
        if type == "PROTEST" and DISSENT & set(modes):
            return domain != "science" or not found
        if type == "PROTEST" and parties and domain in {"market", "business", "crime"}:
            return True  # market women march too
        if any(_public(p, domain) for p in parties):
            return True
        if found or here["politics"]:
            return here["politics"] >= found
        around = self._around(trigger)
        _, far = _strongest(around, type)
        if type in WORDS and around["politics"] == 0 and not any(p.country for p in parties):
            return False
        return far < FAR or around["politics"] >= far

    def _is_public(self, trigger: int, type: str) -> bool:
        """Whether more is said of politics around it, or in all the article, than of anything else; or
        nothing else at all, and nothing of crime."""
        around = self._around(trigger)
        if around["politics"] > _strongest(around, type)[1]:
            return True
        far = _strongest(self.all, type)[1]
        if far <= 1 and self.all["crime"] == 0:
            return True
        return self.all["politics"] >= FAR and self.all["politics"] > far

    def _is_about_politics(self, trigger: int, type: str) -> bool:
        """Whether politics is spoken of around it more than twice as much as of anything else: that somebody
        is arrested or shot there, by whomever, is no private matter."""
        around = self._around(trigger)
        return around["politics"] >= FAR and around["politics"] > 2 * _strongest(around, type)[1]

    def _is_private(self, trigger: int, type: str, parties: Sequence[Actor]) -> bool:
        """Nobody in it is of a country or acts for the public, and its sentence holds nothing public: "she
        stabbed Reed in the back"."""
        if type == "PROTEST" or any(_of_a_country(p) or set(p.sectors[:1]) - PRIVATE for p in parties):
            return False
        return self._sentence(trigger)["politics"] + self._weapons(trigger) == 0

    def _weapons(self, trigger: int) -> int:
        """Words of weapons in the sentence of a trigger, its own left out."""
        own = self.lemmas[trigger] in domains().words["weapons"]
        return self._sentence(trigger)["weapons"] - own

    def _is_accident(self, trigger: int, parties: Sequence[Actor]) -> bool:
        """ "was killed when his car left the road": nobody meant it, or nobody was hurt."""
        if self._weapons(trigger) > 0:
            return False
        if any(p.sectors[:1] == ("BUS",) for p in parties):
            return True  # "the clash between the firm and the regulator"
        return self.lemmas[trigger] in HARM and self._sentence(trigger)["accident"] > 0

    def _in_fiction(self, trigger: int, parties: Sequence[Actor]) -> bool:
        """ "In the film, a soldier kills his captain": told of a story; or in an article about stories, where
        nobody in it is of this world."""
        around = self._around(trigger)
        if (
            around["arts"] >= FAR
            and around["arts"] > around["politics"]
            and not any(_of_a_country(p) for p in parties)
        ):
            return True
        sentence = self.doc.sentence_of(trigger)
        tokens = self.doc.tokens[sentence.start : sentence.end]
        return any(
            t.lemma in STORIES and t.dep == "pobj" and self.doc.tokens[t.head].lower == "in" for t in tokens
        )

    def _around(self, trigger: int) -> Counter[str]:
        """What the paragraph of a trigger and the lead of the article are about."""
        n = self.doc.sentence_of(trigger).paragraph
        if n not in self.by_paragraph:
            here = [t for s in self.paragraphs[n] for t in self.lemmas[s.start : s.end]] if n >= LEAD else []
            self.by_paragraph[n] = domains().count(self.lead + here)
        return self.by_paragraph[n]

    def _sentence(self, trigger: int) -> Counter[str]:
        n = self.doc.tokens[trigger].sentence
        if n not in self.by_sentence:
            sentence = self.doc.sentence_of(trigger)
            self.by_sentence[n] = domains().count(self.lemmas[sentence.start : sentence.end])
        return self.by_sentence[n]


def _strongest(counts: Counter[str], type: str) -> tuple[str, int]:
    """The domain, politics aside, with the most words, and how many."""
    others = [
        d
        for d in counts
        if d not in {"politics", "accident", "weapons"} and (d != "crime" or type in CRIMINAL)
    ]
    best = max(others, key=lambda d: counts[d])
    return best, counts[best]


def _public(actor: Actor, domain: str) -> bool:
    """Whether an actor acts for the public, in surroundings of some domain: national teams and police
    make no politics of sport and private crime, and a firm's country none of its trade."""
    sectors = set(actor.sectors[:1])
    if domain == "sport":
        return bool(sectors - PRIVATE - LAW - {"MIL"}) and actor.kind != "country"  # captains
    if domain == "crime":
        return bool(sectors - PRIVATE - LAW) or actor.kind == "country" or _of_a_country(actor)
    if domain in TRADE:
        return bool(sectors - PRIVATE) or actor.kind == "country"
    return bool(sectors - PRIVATE - LAW) or (_of_a_country(actor) and "BUS" not in sectors)


def _of_a_country(actor: Actor) -> bool:
    """Whether the text gives an actor a country, and not only its place in it."""
    return actor.country is not None and not actor.country_basis.startswith("inferred")


TRADE = frozenset({"market", "business", "science", "arts"})
"""Domains in which people of some country act for themselves; judges and police do not."""
