"""Tables give a piece for each row, in our names, in bounded memory, whatever their quotation marks."""

import csv
import io
import json
import tracemalloc

import pytest

from sayso.errors import InputError
from sayso.intake._pieces import Limits
from sayso.intake._tables import read_table

LIMITS = Limits()


def read(data, suffix=".csv", limits=LIMITS, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return list(read_table(io.BytesIO(data), "t.csv", suffix, limits, **options))


def values(pieces):
    return [piece.code if isinstance(piece, InputError) else json.loads(piece.data) for piece in pieces]


def test_a_row_is_a_piece_in_our_names():
    data = 'Doc_ID,Headline,Body,Source,Pub,Author,x\n7,"A, B",Rain fell.,Courier,2020,, \n'
    (piece,) = read(data)
    assert (piece.source, piece.suffix, piece.notes) == ("t.csv row 1", ".json", ())
    assert piece.data == b'{"text": "Rain fell.", "title": "A, B", "outlet": "Courier", "id": "7"}'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_line_ends_and_encodings(delimiter, end, encoding):
    rows = [["title", "text"], ["Zoë", "“Rain” fell"], ["B", f"one{end}two"]]
    text = end.join(delimiter.join(f'"{cell}"' if end in cell else cell for cell in row) for row in rows)
    found = values(read(text.encode(encoding)))
    assert found == [{"text": "“Rain” fell", "title": "Zoë"}, {"text": f"one{end}two", "title": "B"}]


def test_columns_may_be_named():
    data = "a,text,when\nhello,not this,2020-01-02\n"
    named = (("text", "A"), ("date", "when"))
    assert values(read(data, fields=named)) == [{"text": "hello", "date": "2020-01-02"}]


def test_a_table_without_text_is_refused():
    for data, fields in (("a,b\n1,2\n", ()), ("text,b\n1,2\n", (("text", "words"),))):
        with pytest.raises(InputError) as caught:
            read(data, fields=fields)
        assert caught.value.code == "SAY124"
    assert "its columns: text, b" in str(caught.value)
    with pytest.raises(InputError) as caught:
        read("\n\n")
    assert caught.value.code == "SAY111"


def test_a_named_column_that_is_not_there_is_told():
    with pytest.raises(InputError) as caught:
        read(
            "text,day,b\nRain fell.,2020-01-02,c\n",
            fields=(("date", "Day "), ("title", "head"), ("url", "x")),
        )
    assert caught.value.code == "SAY124"
    assert caught.value.detail == "no column 'head'; no column 'x'; its columns: text, day, b"


def test_empty_texts_and_blank_lines():
    found = read("sep=;\nid;text\n1;a\n\n2; \n3;c;d\n")
    assert values(found) == [{"text": "a", "id": "1"}, "SAY111", {"text": "c", "id": "3"}]
    assert [piece.source for piece in (found[0], found[2])] == ["t.csv row 1", "t.csv row 3"]
    assert found[1].subject == "t.csv row 2"
    assert found[2].notes == (("columns", "the row has 3 cells and the header 2"),)


def test_lone_quotes_and_nuls_are_kept():
    data = 'id,text\n1,5" of rain\n2,say "no" to it\n3,"a ""b"" c"\n4,a\x00b\n5,"x"y"\n'
    texts = [value["text"] for value in values(read(data))]
    assert texts == ['5" of rain', 'say "no" to it', 'a "b" c', "a\x00b", 'xy"']


def test_an_unclosed_quote_loses_one_row_only():
    rows = [f"{n},text {n}" for n in range(1, 6)]
    rows[2] = '3,"text 3'
    found = values(read("id,text\n" + "\n".join(rows) + "\n"))
    assert found == [{"text": "text 1", "id": "1"}, {"text": "text 2", "id": "2"}, "SAY132"] + [
        {"text": f"text {n}", "id": f"{n}"} for n in (4, 5)
    ]


def test_an_unclosed_quote_does_not_swallow_a_large_file():
    rows = "".join(f"{n},a text of some length that says little\n" for n in range(2000))
    found = values(read('id,text\na,"open\n' + rows, limits=Limits(max_bytes=5000)))
    assert found[0] == "SAY114"
    assert len(found) == 2001


def test_a_row_above_the_limit_is_passed_over():
    data = "id,text\n1,a\n2," + "x" * 10_000 + '\n3,c\n4,"' + "line\n" * 3000 + 'end"\n5,e\n'
    found = values(read(data, limits=Limits(max_bytes=5000)))
    assert found[:3] == [{"text": "a", "id": "1"}, "SAY114", {"text": "c", "id": "3"}]
    assert found[3] == "SAY114"
    assert found[-1] == {"text": "e", "id": "5"}
    assert len(found) == 5


def test_a_long_cell_is_read_and_the_csv_module_stays_as_it_was():
    before = csv.field_size_limit()
    stream = io.BytesIO(b"text\n" + b"y" * 1_000_000 + b"\nshort\n")
    pieces = read_table(stream, "t.csv", ".csv", LIMITS)
    assert len(next(pieces).data) > 1_000_000
    assert csv.field_size_limit() == before
    assert len(list(pieces)) == 1
    assert csv.field_size_limit() == before


def test_broken_bytes_late_in_a_table_are_told():
    data = b"text\n" + b"plain text\n" * 200_000 + b"caf\xe9\n"
    assert read(data)[-1].notes == (("encoding", "bytes that are not of the table's encoding were replaced"),)


def test_memory_is_bounded():
    class Endless(io.RawIOBase):
        left = 30_000_000

        def readable(self):
            return True

        def readinto(self, buffer):
            count = min(len(buffer), self.left)
            start = b'b,c\nx,"' if self.left == 30_000_000 else b""
            buffer[:count] = (start + b"a" * count)[:count]
            self.left -= count
            return count

    tracemalloc.start()
    stream = io.BufferedReader(Endless())
    found = list(read_table(stream, "t.csv", ".csv", Limits(max_bytes=100_000), fields=(("text", "b"),)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.code for item in found] == ["SAY114"]
    assert peak < 12_000_000
