"""Descriptions joined to whom they mean: "the president", "the television", "the ministry"."""

from __future__ import annotations

from sayso.actors._figures import GENERIC, Figure, Figures
from sayso.actors._lexicon import Noun, folded, noun_at
from sayso.actors._mentions import Mention
from sayso.actors._phrase import BODY_BASIS
from sayso.actors._pronouns import WINDOW, Memory, antecedent, gender
from sayso.language import Doc, syntax

_HEADS = frozenset({"head", "premier"})
_LEADER = frozenset(
    {"leader", "ruler", "strongman", "dictator", "autocrat", "head of state", "statesman", "winner", "tyrant"}
)
_SYNONYMS: tuple[frozenset[str], ...] = (
    frozenset({"spokesman", "spokeswoman", "spokesperson", "press secretary"}),
    frozenset(
        {"lawyer", "attorney", "defence lawyer", "defense lawyer", "defence attorney", "counsel", "advocate"}
    ),
    frozenset(
        {
            "diplomat",
            "ambassador",
            "envoy",
            "special envoy",
            "foreign minister",
            "secretary of state",
            "consul",
        }
    ),
    frozenset(
        {"candidate", "nominee", "presidential candidate", "contender", "challenger", "presidential hopeful"}
    ),
    frozenset(
        {
            "lawmaker",
            "legislator",
            "mp",
            "member of parliament",
            "senator",
            "congressman",
            "congresswoman",
            "deputy",
        }
    ),
    frozenset(
        {
            "businessman",
            "tycoon",
            "magnate",
            "oligarch",
            "billionaire",
            "entrepreneur",
            "chief executive",
            "ceo",
        }
    ),
    frozenset({"premier", "prime minister", "chancellor"}),
    frozenset({"chairman", "chairwoman", "chair", "chairperson", "head"}),
    frozenset({"chief", "head", "director", "commander", "boss", "leader"}),
    frozenset({"journalist", "reporter", "correspondent", "editor"}),
    frozenset({"politician", "lawmaker", "senator", "mp", "party leader", "opposition leader", "minister"}),
    frozenset({"soldier", "serviceman", "officer"}),
    frozenset({"pope", "pontiff"}),
    frozenset({"monarch", "king", "queen", "emperor", "sultan", "emir"}),
)
_GOVERNMENT = frozenset({"government", "regime", "administration", "authority", "leadership"})


def resolve(figures: Figures, mention: Mention, memory: Memory, media: list[int]) -> int | None:
    """The figure that a described mention or pronoun means, or None where nothing fits well enough."""
    if mention.sort == "pronoun":
        return antecedent(figures, mention, memory)
    noun = mention.noun
    if noun is None:
        named = _by_name(figures, mention)
        return named if named is not None else _same_words(figures, mention, memory)
    if (group := _group_of_body(figures, mention)) is not None:
        return group
    if _is_government(mention):
        nation = mention.phrase.nation
        assert nation is not None
        index = figures.nation(nation)
        figures.governs(index)
        return index
    if "medium" in noun.marks and not mention.counted and not mention.plural:
        found = _medium(figures, mention, media)
        if found is not None:
            return found
    if noun.kind == "person" and not mention.plural and mention.definite:
        held = _by_office(figures, mention, memory)
        return held if held is not None else _bare_person(figures, mention, memory)
    if (
        noun.kind in {"organisation", "group"}
        and not mention.plural
        and mention.definite
        and mention.phrase.country is None
    ):
        found = _by_last_word(figures, mention, memory)
        if found is not None:
            return found
    return _same_description(figures, mention, memory)


def _group_of_body(figures: Figures, mention: Mention) -> int | None:
    """ "The Islamic State group" is Islamic State."""
    noun, phrase = mention.noun, mention.phrase
    if noun is None or noun.noun.split(" ")[-1] not in GENERIC or mention.plural:
        return None
    named = phrase.nation.name if phrase.nation is not None else phrase.basis.removeprefix(BODY_BASIS)
    return figures.bodies.get(("=", named))


def _is_government(mention: Mention) -> bool:
    """ "The Minsk regime", "the Belarusian government": the country as its government."""
    noun, nation = mention.noun, mention.phrase.nation
    return (
        noun is not None and noun.noun in _GOVERNMENT and not mention.plural and nation is not None
        and nation.relation not in {"organisation", "demonym", "seat"} and mention.phrase.sectors == ("GOV",)
    )  # fmt: skip


def _medium(figures: Figures, mention: Mention, media: list[int]) -> int | None:
    """ "The television", "the agency": the one news medium that the article names."""
    if mention.phrase.country is not None:
        fits = [m for m in media if figures.all[m].country in {None, mention.phrase.country}]
    else:
        fits = media
    return fits[0] if len(fits) == 1 else None


def _by_office(figures: Figures, mention: Mention, memory: Memory) -> int | None:
    """The person with the role: "the president", "the Belarusian leader". The strongest fit wins, then
    the one spoken of last; before any is named, the only one that fits at all."""
    noun = mention.noun
    assert noun is not None
    best: tuple[int, int] | None = None
    speakers = _governing_subjects(figures, mention.head)
    for index, _ in memory.back():
        strength = 0 if index in speakers else office_fit(figures.all[index], mention)
        if strength and (best is None or strength > best[0]):
            best = (strength, index)
    if best is not None:
        return best[1]
    if mention.head > figures.doc.sentences[min(2, len(figures.doc.sentences) - 1)].end:
        return None
    later = [i for i, figure in enumerate(figures.all[:WINDOW]) if office_fit(figure, mention) == 3]
    return later[0] if len(later) == 1 else None


_ANYBODY = frozenset("man woman suspect victim boy girl driver teenager teen".split())
_MEN = frozenset({"man", "boy"})
_WOMEN = frozenset({"woman", "girl"})


def _bare_person(figures: Figures, mention: Mention, memory: Memory) -> int | None:
    """ "The man", "the suspect", with nothing said of whom: the single person spoken of last who may be
    one."""
    noun = mention.noun
    assert noun is not None
    if noun.noun not in _ANYBODY or _modifiers(figures.doc, mention):
        return None
    for index, earlier in memory.back():
        figure = figures.all[index]
        if figure.kind != "person" or earlier.plural:
            continue
        woman = gender(figure)
        if (noun.noun in _MEN and woman is True) or (noun.noun in _WOMEN and woman is False):
            continue
        if (
            figure.described
            and figure.mentions[0].noun is not None
            and figure.mentions[0].noun.noun != noun.noun
        ):
            continue
        return index
    return None


def _governing_subjects(figures: Figures, i: int) -> set[int]:
    """Figures that are subjects of the clauses above: in "X said the president would go" he is not X."""
    doc = figures.doc
    own = syntax.clause_root(doc, i)
    out: set[int] = set()
    for above in syntax.ancestors(doc, own)[:6]:
        for c in doc.children[above]:
            if doc.tokens[c].dep in syntax.SUBJECTS and c in figures.by_head:
                out.add(figures.by_head[c])
    return out


def office_fit(figure: Figure, mention: Mention) -> int:
    """How well a person fits a description by office: 3 the same office, 2 a near one, 0 not at all."""
    noun, phrase = mention.noun, mention.phrase
    if figure.kind != "person" or noun is None:
        return 0
    if phrase.country is not None and figure.country is not None and phrase.country != figure.country:
        return 0
    best = 0
    for office in figure.offices:
        if office.phrase.former and not phrase.former:
            continue
        if phrase.sectors and office.phrase.sectors and not set(phrase.sectors) & set(office.phrase.sectors):
            continue
        best = max(best, _same_office(office.noun, noun, office.role.title))
    if figure.described and not figure.offices and figure.mentions[0].noun is not None:
        best = max(best, 3 if figure.mentions[0].noun == noun and _same_country(figure, mention) else 0)
    return best


def _same_country(figure: Figure, mention: Mention) -> bool:
    return mention.phrase.country is None or mention.phrase.country == figure.country


def _same_office(held: Noun, said: Noun, title: str) -> int:
    if said.noun == "minister" and "premier" in held.marks:
        return 0  # "the minister" is no prime minister
    if (
        held.noun == said.noun
        or held.noun.split(" ")[-1] == said.noun
        or held.noun.split(" ")[0] == said.noun == "secretary"
    ):
        return 3
    if any(held.noun in group and said.noun in group for group in _SYNONYMS):
        return 2
    if said.noun in _LEADER and (held.marks & _HEADS or held.noun in _LEADER):
        return 2
    if "head" in said.marks and held.noun in _LEADER:
        return 2 if held.noun != "winner" or "election" in title else 0
    return 0


def _by_last_word(figures: Figures, mention: Mention, memory: Memory) -> int | None:
    """ "The ministry", "the council": the body spoken of last whose name ends or begins with the word."""
    noun = mention.noun
    assert noun is not None
    extra = mention.end - mention.start - len(noun.noun.split(" "))
    if extra > 1:
        return None
    if noun.noun in _FIRMS and (firm := _firm(figures, memory)) is not None:
        return firm
    sector = (
        noun.sectors
        if noun.noun in {"party", "company", "firm", "court", "bank", "militant group", "university"}
        else ()
    )
    for index, _ in memory.back():
        figure = figures.all[index]
        if figure.kind == "organisation" and not figure.described:
            words = figure.key[1].lower().split() if figure.key[0] == "=" else figure.key
            entry = noun_at(words, len(words) - 1)
            last = entry[1].noun.split(" ")[-1] if entry else words[-1]
            if noun.noun in {last, words[0]} or (sector and set(sector) <= set(figure.sectors)):
                return index
    return None


_FIRMS = frozenset("company firm corporation manufacturer maker carrier airline group business".split())


def _firm(figures: Figures, memory: Memory) -> int | None:
    """ "The company": the named body spoken of last that is no government, party, court or medium."""
    for index, _ in memory.back():
        figure = figures.all[index]
        if figure.kind == "organisation" and not figure.described and set(figure.sectors) <= {"BUS", "MNC"}:
            return index
    return None


def _same_description(figures: Figures, mention: Mention, memory: Memory) -> int | None:
    """An earlier description with the same noun: "protesters ... the protesters". Counted groups
    ("two sources", "some 300 workers") are new ones; a definite phrase may take one up."""
    if mention.counted or (mention.noun is not None and mention.noun.kind == "person" and not mention.plural):
        return None
    for index, earlier in memory.back():
        figure = figures.all[index]
        if not figure.described or earlier.noun != mention.noun or earlier.plural != mention.plural:
            continue
        if earlier.counted and not mention.definite:
            continue
        if _agree(figures, figure, mention):
            return index
    return None


def _agree(figures: Figures, figure: Figure, mention: Mention) -> bool:
    if mention.phrase.country != figure.country and mention.phrase.country is not None:
        return False
    if figure.country is not None and mention.phrase.country is None and not mention.definite:
        return False
    if figure.sectors != mention.phrase.sectors:
        return False
    first = figure.mentions[0]
    return _modifiers(figures.doc, first) == _modifiers(figures.doc, mention) or (
        mention.definite and not _modifiers(figures.doc, mention)
    )


def _modifiers(doc: Doc, mention: Mention) -> frozenset[str]:
    """The words that tell a group from others of its kind, without articles and counts."""
    return frozenset(
        t.lower
        for t in doc.tokens[mention.start : mention.end]
        if t.i != mention.head and t.pos in {"ADJ", "NOUN", "PROPN"} and t.dep not in {"nummod", "quantmod"}
    )


def _by_name(figures: Figures, mention: Mention) -> int | None:
    """A named person or body that a source means whose name the finder did not see there ("Trump said")."""
    token = figures.doc.tokens[mention.head]
    if token.pos != "PROPN" or not token.text[0].isupper() or mention.end - mention.start > 3:
        return None
    fits = figures.called(folded(token.text))
    return next(iter(fits)) if len(fits) == 1 else None


def _same_words(figures: Figures, mention: Mention, memory: Memory) -> int | None:
    """A source that no lexicon knows, named again by the same words."""
    words = _head_words(figures.doc, mention)
    for index, earlier in memory.back():
        if earlier.sort == "other" and _head_words(figures.doc, earlier) == words:
            return index
    return None


def _head_words(doc: Doc, mention: Mention) -> str:
    return " ".join(t.lower for t in doc.tokens[mention.start : mention.end] if t.pos != "DET")
