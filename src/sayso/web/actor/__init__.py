"""An actor over articles: all that is attributed to this person or body, what of it did not stay so, the
names and roles that articles give, and why these are taken for one.

In: the id of an actor.  Out: a page of statements, and of the members that are joined.
"""

from sayso.web._screens import Screen
from sayso.web.actor._view import ActorQuery, ActorView, look

SCREEN = Screen(
    path="/p", name="actor", title="Actor", query=ActorQuery, view=ActorView, look=look,
    template="actor.html", of_one=True,
)  # fmt: skip

__all__ = ["SCREEN"]
