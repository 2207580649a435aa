"""Makes the lists behind the lemmas: verbs of English, and forms that the rules of spelling get wrong.

    python -m training.lemmas --gold ../shared/gold --corpus training/build/corpus.jsonl

From the gold lemmas of the EWT and GUM treebanks (training parts), and from the teacher's for what those do
not hold: its verbs where it has seen them as a base form, its closed classes where it is of one mind.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from sayso.language import _lemma

OUT = Path(_lemma.__file__).parent
OPEN = (
    "JJ",
    "RB",
    "NN",
    "NNP",
    "NNPS",
    "CD",
    "FW",
    "SYM",
    "ADD",
    "GW",
    "AFX",
    "UH",
    "LS",
    "XX",
    "NFP",
    "HYPH",
)
OWN = {
    "N": """series species zombies:zombie movies:movie cookies:cookie rookies:rookie calories:calorie
    selfies:selfie hippies:hippie avalanches:avalanche aches:ache headaches:headache caches:cache niches:niche
    axes:axe people politics economics news mathematics statistics taxes:tax menus:menu gurus:guru""",
    "V": """tying:tie dying:die lying:lie vying:vie bred:breed fled:flee sped:speed shed wed bled:bleed
    fed:feed led:lead freed:free agreed:agree guaranteed:guarantee decreed:decree refereed:referee""",
}
"""What the treebanks do not hold or have wrong: forms, with their lemma where it is another word."""

HELPERS = {"n't": "not", "'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'d": "have"}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    ap.add_argument("--corpus", type=Path, default=Path("training/build/corpus.jsonl"))
    args = ap.parse_args()
    verbs: Counter[str] = Counter()
    gold: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    taught: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name in ("ewt", "gum"):
        for line in (args.gold / f"language/{name}.train.conllu").open(encoding="utf-8"):
            row = line.rstrip("\n").split("\t")
            if len(row) != 10 or not row[0].isdigit() or "Typo=Yes" in row[5] or row[4] in OPEN:
                continue
            form, tag, lemma = row[1].lower().replace("’", "'"), row[4], row[2].lower()
            if tag.startswith("VB") and lemma.isalpha():
                verbs[lemma] += 3
            gold[form, _lemma._group(tag)][lemma] += 1
    for line in args.corpus.open(encoding="utf-8"):
        doc = json.loads(line)
        for form, tag, pos, lemma in zip(doc["words"], doc["tag"], doc["pos"], doc["lemma"], strict=True):
            form, lemma = form.lower().replace("’", "'"), lemma.lower().replace("’", "'")
            if tag in {"VB", "VBP"} and form.isascii() and form.isalpha() and pos == "VERB":
                verbs[form] += 1
            if tag not in OPEN and doc["source"] != "wnut":
                taught[form, _lemma._group(tag)][lemma] += 1
    for table in ("attribution/cues.tsv", "events/codebook/triggers.tsv"):
        for line in files("sayso").joinpath(table).read_text("utf-8").splitlines():
            word = line.split("\t")[0]
            if (
                word.isalpha()
                and word.islower()
                and (table.startswith("attribution") or line.split("\t")[1:2] == ["verb"])
            ):
                verbs[word] += 3
    known = sorted(v for v, n in verbs.items() if n >= 3 and len(v) > 1)
    (OUT / "verbs.txt").write_text(
        "# Verbs of English, made by training/lemmas.py.\n" + "\n".join(known) + "\n", "utf-8"
    )
    (OUT / "lemmas.tsv").write_text("# Made by training/lemmas.py.\n", "utf-8")
    _lemma._verbs.cache_clear()
    _lemma._exceptions.cache_clear()
    rows = []
    for form, group in sorted(gold.keys() | taught.keys()):
        counts = gold.get((form, group)) or taught[form, group]
        lemma, seen = counts.most_common(1)[0]
        usual = taught.get((form, group), Counter()).most_common(1)
        if group == _lemma.NOUN and lemma == form and usual and usual[0][1] >= 3:
            # "troops", "proceedings": the treebanks keep them as they are; the rules of the house ask for
            "troop".lemma = usual[0][0]
        regular = group in {_lemma.VERB, _lemma.NOUN, _lemma.MORE}
        if (form, group) not in gold and (seen < 3 or seen < 0.9 * sum(counts.values())):
            continue
        if not regular:
            # Closed classes go by the teacher, whose habits the rules of the house were written for.
            counts = taught.get((form, group), Counter())
            lemma, seen = counts.most_common(1)[0] if counts else ("", 0)
            if seen < 3 or (lemma == form and form not in HELPERS):
                continue
        elif form not in HELPERS and (not form.isalpha() or not lemma.isalpha()):
            continue
        if regular and form.endswith(("ed", "ing")) and seen < 2:
            continue  # one slip of an annotator is no rule
        if regular and (form, group) not in gold and group == _lemma.VERB and lemma not in verbs:
            continue
        tags = {
            _lemma.VERB: ("VBZ", "VBD", "VBN", "VBG", "VBP", "VB"),
            _lemma.NOUN: ("NNS",),
            _lemma.MORE: ("JJR", "JJS"),
        }
        if any(_lemma.lemma(form, tag) != lemma for tag in tags.get(group, (group,)) if fits(form, tag)):
            rows.append((form, group, HELPERS.get(form, lemma) if group in {_lemma.VERB, "RB"} else lemma))
    own = [(w.partition(":"), group) for group, words in OWN.items() for w in words.split()]
    rows = [r for r in rows if r[:2] not in {(w[0], group) for w, group in own}]
    rows += [(form, group, base or form) for (form, _, base), group in own]
    rows.sort()
    head = "# Forms that the rules get wrong: form, group (V, N, A as in _lemma.py, else a tag), lemma.\n"
    (OUT / "lemmas.tsv").write_text(
        head + "# Made by training/lemmas.py.\n" + "".join("\t".join(r) + "\n" for r in rows), "utf-8"
    )
    print(f"{len(known)} verbs, {len(rows)} exceptions")


def fits(form: str, tag: str) -> bool:
    """Whether a form can bear a verb's tag by its ending: a regular form is judged with that tag alone."""
    regular = {"ing": "VBG", "ed": "VBD"}
    for ending, its in regular.items():
        if form.endswith(ending):
            return tag == its or not tag.startswith("VB")
    if form.endswith("s") and tag.startswith("VB"):
        return tag == "VBZ"
    return True


if __name__ == "__main__":
    main()
