"""Notebook: records draw themselves, as HTML that needs nothing else.

In: a Reading, any other record, or the rows of a query.  Out: HTML: an article with its lanes and tables, a
table, a timeline. There is no script and no link to anything outside; all text is escaped and cut where it is
long; of a long list the first rows are shown, and how many more there are. It reads on light and on dark
ground. ``_repr_html_`` of the records calls this room, so a notebook shows it by itself.

    >>> from sayso.records import Reading, article_of
    >>> made = draw(Reading(article=article_of("<b>Police</b> said so.")))
    >>> "&lt;b&gt;Police&lt;/b&gt; said so." in made, "<b>Police" in made
    (True, False)
"""

from sayso.notebook._draw import draw

__all__ = ["draw"]
