"""Stories: many articles, one record. Copies folded, independent origins counted, contradictions shown.

In: the events and statements of a case.  Out: copies, happenings, statements over articles, stories,
disputes, and what is new; kept in the case file and brought up to date where it has changed.

    >>> import tempfile, os
    >>> from sayso.case import open_case
    >>> with tempfile.TemporaryDirectory() as folder, open_case(os.path.join(folder, "my.sayso")) as case:
    ...     for name, text in (
    ...         ("a", "Police said that 5,000 people rallied in Minsk on Sunday."),
    ...         ("b", "The organisers said that 50,000 people rallied in Minsk on Sunday."),
    ...     ):
    ...         added = case.add_text(text, name=name)
    ...     for disputed in Stories(case).disputes():
    ...         print(disputed.about, [(claim.origin, claim.value) for claim in disputed.claims])
    crowd [('organisers', '50,000'), ('Police', '5,000')]
"""

from sayso.stories._brief import Brief, News
from sayso.stories._copying import Shared, find_copies
from sayso.stories._demo import DEMO_DAY, demo_files
from sayso.stories._grouping import Document, group
from sayso.stories._lanes import Lane
from sayso.stories._records import (
    Change,
    Claim,
    Copy,
    Dispute,
    Disputed,
    Finding,
    Happening,
    HappeningStatus,
    Origin,
    Report,
    Revision,
    Saying,
    Story,
    Version,
    many,
    short,
)
from sayso.stories._stories import Stories

__all__ = [
    "DEMO_DAY",
    "Brief",
    "Change",
    "Claim",
    "Copy",
    "Dispute",
    "Disputed",
    "Document",
    "Finding",
    "Happening",
    "HappeningStatus",
    "Lane",
    "News",
    "Origin",
    "Report",
    "Revision",
    "Saying",
    "Shared",
    "Stories",
    "Story",
    "Version",
    "demo_files",
    "find_copies",
    "group",
    "many",
    "short",
]
