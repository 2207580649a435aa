"""Abbreviations of US, Canadian and Australian states, as news agencies and the post write them."""

from __future__ import annotations

_AGENCY = """Ala.:Alabama Ariz.:Arizona Ark.:Arkansas Calif.:California Colo.:Colorado Conn.:Connecticut
Del.:Delaware Fla.:Florida Ga.:Georgia Ill.:Illinois Ind.:Indiana Kan.:Kansas Ky.:Kentucky La.:Louisiana
Md.:Maryland Mass.:Massachusetts Mich.:Michigan Minn.:Minnesota Miss.:Mississippi Mo.:Missouri Mont.:Montana
Neb.:Nebraska Nev.:Nevada N.H.:New_Hampshire N.J.:New_Jersey N.M.:New_Mexico N.Y.:New_York N.C.:North_Carolina
N.D.:North_Dakota Okla.:Oklahoma Ore.:Oregon Pa.:Pennsylvania R.I.:Rhode_Island S.C.:South_Carolina
S.D.:South_Dakota Tenn.:Tennessee Tex.:Texas Vt.:Vermont Va.:Virginia Wash.:Washington W.Va.:West_Virginia
Wis.:Wisconsin Wyo.:Wyoming Me.:Maine Alta.:Alberta B.C.:British_Columbia Man.:Manitoba Ont.:Ontario
Que.:Quebec Sask.:Saskatchewan N.S.:Nova_Scotia N.B.:New_Brunswick P.E.I.:Prince_Edward_Island"""
_POSTAL = """AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware
FL:Florida GA:Georgia HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa KS:Kansas KY:Kentucky LA:Louisiana
ME:Maine MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi MO:Missouri MT:Montana
NE:Nebraska
NV:Nevada NH:New_Hampshire NJ:New_Jersey NM:New_Mexico NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio
OK:Oklahoma OR:Oregon PA:Pennsylvania RI:Rhode_Island SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas
UT:Utah VT:Vermont VA:Virginia WA:Washington WV:West_Virginia WI:Wisconsin WY:Wyoming ON:Ontario QC:Quebec
AB:Alberta BC:British_Columbia MB:Manitoba SK:Saskatchewan NS:Nova_Scotia NB:New_Brunswick
NSW:New_South_Wales"""


def _table(lines: str) -> dict[str, str]:
    pairs = (pair.split(":") for pair in lines.split())
    return {short: full.replace("_", " ") for short, full in pairs}


ABBREVIATIONS = _table(_AGENCY)
"""Abbreviation with its full stops -> state."""

POSTAL = _table(_POSTAL) | {
    short.rstrip("."): full for short, full in ABBREVIATIONS.items() if "." in short[:-1]
}
"""Signs that mean a state only after a town and a comma ("Dayton, OH")."""

ALONE = frozenset(
    "Calif. Conn. Fla. Ky. Mich. Minn. Neb. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. R.I. S.C. S.D. Tenn. W.Va. "
    "Wyo. Ariz. Alta. B.C. Ont. Que. Sask. NSW BC P.E.I.".split()
)
"""Abbreviations that mean nothing but a state, wherever they stand."""


def state(words: str, after_comma: bool = False) -> str | None:
    """The state that an abbreviation stands for, or None. After a town and a comma more of them count."""
    words = words.replace(". ", ".")
    if after_comma:
        return ABBREVIATIONS.get(words) or POSTAL.get(words)
    return (ABBREVIATIONS.get(words) or POSTAL.get(words)) if words in ALONE else None
