"""The text of an article with lanes under it: one line for each layer, as far as its spans reach.

Statements are the first lane and those within them the second; sources are bold, cues italic, the words that
stand for an event are framed and followed by its type and status, damage is struck through. Hovering shows
what the words are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from sayso.notebook._markup import NOTHING, Html, row, tag, text
from sayso.notebook._style import LANES
from sayso.wording import (
    STATUS_WORDS,
    Index,
    actor_phrase,
    amount,
    damage_words,
    in_order,
    meaning,
    place_phrase,
    plural,
    safe,
    visible,
)

CHARACTERS = 6_000
"""How much of a text is shown."""
_HINT = 160
"""Characters of what hovering shows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text, how it is shown (a class of the style sheet) and what is said of it."""

    start: int
    end: int
    style: str
    hint: str


def article(index: Index) -> Html:
    """The text, as much as is shown, and the key to its lanes."""
    written = index.text
    shown = written[:CHARACTERS]
    marks = [mark for mark in _marks(index) if mark.start < len(shown)]
    parts = tag("div", Html("".join(_pieces(shown, marks, _labels(index)))), "t")
    more = text(f"and {len(written) - len(shown):,} more characters", "d") if written != shown else NOTHING
    return row(_key(index), parts, more, between="")


def _marks(index: Index) -> Iterator[Mark]:
    reading = index.reading
    for depth, said in in_order(reading.attributions):
        speaker = index.speaker(said)
        lane = "l-within" if depth else "l-said"
        hint = f"{said.stance}: {speaker}"
        for style, spans in ((lane, said.content), ("src", said.source), ("cue", said.cue)):
            yield from (Mark(start, end, style, hint) for start, end in spans)
    for event in reading.events:
        hint = f"{event.type} {', '.join(event.modes)} {event.status}"
        yield from (Mark(start, end, "ev", hint) for start, end in event.trigger)
    for actor in reading.actors:
        hint = f"{actor_phrase(actor)}, {actor.kind}"
        yield from (Mark(start, end, "l-actor", hint) for start, end in actor.mentions)
    for time in reading.times:
        yield Mark(*time.span, "l-time", f"{time.type} {meaning(time)}")
    for place in reading.places:
        yield Mark(*place.span, "l-place", f"{place_phrase(place)}, {place.use}")
    for count in reading.quantities:
        yield Mark(*count.span, "l-number", f"{count.what} {amount(count)}")
    for damage in reading.damage:
        yield Mark(*damage.span, "hurt", damage_words(damage.kind))


def _labels(index: Index) -> dict[int, list[str]]:
    """What to write after the words of events, by the offsets where these end."""
    labels: dict[int, list[str]] = defaultdict(list)
    for event in index.reading.events:
        if event.trigger:
            mark = STATUS_WORDS.get(event.status, (event.status, ""))[0]
            labels[event.trigger[-1][1]].append(f"{event.type} {mark}")
    return labels


def _pieces(shown: str, marks: list[Mark], labels: dict[int, list[str]]) -> Iterator[Html]:
    """The text cut where a span begins or ends, each piece with the classes of the spans that cover it."""
    size = len(shown)
    bounds = {0, size} | {min(edge, size) for mark in marks for edge in (mark.start, mark.end) if edge >= 0}
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    ordered = sorted(bounds)
    active: list[Mark] = []
    for start, end in pairwise(ordered):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > start]
        yield _piece(shown[start:end], active)
        if end in labels:
            yield tag("sub", text("; ".join(labels[end])))


def _piece(words: str, active: list[Mark]) -> Html:
    made = escape(visible(words))
    if not active:
        return Html(made)
    styles = dict.fromkeys(mark.style for mark in active)
    if "ev" in styles and not words.isspace():  # framed by itself, lest the frame runs around the lanes
        made = f'<span class="ev">{made}</span>'
    hint = safe(" · ".join(dict.fromkeys(mark.hint for mark in active)))
    hint = hint if len(hint) <= _HINT else hint[:_HINT].rstrip() + " …"
    classes = " ".join(style for style in styles if style != "ev")
    return Html(f'<span class="m {classes}" title="{escape(hint)}">{made}</span>')


def _key(index: Index) -> Html:
    reading = index.reading
    within = sum(said.within is not None for said in reading.attributions)
    counts = {
        "said": (len(reading.attributions) - within, "statement"),
        "within": (within, "statement within"),
        "actor": (len(reading.actors), "actor"),
        "time": (len(reading.times), "time"),
        "place": (len(reading.places), "place"),
        "number": (len(reading.quantities), "number"),
    }
    entries = [tag("span", text(_plural(*counts[lane])), f"m l-{lane}") for lane in LANES if counts[lane][0]]
    if reading.attributions:
        entries += [tag("span", text("source"), "src"), tag("span", text("cue"), "cue")]
    if reading.events:
        entries.append(tag("span", text(plural(len(reading.events), "event")), "ev"))
    if reading.damage:
        entries.append(tag("span", text("damage"), "hurt"))
    return tag("div", row(*entries), "k") if entries else NOTHING


def _plural(n: int, noun: str) -> str:
    return f"{plural(n, 'statement')} within these" if noun == "statement within" else plural(n, noun)
