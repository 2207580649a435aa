"""The briefing: what changed since one last looked, and the stories of the case by their newest evidence.

In: the overview of a case, and what is new since a time.  Out: a page of stories, one line each; counts by
type, place, country and actor; the log of what is new.
"""

from sayso.web._screens import Screen
from sayso.web.briefing._view import BriefingQuery, BriefingView, look

SCREEN = Screen(
    path="/", name="briefing", title="Briefing", query=BriefingQuery, view=BriefingView, look=look,
    template="briefing.html",
)  # fmt: skip

__all__ = ["SCREEN"]
