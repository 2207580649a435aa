"""Denials: sentences of our own; in which words somebody says that a deed was not done, and in which not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Coder = Callable[[str], list[dict[str, Any]]]

NEGATED: list[tuple[str, str]] = [
    ("The minister says that nobody arrested the student.", "COERCE"),
    ("The minister says the student was never arrested.", "COERCE"),
    ("The minister stands by his word that the student was never arrested.", "COERCE"),
    ("The general stands by his statement that no soldier fired on the crowd.", "ASSAULT"),
    ('"Our officers never beat the prisoners," the minister said.', "ASSAULT"),
    ("The general said soldiers had fired on no one.", "ASSAULT"),
    ("The army said it is not bombing hospitals.", "ASSAULT"),
    ("The mayor's office said it knew of no bomb threat.", "THREATEN"),
    ("The ministry knows nothing of a bomb threat.", "THREATEN"),
    ("There was no order to arrest the editor, the minister said.", "COERCE"),
    ("The embassy said its ambassador had not praised the police.", "SUPPORT"),
]
"""A negated clause under a plain verb of saying."""

WORDS: list[tuple[str, str]] = [
    ("The ministry has put an arrest in denial.", "COERCE"),
    ("The ministry put in denial that police had arrested the editor.", "COERCE"),
    ("The mayor called reports of an arrest a lie.", "COERCE"),
    ("The general called the report of an attack on the village nonsense.", "ASSAULT"),
    ("The army contradicted reports that it had shelled the hospital.", "ASSAULT"),
    ("The claim that police arrested the editor is without foundation, the minister said.", "COERCE"),
    ("Reports that police had arrested the editor are groundless, the ministry said.", "COERCE"),
    ("The reports of an arrest do not correspond to reality, the ministry said.", "COERCE"),
    ("The report of an attack on the village has no basis, the army said.", "ASSAULT"),
    ("The minister said it was not true that police had arrested the editor.", "COERCE"),
]
"""Other words of denial with a clause or a noun."""


@pytest.mark.parametrize(("text", "type_"), [*NEGATED, *WORDS])
def test_what_somebody_says_was_not_done_is_denied(events_of: Coder, text: str, type_: str) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert [e["status"] for e in found] == ["denied"], events_of(text)
    assert found[0]["said_by"], found


TOLD = "The lawyer said police had arrested the student. "

TAKEN_UP = [
    (TOLD + "The ministry denied this.", "denied this"),
    (TOLD + "The minister rejected the account.", "rejected the account"),
    (TOLD + "The minister called the information a lie.", "called the information lie"),
    (TOLD + '"This is a lie," the minister said.', "This is lie"),
    (TOLD + '"A lie from the first word to the last," the minister said.', "lie"),
    (TOLD + "Nothing of the kind happened, the minister said.", "Nothing of the kind"),
    (TOLD + "The minister said that was not true.", "that was not true"),
    (TOLD + "The ministry said it knew nothing of this.", "knew nothing this"),
    (TOLD + "The claim was dismissed by the ministry.", "The claim dismissed"),
    ("The lawyer said police had arrested the student, but the ministry denied this.", "denied this"),
    ("The lawyer said police had arrested the student, which the ministry denied.", "which denied"),
]
"""Denials that do not name what they deny."""


@pytest.mark.parametrize(("text", "words"), TAKEN_UP)
def test_a_denial_takes_up_what_was_told_before_it(events_of: Coder, text: str, words: str) -> None:
    told, denied = events_of(text)
    assert (told["status"], denied["status"]) == ("happened", "denied")
    assert (denied["type"], denied["actors"], denied["recipients"]) == ("COERCE", ["police"], ["student"])
    assert " ".join(denied["trigger"]) == words
    assert denied["said_by"] == 1


def test_who_is_accused_is_who_did_not_do_it(events_of: Coder) -> None:
    found = events_of(
        "The opposition accused Russia of the bombing of the market. Moscow denied the allegation."
    )
    denied = [e for e in found if e["status"] == "denied"]
    assert [(e["type"], e["actors"]) for e in denied] == [("ASSAULT", ["Russia"])]
    assert not [e for e in found if e["type"] == "ASSAULT" and e["status"] != "denied"]


def test_an_accusation_without_a_deed_is_denied_itself(events_of: Coder) -> None:
    found = events_of(
        "The prime minister accused Russia of financing the blockade. Moscow denied the charge."
    )
    assert [(e["type"], e["status"]) for e in found] == [("ACCUSE", "happened"), ("ACCUSE", "denied")]


def test_what_is_denied_needs_not_stand_right_before(events_of: Coder) -> None:
    found = events_of(
        "The union said the ministry had ordered the arrest of a miller. He had heard it from two guards, "
        "the chairman said. The ministry called the claim a lie."
    )
    assert "REQUEST" not in [e["type"] for e in found if "called" in e["trigger"]]


@pytest.mark.parametrize(
    "text",
    [
        TOLD + "The ministry neither confirmed nor denied this.",
        TOLD + "The ministry did not deny this.",
        TOLD + "The ministry declined to comment.",
        TOLD + "Is this a lie?",
        TOLD + "A court rejected the claim.",
        TOLD + "The lawyer said this was not true of others.",
        TOLD + "The ministry said there was no such thing as a secret police.",
        "The lawyer said the man who was arrested on Monday was innocent. Police denied this.",
        "The union demanded that the minister resign. The minister rejected this.",
        "Police arrested the editor on Monday. The editor denied the charge.",
        "The minister did not deny that his officers had beaten the prisoners.",
        "The spokesman neither confirmed nor denied that the army had shelled the village.",
        "The army declined to confirm or deny that it had shelled the village.",
        "The minister could not confirm that the army had shelled the village.",
        "He was asked whether he denied that the army had shelled the village.",
        "The Taliban denied responsibility for the attack.",
        "The government denied permission for a march in Harare.",
        "The court denied a request to release the editor.",
        "The editor was denied bail after his arrest.",
        "Police did not say whether any arrests were made.",
        "The army denied the report and accused rebels of shelling the village.",
        "China said its deployments are no different from those of others.",
        "The police said there was no sign of an attack on the village.",
        "Did the army deny that it had shelled the village?",
        "Police did not arrest anyone.",
        "The minister denied that the recent riots would hurt the economy.",
        "The minister denied any politics behind the arrest of the editor.",
        "Police said the shooting did not appear random.",
        "The governor said he did not remember having met the envoy.",
        "South Korea said it did not believe that the North had deployed the missile.",
    ],
)
def test_no_denial(events_of: Coder, text: str) -> None:
    assert "denied" not in [e["status"] for e in events_of(text)], events_of(text)
