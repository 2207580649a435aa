"""The reading room: the record of a case, and the words behind it, in a browser on this machine.

In: a case file.  Out: pages, each with a ``.json`` twin that says the same. A screen is a module: a ``Query``
(what the URL says), a view (a frozen record, made of the case by one function) and a template that draws the
view. No page writes to the case but by ``correct``.

    GET /board?type=PROTEST  --query--> board.Query --look(desk, query)--> board.View --template--> HTML
    GET /board.json?type=PROTEST                                                      --msgspec--> JSON

``application`` is an ASGI application; ``serve`` runs it.
"""

from sayso.web._app import application
from sayso.web._serve import serve

__all__ = ["application", "serve"]
