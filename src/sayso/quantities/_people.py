"""Words that count people, and what they say of them. Lemmas, lower case."""

from __future__ import annotations

CROWD_NOUNS = frozenset({
    "protester", "protestor", "demonstrator", "marcher", "rioter", "picketer", "striker", "attendee",
    "participant", "ralliers", "reveller", "reveler", "mourner", "onlooker", "worshipper", "looter",
})  # fmt: skip
DEAD_NOUNS = frozenset({"death", "body", "fatality", "corpse", "killing", "dead"})
INJURED_NOUNS = frozenset({"injury", "wounded", "injured"})
ARRESTED_NOUNS = frozenset({"arrest", "detainee", "detention", "prisoner", "inmate"})
DISPLACED_NOUNS = frozenset({"refugee", "evacuee", "idp"})
KIDNAPPED_NOUNS = frozenset({"hostage", "captive", "abductee", "kidnapping", "abduction"})
TROOP_NOUNS = frozenset({
    "soldier", "troop", "troops", "serviceman", "servicemen", "servicewoman", "guardsman", "guardsmen",
    "marine", "paratrooper", "infantryman", "commando", "conscript", "reservist", "mercenary", "legionnaire",
    "militiaman", "militiamen", "peacekeeper", "combatant", "fighter", "gunman", "gunmen", "ranger",
})  # fmt: skip
NOUN_CLASSES = {
    **dict.fromkeys(CROWD_NOUNS, "crowd"),
    **dict.fromkeys(DEAD_NOUNS, "dead"),
    **dict.fromkeys(INJURED_NOUNS, "injured"),
    **dict.fromkeys(ARRESTED_NOUNS, "arrested"),
    **dict.fromkeys(DISPLACED_NOUNS, "displaced"),
    **dict.fromkeys(KIDNAPPED_NOUNS, "kidnapped"),
    **dict.fromkeys(TROOP_NOUNS, "troops"),
}
"""Nouns that say by themselves what is counted."""

PEOPLE = frozenset({
    "people", "person", "man", "woman", "child", "kid", "boy", "girl", "baby", "infant", "toddler",
    "teenager", "teen", "youth", "adult", "civilian", "resident", "citizen", "villager", "inhabitant",
    "local", "soldier", "troop", "troops", "serviceman", "servicemen", "servicewoman", "officer",
    "policeman", "policewoman", "cop", "police", "guard", "marine", "gunman", "militant", "rebel",
    "insurgent", "fighter", "militiaman", "terrorist", "extremist", "attacker", "assailant", "suspect",
    "hostage", "captive", "victim", "survivor", "passenger", "tourist", "traveller", "traveler", "driver",
    "pilot", "sailor", "worker", "employee", "miner", "farmer", "teacher", "student", "pupil",
    "schoolgirl", "schoolboy", "schoolchild", "schoolchildren", "doctor", "nurse", "patient", "paramedic",
    "firefighter", "rescuer", "journalist", "reporter", "activist", "supporter", "opponent", "follower",
    "fan", "member", "leader", "politician", "lawmaker", "deputy", "senator", "minister", "official",
    "diplomat", "candidate", "voter", "migrant", "immigrant", "asylum-seeker", "seeker", "native",
    "foreigner", "national", "american", "briton", "israeli", "palestinian", "russian", "ukrainian",
    "iraqi", "syrian", "afghan", "belarusian", "muslim", "christian", "jew", "hindu", "sikh", "kurd",
    "monk", "priest", "nun", "cleric", "pilgrim", "believer", "family", "household", "crew", "conscript",
    "reservist", "recruit", "veteran", "peacekeeper", "mercenary", "pensioner", "retiree", "volunteer",
    "trader", "lawyer", "judge", "mother", "father", "brother", "sister", "son", "daughter", "relative",
    "friend", "colleague", "neighbour", "neighbor", "spectator", "visitor", "guest", "delegate", "expert",
    "observer", "staff", "personnel", "combatant", "casualty", "commander", "general", "dissident",
    "critic", "artist", "musician", "athlete", "player", "prosecutor", "bystander", "pedestrian",
    "motorist", "cyclist", "individual", "human", "adherent", "loyalist", "nationalist", "separatist",
    "islamist", "jihadist", "smuggler", "criminal", "thief", "robber", "murderer", "dancer", "singer",
    "scientist", "engineer", "academic", "professor", "client", "customer", "subscriber", "user", "owner",
    "tenant", "settler", "nomad", "herder", "fisherman", "fishermen", "trucker", "commuter", "unionist",
    "employer", "trainee", "cadet", "policemen", "countryman", "compatriot", "population", "evangelical",
    "teammate", "counter-demonstrator", "counter-protester", "devotee", "counterprotester", "rioter",
    "parishioner", "congregant", "shopper", "vendor", "hawker", "labourer", "laborer", "farmworker",
    "healthworker", "parent", "grandmother", "grandfather", "husband", "wife", "widow", "orphan", "newborn",
    "elder", "bodyguard", "warden", "gendarme", "deminer", "negotiator", "negociator", "imam", "bishop",
    "photographer", "cameraman", "blogger", "chief", "mayor", "governor", "councillor", "councilor", "aide",
    "drone-operator", "hijacker", "bomber", "sniper", "shooter", "kidnapper", "trafficker", "dealer", "gang",
})  # fmt: skip

ANIMALS = frozenset(
    "cow cattle sheep goat horse dog cat elephant animal bird chicken pig livestock fish whale camel "
    "donkey rhino lion tiger bull calf lamb duck turkey bee".split()
)

VERB_CLASSES = {
    **dict.fromkeys(
        (
            "kill",
            "murder",
            "massacre",
            "slay",
            "execute",
            "behead",
            "slaughter",
            "assassinate",
            "lynch",
            "gun",
            "bury",
        ),
        "dead",
    ),
    **dict.fromkeys(
        ("injure", "wound", "hurt", "hospitalize", "hospitalise", "maim", "burn", "hurted", "scald"),
        "injured",
    ),
    **dict.fromkeys(("abduct", "kidnap"), "kidnapped"),
    **dict.fromkeys(
        (
            "arrest",
            "detain",
            "jail",
            "imprison",
            "apprehend",
            "incarcerate",
            "round",
            "custody",
            "handcuff",
        ),
        "arrested",
    ),
    **dict.fromkeys(("displace", "evacuate", "uproot", "expel", "relocate"), "displaced"),
}
"""Verbs that say it of those they are done to."""

MARCHING = (
    "gather", "march", "rally", "protest", "demonstrate", "attend", "participate", "assemble", "converge",
    "throng", "join", "chant", "parade", "riot", "picket", "congregate", "flock", "mass", "mobilize",
    "mobilise",
)  # fmt: skip
OWN_VERB_CLASSES = {
    **dict.fromkeys(("die", "perish", "drown", "succumb"), "dead"),
    **dict.fromkeys(("vanish", "disappear"), "missing"),
    "flee": "displaced",
    **dict.fromkeys(MARCHING, "crowd"),
}
"""Verbs that say it of those who do it."""

STREET_VERBS = frozenset(
    {"take", "pour", "fill", "pack", "flood", "crowd", "turn", "come", "line", "spill", "surge"}
)
"""Verbs of a crowd where the street stands beside them: "took to the streets", "turned out"."""

STREETS = frozenset({"street", "square", "plaza", "part", "out", "avenue", "boulevard", "stadium"})
HOLD_VERBS = frozenset({"hold", "stage", "join", "attend", "mount", "organise", "organize", "launch", "go"})
PROTESTS = frozenset({
    "protest", "rally", "march", "demonstration", "vigil", "sit-in", "sit", "strike", "riot", "procession",
    "parade", "picket", "gathering", "crowd", "throng", "meeting", "turnout", "attendance",
})  # fmt: skip
ADJECTIVE_CLASSES = {
    "dead": "dead", "killed": "dead", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "arrested": "arrested", "detained": "arrested", "jailed": "arrested", "imprisoned": "arrested",
    "displaced": "displaced", "homeless": "displaced", "protesting": "crowd", "marching": "crowd",
    "striking": "crowd", "rallying": "crowd", "captured": "arrested", "missing": "missing",
    "deceased": "dead", "unaccounted": "missing", "disappeared": "missing", "kidnapped": "kidnapped",
    "abducted": "kidnapped", "hostage": "kidnapped", "captive": "kidnapped", "unhurt": "other",
    "slain": "dead", "martyred": "dead", "burnt": "injured", "hospitalised": "injured", "hospitalized":
    "injured", "evacuated": "displaced", "uprooted": "displaced", "stranded": "other", "trapped": "other",
}  # fmt: skip

MEASURES = frozenset({
    "percent", "per", "dollar", "euro", "pound", "ruble", "rouble", "yen", "yuan", "mile", "kilometer",
    "kilometre", "km", "meter", "metre", "foot", "ton", "tonne", "kg", "gallon", "liter", "litre",
    "barrel", "year", "month", "week", "day", "hour", "minute", "second", "degree", "point",
    "time", "acre", "hectare", "%", "$", "€", "£", "°", "cent",
})  # fmt: skip


def lemma_of(word: str, lemma: str) -> str:
    """The lemma, mended where a tagger leaves a plural or a capital ("Protesters", "Iraqis")."""
    lemma = lemma.lower()
    if lemma in PEOPLE or lemma in NOUN_CLASSES:
        return lemma
    lower = word.lower()
    for ending, singular in (("men", "man"), ("women", "woman"), ("ies", "y"), ("s", "")):
        if lower.endswith(ending):
            mended = lower[: -len(ending)] + singular
            if mended in PEOPLE or mended in NOUN_CLASSES:
                return mended
    return lemma


def is_people(lemma: str) -> bool:
    """Whether a noun counts people, compounds with "-man" and "-woman" included."""
    return (
        lemma in PEOPLE
        or lemma in NOUN_CLASSES
        or (len(lemma) > 5 and lemma.endswith(("man", "woman", "men", "women")))
    )
