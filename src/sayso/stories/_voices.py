"""Who says so: the origin of a statement or event, read off its chain of attributions.

The last source of the chain that can be named counts: what ONT reports "citing the ministry" is the
ministry's. All voices of one body are one: a ministry, its minister and its spokesman. A source that nobody
could ask ("a witness", "an official who asked not to be named") is unnamed, and weak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from sayso.case import Carrier, Line
from sayso.countries import lookup
from sayso.directory import fold_name
from sayso.stories._credits import agency, credits_of, state_medium
from sayso.stories._records import Origin

_VAGUE = frozenset(
    "official officials source sources witness witnesses eyewitness eyewitnesses resident residents "
    "analyst analysts observer observers expert experts people person persons man men woman women someone "
    "somebody some many others other critics reports report rumours media users user posts insiders "
    "insider diplomat diplomats officer officers soldier soldiers activist activists supporters opponents "
    "neighbour neighbours neighbor neighbors locals citizen citizens student students protester "
    "protesters demonstrators demonstrator worker workers employee employees doctor doctors lawyer "
    "lawyers driver drivers relative relatives friend friends mother father wife husband son daughter "
    "brother sister family colleague colleagues passer-by passers-by reporter reporters journalist "
    "journalists correspondent correspondents they he she it we i you who one everyone nobody both aide "
    "aides adviser advisers advisor advisors lawmakers senators politicians businessman businessmen".split()
)
"""Heads of descriptions that stand for nobody in particular."""
_BODY = frozenset(
    "police ministry government army military court parliament hospital embassy union alliance party "
    "presidency office administration council commission committee agency service opposition organisers "
    "organizers prosecutors prosecutor authorities kremlin hall group movement coalition company "
    "television channel newspaper station agency city municipality navy guard guards force forces troops "
    "border customs rescuers firefighters firm plant factory mill bank church university academy "
    "institute centre center association federation foundation network monitor monitors campaign side "
    "headquarters staff command department bureau board team delegation mission embassy consulate cabinet "
    "house congress senate assembly supreme tribunal organisation organization state".split()
)
"""Heads of descriptions of bodies: somebody there can be asked."""
_VOICES = re.compile(
    r"(?:spokes\w+|press (?:secretary|officer|service|office)|representative|head|chief|director|chair\w*|"
    r"leader|commander|minister|secretary|president|manager|rector|doctor|physician|surgeon|deputy \w+|"
    r"official)s?"
    r" (?:for|of|at|in|with) (?:the )?(.+)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:an? |the )?(?:senior |top )?(.+?)(?:'s|’s|s')? (?:spokes\w+|"
    r"press (?:secretary|officer|service|office)|chief|director|head|chairman|chairwoman|"
    r"officials?|representatives?|sources?|reporter|correspondent)",
    re.IGNORECASE,
)
_APPOSED = re.compile(r", (?:the |an? )?(?:[a-z][\w-]* )*([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+)")
"""A name that stands beside a description: "the organisers, the opposition alliance *Common Table*"."""
_MINISTER = re.compile(r"(?:deputy )?(.+?) minister", re.IGNORECASE)
_ALIKE = {"internal": "interior", "defense": "defence", "organizers": "organisers", "militia": "police"}
_DROPPED = frozenset(
    "the of for a an and s our his her its their local national state country city affairs in "
    "ministers minister offices official press service office former new".split()
)
_BROADCASTERS = {
    "television": ("broadcaster",),
    "radio": ("broadcaster",),
    "broadcaster": ("television", "radio"),
}
"""What else a medium of the state may be called."""
_LONGEST = 120
"""Characters of a title that are looked at."""
_OWN = re.compile(
    r"we|i|us|our|me|(?:our|this) (?:own )?(?:\w+ ){0,2}(?:reporters?|correspondents?|journalists?|"
    r"newspaper|paper|portal|channel|station|agency|editors?|editorial staff|editorial office|source)"
)
"""Folded words by which a medium names itself."""
_NOBODY = frozenset(" he she it they him her them this that who which one".split(" "))
"""Folded names of nobody in particular: pronouns, and no words at all."""
_BARE = frozenset("president premier minister chairman leader head king pope governor mayor".split())


class Said(msgspec.Struct, frozen=True):
    """What matters of a statement for who stands behind it."""

    id: str
    article: str
    source: str
    source_type: str
    name: str
    kind: str
    entity: str
    known_as: str
    country: str
    negative: bool


def said_of(record: Line) -> Said:
    """What matters of a statement."""
    party = record.speaker
    return Said(
        id=record.id,
        article=record.article,
        source=record.source,
        source_type=record.source_type,
        name=party.name if party else "",
        kind=party.kind if party else "",
        entity=party.entity if party else "",
        known_as=(party.known_as or party.name) if party else "",
        country=(party.country or "") if party else "",
        negative=record.polarity == "negative",
    )


class Voices:
    """The origins of a case. ``titles`` are those of persons over all articles, by their entity; names of
    outlets are known as bodies, by their acronyms and their last words ("the Courier") too. ``media`` are
    the media of a state, by their kinds, as the texts name them: where they name one only, it is whom
    "state television" means."""

    def __init__(
        self,
        carriers: Iterable[Carrier],
        titles: Mapping[str, Sequence[str]],
        media: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._titles = titles
        self._outlets: dict[str, str] = {}
        self._of: dict[str, Origin] = {}
        self._called: dict[str, set[str]] = {}
        names = sorted({carrier.outlet for carrier in carriers if carrier.outlet})
        for name in names:
            for short in (body_key(name), *_acronyms(name)):
                self._outlets.setdefault(short, body_key(name))
        self._names = {body_key(name): name for name in reversed(names)}
        lasts = Counter(name.split()[-1] for name in names)
        self._short = {
            body_key(last): body_key(name)
            for name in names
            if lasts[last := name.split()[-1]] == 1 and fold_name(last) not in _BODY
        }
        self._state_media: dict[str, set[str]] = {}
        for kind, name in sorted(media):
            if name.isupper() or agency(name) or body_key(name) in self._outlets:
                self._state_media.setdefault(kind, set()).add(name)

    def chain(self, chain: Sequence[Said]) -> Origin | None:
        """The origin of what stands in a chain, the outermost statement first; None without one."""
        found = [self.source(said) for said in reversed(chain) if not _OWN.fullmatch(fold_name(said.source))]
        return next((origin for origin in found if not origin.weak), found[0]) if found else None

    def words(self, chain: Sequence[Said]) -> str:
        """The folded words of the source that is the origin of a chain, empty where that is unnamed."""
        named = (said for said in reversed(chain) if not self.source(said).weak)
        return fold_name(next((said.source for said in named), ""))

    def called(self, key: str) -> frozenset[str]:
        """Keys of the bodies that the sources seen so far call so: "the organisers, the alliance Common
        Table"."""
        return frozenset(self._called.get(key, ()))

    def source(self, said: Said) -> Origin:
        """The origin that the source of one statement is."""
        origin = self._of.get(said.id)
        if origin is None:
            origin = self._of[said.id] = self._source(said)
        return origin

    def _source(self, said: Said) -> Origin:
        name = said.known_as or said.source
        if said.source_type == "anonymous" or fold_name(name) in _NOBODY:
            return _unnamed(said)
        if said.kind == "person":
            body = self._voice_of(said)
            if body:
                return self._body(body)
            if _is_name(name):
                return Origin(key=f"person {said.entity}", name=name, kind="source")
            return _unnamed(said)
        if said.kind in ("organisation", "country") or _is_body(name):
            made = self._body(name)
            apposed = _APPOSED.search(said.source)
            if apposed and lookup(apposed[1]) is None:
                other = self._body(apposed[1])
                if other.key != made.key:
                    generic = made if _is_body(name) and not _is_name(name) else other
                    self._called.setdefault(generic.key, set()).add((made if generic is other else other).key)
            return made
        return self._body(name) if _is_name(name) else _unnamed(said)

    def _voice_of(self, said: Said) -> str:
        """The body for which a person speaks, by the words of the source or by the titles it goes under."""
        said_here = [said.source, said.name] if not _is_name(said.name) else [said.source]
        for title in (*said_here, *self._titles.get(said.entity, ())):
            body = spoken_for(title)
            if body:
                return body
        return ""

    def _body(self, name: str) -> Origin:
        name = self._state_medium(name) or name
        known = agency(name)
        if known:
            return Origin(key=f"body {body_key(known)}", name=known, kind="source")
        key = body_key(name)
        outlet = self._outlets.get(key) or (self._short.get(key) if _is_name(name) else None)
        if outlet is not None:
            return Origin(key=f"body {outlet}", name=self._names.get(outlet, name), kind="source")
        return Origin(key=f"body {key}", name=name, kind="source")

    def _state_medium(self, name: str) -> str:
        """The name of the medium that "state television" means, empty where the texts name none or
        several."""
        kind = state_medium(name)
        if not kind:
            return ""
        exactly = self._state_media.get(kind, set())
        meant = exactly or {
            n for other in _BROADCASTERS.get(kind, ()) for n in self._state_media.get(other, ())
        }
        return min(meant) if len({body_key(one) for one in meant}) == 1 else ""

    def outlet(self, carrier: Carrier) -> Origin:
        """The origin that an article is for what it says on its own account."""
        if carrier.outlet:
            return Origin(key=f"body {self._outlet_key(carrier.outlet)}", name=carrier.outlet, kind="outlet")
        return Origin(key=f"article {carrier.id}", name=carrier.title or carrier.id, kind="article")

    def _outlet_key(self, outlet: str) -> str:
        key = body_key(agency(outlet) or outlet)
        return self._outlets.get(key, key)

    def credit(self, carrier: Carrier, names: Iterable[str]) -> Origin | None:
        """The agency or other outlet that an article says its text is from; ``names`` as ``credits_in`` its
        text found them."""
        own = self._outlet_key(carrier.outlet) if carrier.outlet else ""
        for words in (*credits_of(carrier.byline or ""), *names):
            known = agency(words)
            key = body_key(known) if known else self._outlets.get(body_key(words))
            if key and key != own:
                return Origin(key=f"body {key}", name=known or self._names.get(key, words), kind="agency")
        return None


def _unnamed(said: Said) -> Origin:
    name = said.source or said.name
    name = "unnamed" if fold_name(name) in _NOBODY else name
    return Origin(key=f"unnamed {said.article} {fold_name(name)}", name=name, kind="unnamed")


@lru_cache(maxsize=1 << 14)
def spoken_for(title: str) -> str:
    """The body in whose name somebody of a title speaks, empty where there is none.

    >>> spoken_for("Interior Ministry spokeswoman"), spoken_for("interior minister"), spoken_for("a baker")
    ('Interior Ministry', 'interior ministry', '')
    """
    words = " ".join(title[:_LONGEST].replace("’", "'").split())
    match = _VOICES.search(words)
    if match and _is_body(match[1]):
        return match[1]
    match = _SPOKEN.match(words)
    if match and (_is_body(match[1]) or match[1][:1].isupper()):
        return match[1]
    match = _MINISTER.search(words)
    if match and fold_name(match[1]).split()[-1:] not in ([], ["prime"], ["first"], ["deputy"], ["former"]):
        return f"{match[1]} ministry"
    return ""


@lru_cache(maxsize=1 << 15)
def body_key(name: str) -> str:
    """What a body's names have in common, whatever their order and dress.

    >>> body_key("the Ministry of Internal Affairs") == body_key("Interior Ministry")
    True
    >>> body_key("Romania's embassy") == body_key("the Romanian embassy")
    True
    """
    words = [_nation(word) for word in name.replace("’s", "").replace("'s", "").split()]
    folded = " ".join(fold_name(word) for word in words).split()
    kept = [_ALIKE.get(word, word) for word in folded if word not in _DROPPED]
    return " ".join(sorted(set(kept or folded)))


@lru_cache(maxsize=1 << 12)
def _nation(word: str) -> str:
    """A country's code for its name and adjectives ("Romania's embassy", "the Romanian embassy")."""
    hit = lookup(word.strip(",.;:"))
    return hit.iso3 if hit is not None and hit.relation in ("name", "adjective", "demonym") else word


def _acronyms(name: str) -> list[str]:
    words = [word for word in re.findall(r"[^\W_]+", name) if word[0].isupper()]
    found = [body_key(short) for short in re.findall(r"\(([A-Z]{2,8})\)", name)]
    if len(words) > 1:
        found.append("".join(word[0] for word in words).lower())
    return [short for short in found if len(short) > 1]


@lru_cache(maxsize=1 << 15)
def _is_name(name: str) -> bool:
    """Whether a name is written as one: capitals but for small words, and no description of a person."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", name) if word.lower() not in _DROPPED]
    if not words or any(word[0].islower() for word in words):
        return False
    folded = [fold_name(word) for word in words]
    return not (_VAGUE.issuperset(folded) or (len(folded) == 1 and folded[0] in _BARE | _VAGUE))


@lru_cache(maxsize=1 << 15)
def _is_body(name: str) -> bool:
    """Whether a description is of a body: "the city's hospital", "police in Balti"."""
    words = fold_name(re.split(r"\b(?:in|at|of|from|near)\b", name, maxsplit=1)[0] or name).split()
    every = fold_name(name).split()
    return (
        bool(words)
        and (words[-1] in _BODY or (bool(every) and every[-1] in _BODY))
        and words[-1] not in _VAGUE
    )
