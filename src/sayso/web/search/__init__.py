"""The search: articles that fit a query, each with the words of its hit.

In: a query as ``Case.search`` takes it.  Out: a page of hits, their snippets cut at the marks.
"""

from sayso.web._screens import Screen
from sayso.web.search._view import SearchQuery, SearchView, look

SCREEN = Screen(
    path="/search", name="search", title="Search", query=SearchQuery, view=SearchView, look=look,
    template="search.html",
)  # fmt: skip

__all__ = ["SCREEN"]
