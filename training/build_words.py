"""Compiles ``src/sayso/damage/words.txt``: English words in small letters, told from words left untranslated.

Run by hand, never imported by the package: ``python training/build_words.py [SHARED]``. Reads only files that
may train: the news texts of PolNeAR (train) and the words of the treebanks EWT and GUM (train). Keeps a word
that stands in three or more articles or treebank sentences, and leaves out what an ending derives from a
word that is kept. What comes out is a list of words; it holds no text.
"""

from __future__ import annotations

import collections
import json
import re
import sys
from pathlib import Path

from sayso.damage._untranslated import stems

ROOT = Path(__file__).resolve().parents[1]
MINIMUM = 3
MINIMUM_TWO_LETTERS = 100

NOT_ENGLISH = set(
    """
    abu ain al amp aren bin cant ce co com como con couldn da das de del der des di didn doesn don dont
    du el en es et ex fur hadn hasn haven html http https ibn im isn ive jpg la las le les ll los mas mi
    nbsp nd ne net org para per php pic por que qui quot rd re se shouldn si st su th thats tu twitter
    uber ul un und une van ve von wasn weren won wouldn www ya youre ze zu
    """.split()
)
"""Small words of other languages, of names and of web addresses, which English texts hold too."""

MORE = set(
    """
    accession aka annexation applause armistice ballot ballots blank bleep bleeped bloc booing boos
    boyfriend btw caliphate ceasefire censored censorship cheering cheers chuckles congressman
    congressmen congresswoman constituency coughs coup crosstalk crying cum deleted dictator edited
    ellipsis embryo emphasis enclave exclave expletive expletives fetus fiance foreign garbled gestures
    gesturing gif girlfriend governor grandfather grandmother hereby herself himself hometown html ibid
    illegible img inaudible indistinct insurgent insurgents interpreter jihadist jihadists junta kingdom
    laughs laughter lgbt lol martyr martyrs mayor militiaman mujahideen music newborn nickname nodding
    nsfw oblast obscenity occupier occupiers oligarch oligarchs omitted oneself ours paramilitaries
    parliamentarian parliamentarians pause pauses pdf peacekeeper peacekeepers per percent plebiscite
    precinct premier profanities profanity putsch quorum redacted referendum regime regimes runoff
    sarcasm sarcastic screaming senator separatist separatists shouting shouts sibling siblings sic
    sighs silence singing slur slurs smiling snap sneezes sobbing sobs spouse stepfather stepmother
    surname swear swears thee theirs themselves thy translation translator truce turnout tyrant unclear
    unintelligible untitled url verbatim versus via whom whose withheld wtf
    """.split()
)
"""Words that editors put between brackets, and words of our field, whether the counts hold them or not."""

_word = re.compile(r"(?<![\w'’@#/.-])[a-z]{2,}(?![\w@/])")


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    counts = _counts(shared / "gold")
    foreign = {line.split("\t")[0] for line in _lines(ROOT / "src/sayso/damage/foreign.tsv")}
    words = {
        word
        for word, n in counts.items()
        if n >= (MINIMUM if len(word) > 2 else MINIMUM_TWO_LETTERS) and word not in foreign | NOT_ENGLISH
    }
    kept = {w for w in words if not any(stem in words and stem != w for stem in stems(w))} | MORE
    head = (
        "# English words in small letters, those left out that can be derived from one listed by an ending.\n"
        "# Compiled by training/build_words.py.\n"
    )
    path = ROOT / "src/sayso/damage/words.txt"
    path.write_text(head + "".join(f"{word}\n" for word in sorted(kept)), encoding="utf-8")
    print(f"{len(words)} words, {len(kept)} kept in {path}")


def _counts(gold: Path) -> collections.Counter[str]:
    """In how many articles or treebank sentences each word stands."""
    counts: collections.Counter[str] = collections.Counter()
    with (gold / "attribution/polnear.train.jsonl").open(encoding="utf-8") as file:
        for line in file:
            counts.update(set(_word.findall(json.loads(line)["text"])))
    for name in ("ewt", "gum"):
        text = (gold / f"language/{name}.train.conllu").read_text(encoding="utf-8")
        for sentence in text.split("\n\n"):
            rows = [row.split("\t") for row in sentence.split("\n") if row and not row.startswith("#")]
            counts.update({row[1] for row in rows if _word.fullmatch(row[1])})
    return counts


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


if __name__ == "__main__":
    main()
