"""What is no political event: sentences of our own, none of which may be coded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.events._politics import domains

SENTENCES = [
    # sport
    "The Hawks attacked from the first minute and beat the Tigers 3-1 on Sunday.",
    "Barcelona shot wide twice before the striker fired home in the second half.",
    "The coach defended his goalkeeper after the match.",
    "The league charged the club with misconduct after the derby.",
    "The quarterback agreed a three-year contract with the Bears.",
    "The Lions rallied behind their captain to win the playoffs.",
    # business and markets
    "Shares ended a four-day rally on Friday.",
    "The rally in bank stocks lost steam on Monday.",
    "The chip maker rejected a takeover bid from its rival on Tuesday.",
    "The retailer sued its landlord over the rent.",
    "The carmaker is in talks with a battery supplier.",
    "Analysts blame the losses on rising interest rates.",
    "The airline launched an aggressive price war against its rivals.",
    # science, technology, nature
    "The virus attacks the cells of the lung.",
    "Researchers fired a laser at the sample.",
    "A storm struck the coast of Florida on Sunday and killed two people.",
    "The eruption came from a vent below the summit of the volcano.",
    "Sharks attacked two swimmers off the beach.",
    "Scientists agree that the climate is warming.",
    # entertainment
    "In the film, a soldier kills his captain and flees.",
    "Critics hailed the singer's new album.",
    "The director defended the film's ending.",
    "The actor accused his co-star of laziness in a new interview.",
    # domestic crime
    "A man was arrested after child pornography was found in his flat.",
    "A woman was charged with shoplifting on Thursday.",
    "A teenager was shot during a robbery at a petrol station.",
    "Two men were jailed for burglary.",
    "The driver was convicted of drunken driving.",
    # habits, states, names, history
    "The two clubs usually meet every spring.",
    "The council meets every Tuesday.",
    "March 13, 2009",
    "The road will be open to traffic on Monday.",
    "The president assured reporters that the economy was strong.",
    "Napoleon's army invaded Russia in 1812.",
    "The protest leader lives in a small flat.",
    "The train strikes a balance between speed and comfort.",
    "The kitchen caught fire on Sunday.",
    "The minister met his deadline.",
    # accidents, animals, fights of companies
    "Two people were killed when their car went off the road and crashed into a tree.",
    "The train struck a lorry near Leeds, killing its driver.",
    "Zookeepers shot a gorilla to protect a child.",
    "The clash between the software firm and its rival is in its third year.",
    "The astronauts will test a gripping device in orbit.",
    # what is no promise, threat or meeting
    "Police warned residents to stay away from the river.",
    "The marchers were met by a brass band.",
    "The singer left the meeting early.",
    "A family gathering was held in Leeds.",
    "The actor faces a legal battle with his landlord.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_none(events_of: Callable[[str], list[dict[str, Any]]], text: str) -> None:
    assert events_of(text) == []


def test_the_word_lists_of_domains_are_lower_case_lemmas() -> None:
    lists = domains()
    assert {"politics", "sport", "crime", "accident", "weapons"} <= set(lists.words)
    for words in lists.words.values():
        assert words
        assert all(w == w.lower() and " " not in w for w in words)


def test_politics_in_the_same_words_is_coded(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    for text in (
        "A man was charged with the murder of a Saudi dissident.",
        "The army attacked the stadium where the rebels met.",
        "The European Union rejected the takeover of the airline by Russia.",
        "Soldiers shot two drivers at a checkpoint.",
    ):
        assert events_of(text), text
