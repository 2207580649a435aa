"""Score a Reading of one article against its hand-made gold, and show the hits and the misses in words.

In: a ``Reading`` and a gold dict, either ours (``examples/*.gold.json``, ``tests/twin/*gold.json``) or the
two files of the shared sample merged by :func:`merge`.  Out: a ``SampleScore`` and a readable table.

    python -m benchmarks.sample_score ARTICLE GOLD [GOLD ...] [--damage FILE]

What counts as found (all matching is one-to-one):

* *outermost*: an attribution of the gold without ``within``, and a predicted one without ``within``, whose
  contents share words (Dice of word tokens by position >= 0.5) and whose speaker is right: a head word of the
  predicted actor's name or mentions is the head word or an alias of the gold speaker.
* *chains*: an inner attribution of the gold, matched likewise, whose prediction points with ``within`` to the
  prediction that was matched to the parent in the gold.
* *events*: a required event with the type (or that of an alternative), a status the gold accepts and at least
  one right actor (same country, or overlapping words), whose trigger lies in the gold evidence (or whose
  evidence has a Dice of >= 0.5 with it).
* *crowds*: a quantity ``crowd`` that overlaps the figure and has exactly an accepted low and high.
* *damage*: a mark of the right kind that overlaps the scar.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.matching import View, actor_heads, assign, dice, overlap, speaker_heads, view_of
from sayso.records import Attribution, Event, Reading

__all__ = ["SampleScore", "Tally", "load_gold", "main", "merge", "score"]

Gold = dict[str, Any]
Spans = Sequence[Sequence[int]]

_REAL = frozenset({"happened", "ongoing"})
_APPROXIMATE = re.compile(r"(?:some|about|around|nearly|almost|roughly|approximately)\s+([\d,.]+)", re.I)


@dataclass(frozen=True)
class Tally:
    """How many of the gold were found, with the words of each hit and each miss."""

    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        return len(self.hits)

    @property
    def of(self) -> int:
        return len(self.hits) + len(self.misses)


@dataclass(frozen=True)
class SampleScore:
    """The whole score; see the module for what counts.

    ``unmatched`` are predicted events that match nothing in the gold by type and place in the text (neither
    required nor optional ones), ``duplicates`` further predictions for an event that is matched already,
    ``traps`` events coded out of words that the gold marks as no event, ``false_deeds`` what is recorded as
    happened although it is only alleged, planned or cancelled, ``extra`` outermost predictions without gold.
    """

    outermost: Tally
    chains: Tally
    events: Tally
    crowds: Tally
    damage: Tally
    unmatched: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    false_deeds: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def table(self) -> str:
        """The score for people: counts first, then every hit (+) and miss (-)."""
        lines = []
        for name in ("outermost", "chains", "events", "crowds", "damage"):
            tally: Tally = getattr(self, name)
            lines.append(f"{name:<12}{tally.found:>3} of {tally.of}")
        for name in ("unmatched", "duplicates", "traps", "false_deeds", "extra"):
            lines.append(f"{name:<12}{len(getattr(self, name)):>3}")
        for name in ("outermost", "chains", "events", "crowds", "damage"):
            tally = getattr(self, name)
            lines += [
                "",
                name,
                *(f"  + {hit}" for hit in tally.hits),
                *(f"  - {miss}" for miss in tally.misses),
            ]
        for name in ("unmatched", "duplicates", "traps", "false_deeds", "extra"):
            if rows := getattr(self, name):
                lines += ["", name, *(f"  ! {row}" for row in rows)]
        return "\n".join(lines)


@dataclass(frozen=True)
class _GoldEvent:
    """One event of the gold, in either format, made uniform."""

    label: str
    types: frozenset[str]
    statuses: frozenset[str]
    actors: tuple[dict[str, Any], ...]
    span: tuple[int, int]
    required: bool
    alleges: bool


# --- attributions -------------------------------------------------------------------------------------


def _attribution_edges(
    view: View, golds: Sequence[Gold], predicted: Sequence[Attribution]
) -> dict[int, list[tuple[bool, float, int]]]:
    contents = [view.tokens(p.content) for p in predicted]
    speakers = [actor_heads(view, p.speaker) for p in predicted]
    edges: dict[int, list[tuple[bool, float, int]]] = {}
    for g, gold in enumerate(golds):
        wanted, heads = view.tokens(gold["content"]), speaker_heads(gold)
        scored = ((bool(heads & speakers[n]), dice(wanted, contents[n]), n) for n in range(len(predicted)))
        edges[g] = sorted((e for e in scored if e[1] >= 0.5), key=lambda e: (not e[0], -e[1], e[2]))
    return edges


def _attributions(view: View, gold: Gold) -> tuple[Tally, Tally, tuple[str, ...]]:
    every = view.reading.attributions
    outer_gold = [a for a in gold["attributions"] if not a.get("within")]
    inner_gold = [a for a in gold["attributions"] if a.get("within")]
    outer = [a for a in every if a.within is None]
    inner = [a for a in every if a.within is not None]

    edges = _attribution_edges(view, outer_gold, outer)
    right = assign(len(outer_gold), {g: [n for ok, _, n in es if ok] for g, es in edges.items()})
    used = set(right.values())
    loose = assign(
        len(outer_gold),
        {g: [n for _, _, n in es if n not in used] for g, es in edges.items() if g not in right},
    )
    parents = {outer_gold[g]["id"]: outer[n].id for g, n in {**loose, **right}.items()}

    chained = _chained(inner_gold, inner, _attribution_edges(view, inner_gold, inner), parents)

    def why(g: int) -> str:
        if g in loose:
            actor = view.actors.get(outer[loose[g]].speaker or "")
            return f"wrong speaker: {actor.name if actor else None}"
        if edges[g]:
            return "content taken by another"
        wanted = view.tokens(outer_gold[g]["content"])
        inside = any(dice(wanted, view.tokens(a.content)) >= 0.5 for a in inner)
        return "only within another" if inside else "no such content"

    outermost = _tally(outer_gold, right, lambda g: _gold_attribution(outer_gold[g]), lambda g: f"({why(g)})")
    chains = _tally(inner_gold, chained, lambda g: _gold_attribution(inner_gold[g]), lambda g: "")
    matched = set(right.values()) | set(loose.values())
    extra = tuple(
        f"{view.words(a.source, 30)} | {view.words(a.cue, 25)} | {view.words(a.content, 60)}"
        for n, a in enumerate(outer)
        if n not in matched
    )
    return outermost, chains, extra


def _chained(
    golds: Sequence[Gold],
    inner: Sequence[Attribution],
    edges: dict[int, list[tuple[bool, float, int]]],
    parents: dict[str, str],
) -> dict[int, int]:
    """Inner attributions found with the right speaker, each within the prediction that its own parent was
    matched to: level by level, since a chain can have more than two links."""
    chained: dict[int, int] = {}
    ids = dict(parents)
    while True:
        used = set(chained.values())
        wanted = {
            g: [n for ok, _, n in es if ok and n not in used and inner[n].within == ids[golds[g]["within"]]]
            for g, es in edges.items()
            if g not in chained and golds[g]["within"] in ids
        }
        new = assign(len(golds), wanted)
        if not new:
            return chained
        chained |= new
        ids |= {golds[g]["id"]: inner[n].id for g, n in new.items()}


def _gold_attribution(a: Gold) -> str:
    content = " ... ".join(a["content_text"])
    return f"{a['id']} {a['speaker']}: {' '.join(a['cue_text'])} | {content[:70]}"


def _tally(
    golds: Sequence[Any], found: dict[int, int], label: Callable[[int], str], why: Callable[[int], str]
) -> Tally:
    """Hits and misses among the rows that are not optional."""
    required = [g for g in range(len(golds)) if not golds[g].get("optional")]
    hits = tuple(label(g) for g in required if g in found)
    misses = tuple(f"{label(g)} {why(g)}".rstrip() for g in required if g not in found)
    return Tally(hits, misses)


# --- events -------------------------------------------------------------------------------------------


def _gold_events(gold: Gold) -> list[_GoldEvent]:
    events = []
    for e in gold["events"]:
        if "status" in e:
            statuses = frozenset([e["status"]] if isinstance(e["status"], str) else e["status"])
        else:
            statuses = _REAL if e["factuality"] in ("asserted", "claimed") else frozenset([e["factuality"]])
        types = frozenset({e["plover"], *(a["plover"] for a in e["alternatives"] if a.get("plover"))})
        label = f"{e['id']} {e['plover']} {'/'.join(sorted(statuses))} | {e['evidence'][:80]}"
        actors = tuple(e["actor"])
        start, end = e["span"]
        alleges = e["plover"] == "ACCUSE" and e.get("mode") == "allege"
        events.append(_GoldEvent(label, types, statuses, actors, (start, end), not e["optional"], alleges))
    return events


def _same_place(view: View, event: Event, gold: _GoldEvent) -> float:
    """0.0 where they are about other words, else more the better they fit."""
    shared = dice(view.tokens(event.evidence), view.tokens([gold.span]))
    if overlap(event.trigger, [gold.span]):
        return 1.0 + shared
    return shared if shared >= 0.5 else 0.0


def _right_actor(view: View, event: Event, gold: _GoldEvent) -> bool:
    checkable = [a for a in gold.actors if a.get("text") and not a.get("implicit")]
    if not checkable:
        return True
    for wanted in checkable:
        countries = set((wanted.get("country") or "").split(",")) - {""}
        spans = [wanted["span"]] if "span" in wanted else []
        for actor_id in event.actors:
            actor = view.actors.get(actor_id)
            if actor and (actor.country in countries or overlap(actor.mentions, spans)):
                return True
    return False


def _event_words(view: View, e: Event) -> str:
    names = ", ".join(view.actors[a].name for a in e.actors if a in view.actors)
    return f"{e.type} {e.status} [{view.words(e.trigger, 30)}] {names or '-'} | {view.words(e.evidence, 70)}"


@dataclass(frozen=True)
class _Events:
    required: Tally
    unmatched: tuple[str, ...]
    duplicates: tuple[str, ...]
    traps: tuple[str, ...]
    false_deeds: tuple[str, ...]


def _events(view: View, gold: Gold) -> _Events:
    golds, predicted = _gold_events(gold), view.reading.events
    place = {
        (g, n): fit
        for g, wanted in enumerate(golds)
        for n, event in enumerate(predicted)
        if (fit := _same_place(view, event, wanted)) > 0
    }
    typed = {(g, n) for g, n in place if predicted[n].type in golds[g].types}
    full = {
        (g, n)
        for g, n in typed
        if predicted[n].status in golds[g].statuses and _right_actor(view, predicted[n], golds[g])
    }

    def edges(pairs: set[tuple[int, int]]) -> dict[int, list[int]]:
        ordered = sorted(pairs, key=lambda pair: (-place[pair], pair[1]))
        return {g: [n for h, n in ordered if h == g] for g in range(len(golds))}

    required = [g for g, wanted in enumerate(golds) if wanted.required]
    found = assign(len(golds), {g: ns for g, ns in edges(full).items() if golds[g].required})
    somewhere = {n for _, n in typed}
    covered = set(assign(len(golds), edges(typed)).values()) | set(found.values())
    tally = Tally(
        tuple(golds[g].label for g in required if g in found),
        tuple(
            f"{golds[g].label} ({_why_missed(view, golds[g], g, typed)})" for g in required if g not in found
        ),
    )
    return _Events(
        tally,
        tuple(_event_words(view, e) for n, e in enumerate(predicted) if n not in somewhere),
        tuple(_event_words(view, e) for n, e in enumerate(predicted) if n in somewhere - covered),
        _traps(view, gold, somewhere),
        _false_deeds(view, golds, typed),
    )


def _why_missed(view: View, wanted: _GoldEvent, g: int, typed: set[tuple[int, int]]) -> str:
    near = [view.reading.events[n] for h, n in sorted(typed) if h == g]
    if not near:
        return "none of this type here"
    if not any(e.status in wanted.statuses for e in near):
        return f"status {near[0].status}"
    if not any(_right_actor(view, e, wanted) for e in near):
        return "wrong actor: " + ", ".join(view.actors[a].name for a in near[0].actors if a in view.actors)
    return "status and actor not right together, or taken by another"


def _traps(view: View, gold: Gold, somewhere: set[int]) -> tuple[str, ...]:
    return tuple(
        f"{_event_words(view, event)} <- {trap['why']}"
        for n, event in enumerate(view.reading.events)
        for trap in gold["not_coded"]
        if n not in somewhere and event.status != "denied" and overlap(event.trigger, [trap["span"]])
    )


def _false_deeds(view: View, golds: Sequence[_GoldEvent], typed: set[tuple[int, int]]) -> tuple[str, ...]:
    """Events recorded as happened although the gold has them only as alleged, planned or cancelled."""
    rows = []
    for n, event in enumerate(view.reading.events):
        mine = {g for g, m in typed if m == n}
        if event.status not in _REAL or any(golds[g].statuses & _REAL for g in mine):
            continue
        if mine:
            rows.append(f"{_event_words(view, event)} <- {golds[min(mine)].label}")
        for wanted in golds:
            if wanted.alleges and not mine and overlap(event.trigger, [wanted.span]):
                rows.append(f"{_event_words(view, event)} <- only alleged: {wanted.label}")
    return tuple(rows)


# --- crowds and damage --------------------------------------------------------------------------------


def _gold_crowds(gold: Gold) -> list[Gold]:
    if "crowds" in gold:
        return list(gold["crowds"])
    crowds = []
    for e in gold["events"]:
        size = (e.get("magnitude") or {}).get("size")
        if not size:
            continue
        start = e["span"][0] + e["evidence"].index(size["text"])
        low = [size.get("min")]
        if low[0] is not None and (stated := _APPROXIMATE.match(size["text"])):
            low.append(int(stated[1].replace(",", "").replace(".", "")))
        span = [start, start + len(size["text"])]
        crowds.append({"text": size["text"], "span": span, "low": low, "high": [size.get("max")]})
    return crowds


def _crowds(view: View, gold: Gold) -> Tally:
    golds = _gold_crowds(gold)
    here = {
        g: [
            q
            for q in view.reading.quantities
            if q.what == c.get("what", "crowd") and overlap([q.span], [c["span"]])
        ]
        for g, c in enumerate(golds)
    }
    index = {id(q): n for n, q in enumerate(view.reading.quantities)}
    edges = {
        g: [index[id(q)] for q in here[g] if q.low in c["low"] and q.high in c["high"]]
        for g, c in enumerate(golds)
    }
    found = assign(len(golds), edges)

    def why(g: int) -> str:
        return f"({', '.join(f'{q.low}-{q.high}' for q in here[g]) or 'none here'})"

    return _tally(golds, found, lambda g: f"{golds[g]['text']}: {golds[g]['low']}-{golds[g]['high']}", why)


def _placed(text: str, scar: Gold) -> Gold:
    """A scar with its span; one given by its words alone stands where they first occur."""
    if "span" in scar:
        return scar
    start = text.index(scar["text"])
    return {**scar, "span": [start, start + len(scar["text"])]}


def _damage(view: View, gold: Gold) -> Tally:
    wanted = [_placed(view.text, d) for d in gold.get("damage", ()) if not d.get("optional")]
    found: dict[int, int] = {}
    for g, scar in enumerate(wanted):
        kinds = [scar["kind"]] if isinstance(scar["kind"], str) else scar["kind"]
        for n, mark in enumerate(view.reading.damage):
            if mark.kind in kinds and overlap([mark.span], [scar["span"]]):
                found[g] = n
                break

    def why(g: int) -> str:
        kinds = {m.kind for m in view.reading.damage if overlap([m.span], [wanted[g]["span"]])}
        return f"(marked as {', '.join(sorted(kinds))})" if kinds else "(not marked)"

    return _tally(wanted, found, lambda g: f"{wanted[g]['kind']} {wanted[g].get('text', '')!r}", why)


# --- in and out ---------------------------------------------------------------------------------------


def score(reading: Reading, gold: Gold) -> SampleScore:
    """Score one Reading against one gold. The Reading's text must be the text that the gold was made on."""
    view = view_of(reading)
    outermost, chains, extra = _attributions(view, gold)
    events = _events(view, gold)
    return SampleScore(
        outermost=outermost,
        chains=chains,
        events=events.required,
        crowds=_crowds(view, gold),
        damage=_damage(view, gold),
        unmatched=events.unmatched,
        duplicates=events.duplicates,
        traps=events.traps,
        false_deeds=events.false_deeds,
        extra=extra,
    )


def merge(parts: Iterable[Any]) -> Gold:
    """One gold of several files: the shared sample's two, and a bare list of damage marks."""
    gold: Gold = {"attributions": [], "events": [], "not_coded": [], "damage": []}
    for part in parts:
        gold |= {"damage": part} if isinstance(part, list) else part
    return gold


def load_gold(*paths: Path | str) -> Gold:
    """Read and merge gold files (JSON, UTF-8)."""
    return merge(json.loads(Path(path).read_text(encoding="utf-8")) for path in paths)


def _read(path: Path) -> Reading:
    """Read one article; the annotators are imported here, so that scoring alone stays light."""
    import sayso

    reading: Reading = sayso.read(path)
    return reading


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for one article; exit code 0 whatever the score (thresholds live in the tests)."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sample_score", description=__doc__.split("\n")[0]
    )
    parser.add_argument("article", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument(
        "--damage", type=Path, help="a JSON list of scars: {kind, text, span}; span may be left out"
    )
    options = parser.parse_args(arguments)
    files = [*options.gold, *([options.damage] if options.damage else [])]
    sys.stdout.write(score(_read(options.article), load_gold(*files)).table() + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
