"""Everything in a packet leads to the words: each quotation is what stands in the article at its place, each
digest that of the bytes that are kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sayso.case import Case
from sayso.wording import visible
from tests.packet.conftest import FILES, Made, raws, texts

_AT = re.compile(r"⟦(\d+):(\d+)⟧")


def quotations(value: Any) -> Iterator[dict[str, Any]]:
    """Every quotation in a graph, however deep."""
    if isinstance(value, dict):
        if "oa:SpecificResource" in value.get("type", ()):
            yield value
        for part in value.values():
            yield from quotations(part)
    elif isinstance(value, list):
        for part in value:
            yield from quotations(part)


def test_every_quotation_of_the_graph_stands_in_its_article(packet: Made, week: Case) -> None:
    kept = texts(week)
    found = [q for node in packet.nodes.values() for q in quotations(node) if "text" in q]
    assert len(found) > 300
    for one in found:
        text = kept[one["source"].removeprefix("urn:sayso:")]
        position, quote = one["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == one["text"] == quote["exact"] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert quote["prefix"] or start == 0


def test_passages_that_two_articles_share_are_marked_in_both(packet: Made, week: Case) -> None:
    kept = texts(week)
    shared = [(id, s) for id, node in packet.nodes.items() for s in node.get("sayso:shares", ())]
    assert any(one["sayso:copy"] for _, one in shared)
    for id, one in shared:
        for passage in one["sayso:passages"]:
            here, there = passage["sayso:here"], passage["sayso:there"]
            assert here["source"] == id
            assert there["source"] == one["sayso:with"]["id"]
            words = []
            for place in (here, there):
                text = kept[place["source"].removeprefix("urn:sayso:")]
                words.append(text[place["selector"]["start"] : place["selector"]["end"]])
            assert words[0].split()[0].casefold() == words[1].split()[0].casefold()


def flat(element: ElementTree.Element) -> str:
    """The text of a cell, with the places of words as marks."""
    if element.get("class") == "at":
        own = "".join(element.itertext())
        return f"⟦{own.strip('[]')}⟧" + (element.tail or "")
    return (element.text or "") + "".join(map(flat, element)) + (element.tail or "")


def reports(
    tree: ElementTree.Element,
) -> Iterator[tuple[str, ElementTree.Element, list[ElementTree.Element]]]:
    """Article, section and tables of each report or statement on a page, without what is nested in it."""
    for section in tree.iter("section"):
        link = section.find("p/a")
        if link is not None and link.get("href", "").startswith("#a_"):
            yield link.get("href", "")[1:], section, section.findall("table")


def test_every_place_on_the_page_holds_the_words_before_it(packet: Made, week: Case) -> None:
    kept, seen = texts(week), 0
    for article, _, tables in reports(packet.tree):
        for cell in (cell for table in tables for cell in table.iter("td")):
            line = flat(cell)
            for match in _AT.finditer(line):
                words = kept[article][int(match[1]) : int(match[2])]
                expected = visible(" ".join(words.split("\n"))).strip()
                assert line[: match.start()].rstrip()[:-1].endswith(expected), (expected, line)
                seen += 1
    assert seen > 300


def test_the_marked_words_are_those_of_the_record(packet: Made, week: Case) -> None:
    kept, seen = texts(week), 0
    for article, section, tables in reports(packet.tree):
        row = next(r for r in tables[0].iter("tr") if r.find("th") is not None)
        if row.findtext("th") != "exact words":
            continue
        spans = [(int(a), int(b)) for a, b in _AT.findall(flat(row.find("td")))]
        marked = "".join("".join(m.itertext()) for b in section.findall("blockquote") for m in b.iter("mark"))
        for start, end in spans:
            assert visible(kept[article][start:end]).replace("\n", "") in marked.replace("\n", "")
        assert all("".join(m.itertext()) for m in section.iter("strong"))
        seen += 1
    assert seen > 20


def test_an_excerpt_is_some_300_characters_of_the_article(packet: Made, week: Case) -> None:
    whole = {visible(text).replace("\n", "") for text in texts(week).values()}
    for _, section, _ in reports(packet.tree):
        for block in section.findall("blockquote"):
            text = "".join(block.itertext()).replace("\n", "").removeprefix("… ").removesuffix(" …")
            marks = sum(len("".join(m.itertext())) for m in block.iter("mark"))
            assert len(text) <= marks + 300 + 300
            assert any(text in one for one in whole)


def test_every_digest_is_that_of_the_bytes_that_are_kept(packet: Made, week: Case) -> None:
    kept, seen = raws(week), 0
    on_disk = {str(path): path.read_bytes() for path in FILES}
    for id, node in packet.nodes.items():
        if "MediaObject" not in node["type"]:
            continue
        data = kept[id.removeprefix("urn:sayso:")]
        assert node["sha256"] == hashlib.sha256(data).hexdigest()
        assert node["contentSize"] == str(len(data))
        assert node["sha256"] in packet.text
        if node["sayso:foundAt"] in on_disk:
            assert on_disk[node["sayso:foundAt"]] == data
            seen += 1
    assert seen >= 5


def test_the_digest_of_each_text_is_given(packet: Made, week: Case) -> None:
    for id, text in texts(week).items():
        node = packet.nodes.get(f"urn:sayso:{id}")
        if node is not None:
            assert node["sayso:textSha256"] == hashlib.sha256(text.encode()).hexdigest()
            assert node["sayso:codePoints"] == len(text)
            assert node["sayso:textSha256"] in packet.text


def test_the_page_names_the_digest_of_the_graph_beside_it(packet: Made) -> None:
    digest = hashlib.sha256(packet.graph).hexdigest()
    assert digest == packet.told.graph_sha256
    assert digest in packet.text
    assert packet.told.page_sha256 == hashlib.sha256(packet.page).hexdigest()


def test_files_are_those_that_were_added(packet: Made) -> None:
    found = {Path(n["sayso:foundAt"]).name for n in packet.nodes.values() if "MediaObject" in n["type"]}
    assert "2021-10-12-student.html" in found
