"""Broken bytes never crash the line: 500 seeded mutations of texts of ours, 40 of them in every test run.

An input may be refused (an ``InputError`` of intake, with its code); what is read must be a valid record. An
error inside the reader (SAY2xx) counts as a crash, whoever caught it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.records import Article, decode, encode, problems

REPO = Path(__file__).resolve().parent.parent
WHOLE = (
    REPO / "examples/harbour-call.txt",
    REPO / "tests/twin/article.txt",
    REPO / "tests/twin/twin2.txt",
)
PIECE = 600
"""Bytes of a long text that a mutation works on: 500 readings must stay under a minute."""

HOSTILE = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xe2\x80", b"\xed\xa0\x80", b"\xe2\x81\xa0", b"\xe2\x80\xae"),
    *(b"\xcc\x81", b"\xc2\xa0", b"\xf0\x9f\x94\xa5", b"\xe2\x80\x9c", b"\xe2\x80\x9d", b'"', b"'", b"``"),
    *(
        b"\r",
        b"\x0b",
        b"\x1b[31m",
        b"\n\n",
        b"[ad_1]",
        b"[",
        b"]",
        b"&amp;",
        b"&#",
        b"<p>",
        b"{",
        b"(((((",
        b"-" * 40,
    ),
    *(b". and more people.", b"up to ", b" of of of ", b"said said said", b"31 February 0000"),
    *(b"99999999999999999999999", b"1,2,3.4.5"),
)

ORDINARY = tuple(range(40))
REST = tuple(range(40, 500))


@cache
def sources() -> tuple[bytes, ...]:
    """The bundled articles, and every golden passage."""
    passages = sorted((REPO / "tests/golden").glob("*/*/in.txt"))
    return tuple(path.read_bytes() for path in (*WHOLE, *WHOLE, *WHOLE, *passages))


def flip(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)


def insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice((*HOSTILE, bytes([chance.randrange(256)])))


def delete(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 1, 2, 5, 20, 80))]


def duplicate(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    piece = bytes(data[at : at + chance.choice((1, 3, 12, 60))])
    data[at:at] = piece * chance.choice((1, 1, 2, 8))


def swap(data: bytearray, chance: random.Random) -> None:
    """Move a piece to another place."""
    at, length = chance.randrange(len(data)), chance.choice((1, 4, 30))
    piece = bytes(data[at : at + length])
    del data[at : at + length]
    to = chance.randrange(len(data) + 1)
    data[to:to] = piece


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, insert, delete, duplicate, swap)


def mutant(seed: int) -> bytes:
    """The mutation with this number: always the same bytes."""
    chance = random.Random(seed)
    source = chance.choice(sources())
    begin = chance.randrange(max(1, len(source) - PIECE))
    data = bytearray(source if seed % 50 == 0 else source[begin : begin + PIECE])
    for _ in range(chance.choice((1, 2, 4, 8, 16))):
        if data:
            chance.choice(MUTATIONS)(data, chance)
    return bytes(data)


def articles(data: bytes, folder: Path, suffix: str = ".txt") -> Iterator[Article]:
    """What intake makes of the bytes; a refusal gives nothing, another error is a crash."""
    from sayso.intake import read_inputs

    path = folder / f"mutant{suffix}"
    path.write_bytes(data)
    for result in read_inputs([str(path)]):
        if isinstance(result, Article):
            yield result
        else:
            assert isinstance(result, InputError)
            assert result.code.startswith("SAY1")
            assert "\n" not in str(result)


def check(data: bytes, folder: Path, suffix: str = ".txt") -> int:
    """Read what can be read and hold every record to the contract; returns how many there were."""
    from sayso import reader

    count = 0
    for article in articles(data, folder, suffix):
        reading = reader.read(article)
        assert problems(reading) == []
        assert (reading.article.id, reading.article.text) == (article.id, article.text)
        assert decode(encode(reading)) == reading
        count += 1
    return count


@pytest.mark.parametrize("seed", ORDINARY)
def test_mutated_bytes_never_crash(seed: int, tmp_path: Path) -> None:
    check(mutant(seed), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("first", REST[::20])
def test_many_more_mutated_bytes_never_crash(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 20):
        check(mutant(seed), tmp_path)


def test_most_mutants_are_read_at_all(tmp_path: Path) -> None:
    """Else the tests above would hold by refusing everything."""
    read = [seed for seed in ORDINARY for _ in articles(mutant(seed), tmp_path)]
    assert len(read) >= len(ORDINARY) // 2


@pytest.mark.parametrize("suffix", [".html", ".jsonl"])
@pytest.mark.parametrize("seed", range(500, 505))
def test_mutants_under_another_name_never_crash(suffix: str, seed: int, tmp_path: Path) -> None:
    """Text in a file that claims to be a page or JSON lines."""
    check(mutant(seed), tmp_path, suffix)


def test_mutants_are_the_same_every_time() -> None:
    assert [mutant(seed) for seed in range(20)] == [mutant(seed) for seed in range(20)]
    assert len({mutant(seed) for seed in range(500)}) > 450


@pytest.mark.parametrize(
    "text",
    [
        "“" * 400 + "He said so.",
        '"' * 401 + " said the minister.",
        "said " * 400,
        "(" * 300 + "protests" + ")" * 300,
        "[ad_1]" * 200,
        "up to some several hundred thousand million people " * 20,
        "the president of " * 150 + "Kenya said that peace is near.",
        "He said that she said that " * 40 + "it rained.",
        "a" * 5000,
        "- " * 1500,
        "Police arrested \u202etwelve\u202c men in Pa\u0301risk\u2060o\u2060vo.",
        "1,000,000,000,000,000,000,000,000,000,000 people protested on 99/99/9999.",
        "People.\n" * 300,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_hostile_texts_never_crash(text: str, tmp_path: Path) -> None:
    check(text.encode("utf-8"), tmp_path)
