"""What a name says when it is compared over articles: its parts, what it is short for, whether it is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.countries import lookup
from sayso.directory import fold_name, same_title, sound_key

_PARTICLES = frozenset(
    "von van der den de la las los del della da dos das di du do le bin ibn ben al el abu ter ten zu ul e y "
    "d'".split()
)
_GIVEN_TOO = frozenset("al ben del van von".split())
"""Particles that are given names where they stand first and capitalised: Al, Ben."""

_NO_SURNAMES = frozenset(
    "republican democrat libertarian conservative liberal candidate president minister senator governor "
    "secretary lawmaker spokesman spokeswoman congressman congresswoman chairman ambassador nominee leader "
    "member official muslim christian jew islam latino latina hispanic god".split()
)
"""Words that end descriptions in capitals ("Vice President"), and hardly ever a name."""

_MERGED = frozenset("abdel abdul abdal abdol".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_MALE = frozenset("mr sir lord herr señor monsieur".split())
_FEMALE = frozenset("mrs ms miss mme madame lady dame frau señora".split())
_HONORIFICS = _MALE | _FEMALE | frozenset("dr prof rev hon".split())
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "f"
)
_OFFICES = frozenset(
    "president minister premier chancellor secretary king queen prince princess emir sultan pope patriarch "
    "archbishop cardinal bishop governor mayor senator sen gov ambassador commissioner speaker ayatollah "
    "congressman congresswoman congressmember rep representative justice director general-secretary chairman "
    "chairwoman chair ombudsman envoy spokesman spokeswoman spokesperson ceo mp mep lawmaker".split()
)
"""Nouns of offices that few hold at one time, so that they tell people of one surname apart."""

_SHORT = {
    short: full
    for line in (
        "michael mike mick mikey,william bill billy will,robert bob bobby rob,richard rick dick rich,"
        "james jim jimmy jamie,joseph joe joey,thomas tom tommy,daniel dan danny,david dave,"
        "stephen steve steven,anthony tony,edward ed eddie,kenneth ken kenny,ronald ron ronnie,"
        "donald don donnie,douglas doug,gregory greg,jeffrey jeff,matthew matt,nicholas nick,patrick pat,"
        "philip phil phillip,benjamin ben,timothy tim,andrew andy drew,alexander alex,samuel sam sammy,"
        "charles chuck charlie,frederick fred freddie,lawrence larry,peter pete,raymond ray,rudolph rudy,"
        "walter walt,christopher chris,joshua josh,bernard bernie,mitchell mitch,abraham abe,gerald gerry,"
        "vincent vince vinny,leonard len lenny,theodore teddy,katherine kate katie kathy,"
        "elizabeth liz beth betsy,susan sue susie,deborah debbie,barbara barb,jennifer jen jenny,"
        "rebecca becky,cynthia cindy,margaret peggy meg,victoria vicky,pamela pam,jessica jess"
    ).split(",")
    for full, *shorts in (line.split(),)
    for short in shorts
}
"""Short forms of given names, each with the one name that it is usually short for."""

_COMPANY = frozenset(
    "ltd limited inc incorporated llc llp plc corp co gmbh ag sa spa bv nv pjsc ooo oao".split()
)
_SMALL = frozenset("of the and for in on to at de la du des y & -".split())
_LOCAL = frozenset(
    "district city county town municipal regional local school high university college board group company "
    "association institute club church hospital campaign movement organisation organization circuit appeals "
    "appeal superior criminal civil jury media times post press daily radio television tv news first second "
    "third new".split()
)
"""Words of the names of institutions of which a country has many."""

_ALONE = frozenset(
    "police committee commission party office department bureau union coalition service services agency "
    "agencies council court bank ministry government opposition administration force forces guard chamber "
    "federation convention state federal general prosecutor attorney security cabinet".split()
)
"""Words that name no institution by themselves."""

_COMMON = (
    _LOCAL
    | _ALONE
    | frozenset(
        "supreme constitutional parliament congress senate house assembly legislature justice foreign "
        "interior defence defense finance treasury affairs internal external national central army navy air "
        "armed election electoral republic people's deputies representatives lords commons royal "
        "intelligence health education energy trade economic economy labour labor agriculture culture "
        "transport presidency investigation capitol".split()
    )
)
"""Words of which the names of institutions are made that every country has."""

_CROWDS = frozenset(
    "police people officials authorities media protesters troops soldiers rebels workers students voters "
    "analysts experts critics activists others many some several most women men children west east north "
    "south both all none nobody everyone everybody anyone someone one they we you those these that this it "
    "he she who what which".split()
)
_HOMELESS = frozenset("EUR IGO IMG ISM MNC NGO UNO".split())
"""Codes of those that belong to no country; they are at odds with none."""

_STATED = ("stated", "adjective", "demonym", "capital", "seat", "role", "country table", "the country")
_UNSAID = frozenset("of the for and us former ex late then".split())
_WRITTEN_OUT = {
    "sen": "senator", "gov": "governor", "rep": "representative", "congressman": "representative",
    "congresswoman": "representative", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "capt": "captain", "maj": "major", "sgt": "sergeant", "pres": "president", "pm": "prime minister",
    "premier": "prime minister", "amb": "ambassador", "adm": "admiral", "atty": "attorney",
}  # fmt: skip
_initials = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]?\.?|[^\W\d_]|[A-Z]{2}")
_acronym = re.compile(r"(?:[A-Z]\.?){2,8}")


class Part(NamedTuple):
    """A given name: its sound, and the letter it begins with; of an initial both are the letter."""

    sound: str
    letter: str

    @property
    def initial(self) -> bool:
        return len(self.sound) == 1


class PersonName(NamedTuple):
    """A person's name by sound. ``given`` is empty for a bare surname."""

    surname: str
    given: tuple[Part, ...] = ()
    suffix: str = ""

    @property
    def words(self) -> int:
        """How many given names are written out."""
        return sum(not part.initial for part in self.given)


@lru_cache(maxsize=1 << 15)
def person_name(name: str) -> PersonName | None:
    """The parts of a person's name; None where it is no name but a description ("her father").

    >>> person_name("Mr. Yusuf R. al-Sadr Jr.") == person_name("Youssef R. Sadr Jr")
    True
    >>> person_name("her father") is None
    True
    """
    words = name.replace("’", "'").split()
    while len(words) > 1 and fold_name(words[0]) in _HONORIFICS:
        words.pop(0)
    if not words or any(_lower(word) or word[0].isdigit() for word in words):
        return None
    parts = list(_parts(words, name.isupper()))
    suffix = parts.pop()[0] if len(parts) > 1 and parts[-1][0] in _SUFFIXES else ""
    merged = _merged(parts)
    if not merged or merged[-1].initial or parts[-1][0] in _NO_SURNAMES:
        return None
    if len(merged) == 1 and (hit := lookup(words[-1])) is not None and hit.relation != "name":
        return None
    return PersonName(merged[-1].sound, tuple(merged[:-1]), suffix)


def _parts(words: list[str], shouted: bool) -> Iterator[tuple[str, bool]]:
    """Folded words of a name without particles, and whether each is an initial."""
    for i, word in enumerate(words):
        if _initials.fullmatch(word) and (not shouted or "." in word or len(word) == 1):
            yield from ((letter, True) for letter in fold_name(word).replace(" ", ""))
            continue
        for part in fold_name(word).split():
            first = i == 0 and len(words) > 1 and word[0].isupper() and "-" not in word
            if part not in _PARTICLES or (first and part in _GIVEN_TOO):
                yield part, False


def _lower(word: str) -> bool:
    """Whether a word is written as no part of a name is: "father", but not "de", "al-Assad" or "iPhone"."""
    return word == word.lower() != word.upper() and fold_name(word) not in _PARTICLES


def _merged(parts: list[tuple[str, bool]]) -> list[Part]:
    out: list[Part] = []
    before = ""
    for word, initial in parts:
        if word in _MERGED:
            before = word + " "
            continue
        sound = word if initial else sound_key(before + word)
        out.append(Part(sound, (before + word)[0]))
        before = ""
    return [part for part in out if part.sound]


@lru_cache(maxsize=1 << 16)
def compatible(one: PersonName, other: PersonName) -> bool:
    """Whether two full names may be one person's: the first given names are the same, one is the initial or
    a short form of the other, and the middle names of the one are all among those of the other.

    >>> compatible(person_name("M. Pompeo"), person_name("Mike R. Pompeo"))
    True
    """
    if one.surname != other.surname or (one.suffix and other.suffix and one.suffix != other.suffix):
        return False
    if not one.given or not other.given or not _meet(one.given[0], other.given[0]):
        return False
    if not (_holds_middle(one, other) and _holds_middle(other, one)):
        return False
    short, long = sorted((one.given[1:], other.given[1:]), key=len)
    rest = iter(long)
    return all(any(_meet(part, there) for there in rest) for part in short)


def _holds_middle(one: PersonName, other: PersonName) -> bool:
    """Whether the middle name by which "C. Rick Marlow" goes, if it does, stands in another name."""
    middle = {part.sound for part in one.given[1:] if not part.initial} if one.given[0].initial else set()
    return not middle or not middle.isdisjoint(part.sound for part in other.given)


def _meet(one: Part, other: Part) -> bool:
    if one.initial or other.initial:
        return one.letter == other.letter
    return one.sound == other.sound or one.sound == usual(other.sound) or other.sound == usual(one.sound)


@lru_cache(maxsize=1)
def _usual() -> dict[str, str]:
    return {sound_key(short): sound_key(full) for short, full in _SHORT.items()}


def usual(sound: str) -> str:
    """The sound of the given name that one is short for, or itself."""
    return _usual().get(sound, sound)


def honorific(names: Iterable[str]) -> str:
    """Read "m" or "f" off Mr and Mrs, empty where they say nothing or both."""
    return _one_of(_honorific(name) for name in names)


def gender(names: Iterable[str]) -> str:
    """Read "m" or "f" off honorifics and pronouns together, empty where they say nothing or both."""
    return _one_of(_PRONOUNS.get(name.lower(), "") or _honorific(name) for name in names)


def _one_of(said: Iterable[str]) -> str:
    found = set(said) - {""}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=1 << 15)
def _honorific(name: str) -> str:
    for word in name.split():
        if (folded := fold_name(word)) in _MALE:
            return "m"
        if folded in _FEMALE:
            return "f"
    return ""


@lru_cache(maxsize=1 << 14)
def title_key(title: str) -> str:
    """A title without nations, "former" and small words: "US Secretary of State" is "secretary state"."""
    words = [word for word in title.split() if not _nation(word)]
    folded = fold_name(" ".join(words)).split() if words else []
    return " ".join(_WRITTEN_OUT.get(word, word) for word in folded if word not in _UNSAID)


@lru_cache(maxsize=1 << 16)
def titles_meet(one: str, other: str) -> bool:
    """Whether two title keys name one office."""
    return one == other or same_title(one, other) or same_title(other, one)


@lru_cache(maxsize=1 << 14)
def is_office(title: str) -> bool:
    """Whether a title key is of an office that few hold at one time."""
    return not _OFFICES.isdisjoint(title.split())


def stated(country: str | None, basis: str, body: bool) -> str:
    """The code of a country that the article's own words give an actor, else "". What is inferred, or read
    off those beside it, is weak; so are the tables, but for bodies (``body``), whose names they know."""
    strong = (*_STATED, "table of bodies") if body else _STATED
    return country if country and country not in _HOMELESS and basis.startswith(strong) else ""


def countries_meet(one: str, other: str) -> bool:
    """Whether two codes, each empty where unknown, may be one actor's."""
    return not one or not other or one == other or one in _HOMELESS or other in _HOMELESS


class BodyName(NamedTuple):
    """A name of a body or group. ``base`` is folded, without legal forms; ``key`` its acronym, or the base
    of one word; ``sort`` is proper, common (every country has one), local (every town has) or lower."""

    base: str
    key: str
    sort: str
    acronym: bool


@lru_cache(maxsize=1 << 15)
def body_name(name: str) -> BodyName:
    """The parts of a body's name.

    >>> body_name("the European Agency for Rivers"), body_name("E.A.R.").key
    (BodyName(base='european agency for rivers', key='ear', sort='proper', acronym=False), 'ear')
    """
    words = [word for word in name.replace("’", "'").split() if word]
    while len(words) > 1 and fold_name(words[-1]) in _COMPANY:
        words.pop()
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words.pop(0)
    base = fold_name(" ".join(words))
    acronym = len(words) == 1 and _acronym.fullmatch(words[0]) is not None
    if acronym or len(words) == 1:
        return BodyName(base, base.replace(" ", ""), _sort(words, base), acronym)
    letters = "".join(fold_name(word)[:1] for word in words if word[:1].isupper())
    return BodyName(base, letters or base, _sort(words, base), False)


def _sort(words: list[str], base: str) -> str:
    if not any(c.isalpha() for c in base) or (len(base) < 3 and not words[0].isupper()) or len(base) < 2:
        return "local"
    if any(_lower(word) and word not in _SMALL for word in words):
        return "lower"
    folded = [word for word in base.split() if word not in _SMALL and not _nation(word)]
    if not _COMMON.issuperset(folded):
        return "proper"
    alone = len(folded) < 2 and _ALONE.issuperset(folded)
    return "local" if alone or not _LOCAL.isdisjoint(folded) else "common"


@lru_cache(maxsize=1 << 12)
def _nation(word: str) -> bool:
    hit = lookup(word) or lookup(word.title()) or lookup(word.upper())
    return hit is not None and hit.relation in {"name", "adjective", "demonym"}


def is_proper(name: str, least: int) -> bool:
    """Whether a name of a group, or of what nobody knows the kind of, is a proper name: ``least`` or more
    capitalised words and no other but small ones, no crowd ("Police"), no nation ("Americans")."""
    words = name.split()
    large = [word for word in words if word.lower() not in _SMALL]
    if len(large) == 1 and large[0].endswith("s"):
        return False
    if len(large) < least or any(not word[:1].isupper() for word in large):
        return False
    last = fold_name(large[-1]).split()[-1] if large else ""
    return bool(last) and last not in _CROWDS and not _nation(last) and body_name(name).sort == "proper"
