"""Literal, metonym, modifier: sentences of our own, the toponyms in brackets, their uses beside them."""

from __future__ import annotations

import re

import pytest

from sayso.language import parse
from sayso.places import find

LETTERS = {"l": "literal", "m": "metonym", "q": "modifier"}

SENTENCES = """
m | [Minsk] said on Monday that the talks had failed.
m | [Moscow] rejected the proposal.
m | [Minsk] was closely following the campaign.
m | The ministers noted [Moscow]'s current support for the reforms.
m | The president praised relations with [Minsk].
m | They opened talks with [Washington] last week.
m | The union prepared sanctions against [Minsk].
m | [Belarus] has protested against the new rules.
mm | [Russia] does not interfere in the internal affairs of [Belarus].
l | The pope began his visit to [Minsk].
l | Protests in [Minsk] continued for a week.
l | The rally was held in the capital [Minsk].
q | The [Minsk] regime arrested hundreds of people.
q | Strikes spread to other [Belarusian] cities.
q | He watched the [US] presidential election.
q | The [Kyiv] government resigned.
l | Police arrested ten people in [Kyiv].
m | [Ankara] warned that it would respond.
m | [Tehran] denied the accusation.
m | The plan was condemned by [Tehran].
mm | [Paris] and [Berlin] urged restraint.
q | [Russia]'s president arrived on Tuesday.
l | [Minsk]'s streets were empty on Sunday.
m | The sanctions imposed on [Russia] will hurt.
mm | [Washington] imposed sanctions on [Iran].
qm | The [European] leaders accused [Moscow] of lying.
l | Thousands fled from [Aleppo].
l | He flew to [Geneva] on Friday.
l | The bomb exploded near [Baghdad].
l | [Kabul] was hit by a rocket attack.
l | Troops invaded [Ukraine] in February.
l | Rebels captured [Goma].
l | Shells fell across [Donetsk].
m | [China] is ready to talk.
ll | [Minsk] is the capital of [Belarus].
ll | [Damascus] lies south of [Aleppo].
m | [Beijing] announced new tariffs.
ml | [Japan] sent two ships to [Yemen].
ql | The [Japanese] prime minister spoke in [Tokyo].
ll | A train from [Warsaw] to [Brest] was stopped.
m | According to [Moscow], the pilots survived.
m | Support from [Moscow] is essential.
mm | Relations between [Ankara] and [Athens] have improved.
ll | The road between [Kharkiv] and [Poltava] is closed.
l | The border with [Poland] was closed.
ml | [Turkey] shelled a village in northern [Syria].
ll | The capital of [Georgia] is [Tbilisi].
ql | The [U.S.]-led coalition bombed [Raqqa].
q | A [London]-based group reported the deaths.
q | The president of [Belarus] signed the law.
q | The government of [Mali] resigned.
m | They support the sovereignty and independence of [Moldova].
ml | [Tunis] recalled its ambassador from [Cairo].
mm | [France] will not recognise [Kosovo].
l | The summit in [Brussels] ended without a deal.
m | [London] expelled three diplomats.
l | Floods killed dozens in [Bangladesh].
mm | [Germany] has asked [Poland] for help.
l | [Nairobi] saw its largest march in years.
mm | [Ethiopia] and [Eritrea] signed a peace deal.
ql | The [Ethiopian] army entered [Mekelle].
mm | The war between [Armenia] and [Azerbaijan] ended.
m | The minister promised aid to [Lebanon].
l | Demonstrators gathered outside the parliament in [Tbilisi].
q | [Moscow]'s ambassador was summoned.
ml | [Moscow]'s annexation of [Crimea] was condemned.
m | [Israel] was accused of breaking the truce.
mm | [Khartoum] accepted the offer from [Juba].
m | Pressure on [Caracas] is growing.
l | The attack on [Mosul] began at dawn.
ll | He was born in [Havana] and lives in [Madrid].
ql | The [Iraqi] city of [Basra] was calm.
ml | [Sudan] and its neighbours met in [Djibouti].
mm | [Seoul] and [Washington] began joint drills.
mm | [New Delhi] criticised [Islamabad].
mm | [Islamabad] blamed [New Delhi] for the attack.
m | The deal with [Tehran] collapsed.
l | Police in [Dhaka] used tear gas.
q | The [Lagos] police chief resigned.
l | The convoy left [Bamako] at noon.
l | Hundreds marched through [Algiers].
l | Prices rose across [Argentina].
m | [Canada] refused to sign the text.
mm | [Britain]'s decision surprised [Dublin].
ll | Doctors from [Cuba] arrived in [Italy].
ml | [North Korea] fired two missiles into the [Sea of Japan].
qm | [South Korean] officials said [Pyongyang] had called.
l | [Kinshasa] woke to gunfire.
l | [Oslo] hosted the talks.
ll | Weapons were flown from [Libya] to [Chad].
m | The [Vatican] called for calm.
l | [Vienna] was chosen for the meeting.
mm | The two countries moved closer after [Riyadh] apologised to [Doha].
l | [Hong Kong]'s protests began in June.
m | [Slovenia] had to sign the statement.
l | [Minsk] has two airports.
q | The prime minister of [Nepal] and the king met.
q | The flight was run by Air [Zimbabwe].
m | They were worried about [Russia].
q | [Georgians] voted on Sunday.
l | The ship crossed the [Black Sea].
l | [Donbas] suffers from water shortages.
"""


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_use(line: str) -> None:
    uses, marked = line.split(" | ")
    spans = []
    text = ""
    for part in re.split(r"(\[[^]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
        text += part.strip("[]")
    found = find(parse(text))
    assert [(p.span, p.use) for p in found] == [(s, LETTERS[u]) for s, u in zip(spans, uses, strict=True)]


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES.strip().splitlines()) >= 80
