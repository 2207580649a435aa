"""Bytes to text: every character kept, and what is not text refused with the right code."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.intake._decode import decode, decoded, without_surrogates

SENTENCE = "“We are closing the café,” said Zoë – and left.\r\nNobody replied.\n"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("cp1252"),
    ],
)
def test_every_encoding_gives_the_same_text(data):
    assert decode(data, "x") == SENTENCE


def test_a_broken_byte_in_utf8_does_not_turn_the_rest_into_mojibake():
    data = SENTENCE.encode().replace(b"left", b"le\xfft")
    assert decode(data, "x") == SENTENCE.replace("left", "le\ufffdt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 some text",
        b"PK\x03\x04 text",
        b"\x1f\x8b\x08 text",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 JFIF",
        b"{\\rtf1 text}",
        b"some text\x00 with NUL",
        codecs.BOM_UTF16_LE + "a\x00b".encode("utf-16-le"),
        bytes(range(1, 9)) * 20,
    ],
)
def test_binary_is_refused(data):
    with pytest.raises(InputError) as caught:
        decode(data, "x")
    assert caught.value.code == "SAY112"


@pytest.mark.parametrize(
    "data", ["Менск горад".encode("cp1251"), bytes(range(128, 256)), b"\x81\x8d\x8f" * 9]
)
def test_what_cannot_be_told_is_refused(data):
    with pytest.raises(InputError) as caught:
        decode(data, "x")
    assert caught.value.code == "SAY113"


def test_a_page_may_declare_its_encoding():
    page = '<html><head><meta charset="windows-1251"></head><body>Менск</body></html>'
    assert decode(page.encode("cp1251"), "x", html=True) == page
    lie = page.replace("windows-1251", "zip")
    assert decode(lie.encode("cp1251"), "x", html=True).startswith("<html>")


def test_one_stray_byte_does_not_cost_the_article():
    data = SENTENCE.encode("ascii", "ignore") * 3
    assert decode(data.replace(b"Zo", b"Z\x81o", 1), "x").count("\ufffd") == 1


@pytest.mark.parametrize("words", ["plain words ", SENTENCE])
@pytest.mark.parametrize(
    ("written", "read", "notes"),
    [
        ("\ud83d\ude00", "😀", ["1 pair of surrogates joined"]),
        ("\ud800", "\ufffd", ["1 lone surrogate became U+FFFD"]),
        ("\ude00\ud83d", "\ufffd\ufffd", ["2 lone surrogates became U+FFFD"]),
        (
            "\ud83d\ud83d\ude00\ud83d\ude00",
            "\ufffd😀😀",
            ["2 pairs of surrogates joined", "1 lone surrogate became U+FFFD"],
        ),
    ],
)
def test_surrogates_in_utf8_are_utf8(words, written, read, notes):
    found = decoded((words + written + "x").encode("utf-8", "surrogatepass"), "a")
    assert (found.text, found.encoding) == (words + read + "x", "utf-8")
    assert found.notes == tuple(("encoding", note) for note in notes)


def test_what_a_page_declares_stands_before_lone_surrogates_and_not_before_pairs():
    lone, pair = (f"Aqu{high}".encode("utf-8", "surrogatepass") for high in ("\ud800", "\ud83d\ude00"))
    assert decoded(lone, "a", charset="iso-8859-1").encoding == "iso-8859-1"
    assert decoded(pair, "a", charset="iso-8859-1").text == "Aqu😀"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_few_nuls_in_a_text_are_kept_and_told(encoding):
    text = "a\0" + SENTENCE * 100 + "one\0two"
    found = decoded(text.encode(encoding), "a")
    assert found.text == text
    assert found.notes[-1] == ("encoding", "2 NUL characters in the text")


@pytest.mark.parametrize(("nuls", "size"), [(1, 98), (101, 200_000), (2, 197)])
def test_more_nuls_are_no_text(nuls, size):
    for text in (b"\0" * nuls + b"a" * size, ("\0" * nuls + "a" * size).encode("utf-16")):
        with pytest.raises(InputError) as caught:
            decode(text, "a")
        assert caught.value.code == "SAY112"


def test_lone_surrogates_keep_the_offsets():
    assert without_surrogates("a\ud800b\udfff😀") == "a\ufffdb\ufffd😀"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_one_clean_error(data):
    with contextlib.suppress(InputError):
        decode(data, "x").encode("utf-8")
