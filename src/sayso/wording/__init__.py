"""Wording: records put into words for people, the same ones in a terminal and in a notebook.

In: records of a Reading, of a case, of its stories.  Out: plain strings on one line, without control
characters and marks of direction that would steer what shows them. No markup: whoever shows them adds that.

    >>> safe("Hello\\x1b[31m\\n world\\u202e")
    'Hello⟨ESC⟩[31m world⟨U+202E⟩'
    >>> span_of_numbers(300, 999), days("2020-10-10", "2020-10-31")
    ('300–999', '10 to 31 October 2020')
"""

from sayso.wording._reading import (
    DOUBTFUL,
    HEADINGS,
    STATUS_WORDS,
    about_article,
    about_speaker,
    circumstances,
    counted,
    counted_by,
    damage_words,
    damaged,
    doubt_of,
    in_order,
    names_of,
    places_of,
    plural,
    role_phrase,
    says_as_much,
    times_of,
)
from sayso.wording._records import (
    DISPUTED,
    inline,
    parties,
    party,
    place_and_numbers,
    short,
    source_line,
    stated_roles,
    support,
    when,
    where_and_how_many,
)
from sayso.wording._safe import quoted, safe, visible
from sayso.wording._words import (
    UNKNOWN,
    Index,
    actor_phrase,
    amount,
    country_name,
    days,
    meaning,
    place_phrase,
    published,
    same_name,
    span_of_numbers,
    time_phrase,
)

__all__ = [
    "DISPUTED",
    "DOUBTFUL",
    "HEADINGS",
    "STATUS_WORDS",
    "UNKNOWN",
    "Index",
    "about_article",
    "about_speaker",
    "actor_phrase",
    "amount",
    "circumstances",
    "counted",
    "counted_by",
    "country_name",
    "damage_words",
    "damaged",
    "days",
    "doubt_of",
    "in_order",
    "inline",
    "meaning",
    "names_of",
    "parties",
    "party",
    "place_and_numbers",
    "place_phrase",
    "places_of",
    "plural",
    "published",
    "quoted",
    "role_phrase",
    "safe",
    "same_name",
    "says_as_much",
    "short",
    "source_line",
    "span_of_numbers",
    "stated_roles",
    "support",
    "time_phrase",
    "times_of",
    "visible",
    "when",
    "where_and_how_many",
]
