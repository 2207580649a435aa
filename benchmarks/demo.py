"""The demo case against its gold: origins, disputes, revisions, courses, copies, statements, findings.

    python -m benchmarks.demo            figures
    python -m benchmarks.demo --errors   and what is missed or made up

The gold (``examples/case/gold.jsonl``) was annotated by hand before any of our code had read the articles;
what it takes for an origin stands in ``examples/case/README.md``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sayso
from benchmarks.gold import GoldSet, Row
from sayso.case import Case
from sayso.stories import DEMO_DAY, Happening, Report, Stories, demo_files

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "case"
GOLD = FOLDER / "gold.jsonl"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="show what is missed or made up")
    options = parser.parse_args()
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    with _case() as case:
        score = Score(case, rows)
        for name, value in score.figures().items():
            print(f"{name:12} {value}")
        if options.errors:
            print("\n".join(score.errors))


@contextmanager
def _case() -> Iterator[Case]:
    with tempfile.TemporaryDirectory() as folder, sayso.open(Path(folder) / "demo.sayso") as case:
        case.add(demo_files(), now="2021-10-20T06:00:00Z", today=DEMO_DAY)
        yield case


def measured(rows: Sequence[Row]) -> dict[str, float]:
    """The figures that are floors, in percent."""
    with _case() as case:
        score = Score(case, rows)
        score.figures()
        return {name: 100 * good / max(1, all_) for name, (good, all_) in score.counted.items()}


def _parts(rows: Iterable[Row]) -> dict[str, Any]:
    """The gold by its parts; articles by their names, the others in their order."""
    parts: dict[str, Any] = defaultdict(list)
    for row in rows:
        parts[row["part"]].append({**row, "id": row["name"]})
    parts["articles"] = {row["name"]: row for row in parts["articles"]}
    return parts


class Score:
    """The record of the demo case beside its gold."""

    def __init__(self, case: Case, rows: Iterable[Row]) -> None:
        self.gold = _parts(rows)
        self.stories = Stories(case)
        self.texts = {reading.article.id: reading.article.text for reading in case.readings()}
        self.sources = {r.article: r.source for r in case.inputs("kept") if r.article}
        self.ids = self._ids()
        self.happenings = list(self.stories.happenings())
        self.reports: dict[str, list[tuple[Report, Happening]]] = defaultdict(list)
        for happening in self.happenings:
            for report in happening.reports:
                self.reports[report.article].append((report, happening))
        self.matched = {h["id"]: self._match(h) for h in self.gold["happenings"]}
        self.errors: list[str] = []
        self.counted: dict[str, tuple[int, int]] = {}

    def figures(self) -> dict[str, str]:
        """All figures, in words."""
        return {
            "copies": self._copies(),
            "happenings": self._happenings(),
            "reports": self._reports_found(),
            "origins": self._origins(),
            "disputes": self._disputes(),
            "revisions": self._revisions(),
            "courses": self._courses(),
            "denials": self._denials(),
            "statements": self._statements(),
            "findings": self._findings(),
        }

    def _ids(self) -> dict[str, str]:
        """Name of each article in the gold -> its id."""
        words: dict[str, list[str]] = defaultdict(list)
        for one in _quotes(self.gold):
            words[one["article"]].append(one["words"])
        found = {}
        for name, about in self.gold["articles"].items():
            fits = [
                id
                for id, source in self.sources.items()
                if about["file"] in source and all(quote in self.texts[id] for quote in words[name])
            ]
            if len(fits) != 1:
                sys.exit(f"{name}: {len(fits)} articles fit")
            found[name] = fits[0]
        return found

    def _match(self, gold: Mapping[str, Any]) -> Counter[str]:
        """Happenings of ours in which reports of one of the gold stand, and how many."""
        found: Counter[str] = Counter()
        for report in gold["reports"]:
            found.update({happening.id for happening in self._at(report, gold["type"])})
        return found

    def _at(self, report: Mapping[str, Any], types: Iterable[str]) -> list[Happening]:
        article = self.ids[report["article"]]
        start = self.texts[article].find(report["words"])
        end = start + len(report["words"])
        return [
            happening
            for found, happening in self.reports[article]
            if (happening.type in types or not types) and any(a < end and start < b for a, b in found.spans)
        ]

    def _main(self, name: str) -> Happening | None:
        best = self.matched.get(name, Counter()).most_common(1)
        return next((h for h in self.happenings if best and h.id == best[0][0]), None)

    def _happenings(self) -> str:
        coded = [h["id"] for h in self.gold["happenings"] if h["type"]]
        found = sum(bool(self.matched[name]) for name in coded)
        return f"{found} of {len(coded)} of a PLOVER type found"

    def _reports_found(self) -> str:
        total = joined = seen = 0
        for gold in self.gold["happenings"]:
            main = self._main(gold["id"])
            for report in gold["reports"]:
                there = self._at(report, gold["type"])
                total += 1
                seen += bool(there)
                joined += main is not None and main.id in {h.id for h in there}
        self.counted["reports_joined"] = joined, seen
        return f"{seen} of {total} read, {joined} joined with the main happening"

    def _origins(self) -> str:
        right = found = 0
        for gold in self.gold["happenings"]:
            main = self._main(gold["id"])
            if main is None or not gold["type"]:  # what is no type of PLOVER is no event of ours
                continue
            found += 1
            wanted = [
                origin["name"] for origin in gold["origins"] if not origin["name"].startswith("unnamed")
            ]
            ours = [origin.name for origin in main.origins]
            missing = [name for name in wanted if not any(same(name, other) for other in ours)]
            extra = [name for name in ours if not any(same(other, name) for other in wanted)]
            right += not missing and not extra
            if missing or extra:
                self.errors.append(
                    f"ORIGINS {gold['id']} {gold['what'][:60]}: missing {missing}, extra {extra}"
                )
        whole, reports, good = self._origins_as_read()
        self.counted["origins_of_reports"] = good, reports
        return (
            f"{right} of {found} found happenings have just those of the gold; of what was read, the origin "
            f"is right for {good} of {reports} reports and for all reports of {whole} happenings"
        )

    def _origins_as_read(self) -> tuple[int, int, int]:
        """Happenings of which all reports that were read have an origin of the gold for their article;
        reports that were read, and those of them that have."""
        whole = reports = good = 0
        for gold in self.gold["happenings"]:
            main = self._main(gold["id"])
            if main is None:
                continue
            wrong = 0
            names = {id: name for name, id in self.ids.items()}
            for report in main.reports:
                article = names[report.article]
                wanted = [o["name"] for o in gold["origins"] if article in o["articles"]]
                if not wanted or main.id not in self._of_article(gold, article):
                    continue
                unnamed = any(o.get("article") == article for o in gold["unnamed"])
                fits = any(same(name, report.origin) for name in wanted)
                fits |= unnamed and report.origin in {origin.name for origin in main.unnamed}
                reports += 1
                good += fits
                wrong += not fits
                if not fits:
                    self.errors.append(
                        f"ORIGIN {gold['id']} {article} {wanted}: {report.origin} | {report.words[:80]}"
                    )
            whole += not wrong
        return whole, reports, good

    def _of_article(self, gold: Mapping[str, Any], article: str) -> set[str]:
        reports = [report for report in gold["reports"] if report["article"] == article]
        return {h.id for report in reports for h in self._at(report, gold["type"])}

    def _disputes(self) -> str:
        wanted = {(d["happening"], _field(d["about"])): d for d in self.gold["disputes"]}
        hit, made_up = set[tuple[str, str]](), 0
        for disputed in self.stories.disputes():
            keys = {
                (name, disputed.about)
                for name, counts in self.matched.items()
                if disputed.happening in counts
            }
            hit |= keys & wanted.keys()
            if not keys & wanted.keys():
                made_up += 1
                values = [(claim.origin, claim.value) for claim in disputed.claims]
                self.errors.append(f"MADE UP {disputed.about} {sorted(keys)} {disputed.headline} {values}")
        needed = {key for key, dispute in wanted.items() if not dispute.get("optional")}
        self.errors += [f"MISSED dispute {key}" for key in sorted(needed - hit)]
        self.counted["disputes_found"] = len(needed & hit), len(needed)
        self.counted["disputes_true"] = len(hit), len(hit) + made_up
        return f"{len(needed & hit)} of {len(needed)} found, {made_up} made up"

    def _revisions(self) -> str:
        wanted = {(r["happening"], r["about"]) for r in self.gold["revisions"]}
        hit, made_up = set[tuple[str, str]](), 0
        for happening in self.happenings:
            for revision in happening.revisions:
                keys = {(n, revision.about) for n, counts in self.matched.items() if happening.id in counts}
                hit |= keys & wanted
                if not keys & wanted:
                    made_up += 1
                    values = [claim.value for claim in revision.claims]
                    self.errors.append(f"MADE UP revision {happening.headline} {revision.origin} {values}")
        self.errors += [f"MISSED revision {key}" for key in sorted(wanted - hit)]
        self.counted["revisions_found"] = len(hit), len(wanted)
        return f"{len(hit)} of {len(wanted)} found, {made_up} made up"

    def _courses(self) -> str:
        right = 0
        for gold in self.gold["courses"]:
            main = self._main(gold["happening"])
            statuses = [change.status for change in main.course] if main else []
            right += set(gold["statuses"]) <= set(statuses)
            if not set(gold["statuses"]) <= set(statuses):
                self.errors.append(f"COURSE {gold['happening']} {gold['statuses']} {statuses}")
        return f"{right} of {len(self.gold['courses'])}"

    def _denials(self) -> str:
        ours = {record for happening in self.happenings for record in happening.denials}
        found = 0
        for gold in self.gold["denials"]:
            article = self.ids[gold["article"]]
            start = self.texts[article].find(gold["words"])
            end = start + len(gold["words"])
            here = [
                report
                for report, _ in self.reports[article]
                if report.record in ours and any(a < end and start < b for a, b in report.spans)
            ]
            found += bool(here)
        return f"{found} of {len(self.gold['denials'])}"

    def _copies(self) -> str:
        wanted = {frozenset((self.ids[c["copy"]], self.ids[c["of"]])) for c in self.gold["copies"]}
        originals = defaultdict(set)
        for one in self.gold["copies"]:
            originals[self.ids[one["copy"]]].add(self.ids[one["of"]])
        names = {id: name for name, id in self.ids.items()}
        hit, made_up = set[frozenset[str]](), 0
        for copy in self.stories.copies(passages=True):
            pair = frozenset((copy.one, copy.other))
            hit |= {pair} & wanted
            if pair not in wanted and not originals[copy.one] & originals[copy.other]:
                made_up += 1
                self.errors.append(f"MADE UP copy {names[copy.one]} {names[copy.other]}")
        self.errors += [f"MISSED copy {sorted(names[id] for id in pair)}" for pair in wanted - hit]
        self.counted["copies_found"] = len(hit), len(wanted)
        return f"{len(hit)} of {len(wanted)} pairs, {made_up} made up"

    def _statements(self) -> str:
        sayings = list(self.stories.sayings())
        whole = some = 0
        for gold in self.gold["statements"]:
            carriers = {self.ids[carrier["article"]] for carrier in gold["carriers"]}
            best = max((self._carried(gold, saying) for saying in sayings), key=len, default=set())
            whole += best == carriers
            some += len(best) > 1
            if len(best) < 2:
                self.errors.append(f"MISSED statement {gold['id']} {gold['speaker']}")
        self.counted["statements_joined"] = some, len(self.gold["statements"])
        return f"{some} of {len(self.gold['statements'])} joined, {whole} whole"

    def _carried(self, gold: Mapping[str, Any], saying: Any) -> set[str]:
        found = set()
        for carrier in gold["carriers"]:
            article = self.ids[carrier["article"]]
            for version in saying.versions:
                if article in version.articles and _meet(version.words, carrier["words"]):
                    found.add(article)
        return found

    def _findings(self) -> str:
        sides: dict[str, set[str]] = defaultdict(set)
        for about in self.gold["articles"].values():
            if about["side"] != "neutral":
                sides[about["side"]].add(about["outlet"])
        ours = list(self.stories.findings({side: sorted(names) for side, names in sides.items()}))
        parts = []
        for kind in ("title", "grown", "one-sided"):
            wanted = [
                {self.ids[a] for a in f["articles"]} for f in self.gold["findings"] if f["kind"] == kind
            ]
            made = [set(f.articles) for f in ours if f.kind == kind]
            least = 1 if kind == "title" else 2
            found = sum(any(len(one & other) >= least for other in made) for one in wanted)
            parts.append(f"{kind} {found} of {len(wanted)} ({len(made)} made)")
        return ", ".join(parts)


def _quotes(gold: Mapping[str, Any]) -> Iterable[Mapping[str, str]]:
    """Everything of the gold that quotes an article."""
    for happening in gold["happenings"]:
        yield from happening["reports"]
    yield from gold["denials"]
    for statement in gold["statements"]:
        yield from statement["carriers"]


def _field(about: str) -> str:
    return {"actors": "actor"}.get(about, about)


def same(gold: str, ours: str) -> bool:
    """Whether a name of ours is one of the names that the gold gives an origin ("organisers / Common
    Table")."""
    words = {_bare(part) for part in gold.split("/")}
    own = _bare(ours)
    return any(own == name or own <= name or name <= own for name in words if name and own)


def _bare(name: str) -> frozenset[str]:
    small = {"the", "of", "for", "a", "s", "national", "moldova", "moldovan", "city"}
    spelled = {"organizers": "organisers", "internal": "interior", "meridian": "mpa", "romania": "romanian"}
    words = "".join(c if c.isalnum() else " " for c in name.lower()).split()
    found = frozenset(spelled.get(word, word) for word in words) - small - {"press", "affairs"}
    return found - {"agency"} if "mpa" in found else found


def _meet(one: str, other: str) -> bool:
    a, b = (set("".join(c if c.isalnum() else " " for c in text.lower()).split()) for text in (one, other))
    return len(a & b) >= 0.6 * min(len(a), len(b))


SETS = (GoldSet("demo.case", "examples/case/gold.jsonl", 1_000_000, measured, read=False),)


if __name__ == "__main__":
    main()
