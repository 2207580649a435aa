"""Who did it and to whom: sentences of our own; what is expected was written from docs/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CASES: list[tuple[str, str, str, str]] = [
    # verb, plain and passive
    ("Soldiers shot dead two farmers near Mopti on Monday.", "ASSAULT", "soldiers", "farmers"),
    ("Two farmers were shot dead by soldiers near Mopti.", "ASSAULT", "soldiers", "farmers"),
    ("Two farmers were ambushed and shot by rebels near Mopti.", "ASSAULT", "rebels", "farmers"),
    ("Three activists were beaten and arrested by police in Harare.", "COERCE", "police", "activists"),
    ("Three activists were beaten and arrested by police in Harare.", "ASSAULT", "police", "activists"),
    ("Rebels killed ten soldiers and abducted a priest in Ituri.", "ASSAULT", "rebels", "soldiers"),
    # relative clauses
    ("The police, who arrested five students on Friday, gave no reason.", "COERCE", "police", "students"),
    ("She met the students whom police had arrested on Friday.", "COERCE", "police", "students"),
    (
        "The journalist, who was arrested by the army in May, lives in Khartoum.",
        "COERCE",
        "army",
        "journalist",
    ),
    ("Students arrested by police on Friday are being held in Lagos.", "COERCE", "police", "students"),
    # coordination
    ("Iran and Russia condemned the United States on Tuesday.", "ACCUSE", "Iran+Russia", "United States"),
    ("France criticised Turkey and Hungary on Tuesday.", "ACCUSE", "France", "Turkey+Hungary"),
    ("Germany condemned Belarus and recalled its ambassador from Minsk.", "ACCUSE", "Germany", "Belarus"),
    # nouns with phrases
    (
        "The arrest of the opposition leader by police angered the European Union.",
        "COERCE",
        "police",
        "opposition leader",
    ),
    ("The attack on the village by rebels began at dawn.", "ASSAULT", "rebels", ""),
    ("The killing of three farmers by soldiers shocked Mali.", "ASSAULT", "soldiers", "farmers"),
    ("The mayor's killing by rebels shocked Colombia.", "ASSAULT", "rebels", "mayor"),
    ("Israeli air strikes on Gaza killed nine people on Sunday.", "ASSAULT", "Israel", "nine people"),
    ("Israeli air strikes against Hezbollah continued on Sunday.", "ASSAULT", "Israel", "Hezbollah"),
    ("Russia's bombardment of Ukraine went on through the night.", "ASSAULT", "Russia", "Ukraine"),
    ("Attacks by rebels against soldiers killed six people in Niger.", "ASSAULT", "rebels", "people"),
    ("Police violence against protesters was condemned by Germany.", "ASSAULT", "police", "protesters"),
    ("Clashes between police and protesters broke out in Tunis.", "ASSAULT", "police+protesters", ""),
    ("Protesters clashed with police in Tunis on Sunday.", "ASSAULT", "protesters+police", ""),
    ("Talks between Serbia and Kosovo began in Brussels on Monday.", "CONSULT", "Serbia+Kosovo", ""),
    ("Serbia held talks with Kosovo in Brussels.", "CONSULT", "Serbia+Kosovo", ""),
    ("The arrests and beatings of marchers by police went on in Minsk.", "COERCE", "police", "marchers"),
    ("The arrests and beatings of marchers by police went on in Minsk.", "ASSAULT", "police", "marchers"),
    # the accused and the threatened are recipients
    ("Ukraine accused Russia of shelling a hospital.", "ACCUSE", "Ukraine", "Russia"),
    ("Russia was accused by Ukraine of shelling a hospital.", "ACCUSE", "Ukraine", "Russia"),
    ("The minister was charged with corruption by prosecutors.", "ACCUSE", "prosecutors", "minister"),
    (
        "The allegations of torture against the Syrian government are grave, France said.",
        "ACCUSE",
        "",
        "Syria",
    ),
    ("Turkey threatened Greece with war on Friday.", "THREATEN", "Turkey", "Greece"),
    ("China threatened to impose sanctions on Taiwan.", "THREATEN", "China", "Taiwan"),
    # requests
    ("France urged Iran to release the hostages.", "REQUEST", "France", "Iran"),
    ("The United Nations called on Israel to lift the siege.", "REQUEST", "United Nations", "Israel"),
    ("The opposition demanded that the president resign.", "REQUEST", "opposition", "president"),
    ("The opposition demanded the resignation of the president.", "REQUEST", "opposition", "president"),
    ("Kenya asked the World Bank for a loan on Tuesday.", "REQUEST", "Kenya", "World Bank"),
    ("The president was urged by the opposition to resign.", "REQUEST", "opposition", "president"),
    # sanctions and aid
    ("The European Union imposed sanctions on Belarus.", "SANCTION", "European Union", "Belarus"),
    ("Sanctions were imposed on Belarus by the European Union.", "SANCTION", "European Union", "Belarus"),
    (
        "Sanctions were imposed by both Canada and Britain on Belarus.",
        "SANCTION",
        "Canada+United Kingdom",
        "Belarus",
    ),
    ("Belarus was hit with sanctions by Canada.", "SANCTION", "Canada", "Belarus"),
    ("Iran faces sanctions from the United States.", "SANCTION", "United States", "Iran"),
    ("Norway expelled two Russian diplomats on Thursday.", "SANCTION", "Norway", "Russia"),
    ("Japan sent food aid to Somalia last week.", "AID", "Japan", "Somalia"),
    ("Somalia received food aid from Japan last week.", "AID", "Japan", "Somalia"),
    ("Poland gave Ukraine fourteen tanks.", "AID", "Poland", "Ukraine"),
    # consultation
    ("The French president visited Morocco on Monday.", "CONSULT", "French president", "Morocco"),
    (
        "The Italian foreign minister made a trip to Tunisia in June.",
        "CONSULT",
        "Italian foreign minister",
        "Tunisia",
    ),
    (
        "The Norwegian prime minister telephoned the president of Kenya.",
        "CONSULT",
        "Norwegian prime minister+president",
        "",
    ),
    (
        "The Norwegian prime minister phones the president of Kenya.",
        "CONSULT",
        "Norwegian prime minister+president",
        "",
    ),
    (
        "The Norwegian prime minister has rung the president of Kenya on Sunday.",
        "CONSULT",
        "Norwegian prime minister+president",
        "",
    ),
    ("The king of Jordan received the Iraqi president in Amman.", "CONSULT", "", ""),
    # support, concession, retreat
    ("Cuba thanked Mexico for the oil.", "SUPPORT", "Cuba", "Mexico"),
    ("The opposition leader was backed by Poland.", "SUPPORT", "Poland", "opposition leader"),
    ("Rebels released eight hostages in Mali on Sunday.", "RETREAT", "rebels", "hostages"),
    ("Eight hostages were released by rebels in Mali.", "RETREAT", "rebels", "hostages"),
    ("France withdrew its troops from Niger last year.", "RETREAT", "France", "Niger"),
    ("Japan apologised to South Korea on Friday.", "CONCEDE", "Japan", "South Korea"),
    # rejection
    ("Ethiopia rejected Egypt's demands on Monday.", "REJECT", "Ethiopia", "Egypt"),
    ("Egypt's demands were rejected by Ethiopia on Monday.", "REJECT", "Ethiopia", "Egypt"),
    ("Iran refused to meet the American envoy.", "REJECT", "Iran", "American envoy"),
    # investigations, protest
    (
        "Prosecutors in Peru opened an investigation into the former president.",
        "ACCUSE",
        "prosecutors",
        "president",
    ),
    ("Thousands of teachers protested against the government in Lima.", "PROTEST", "teachers", "government"),
    ("Teachers staged a strike in Lima on Monday.", "PROTEST", "teachers", ""),
    ("A rally by farmers blocked the centre of Delhi.", "PROTEST", "farmers", ""),
    ("Protests against the government broke out in Sudan.", "PROTEST", "", "government"),
    ("A march organised by trade unions drew 3,000 people in Paris.", "PROTEST", "unions", ""),
    # mediated objects
    ("The army shelled the rebels' positions near Aleppo.", "ASSAULT", "army", "rebels"),
    ("Police fired tear gas at protesters in Nairobi.", "ASSAULT", "police", "protesters"),
    ("Police used tear gas against protesters in Nairobi.", "ASSAULT", "police", "protesters"),
    ("Gunmen opened fire on soldiers in Benghazi.", "ASSAULT", "gunmen", "soldiers"),
    ("North Korea signed a treaty with Russia in Pyongyang.", "SUPPORT", "North Korea+Russia", ""),
    # by-phrases that hang elsewhere, shared phrases, misread verbs
    ("Four villagers were killed at the hands of soldiers in Mali.", "ASSAULT", "soldiers", "villagers"),
    ("The protesters feared a wave of violence from militias.", "ASSAULT", "militias", ""),
    ("France criticised the plan presented by Hungary on Monday.", "ACCUSE", "France", "Hungary"),
    (
        "Britain blamed the attack on Russia.",
        "ACCUSE",
        "Britain".replace("Britain", "United Kingdom"),
        "Russia",
    ),
    ("Canada imposed sanctions on Belarusian officials accused of torture.", "ACCUSE", "Canada", "officials"),
    ("The mayor was attacked by hundreds of farmers who marched through Lyon.", "PROTEST", "farmers", ""),
    ("Rebels attacked a base of the army near Kabul.", "ASSAULT", "rebels", "army"),
    (
        "Police, which had arrested the editor in May, released the editor on Monday.",
        "RETREAT",
        "police",
        "editor",
    ),
    (
        "The United States and Japan signed a pact, and sanctions were imposed by both on Iran.",
        "SANCTION",
        "United States+Japan",
        "Iran",
    ),
    ("Turkey says Greece must release the soldiers.", "REQUEST", "Turkey", "Greece"),
]


def _fits(wanted: str, names: list[str]) -> bool:
    """Whether each wanted party, given as words joined by "+", is one of the names, and no more are."""
    parts = [w.lower() for w in wanted.split("+") if w]
    return all(any(p in n.lower() for n in names) for p in parts)


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), CASES)
def test_parties(
    events_of: Callable[[str], list[dict[str, Any]]], text: str, type_: str, actors: str, recipients: str
) -> None:
    found = [e for e in events_of(text) if e["type"] == type_]
    assert found, events_of(text)
    assert any(_fits(actors, e["actors"]) and _fits(recipients, e["recipients"]) for e in found), found


def test_the_accused_is_no_actor(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    (event,) = events_of("Ukraine accused Russia of shelling a hospital in Kharkiv.")
    assert event["actors"] == ["Ukraine"]
    assert event["recipients"] == ["Russia"]


def test_an_unstated_doer_is_an_empty_list(events_of: Callable[[str], list[dict[str, Any]]]) -> None:
    (event,) = events_of("Three opposition activists were arrested in Harare on Monday.")
    assert event["actors"] == []
