"""Mail gives a piece for each message, and no header or part of a message stops the others."""

import io
import tracemalloc
from email.message import EmailMessage

import pytest

from sayso.errors import InputError
from sayso.intake._mail import read_mail
from sayso.intake._pieces import Given, Limits

START = b"From ann@example.org Sat Oct 24 10:00:00 2020\n"


def read(data, suffix=".mbox", limits=None):
    return list(read_mail(io.BytesIO(data), "m", suffix, limits or Limits()))


def message(text="Rain fell.\n", **headers):
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_one_message():
    made = message(
        "Zoë says: “rain”.\n",
        Subject="Flood in Łódź",
        From="Zoë Lee <zoe@example.org>",
        Date="Sat, 24 Oct 2020 23:30:00 -0500",
        Message_ID="<1@example.org>",
    )
    (piece,) = read(made.as_bytes(), ".eml")
    assert (piece.source, piece.suffix, piece.charset) == ("m!message 1", ".txt", "utf-8")
    assert piece.data.decode() == "Zoë says: “rain”.\n"
    assert piece.given == Given(
        title="Flood in Łódź", date="2020-10-24", byline="Zoë Lee", id="<1@example.org>"
    )


def test_plain_text_is_preferred_and_a_page_taken_where_there_is_none():
    both = message()
    both.add_alternative("<p>Rain <b>fell</b>.</p>", subtype="html")
    both.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    (piece,) = read(both.as_bytes(), ".eml")
    assert (piece.suffix, piece.data) == (".txt", b"Rain fell.\n")
    page = message(" \n")
    page.add_alternative("<p>Rain</p>", subtype="html")
    (piece,) = read(page.as_bytes(), ".eml")
    assert (piece.suffix, piece.data.strip()) == (".html", b"<p>Rain</p>")


def test_a_mailbox_is_split_at_its_messages():
    box = b"".join(
        START + message(f"{n}: hello\n\nFrom the start it rained.\n>From here on too.\n").as_bytes() + b"\n"
        for n in range(3)
    )
    found = read(box)
    assert [piece.source for piece in found] == ["m!message 1", "m!message 2", "m!message 3"]
    assert found[2].data == b"2: hello\n\nFrom the start it rained.\nFrom here on too.\n"


def test_bad_messages_do_not_stop_the_others():
    large = message("x" * 60 + "\n" * 5000).as_bytes()
    parts = [message().as_bytes(), large, b"Subject: only\n", message("last\n").as_bytes()]
    found = read(b"\n".join(START + part for part in parts), limits=Limits(max_bytes=4000))
    assert [item.code if isinstance(item, InputError) else item.data for item in found] == [
        b"Rain fell.\n", "SAY114", "SAY111", b"last\n",
    ]  # fmt: skip
    assert found[1].subject == "m!message 2"


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (b"", ".mbox", "SAY111"),
        (b" \r\n\t", ".mbox", "SAY111"),
        (b"\n" * 200_000, ".mbox", "SAY111"),
        (b"no mailbox\n", ".mbox", "SAY135"),
        (b"\n" * 200_000 + b"no mailbox\n", ".mbox", "SAY135"),
        (b"", ".eml", "SAY111"),
        (b"\r\n \n", ".eml", "SAY111"),
        (START, ".eml", "SAY111"),
    ],
)
def test_no_message(data, suffix, code):
    with pytest.raises(InputError) as caught:
        read(data, suffix)
    assert (caught.value.code, caught.value.subject) == (code, "m")


def test_a_mailbox_that_is_blank_at_first():
    (piece,) = read(b"\n" * 200_000 + START + message().as_bytes())
    assert piece.data == b"Rain fell.\n"


@pytest.mark.parametrize(
    "headers",
    [
        b"Subject: =?utf-8?b?!!!?=\nFrom: <<>>@@\nDate: the other day\nMessage-ID: \n",
        b"Subject: =?nonsense?q?a?=\nFrom: =?x\nDate: Sat, 99 Foo 20201 99:99:99\n",
        b"Subject: \xff\xfe\x00\nFrom: ,,,,\nDate:\n",
        b"From: " + b"a@b, " * 100_000 + b"\nSubject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n",
        b"Content-Type: text/plain; charset=nonsense\n",
        b"Content-Type: text/plain; charset*=x'y'z; charset=\n",
        b"Content-Transfer-Encoding: base64\nX: y\n",
        b"Content-Type: multipart/mixed\n",
        b"Content-Type: multipart/mixed; boundary=a\n",
        b"no colon here\n",
    ],
)
def test_broken_headers_never_raise(headers):
    for item in read(headers + b"\nRain fell.\n", ".eml"):
        assert isinstance(item, InputError) or item.data.strip()


def test_a_body_in_an_encoding_that_lies_is_left_to_the_decoder():
    (piece,) = read(b"Content-Type: text/plain; charset=utf-8\n\ncaf\xe9 and rain\n", ".eml")
    assert (piece.data, piece.charset) == (b"caf\xe9 and rain\n", None)


def test_deep_nesting_ends():
    data = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    for item in read(data + b"\nRain fell.\n", ".eml"):
        assert isinstance(item, InputError)
    for item in read(data[: len(data) // 10] + b"\nRain fell.\n", ".eml"):
        assert isinstance(item, InputError)


def test_memory_is_bounded():
    class Endless(io.RawIOBase):
        left = 5_000_000

        def readable(self):
            return True

        def readinto(self, buffer):
            count = min(len(buffer), self.left)
            start = START if self.left == 5_000_000 else b""
            buffer[:count] = (start + b"\n" * count)[:count]
            self.left -= count
            return count

    tracemalloc.start()
    found = list(read_mail(io.BufferedReader(Endless()), "m", ".mbox", Limits(max_bytes=100_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.code for item in found] == ["SAY114"]
    assert peak < 1_500_000
