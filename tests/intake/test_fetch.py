"""Fetching goes to public servers only, ends in time and in bounded memory, and fails cleanly."""

import gzip
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib

import httpcore
import pytest

from sayso.errors import InputError
from sayso.intake import take
from sayso.intake._fetch import Fetch
from sayso.intake._pieces import Limits
from sayso.intake._transport import is_public

PUBLIC = "93.184.215.14"
PAGE = b"<html><head><title>Bridge closed</title></head><body><p>The bridge is closed.</p></body></html>"
FEED = b"""<rss version="2.0"><channel><title>Courier</title>
<item><title>One</title><link>http://news.test/page</link><description>Short.</description>
<pubDate>Sat, 24 Oct 2020 10:00:00 GMT</pubDate></item>
<item><title>Two</title><link>http://news.test/missing</link></item>
<item><title>Three</title><link>http://10.0.0.1/</link></item>
<item><title>Four</title><link>http://news.test/page</link></item>
<item><title>Five</title><link>/latin</link></item>
</channel></rss>"""
LIMITS = Limits(max_bytes=200_000)


def bomb(coding):
    data = b"<html>" + b"a" * 50_000_000
    if coding == "gzip":
        return gzip.compress(data)
    if coding == "deflate":
        return zlib.compress(data)
    if coding == "br":
        import brotli

        return brotli.compress(data, quality=1)
    import zstandard

    return zstandard.compress(data)


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str]]

    def do_GET(self):
        self.asked.append((self.headers["Host"], self.path))
        path, _, argument = self.path.partition("?")
        getattr(self, "get_" + path.strip("/").replace(".", "_"), self.get_missing)(argument)

    def give(self, body, kind="text/html", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def get_page(self, _):
        assert self.headers["User-Agent"].startswith("sayso/")
        self.give(PAGE)

    def get_latin(self, _):
        self.give("caf\xe9".encode("latin-1"), "text/plain; charset=ISO-8859-1")

    def get_feed(self, _):
        self.give(FEED, "application/rss+xml")

    def get_late(self, _):
        doctype = b'<!DOCTYPE rss [<!ENTITY a "' + b"ha " * 2000 + b'">]>'
        self.give(doctype + FEED.replace(b"/page", b"/named", 1), "text/html")

    def get_named(self, _):
        self.give(PAGE.replace(b"<title>", b'<meta property="og:site_name" content="Riverton Post"><title>'))

    def get_rows_csv(self, _):
        self.give(b"text\none\ntwo\n", "text/csv")

    def get_missing(self, _):
        self.give(b"no", status=404)

    def get_to(self, url):
        self.give(b"", status=302, Location=url)

    def get_round(self, _):
        self.give(b"", status=301, Location="/round")

    def get_bomb(self, coding):
        self.give(bomb(coding), Content_Encoding=coding)

    def get_coded(self, coding):
        self.give(gzip.compress(PAGE), Content_Encoding=coding)

    def get_large(self, _):
        self.give(b"a" * 300_000)

    def get_endless(self, _):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        with_end = 0
        while with_end < 1000:
            self.wfile.write(b"a" * 65536)
            with_end += 1

    def get_drip(self, _):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.1)

    def get_short(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"cut off")
        self.close_connection = True

    def log_message(self, *_):
        pass


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        pass


class Dial(httpcore.SyncBackend):
    """A transport that reaches the server of the test, whatever address it is told; they are kept."""

    def __init__(self, port):
        self.port = port
        self.dialled = []

    def connect_tcp(self, host, port, *args, **options):
        self.dialled.append(host)
        return super().connect_tcp("127.0.0.1", self.port, *args, **options)


def serve(context=None):
    asked = []
    server = Quiet(("127.0.0.1", 0), type("Asked", (Pages,), {"asked": asked}))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server, asked


@pytest.fixture(scope="module")
def server():
    server, _ = serve()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(server):
    def make(names=None, **options):
        def resolve(host, port):
            if host.replace(".", "").isdecimal():
                return [host]
            return (names or {}).get(host, [PUBLIC])

        made = Fetch(backend=Dial(server.server_port), resolve=resolve, **options)
        made.dial = made._backend
        return made

    return make


def only(pieces):
    (piece,) = pieces
    return piece


def code(pieces):
    error = only(pieces)
    assert isinstance(error, InputError)
    return error.code


def test_a_page(fetch):
    fetcher = fetch()
    piece = only(fetcher.pieces("http://News.test:80/page#part", LIMITS))
    assert (piece.source, piece.data, piece.suffix) == ("http://news.test/page", PAGE, ".html")
    assert piece.given.url == "http://news.test/page"
    assert piece.notes == ()
    assert fetcher.dial.dialled == [PUBLIC]


def test_the_charset_of_the_header_and_the_kinds_of_content(fetch):
    assert only(fetch().pieces("http://news.test/latin", LIMITS)).charset == "ISO-8859-1"
    rows = list(fetch().pieces("http://news.test/rows.csv", LIMITS))
    assert [row.source for row in rows] == [f"http://news.test/rows.csv row {n}" for n in (1, 2)]
    assert only(fetch().pieces("http://news.test/coded?gzip", LIMITS)).data == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://news.test/a", "gopher://news.test/", "javascript:alert(1)", "http:///a",
        "http://user:secret@news.test/", "http://news.test\\@10.0.0.1/", "http://[::1/", "http://a:b:c/",
        "http://news.test:99999/", "http://ne ws.test/", "//news.test/",
    ],
)  # fmt: skip
def test_other_urls_are_refused(url, fetch):
    fetcher = fetch()
    error = only(fetcher.pieces(url, LIMITS))
    assert error.code == "SAY105"
    assert "secret" not in str(error)
    assert fetcher.dial.dialled == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "fec0::1", "100::1",
        "not an address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address, fetch):
    assert not is_public(address)
    fetcher = fetch({"inside.test": [PUBLIC, address]})
    assert code(fetcher.pieces("http://inside.test/page", LIMITS)) == "SAY105"
    assert fetcher.dial.dialled == []


def test_public_addresses_are_public():
    for address in (PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808", "::ffff:8.8.8.8"):
        assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]"])
def test_other_spellings_of_this_machine_are_refused(host):
    assert code(Fetch().pieces(f"http://{host}:1/", LIMITS)) in ("SAY105", "SAY106")
    if host in ("127.0.0.1", "127.1", "[::1]"):
        assert code(Fetch().pieces(f"http://{host}:1/", LIMITS)) == "SAY105"


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://10.1.2.3/", "http://169.254.169.254/latest/meta-data/", "http://inside.test/",
     "file:///etc/passwd", "http://user@news.test/", "http://[::1/"],
)  # fmt: skip
def test_redirects_are_checked_again(target, fetch):
    fetcher = fetch({"inside.test": ["192.168.0.7"]})
    error = only(fetcher.pieces(f"http://news.test/to?{target}", LIMITS))
    assert (error.code, error.subject) == ("SAY105", f"http://news.test/to?{target}")
    assert fetcher.dial.dialled == [PUBLIC]


def test_redirects_are_followed_to_an_end(fetch):
    piece = only(fetch().pieces("http://news.test/to?/page", LIMITS))
    assert piece.source == piece.given.url == "http://news.test/page"
    assert only(fetch().pieces("http://news.test/to?//news.test:80/page", LIMITS)).data == PAGE
    error = only(fetch().pieces("http://news.test/round", LIMITS))
    assert (error.code, error.detail) == ("SAY106", "more than 5 redirects")


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(server):
    answers = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]
    dial = Dial(server.server_port)
    fetcher = Fetch(backend=dial, resolve=lambda host, port: answers.pop(0))
    assert only(fetcher.pieces("http://rebind.test/page", LIMITS)).data == PAGE
    assert dial.dialled == [PUBLIC]
    assert code(fetcher.pieces("http://rebind.test/page", LIMITS)) == "SAY105"


def test_local_servers_only_where_that_is_switched_on(server):
    url = f"http://127.0.0.1:{server.server_port}/page"
    assert code(Fetch().pieces(url, LIMITS)) == "SAY105"
    assert only(Fetch(allow_local=True).pieces(url, LIMITS)).data == PAGE


def test_no_proxy_is_taken_from_the_environment(fetch, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert only(fetch().pieces("http://news.test/page", LIMITS)).data == PAGE


def test_errors_of_the_server(fetch):
    error = only(fetch().pieces("http://news.test/missing", LIMITS))
    assert (error.code, error.detail) == ("SAY106", "the server answered 404")
    assert code(fetch().pieces("http://news.test/short", LIMITS)) == "SAY106"
    assert code(fetch({"none.test": []}).pieces("http://none.test/", LIMITS)) == "SAY106"


def test_no_server_and_no_name():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert code(Fetch(allow_local=True).pieces(f"http://127.0.0.1:{port}/", LIMITS)) == "SAY106"

    def unknown(host, port):
        raise socket.gaierror("no such name")

    assert code(Fetch(resolve=unknown).pieces("http://none.test/", LIMITS)) == "SAY106"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_stopped(coding, fetch):
    tracemalloc.start()
    assert code(fetch().pieces(f"http://news.test/bomb?{coding}", LIMITS)) in ("SAY114", "SAY131")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120_000_000  # the server of the test makes the bomb in this process


@pytest.mark.parametrize("path", ["large", "endless"])
def test_too_large(path, fetch):
    started = time.perf_counter()
    assert code(fetch().pieces(f"http://news.test/{path}", LIMITS)) == "SAY114"
    assert time.perf_counter() - started < 2


def test_a_slow_drip_is_cut_off(fetch):
    started = time.perf_counter()
    error = only(fetch(total_timeout=0.5).pieces("http://news.test/drip", LIMITS))
    assert (error.code, error.detail) == ("SAY106", "news.test was too slow")
    assert time.perf_counter() - started < 2


def test_a_feed_and_the_pages_that_it_links(fetch):
    found = list(fetch().pieces("http://news.test/feed", LIMITS))
    assert [getattr(item, "code", "ok") for item in found] == ["ok", "SAY111"]
    assert found[0].source == "http://news.test/feed!http://news.test/page"
    one, two, three, five = fetch().pieces("http://news.test/feed", LIMITS, follow=True)
    assert (one.source, one.data) == ("http://news.test/page", PAGE)
    assert (one.given.date, one.given.outlet, one.given.feed) == ("2020-10-24", None, "Courier")
    assert one.given.title == "One"
    assert one.notes == ()
    assert (two.code, two.subject) == ("SAY106", "http://news.test/missing")
    assert (three.code, three.subject) == ("SAY105", "http://10.0.0.1/")
    assert (five.source, five.data) == ("http://news.test/latin", "caf\xe9".encode("latin-1"))


def test_a_page_names_its_outlet_and_the_feed_does_where_it_does_not(fetch):
    named, _, _, page, latin = fetch().pieces("http://news.test/late", LIMITS, follow=True)
    assert [take(piece).article.outlet for piece in (named, page, latin)] == [
        "Riverton Post",
        "Courier",
        "Courier",
    ]


def test_entries_without_link_and_text_are_told_at_once(fetch, monkeypatch):
    items = b"<item><title>T</title></item>" * 3 + b"<item><description>Rain fell.</description></item>"
    monkeypatch.setattr(
        Pages, "get_bare", lambda self, _: self.give(b"<rss><channel>" + items), raising=False
    )
    text, error = fetch().pieces("http://news.test/bare", LIMITS, follow=True)
    assert b"Rain fell." in text.data
    assert (error.code, error.subject) == ("SAY111", "http://news.test/bare")
    assert error.detail == "3 entries have no text"


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=news.test"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server, _ = serve(context)
    yield server
    server.shutdown()
    server.server_close()


def test_a_certificate_of_its_own_making_fails_closed(secure):
    fetcher = Fetch(backend=Dial(secure.server_port), resolve=lambda host, port: [PUBLIC])
    error = only(fetcher.pieces("https://news.test/page", LIMITS))
    assert error.code == "SAY106"
    assert error.detail.startswith("the certificate of news.test could not be verified")


def test_one_host_may_be_taken_without_and_that_is_recorded(secure):
    fetcher = Fetch(
        backend=Dial(secure.server_port), resolve=lambda host, port: [PUBLIC], insecure_hosts=["News.test"]
    )
    piece = only(fetcher.pieces("https://news.test/page", LIMITS))
    assert piece.data == PAGE
    assert piece.notes == (("insecure", "the certificate of news.test was not verified"),)
    assert code(fetcher.pieces("https://other.test/page", LIMITS)) == "SAY106"
    assert code(fetcher.pieces("https://news.test/to?https://other.test/page", LIMITS)) == "SAY106"
    error = only(fetcher.pieces("https://news.test/to?http://news.test/page", LIMITS))
    assert (error.code, error.detail) == ("SAY105", "redirected from https to http://news.test/page")


def test_the_libraries_are_imported_only_when_something_is_fetched():
    program = (
        "import sys, sayso.intake\n"
        "print([name for name in ('httpcore', 'feedparser', 'ssl', 'trafilatura') if name in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert out.stdout.strip() == "[]"
