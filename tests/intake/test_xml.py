"""XML that is no page and no feed is refused, not kept with its tags; pages, feeds and texts are not."""

import io
import time

import pytest

from sayso.errors import InputError
from sayso.intake import take
from sayso.intake._pieces import Limits
from sayso.intake._unpack import unpack

WORDS = "Police arrested two men in Riverton on Monday, Mayor Ada Quill said. "
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = (
    "<urlset><url><loc>https://news.example/2020/10/24/two-men-arrested-in-riverton</loc></url></urlset>"
)
OPML = '<opml version="2.0"><body><outline text="Courier" xmlUrl="https://news.example/rss"/></body></opml>'
TEI = f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{WORDS * 20}</p></body></text></TEI>"
LEWIS = f'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS NEWID="1"><BODY>{WORDS * 20}</BODY></REUTERS>'
LONG = '<!DOCTYPE rss [<!ENTITY a "' + "ha " * 2000 + '"><!ENTITY b "' + "]> ' " * 2000 + '">]>'
RSS = f"<rss><channel><item><title>T</title><description>{WORDS}</description></item></channel></rss>"
PAGE = f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{f'<p>{WORDS}</p>' * 9}</body></html>"


def unpacked(text, suffix=""):
    data = text if isinstance(text, bytes) else text.encode()
    try:
        return list(unpack(io.BytesIO(data), f"a{suffix}", suffix, Limits()))
    except InputError as error:
        return [error]


@pytest.mark.parametrize("suffix", ["", ".xml"])
@pytest.mark.parametrize(
    "text",
    [
        SITEMAP, DECLARED + SITEMAP, "\ufeff\n" + SITEMAP, (DECLARED + SITEMAP).encode("utf-16"), OPML,
        OPML[:-9], TEI, DECLARED + TEI[:500], LEWIS, "<tei:TEI>" + WORDS + "</tei:TEI>\n", DECLARED, LONG,
        LONG[:5000], "<!-- made by hand -->" + SITEMAP, DECLARED + "<!DOCTYPE x [" + "<!ENTITY a 'b'>" * 9000,
    ],
)  # fmt: skip
def test_other_xml_is_refused(text, suffix):
    (error,) = unpacked(text, suffix)
    assert (error.code, error.detail) == (
        "SAY112",
        "it looks like an XML document that is no page and no feed",
    )


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_xml_that_is_called_a_text_is_one(suffix):
    (piece,) = unpacked(DECLARED + TEI, suffix)
    assert (piece.data, piece.suffix) == ((DECLARED + TEI).encode(), suffix)


@pytest.mark.parametrize(
    "text",
    [
        f"<b>Riverton</b> {WORDS}", f"<TV> {WORDS}", f"<p>{WORDS}</p>", f"<div><p>{WORDS}</p></div>",
        f"< {WORDS}",
        f"<!-- saved by hand -->\n{WORDS}", f"<riverton@news.example> wrote: {WORDS}", DECLARED + WORDS, "<3",
    ],
)  # fmt: skip
def test_text_with_tags_in_it_stays_text(text):
    (piece,) = unpacked(text)
    assert (piece.data, piece.suffix) == (text.encode(), "")


@pytest.mark.parametrize(
    "head",
    [
        "", DECLARED, DECLARED + "<?xml-stylesheet href='a.css'?><!-- a --><!-- b -->", "<!DOCTYPE html>",
        DECLARED + '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">\n',
        "<!-- " + "long " * 2000 + "-->",
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["", ".xml", ".php", ".xhtml"])
def test_pages_stay_pages(head, suffix):
    (piece,) = unpacked(head + PAGE, suffix)
    assert take(piece).article.text.startswith(WORDS.strip())


@pytest.mark.parametrize("suffix", ["", ".xml", ".rss"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_behind_a_long_doctype_is_a_feed(suffix, encoding):
    (piece,) = unpacked((f"<?xml version='1.0'?>{LONG}{RSS}").encode(encoding), suffix)
    assert piece.given.title == "T"
    assert "ha ha" not in piece.data.decode()


@pytest.mark.parametrize(
    "unit", ["<", "<!--", "<!-- -->", "<?", "<?a?>", "<!DOCTYPE [", "'", " ", "<a>", "<a", "]"]
)
@pytest.mark.parametrize("start", ["<?xml version='1.0'?>", "<a>", "<!DOCTYPE x [", ""])
def test_hostile_prologs_end_in_time(start, unit):
    started = time.perf_counter()
    unpacked(start + unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - started < 3
