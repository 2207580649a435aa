"""What became of people by the words near their number, where the grammar of the clause does not tell.

Translated copy breaks clauses ("took part about 3,000 persons"), and idioms hide verbs ("were taken away").
The words looked at end where the next number stands, so that each number has its own.
"""

from __future__ import annotations

import re

AFTER = 60
"""Characters after the number, and ``BEFORE`` it, within which such words count."""

BEFORE = 40

_after = {
    "dead": r"killed|dead|died|die|to death|lost (?:their|his|her) "
    r"li(?:fe|ves)|perished|drowned|massacred|executed",
    "injured": r"injured|wounded|hurt|hospitali[sz]ed|treated for|(?:received|suffered|sustained)(?: \w+)? "
    r"(?:wound|injur|burn)\w*|injuries",
    "arrested": r"arrested|detained|jailed|imprisoned|in custody|behind bars|picked up|(?:taken|led|driven) "
    r"away|bundled"
    r"|rounded up|in (?:prison|jail|detention)",
    "missing": r"missing|unaccounted for|disappeared|vanished|(?:without|not)(?: \w+)? (?:found|located)",
    "kidnapped": r"kidnapped|abducted|hostages?|captive",
    "displaced": r"displaced|fled|flee|homeless|evacuated|from their homes|living in "
    r"\w*\s?(?:tents?|containers?|camps?|shelters?)"
    r"|cross(?:ed|ing)? into|left (?:their )?homes|without (?:a )?roof|refuge|shelters?",
    "crowd": r"march(?:ed|ing)?|rall(?:y|ied)|protest(?:ed|ing|s)?|demonstrat(?:ed|ing|ion)|gather(?:ed"
    r"|ing)?|t[ao]ke? part"
    r"|took part|streets|attended|turned (?:up|out)|procession|vigil|funeral|chant(?:ed|ing)"
    r"|on strike",
    "troops": r"deployed|deploy",
}  # fmt: skip
_before = {
    "dead": r"kill(?:ed|ing|s)|lives of|toll|wiped out|deaths? of|massacre of",
    "injured": r"injur(?:ed|ing)|wound(?:ed|ing)|hurt(?:ing)?|beat up",
    "arrested": r"arrest(?:ed|ing|s)?|detain(?:ed|ing)?|jail(?:ed|ing)|rounded up|custody|bundled",
    "missing": r"missing|located|disappearance of",
    "kidnapped": r"kidnap\w*|abduct\w*|hostages?",
    "displaced": r"displac(?:ed|ing)|evacuat(?:ed|ing)|uprooted|without roof",
    "crowd": r"drew|drawing|attended by|took part|rall(?:y|ies)|protest|march|turnout|crowd",
    "troops": r"deploy(?:ed|ing)?",
}  # fmt: skip


def _joined(cues: dict[str, str]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(f"(?P<{what}>{words})" for what, words in cues.items()) + r")\b", re.I
    )


_AFTER, _BEFORE = _joined(_after), _joined(_before)
_STOP = re.compile(r"\d|[;:]|\.\s+[A-Z]|\n")


_MIXED = re.compile(
    r"(?:,| or| and)\s+(?:killed|dead|injured|wounded|hurt|arrested|detained|missing|captured)\b", re.I
)
"""One number for several fates tells none."""

_RIGHT_AFTER = re.compile(
    r"(?:\s+[\w-]+){0,4}?\s+(?:was|were|is|are|been|got|became)\s+(?:\w+ly\s+|being\s+|later\s+|also\s+|still\s+)?"
    r"(?:(?P<dead>killed|shot dead|(?:stabbed|beaten|burned|burnt|hacked) to death|executed)"
    r"|(?P<injured>injured|wounded|hurt)|(?P<arrested>arrested|detained|jailed|picked up|taken away|led away)"
    r"|(?P<kidnapped>kidnapped|abducted|taken hostage)|(?P<missing>missing|unaccounted)"
    r"|(?P<displaced>displaced|evacuated))\b",
    re.I,
)


def said_right_after(view: str, end: int) -> str | None:
    """What a plain passive right after a number says of those it counts: "eight wanted men were arrested"."""
    match = _RIGHT_AFTER.match(view, end, end + AFTER)
    if match is None or _MIXED.match(view, match.end()):
        return None
    return match.lastgroup


def by_words_near(view: str, start: int, end: int, first: int, last: int) -> str | None:
    """The class that the nearest such word tells, or None. ``start`` and ``end`` are the number's offsets,
    ``first`` and ``last`` those of its sentence."""
    after = view[end : min(last, end + AFTER)]
    if stop := _STOP.search(after):
        after = after[: stop.start()]
    before = view[max(first, start - BEFORE) : start]
    cut = max((m.end() for m in _STOP.finditer(before)), default=0)
    before = before[cut:]
    follows = _AFTER.search(after)
    if follows and _MIXED.match(after, follows.end()):
        return None
    leads = max(_BEFORE.finditer(before), key=lambda m: m.end(), default=None)
    if follows and (leads is None or follows.start() <= len(before) - leads.end()):
        return follows.lastgroup
    return leads.lastgroup if leads else None
