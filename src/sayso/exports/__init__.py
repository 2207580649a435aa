"""Exports: a case in the formats of others, each with a report on what it cannot hold.

In: a case.  Out: bytes on a stream, and a ``Loss``: what was left out, and what the format has no place for.
One small module a format; each says of every thing of our record what becomes of it.

    >>> import io, tempfile, os
    >>> from sayso.case import open_case
    >>> with tempfile.TemporaryDirectory() as folder, open_case(os.path.join(folder, "my.sayso")) as case:
    ...     added = case.add_text("Police arrested ten men in Minsk on 4 May 2021, the ministry said.")
    ...     stream = io.BytesIO()
    ...     loss = export(case, "icews", stream)
    >>> stream.getvalue().decode().splitlines()[1].split("\\t")[1:7]
    ['2021-05-04', 'Police', 'Police', 'Belarus', 'arrest, detain', '173']
    >>> [line for line in loss.lines() if line.startswith("chain")]
    ['chain of say-so: 1 event; no column']
"""

from sayso.exports._annotations import selectors
from sayso.exports._export import cells, export
from sayso.exports._loss import Loss
from sayso.exports._records import Format, Options
from sayso.exports._registry import FORMATS

__all__ = ["FORMATS", "Format", "Loss", "Options", "cells", "export", "selectors"]
