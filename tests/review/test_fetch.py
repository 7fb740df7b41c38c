"""Fetching for the inbox: what is asked, what is refused, and where it stops. Only servers of this test are asked."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dashboard.review import feed, fetch
from dashboard.review.errors import ReviewError
from dashboard.review.fetch import FetchError, Limits, Page
from dashboard.review.network import RefusedError, is_public

OPEN = Limits(private=True, seconds=60, size=10_000)
PAGES = {
    "/page": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, "<p>Invented café</p>".encode("latin-1")),
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-private": (302, {"Location": "http://inside.example/page"}, b""),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
    "/big": (200, {}, b"x" * 10_001),
    "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"well packed")),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 50_000_000)),
    "/brotli": (200, {"Content-Encoding": "br"}, b"..."),
    "/damaged": (200, {"Content-Encoding": "gzip"}, b"no gzip"),
    "/odd-charset": (200, {"Content-Type": "text/plain; charset=klingon"}, b"plain"),
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: stance-tracker\nDisallow: /private\n"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        if self.path == "/drip":
            self.drip()
            return
        status, headers, body = PAGES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked = []
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def get(server):
    def get(path, limits=OPEN, resolver=lambda _host, _port: ["127.0.0.1"]):
        return fetch.fetch(f"http://news.example:{server.server_port}{path}", limits, resolver=resolver)

    return get


def test_page_with_its_charset_and_where_it_was_found(get, server):
    page = get("/moved")
    assert page.url.endswith("/page")
    assert page.text == "<p>Invented café</p>"
    path, host, agent = server.asked[-1]
    assert (path, host) == ("/page", f"news.example:{server.server_port}")
    assert agent.startswith("stance-tracker/")


def test_packed_content_and_odd_charsets_are_read(get):
    assert get("/packed").content == b"well packed"
    assert get("/odd-charset").text == "plain"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere", "status 404"),
        ("/loop", "more than 5 times"),
        ("/pdf", "application/pdf"),
        ("/big", "more than 10,000 bytes"),
        ("/bomb", "more than 10,000 bytes"),
        ("/brotli", "not asked for"),
        ("/damaged", "packed wrongly"),
    ],
)
def test_what_cannot_be_had_says_why_and_what_to_do(get, path, said):
    with pytest.raises(FetchError, match=said) as caught:
        get(path)
    assert "paste the text" in str(caught.value)


def test_slow_drips_end_at_the_deadline(get):
    with pytest.raises(FetchError, match="within"):  # each drip comes in time, and without a deadline all would be read
        get("/drip", Limits(private=True, seconds=0.4))


def test_unknown_host_and_closed_port(get):
    def unknown(_host, _port):
        raise OSError("unknown")

    with pytest.raises(FetchError, match="no address is known"):
        get("/page", resolver=unknown)
    with pytest.raises(FetchError, match="can't be reached"):
        fetch.fetch("http://127.0.0.1:1/", OPEN)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "http://user:secret@news.example/",
        "javascript:alert(1)",
        "/etc/passwd",
        "",
    ],
)
def test_what_is_never_asked(url):
    with pytest.raises(RefusedError):
        fetch.fetch(url, Limits(seconds=5))


def test_name_of_the_own_network_is_refused_without_the_setting(get, server):
    before = len(server.asked)
    with pytest.raises(RefusedError, match=r"127\.0\.0\.1"):
        get("/page", Limits())
    assert len(server.asked) == before


def test_one_inner_address_among_public_ones_is_enough_to_refuse(get):
    with pytest.raises(RefusedError, match="open internet"):
        get("/page", Limits(), resolver=lambda *_: ["93.184.215.14", "10.0.0.7"])


def test_redirect_to_another_scheme_is_refused(get):
    with pytest.raises(RefusedError, match="no http"):
        get("/to-file")


def test_redirect_into_the_own_network_is_refused(get, server, monkeypatch):
    """The first host counts as public here, so that the test needs no other network than its own server."""
    monkeypatch.setattr("dashboard.review.network.is_public", lambda address: address == "127.0.0.1")
    where = {"news.example": ["127.0.0.1"], "inside.example": ["192.168.1.1"]}
    before = len(server.asked)
    with pytest.raises(RefusedError, match=r"inside\.example"):
        get("/to-private", Limits(), resolver=lambda host, _port: where[host])
    assert len(server.asked) == before + 1


def test_name_is_looked_up_once_and_the_checked_address_is_used(get, monkeypatch):
    """A name that stands for another address the second time it is asked (DNS rebinding) gets no second time."""
    monkeypatch.setattr("dashboard.review.network.is_public", lambda address: address == "127.0.0.1")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    assert get("/page", Limits(), resolver=lambda *_: next(answers)).text
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        *(
            (address, False)
            for address in (
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.1.1",
                "172.16.0.1",
                "192.168.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:93.184.215.14",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "2001:db8::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fe80::1%eth0",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
            )
        ),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


def test_robots_txt_is_heeded(server):
    def allowed(path):
        return fetch.robots_allow(f"http://127.0.0.1:{server.server_port}{path}", OPEN)

    assert allowed("/page?x=1")
    assert not allowed("/private/one")


def feed_of(items, url="https://news.example/feed.xml", kind="application/rss+xml"):
    return Page(url, kind, f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "utf-8")


def test_feed_lists_articles_newest_first_each_once():
    page = feed_of(
        "<item><title>Old</title><link>/a</link><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
        "<item><title>New</title><link>https://news.example/b</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"
        "</item><item><title>Again</title><link>/a</link></item><item><title>None</title></item>"
        "<item><title>Bad</title><link>javascript:alert(1)</link></item>"
    )
    assert feed.is_feed(page)
    found = feed.entries(page)
    assert [(e.url, e.title, str(e.published)) for e in found] == [
        ("https://news.example/b", "New", "2026-03-02"),
        ("https://news.example/a", "Old", "2026-03-01"),
    ]


@pytest.mark.parametrize(
    "items",
    ["", "no xml <<<", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<item><link>http://[bad</link></item>"],
)
def test_feed_without_articles_says_so(items):
    with pytest.raises(ReviewError, match="lists no article"):
        feed.entries(feed_of(items))


def test_feed_with_a_bomb_of_entities_ends_quickly():
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = f"<!DOCTYPE rss [<!ENTITY l0 'lol'>{levels}]><rss><channel><item><title>&l11;</title></item></channel></rss>"
    begin = time.process_time()  # time on the clock depends on what else the machine does
    with pytest.raises(ReviewError):
        feed.entries(Page("https://news.example/f", "text/xml", bomb.encode(), "utf-8"))
    assert time.process_time() - begin < 5


def test_page_is_no_feed():
    assert not feed.is_feed(Page("https://news.example/", "text/html", b"<html><body>rss</body></html>", "utf-8"))
