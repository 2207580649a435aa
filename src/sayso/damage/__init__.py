"""Damage: marks, never cuts, what is broken in an article's text.

In: the text of an article.  Out: ``Damage`` marks (``find``), the text as it reads when one looks through
the marks (``see_through``: the same length, so that every offset still holds), and the spans that belong to
the page and not to the article (``hidden``).

Eight kinds: ``residue`` of web pages and auto-posters, escaped ``entity``, ``mojibake``, and the scars of
machine translation: ``untranslated`` words, a ``torn_sentence``, a ``doubled_word``, a ``misplaced_quote``
and an ``odd_word`` that makes no sense in its place.

    >>> text = "[ad_1] The talks, ”Silva said, were a quiet and quiet success for [abi] sides."
    >>> for mark in find(text):
    ...     print(mark.kind, repr(text[slice(*mark.span)]), "->", mark.suggestion)
    residue '[ad_1]' -> None
    doubled_word 'quiet and quiet' -> quiet
    untranslated '[abi]' -> both
    >>> see_through(text, find(text)).replace("\\u2060", "")
    ' The talks, ”Silva said, were a quiet success for both sides.'
"""

from sayso.damage._find import find
from sayso.damage._view import hidden, see_through

__all__ = ["find", "hidden", "see_through"]
