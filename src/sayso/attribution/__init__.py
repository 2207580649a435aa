"""Attribution: a Doc in, its attributions out: who says, thinks or demands what, nested.

In: a parsed Doc.  Out: first what was found, as token indices (so that the actors room learns which words
are sources), then records, once actors are known.

    >>> from sayso.language import parse
    >>> doc = parse("The agency reported that the minister had denied the claims.")
    >>> [(a.stance, a.within) for a in link(doc, find(doc), lambda token: None)]
    [('reports', None), ('denies', 's1')]
"""

from sayso.attribution._chains import once, with_cited
from sayso.attribution._draw import draw
from sayso.attribution._find import candidates
from sayso.attribution._found import Found
from sayso.attribution._heard import joined
from sayso.attribution._link import SPEECH_ROLES, link
from sayso.attribution._quotes import quotations
from sayso.language import Doc

__all__ = ["Found", "find", "link", "sources", "spoken"]


def find(doc: Doc) -> list[Found]:
    """All attributions of an article as token indices, in order of the cue."""
    return with_cited(doc, draw(doc, joined(doc, once(list(candidates(doc))))))


def spoken(doc: Doc, found: list[Found]) -> dict[int, int]:
    """Tokens that say "I" in quoted words -> the token that heads the source of those words."""
    out: dict[int, int] = {}
    quoted = {i for q in quotations(doc) for i in range(q.start, q.end)}
    for each in sorted(found, key=lambda f: -len(f.content)):
        if len(each.heads) == 1 and doc.tokens[each.heads[0]].lower not in SPEECH_ROLES:
            for i in each.content:
                if i in quoted and doc.tokens[i].lower in FIRST_PERSON:
                    out[i] = each.heads[0]
    return out


FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})


def sources(doc: Doc, found: list[Found]) -> frozenset[int]:
    """The tokens that head a source or an addressee: each of them is somebody. "I", "we" and "you" are left
    out: who they are, the attribution around them says."""
    heads = {h for f in found for h in f.heads}
    heads |= {f.addressee for f in found if f.addressee is not None}
    return frozenset(h for h in heads if doc.tokens[h].lower not in SPEECH_ROLES)
