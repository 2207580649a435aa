"""Language: an article's text in, a parsed Doc out. The one room that knows the network.

In: the text, and the same text as seen through the marks of damage.  Out: a ``Doc`` of tokens, sentences,
heads and names, with offsets into the text; and ``syntax``, the questions one asks of a parse.

    >>> doc = parse("Police arrested ten men in Minsk.")
    >>> [doc.tokens[i].text for i in syntax.subjects(doc, 1)]
    ['Police']
"""

from sayso.language import _syntax as syntax
from sayso.language._doc import Doc, Heard, Judged, Name, Sentence, Token
from sayso.language._files import model_digests
from sayso.language._parse import parse

__all__ = ["Doc", "Heard", "Judged", "Name", "Sentence", "Token", "model_digests", "parse", "syntax"]
