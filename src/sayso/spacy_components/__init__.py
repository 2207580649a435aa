"""spaCy components: what Sayso reads in a text, on spaCy's ``Doc``. Nothing else imports this room.

In: a ``Doc`` of any English pipeline, of which only the text is read.  Out: the same ``Doc`` with the Reading
(``doc._.sayso``), each of its layers (``doc._.events`` ...) and a span group for each component
(``doc.spans["sayso_events"]`` ...). A text is read once, by whichever of our components comes first;
offsets in the records are code points of ``doc.text``. A text that cannot be read leaves empty layers and
the error (``doc._.sayso_error``). Importing the room registers the extensions; the factories are found by
their entry points too, once ``sayso`` is installed.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("sayso_attribution")
    >>> doc = nlp("The minister said that the strike was over.")
    >>> [(a.stance, doc.text[slice(*a.content[0])]) for a in doc._.attributions]
    [('says', 'that the strike was over')]
    >>> [(span.text, span.label_) for span in doc.spans["sayso_attribution"]]
    [('The minister', 'source'), ('said', 'cue'), ('that the strike was over', 'content')]
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language

from sayso.spacy_components._component import Component
from sayso.spacy_components._extensions import register

__all__ = ["Component", "actors", "attribution", "damage", "events", "places", "quantities", "times"]


def _factory(group: str, part: str) -> Callable[[Language, str], Component]:
    """The factory of a component, known to spaCy by the name of its span group; ``part`` is its layer in the
    record. Whatever the component is called in a pipeline, the group keeps its name."""

    def make(nlp: Language, name: str) -> Component:
        return Component(group, part)

    made = ("doc._.sayso", "doc._.sayso_error", f"doc._.{part}", "doc.spans")
    Language.factory(group, assigns=made, requires=(), func=make)
    return make


register()

damage = _factory("sayso_damage", "damage")
actors = _factory("sayso_actors", "actors")
attribution = _factory("sayso_attribution", "attributions")
events = _factory("sayso_events", "events")
times = _factory("sayso_times", "times")
places = _factory("sayso_places", "places")
quantities = _factory("sayso_quantities", "quantities")
