"""What a modal makes of a deed that somebody speaks of (``modal_acts.tsv``): "Israel must end the raids",
Russia says, is a REQUEST by Russia; "we will not release them" is a REJECT."""

from __future__ import annotations

from sayso.events._arguments import subjects
from sayso.events._coded import Coded
from sayso.events._parties import parties
from sayso.events.codebook import Codebook, ModalAct
from sayso.language import syntax

DUTIES = frozenset({"must", "should", "ought", "need", "have"})
"""Modals by which somebody is told to do something."""


def modal_act(c: Coded, book: Codebook) -> None:
    """Turn a deed into the act that its modal makes of it, where it makes one."""
    verb = c.frame.clause
    doc = c.frame.doc
    modal = syntax.modal(doc, verb)
    if modal == "to":  # "has to", "needs to"
        modal = doc.tokens[doc.tokens[verb].head].lemma if doc.tokens[verb].dep == "xcomp" else None
    negated = syntax.negated(doc, verb)
    if not modal or not (c.chain or negated):
        return
    by_grammar = parties(c.frame, subjects(doc, verb), descend=False) or c.actors
    if not by_grammar:
        return
    if modal in DUTIES and not any(_is_theirs(c, actor) for actor in by_grammar):
        # whom the network takes for the recipient of the demand: he who must do it
        c.actors, c.recipients = by_grammar, [r for r in c.recipients if r not in by_grammar]
    for row in book.modal_acts:
        if modal in row.modals and _applies(c, row, negated):
            _become(c, row, book)
            return


def _applies(c: Coded, row: ModalAct, negated: bool) -> bool:
    """Whether a row speaks of this deed, told by this speaker."""
    own = not c.chain or any(_is_theirs(c, actor) for actor in c.actors)
    return (
        (row.negated is None or row.negated == negated)
        and (not row.deeds or c.trigger.type in row.deeds)
        and (own if row.whose == "self" else c.frame.speaker is not None and not own)
    )


def _is_theirs(c: Coded, actor: str) -> bool:
    """Whether the speaker speaks for an actor: is it, or is in office there ("Clinton said the *US*
    will not")."""
    if c.frame.speaker is None or actor == c.frame.speaker:
        return actor == c.frame.speaker
    speaker, doer = c.frame.cast.actor(c.frame.speaker), c.frame.cast.actor(actor)
    official = "GOV" in speaker.sectors and (doer.kind == "country" or "GOV" in doer.sectors)
    return official and speaker.country is not None and speaker.country == doer.country


def _become(c: Coded, row: ModalAct, book: Codebook) -> None:
    """The act: what is demanded, refused or promised makes it precise; who must do it is its recipient."""
    deed = c.trigger
    assert deed.type is not None
    composed = book.compose(row.act, deed.type, deed.modes, deed.cameo)
    if row.whose == "other":
        c.recipients, c.actors = c.actors, [c.frame.speaker] if c.frame.speaker else []
    c.type, c.status = row.act, "happened"
    c.modes = (composed.result_mode,) if composed is not None and composed.result_mode else ()
    c.cameo = composed.result_cameo if composed is not None else book.cameo_of(row.act)
