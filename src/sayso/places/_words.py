"""Word lists by which a place is told from a person, and from the government that is called by its name.

Compiled by us from the reporting vocabulary of news and of the public PLOVER codebook.
"""

from __future__ import annotations

SITES = frozenset(
    "capital city town village port area region district suburb province state country island republic "
    "county neighborhood neighbourhood municipality enclave stronghold metropolis resort".split()
)
"""Nouns of places, which a name may stand beside: "the capital Minsk"."""

POLITICAL = frozenset(
    "support stance position policy decision offer proposal demand plan claim statement response reaction "
    "answer reply refusal rejection threat warning promise pledge commitment concern interest ambition "
    "intention aim goal objective ally partner adversary enemy rival foe relation relationship tie "
    "alliance partnership cooperation co-operation collaboration talk negotiation dialogue discussion "
    "consultation agreement deal pact treaty accord understanding dispute conflict war row tension rift "
    "standoff confrontation friendship trade strategy diplomacy influence interference involvement "
    "meddling role aggression intervention sanction accusation allegation criticism condemnation denial "
    "assertion insistence announcement call appeal request message letter note protest permission "
    "approval consent blessing endorsement recognition backing aid assistance help loan debt pressure "
    "move bid effort attempt campaign behavior behaviour conduct action failure willingness readiness "
    "reluctance unwillingness desire wish view opinion word rhetoric propaganda narrative version "
    "explanation signal concession compromise veto vote stand approach argument complaint grievance fear "
    "suspicion obligation compliance violation arsenal side share dependence exclusion membership "
    "accession ultimatum guarantee assurance cease-fire ceasefire truce peace contact meeting summit "
    "rapprochement integration union engagement mediation sale supply shipment instruction order".split()
)
"""Nouns of what governments hold, say and have with each other."""

DEEDS = frozenset(
    "annexation invasion attack bombing bombardment occupation offensive incursion shelling withdrawal "
    "expulsion detention crackdown ban embargo blockade seizure arrest deployment".split()
)  # fmt: skip
"""Deeds that a government owns ("Russia's annexation"), though with "on" or "of" they mean a place."""

SOVEREIGN = frozenset(
    "sovereignty independence integrity affair security isolation recognition condemnation criticism "
    "critic supporter".split()
)  # fmt: skip
"""Nouns whose "of" names a state: "the independence of Belarus"."""

OFFICES = frozenset(
    "president minister premier leader ruler king queen prince government regime parliament ministry army "
    "military police opposition ambassador envoy chancellor chief authority official leadership spokesman "
    "spokeswoman mayor governor senate congress court bank embassy consulate navy force troop soldier "
    "diplomat delegation representative lawmaker prosecutor judge state television media dictator "
    "strongman secretary head legislature constitution election intelligence administration cabinet coach "
    "team side club".split()
) - {"side", "state"}
"""Offices and bodies that a place qualifies: "Russia's president", "the president of Belarus"."""

HAPPENS_TO_PLACES = frozenset(
    "lie sit stand stretch border straddle adjoin neighbour overlook contain consist comprise house host "
    "boast see suffer experience witness wake sleep burn flood shake tremble erupt fall collapse die "
    "celebrate mourn empty fill grow shrink lack belong hold feature span cover record fare resemble "
    "descend simmer brace teem bustle reel average endure undergo plunge rank score come".split()
)
"""Verbs of which a place itself can be the subject: "Minsk lies on ...", "Kyiv came under fire"."""

DONE_TO_GOVERNMENTS = frozenset(
    "accuse blame condemn criticise criticize urge ask tell inform assure warn threaten invite thank "
    "praise support back sanction punish penalise penalize denounce slam rebuke reprimand persuade "
    "convince provoke confront deter pressure pressurise press push force compel call defy oppose help "
    "aid assist arm fund finance recognise recognize reassure remind notify consult challenge embarrass "
    "anger infuriate alarm worry irk annoy please reward lobby sue fine ban exclude suspend expel admit "
    "join trust distrust mistrust fear appease court engage allow permit oblige order instruct request "
    "beg implore encourage discourage favour favor represent mediate suspect charge rebuff snub lambast "
    "lambaste chide scold lecture hail congratulate applaud commend fault implicate indebt owe give offer "
    "grant lend deny refuse promise pay supply betray outrage prompt lead isolate surprise shock stun".split()
)
"""Verbs whose object (or passive subject) is a government where it is a place name."""

STATES_OF_MIND = frozenset(
    "ready willing unwilling prepared reluctant keen eager determined committed concerned worried angry "
    "furious confident sure certain convinced hopeful optimistic sceptical skeptical cautious wary guilty "
    "responsible interested open opposed aware happy unhappy pleased satisfied dissatisfied grateful "
    "loyal hostile friendly serious silent adamant firm right wrong involved complicit able unable free "
    "due obliged bound likely unlikely reliant dependent set behind against favor favour".split()
)
"""What a government is said to be: "Minsk is ready to talk"."""

NEVER_PLACES = frozenset(
    {"with", "against", "versus", "vs", "vs.", "toward", "towards", "despite", "unlike", "about"}
)
"""Prepositions whose object is a government ("talks with Minsk"), unless borders are spoken of."""

BORDERS = frozenset(
    "border frontier boundary fly head drive march drift sail advance move travel rush race steer walk "
    "retreat crossing line frontline front flight connection route train road rail link push flow".split()
)

EITHER = frozenset({"to", "from", "for", "by", "on", "over"})
"""Prepositions that go with places and with governments; the word above them decides."""

TURNS_TO_GOVERNMENTS = frozenset(
    "say tell appeal complain apologise apologize reply respond promise offer suggest propose explain "
    "signal write hand grant give lend owe sell pledge deny object agree listen submit surrender yield "
    "bow belong loyal close hostile friendly grateful allegiance loyalty hostility opposition alternative "
    "demand accept seek expect receive learn hear buy distance secede independent obtain get win "
    "secure".split()
)
"""Verbs, adjectives and nouns that turn "to" or "from" a government."""

PRESSURES = frozenset(
    "sanction pressure tariff embargo ban blame restriction measure pressurise press impose put criticism "
    "depend dependent rely reliant reliance dependence dependency penalty fine call hawk leverage "
    "influence position policy stance view condition demand".split()
)
"""What is put on a government: "sanctions on Russia"."""

ON_BEHALF = frozenset(
    "support speak spokesman spokeswoman warning aid assistance help praise sympathy respect contempt "
    "backing blow boost setback victory defeat win loss embarrassment humiliation good bad important "
    "vital crucial essential threat danger disaster triumph lesson advice plan funding loan guarantee "
    "message apology".split()
)
"""What is "for" a government rather than bound for a place."""

REGION_ADJECTIVES = {
    "European": "Europe", "African": "Africa", "Asian": "Asia", "Latin American": "Latin America",
    "South American": "South America", "North American": "North America",
    "Central American": "Central America", "Middle Eastern": "Middle East", "Scandinavian": "Scandinavia",
    "Siberian": "Siberia", "Central Asian": "Central Asia", "South Asian": "South Asia",
    "East Asian": "East Asia", "Southeast Asian": "Southeast Asia", "Eastern European": "Eastern Europe",
    "East African": "East Africa", "Western European": "Western Europe", "West African": "West Africa",
    "North African": "North Africa", "Sicilian": "Sicily", "Bavarian": "Bavaria", "Kashmiri": "Kashmir",
    "Quebecois": "Quebec", "Texan": "Texas", "Californian": "California", "Balinese": "Bali",
    "Hawaiian": "Hawaii", "Alaskan": "Alaska",
}  # fmt: skip
"""Adjectives of regions that are no country and no part of one."""

PLAIN_WORDS = frozenset(
    "south north east west central centre center valley metro saint ward delta movement congress union "
    "western eastern northern southern of most river lake bay city town hall church park house street "
    "avenue road square bridge university college school hospital court state county district island "
    "beach coast capitol senate olympic olympics ebola police best can may media virus mission republic "
    "liberty independence hope progress enterprise commerce industry defiance justice price temple".split()
)
"""Words that are towns somewhere, and something else nearly always."""

GEOGRAPHIC = frozenset(
    "county parish river lake sea ocean bay gulf island islands peninsula province oblast region district "
    "valley mountain mountains mount hills desert forest creek township borough strait canal coast "
    "heights gorge prefecture governorate canyon falls beach springs plateau reservoir".split()
)

DONE_TO_TOWNS = frozenset(
    "capture recapture retake seize storm besiege bomb bombard shell shake leave reach enter".split()
)

SPEECH = frozenset(
    "assure inform thank arrest say tell add ask reply answer note emphasize emphasise stress insist argue "
    "believe think recall "
    "explain know want smile laugh joke admit hope testify write serve marry".split()
)

TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir lady lord president minister secretary senator sen. sen gov. "
    "gov governor rep. rep congressman congresswoman judge justice officer sgt. sgt sergeant lt. lt "
    "lieutenant capt. capt captain col. colonel gen. gen general maj. major coach prof. prof professor "
    "king queen prince princess pope detective chancellor premier attorney reverend rev. rev father "
    "sister brother chairman spokesman spokeswoman commissioner ambassador envoy leader deputy cardinal "
    "bishop archbishop sheikh ayatollah".split()
)
"""Words that stand before surnames."""

NOT_POSSESSED = frozenset({"protest", "war", "conflict", "summit", "meeting", "vote", "campaign"})
"""Of the nouns of politics, those that happen at a place where it owns them ("Hong Kong's protests")."""
