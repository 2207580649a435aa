"""Feeds give a piece for each entry, whatever their form, and no entity of theirs is ever resolved."""

import contextlib
import time

import pytest

from sayso.errors import InputError
from sayso.intake._feeds import is_feed, read_feed

LONG = " ".join(f"<p>Sentence {n} says that the bridge over the river stays closed.</p>" for n in range(30))

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Riverton &amp;amp; Hill Courier</title><link>https://news.example/</link>
<item><title>&lt;b&gt;Bridge&lt;/b&gt; closed at Smith &amp;amp; Sons</title>
 <link>https://news.example/a</link><guid isPermaLink="false">tag-1</guid><dc:creator>Ann Lee</dc:creator>
 <pubDate>Sat, 24 Oct 2020 23:30:00 -0500</pubDate>
 <description>Short.</description><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Second</title><link>https://news.example/b</link>
 <description>The council meets on Friday.

It will vote on the wall.</description></item>
<item><title>Third</title><link>https://news.example/c</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;i&gt;Courier&lt;/i&gt;</title>
<entry><title>One</title><id>urn:1</id><link href="https://news.example/1"/><author><name>Bo</name></author>
<updated>2021-03-04T01:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell &#8212; a lot.</p></div>
</content>
</entry>
<entry><title>Two</title><id>urn:2</id><published>2021-03-05T23:00:00-05:00</published>
<updated>2021-03-09T00:00:00Z</updated><content type="text">Rain &lt; snow.</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://news.example/"><title>Old Courier</title></channel>
<item rdf:about="https://news.example/x"><title>X</title><link>https://news.example/x</link>
<description>Something happened.</description></item></rdf:RDF>"""


def read(feed):
    data = feed if isinstance(feed, bytes) else feed.encode()
    return list(read_feed(data, "f.xml"))


def body(piece):
    return piece.data.decode().partition("<article>")[2].partition("</article>")[0]


@pytest.mark.parametrize(
    "head",
    [RSS, ATOM, RDF, "\ufeff" + RSS, "\n" + ATOM, "<!DOCTYPE rss [<!ENTITY a '>]'> ]><rss version='2.0'>"],
)
def test_feeds_are_told_by_their_root(head):
    assert is_feed(head.encode())
    assert is_feed(head.removeprefix("\ufeff").encode("utf-16"))


@pytest.mark.parametrize(
    "head",
    ["", "<html><body>rss</body></html>", "<!DOCTYPE html><html>", "<rssx>", "rss", "<!-- <rss>", "<urlset>"],
)
def test_other_things_are_no_feeds(head):
    assert not is_feed(head.encode())


def test_an_rss_entry_is_a_page_with_what_the_feed_says():
    first, second, third = read(RSS)
    assert (first.source, first.suffix, first.charset, first.notes) == ("f.xml!tag-1", ".html", "utf-8", ())
    assert first.given.title == "Bridge closed at Smith & Sons"
    assert first.given.date == "2020-10-24"  # the day in the newsroom, not in universal time
    assert (first.given.url, first.given.id) == ("https://news.example/a", "tag-1")
    assert (first.given.outlet, first.given.byline) == ("Riverton & Hill Courier", "Ann Lee")
    assert "Sentence 29 says" in body(first)
    assert b"<title>Bridge closed at Smith &amp; Sons</title>" in first.data
    assert second.notes == (("summary", "the feed has only a summary"),)
    assert second.given.date is None
    assert body(second) == "<p>The council meets on Friday.</p>\n<p>It will vote on the wall.</p>\n"
    assert isinstance(third, InputError)
    assert (third.code, third.subject) == ("SAY111", "f.xml!https://news.example/c")


def test_entries_without_text_are_told_at_once():
    items = "<item><title>T</title></item>" * 2000 + "<item><description>Rain fell.</description></item>"
    found = read(f"<rss version='2.0'><channel>{items}<item/></channel></rss>")
    assert [getattr(item, "code", "ok") for item in found] == ["ok", "SAY111"]
    assert (found[1].subject, found[1].detail) == ("f.xml", "2,001 entries have no text")


def test_atom_and_rdf():
    one, two = read(ATOM)
    assert "Rain fell — a lot." in body(one)
    assert one.given.outlet == "The Courier"
    assert (one.given.date, [kind for kind, _ in one.notes]) == ("2021-03-04", ["date"])
    assert (two.given.date, two.notes) == ("2021-03-05", ())
    assert body(two) == "<p>Rain &lt; snow.</p>\n"
    (old,) = read(RDF)
    assert (old.given.title, old.given.outlet, old.given.date) == ("X", "Old Courier", None)


def test_encodings():
    for encoding in ("utf-16", "windows-1252"):
        feed = RSS.replace("UTF-8", encoding).replace("Ann Lee", "Zoë “Z” Lee")
        assert read(feed.encode(encoding))[0].given.byline == "Zoë “Z” Lee"
    lie = RSS.replace("Ann Lee", "Zoë Lee").encode("windows-1252")
    assert read(lie)[0].given.byline in ("Zoë Lee", "Zo\ufffd Lee")


BOMB = "<!DOCTYPE rss [<!ENTITY a0 'lol'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB + "]>",
        "<!DOCTYPE rss [<!ENTITY a11 SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
        '<!DOCTYPE rss [<!-- ]> \' --><!ENTITY a11 "lol]>">]>',
    ],
)
def test_entities_are_not_resolved(prolog):
    feed = f"<?xml version='1.0'?>{prolog}<rss version='2.0'><channel><item><title>T &#65; &amp; B</title>"
    feed += "<description>before &a11; after</description></item></channel></rss>"
    (piece,) = read(feed)
    assert piece.given.title == "T A & B"
    assert "lol" not in body(piece)
    assert "root:" not in body(piece)
    assert len(piece.data) < 1000


def test_a_bomb_still_gives_its_entries():
    feed = BOMB + "]><rss version='2.0'><channel><item><title>T</title><description>before &a11; after"
    (piece,) = read(feed + "</description></item></channel></rss>")
    assert "before" in body(piece)
    assert "after" in body(piece)


def test_of_a_broken_feed_the_whole_entries_are_read():
    cut = RSS[: RSS.index("<item><title>Third")]
    assert [piece.given.title for piece in read(cut)] == ["Bridge closed at Smith & Sons", "Second"]
    assert read(RSS.replace("Second", "Rock & Roll"))[1].given.title == "Rock & Roll"


@pytest.mark.parametrize(
    "feed",
    [
        "<rss></rss>",
        "<rss",
        "<feed>&&&&",
        "<rdf:RDF><a/></rdf:RDF>",
        "<p>",
        "<!ENTITY a 'b'><rss>",
        "<rss>" * 2**20,
    ],
)
def test_a_feed_without_entries_is_refused(feed):
    with pytest.raises(InputError) as caught:
        read(feed)
    assert caught.value.code == "SAY135"


@pytest.mark.parametrize(
    "unit",
    ["<", "&", "<a>", "<!--", "<item>", "<![CDATA[", "]", "<a b='", "<!DOCTYPE x [", "&a;", "<item><title>x"],
)
def test_hostile_feeds_end_in_time(unit):
    feed = "<rss version='2.0'><channel><item><title>" + unit * (100_000 // len(unit))
    started = time.perf_counter()
    with contextlib.suppress(InputError):
        read(feed)
    assert time.perf_counter() - started < 3


def test_a_line_with_tags_in_it_stays_a_line():
    from sayso.intake._html import read_page

    feed = "<rss version='2.0'><channel><item><description><![CDATA[<b>Rain</b> fell <em>on</em> Monday.]]>"
    (piece,) = read(feed + "</description></item></channel></rss>")
    article, _ = read_page(piece.data.decode(), piece.data, piece.source, 20_000_000, piece.given)
    assert article.text == "Rain fell on Monday."


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_text_of_an_entry_comes_out_of_the_page(count):
    from sayso.intake._html import read_page

    words = "".join(
        f"<p>The bridge over the river stays closed on day {n}, the mayor said.</p>" for n in range(count)
    )
    feed = f"<rss version='2.0'><channel><item><title>Bridge closed</title><description><![CDATA[{words}]]>"
    (piece,) = read(feed + "</description></item></channel></rss>")
    article, _ = read_page(piece.data.decode(), piece.data, piece.source, 20_000_000, piece.given)
    assert article.title == "Bridge closed"
    assert f"on day {count - 1}, the mayor said." in article.text
