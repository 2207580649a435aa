"""The codebook: PLOVER types, modes, contexts, CAMEO codes and the trigger lexicon, as data.

In: the data files of this room, which people read and edit: ``plover.toml``, ``contexts.toml``,
``cameo.tsv``, ``compositions.tsv``, ``modal_acts.tsv``, ``triggers.tsv``, ``light_verbs.tsv``,
``status_cues.toml`` and ``decisions.toml``. Each begins with what its fields mean.
Out: one frozen ``Codebook``. Which word means what stands in the files, how a text is read stands elsewhere.

    >>> book = load()
    >>> book.quad("PROTEST"), book.cameo_of("COERCE", "arrest"), book.plover_of("1411")
    (4, '173', ('PROTEST', 'demo'))
    >>> [t.type for t in book.triggers["kidnap", "verb"]]
    ['ASSAULT']
"""

from sayso.events.codebook._check import check
from sayso.events.codebook._load import decisions, load
from sayso.events.codebook._records import (
    DEEDS,
    CameoCode,
    Codebook,
    Composition,
    Condition,
    Context,
    Decision,
    EventTypeEntry,
    LightVerb,
    ModalAct,
    Mode,
    StatusCue,
    Trigger,
)

__all__ = [
    "DEEDS",
    "CameoCode",
    "Codebook",
    "Composition",
    "Condition",
    "Context",
    "Decision",
    "EventTypeEntry",
    "LightVerb",
    "ModalAct",
    "Mode",
    "StatusCue",
    "Trigger",
    "check",
    "decisions",
    "load",
]
