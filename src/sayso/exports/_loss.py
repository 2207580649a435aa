"""The loss report: what an export left out, and what the format cannot hold of what was written."""

from __future__ import annotations

from collections import Counter

from sayso.exports._records import Format, Item, Said
from sayso.exports._things import things_of


class Part:
    """Counts of one kind of record. ``read`` and ``written`` are records, ``rows`` rows."""

    def __init__(self, form: Format, *, stories: bool) -> None:
        self.form, self.stories = form, stories
        self.read = self.written = self.rows = 0
        self.left_out: Counter[str] = Counter()
        self.concerned: Counter[str] = Counter()
        lost = [(name, thing) for name, thing in things_of(form.of).items() if name in form.loss]
        self._things = [(name, thing.has) for name, thing in lost if not thing.stories]
        self._told = [(name, thing.has) for name, thing in lost if thing.stories and stories]

    def leave(self, reason: str) -> None:
        """Count a record that is left out."""
        self.left_out[reason] += 1

    def wrote(self, record: Item | Said) -> None:
        """Count a record that is written, and what the format cannot hold of it."""
        self.written += 1
        of, happening = (
            (record.event, record.happening) if isinstance(record, Item) else (record.statement, None)
        )
        for name, has in self._things:
            if has(of):
                self.concerned[name] += 1
        if happening is not None:
            for name, has in self._told:
                if has(happening):
                    self.concerned[name] += 1

    def lines(self) -> list[str]:
        """A line for each thing that concerns at least one record, or that is not counted."""
        what = self.form.of
        lines = [
            f"{reason}: {_many(count, what)} left out" for reason, count in sorted(self.left_out.items())
        ]
        for name, thing in things_of(what).items():
            if name not in self.form.loss:
                continue
            if thing.stories and not self.stories:
                lines.append(f"{thing.words}: {self.form.loss[name]} (not counted)")
            elif self.concerned[name]:
                lines.append(f"{thing.words}: {_many(self.concerned[name], what)}; {self.form.loss[name]}")
        return lines

    def summary(self) -> str:
        """How many were read, written and left out."""
        out = sum(self.left_out.values())
        return (
            f"{_many(self.read, self.form.of)} read, {self.written} written in {_many(self.rows, 'rows')}, "
            f"{out} left out"
        )


class Loss:
    """The report of one export. ``rows`` are those that are of no record, such as nodes of a graph."""

    def __init__(self, form: Format, *, stories: bool) -> None:
        self.form = form
        self.rows = 0
        self.parts = tuple(Part(part, stories=stories) for part in (form, *form.also))

    def lines(self) -> list[str]:
        """The report, line by line."""
        return [line for part in self.parts for line in (part.summary(), *part.lines())]

    def markdown(self) -> str:
        """The report as a page, to lie beside the file."""
        made = [f"# What `{self.form.name}` cannot hold", "", self.form.about]
        for part in self.parts:
            made += ["", f"{part.summary()}.", ""]
            made += [f"- {line}" for line in part.lines()] or ["Nothing is lost."]
        return "\n".join([*made, ""])


def _many(count: int, things: str) -> str:
    return f"{count} {things[:-1] if count == 1 else things}"
