"""Lemmas: regular and irregular forms, and every verb of our own lexicons in all its forms."""

import pytest

from sayso.attribution._cues import lexicon
from sayso.language._lemma import lemma


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("staged", "VBD", "stage"),
        ("fined", "VBD", "fine"),
        ("planned", "VBN", "plan"),
        ("robbing", "VBG", "rob"),
        ("freeing", "VBG", "free"),
        ("hopes", "VBZ", "hope"),
        ("denies", "VBZ", "deny"),
        ("clashes", "VBZ", "clash"),
        ("told", "VBD", "tell"),
        ("’s", "VBZ", "be"),
        ("n’t", "RB", "not"),
        ("wo", "MD", "will"),
        ("crises", "NNS", "crisis"),
        ("houses", "NNS", "house"),
        ("parties", "NNS", "party"),
        ("women", "NNS", "woman"),
        ("1960s", "NNS", "1960s"),
        ("largest", "JJS", "large"),
        ("Protesters", "NNS", "protester"),
    ],
)
def test_lemmas(word, tag, expected):
    assert lemma(word, tag) == expected


def test_a_name_stays_as_it_is():
    assert lemma("Philippines", "NNPS", name=True) == "Philippines"


@pytest.mark.parametrize("verb", sorted(v for v in lexicon() if v.isalpha()))
def test_regular_forms_of_every_cue_lead_back_to_it(verb):
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else third
    assert lemma(third, "VBZ") == verb
    doubled = lemma(verb + verb[-1] + "ing", "VBG") == verb
    plain = (verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ie")) else verb) + "ing"
    assert doubled or lemma(plain, "VBG") == verb
