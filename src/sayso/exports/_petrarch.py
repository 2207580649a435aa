"""PETRARCH2: the tab-separated event file that PETRARCH2 writes, without a header.

PETRARCH2 omits the field of the address where a story has none, so its rows differ in length; ours leave it
empty, so that each row has eleven fields: eight, then the words for actors and event, which PETRARCH2 writes
when it is asked to."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.exports._cells import write_tsv
from sayso.exports._facts import cameo_of, day_of
from sayso.exports._icews import DYADIC
from sayso.exports._parties import cameo_actor, dyads
from sayso.exports._records import Format, Item, Options, Row
from sayso.exports._source import Source

COLUMNS = (
    "story_date", "source", "target", "event_code", "issues", "sentence_ids", "url", "story_source",
    "source_text", "target_text", "event_text",
)  # fmt: skip


def rows(item: Item, options: Options, source: Source) -> Iterator[Row]:
    """One row for the first dyad, or one for each. A party without a CAMEO code is ``---``, as in
    PETRARCH."""
    event = item.event
    code = cameo_of(event)
    for dyad in dyads(event, explode=options.explode):
        yield (
            day_of(item, options).replace("-", ""),
            cameo_actor(dyad.actor) or "---",
            cameo_actor(dyad.recipient) or "---",
            code,
            "",
            "",
            item.article.url,
            item.article.outlet,
            dyad.actor.name if dyad.actor else "",
            dyad.recipient.name if dyad.recipient else "",
            event.trigger,
        )


FORMAT = Format(
    name="petrarch2",
    suffix="txt",
    about="A table as PETRARCH2 writes its events; tabs, no header, the address always there.",
    rows=rows,
    write=write_tsv,
    columns=COLUMNS,
    header=False,
    happened_only=True,
    requires=("actor", "recipient"),
    takes=frozenset({"explode"}),
    holds=frozenset({"cameo", "recipient", "countries"}),
    loss=DYADIC
    | {
        "unnamed": "the code ---",
        "sectors": "those that CAMEO has a code for are kept",
        "more_sectors": "the first three are kept",
        "entities": "the article's own name is kept, the actor over articles is not",
        "place": "no field",
        "words": "the words of actors and event are kept, the passage is not",
        "contexts": "issues stays empty: PETRARCH has its own list of issues",
        "article": "address and outlet are kept, title and id are not",
    },
)
