"""Three views in another site's frame, as a newsroom would place them; every other page refuses to be framed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from driving import drawn, fresh_context
from playwright.sync_api import Browser, FrameLocator, Page, expect

from dashboard.framing import PATHS, snippet

Place = Callable[[str], tuple[Page, FrameLocator]]


class _Site(BaseHTTPRequestHandler):
    """Another site: an article with the frame that its address asks for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        (framed,) = parse_qs(urlsplit(self.path).query).get("framed", [""])
        self.wfile.write(snippet(framed, "An invented article").encode())

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of another site on this machine."""
    # a thread a connection: a browser may open one and keep it without a word
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as running:
        running.daemon_threads = True
        Thread(target=partial(running.serve_forever, poll_interval=0.05), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def article(browser: Browser, server: str, site: str) -> Iterator[Place]:
    """Opens an article of another site with an address of ours in a frame."""
    context = fresh_context(browser, size=(900, 800))

    def place(address: str) -> tuple[Page, FrameLocator]:
        page = context.new_page()
        page.goto(f"{site}/?{urlencode({'framed': server + address})}")
        return page, page.frame_locator("iframe")

    yield place
    context.close()


@pytest.mark.parametrize(
    ("address", "words", "charts"),
    [
        ("/?embed=true", "Who would send troops to Ukraine?", 2),
        ("/country?entity=POL&embed=true", "Poland", 2),
        ("/what_if?met=ceasefire&embed=true", "Who would go, if …?", 1),
    ],
)
def test_a_view_stands_in_a_frame_with_its_source_and_nothing_else(article, address, words, charts):
    _, frame = article(address)
    expect(frame.get_by_role("heading", level=3).first).to_have_text(words)
    expect(frame.locator(".vega-embed svg")).to_have_count(charts)
    source = frame.get_by_text(re.compile(r"Source: Positions on deploying troops to Ukraine, version \d+\.\d+\.\d+"))
    expect(source).to_be_visible()
    link = frame.get_by_role("link", name="Positions on deploying troops to Ukraine")
    unframed = address.split("embed=true")[0].strip("/?&")
    expect(link).to_have_attribute("href", re.compile(f"^[^?]*{re.escape(unframed)}$"))
    for chrome in ("stSidebar", "stTopNavLink", "stMainMenu", "stToolbar"):
        expect(frame.get_by_test_id(chrome)).to_have_count(0)


def test_terms_are_ticked_inside_the_frame(article):
    page, frame = article("/what_if?embed=true")
    expect(frame.get_by_role("heading", level=3).first).to_be_visible()
    drawn(page.frames[1])
    frame.get_by_text("Ceasefire: A ceasefire or truce holds.", exact=True).click()
    expect(frame.get_by_text("Taken as met: Ceasefire")).to_be_visible()


MARK = ".vega-embed svg path[aria-roledescription='point']"
POLAND = ".vega-embed svg path[aria-label*='body: Poland']"


@pytest.mark.parametrize(
    ("address", "mark", "country"),
    [("/?embed=true", POLAND, "Poland"), ("/country?entity=TUR&embed=true", MARK, "Turkey")],
)
def test_a_click_shows_the_statement_and_its_links_open_the_whole_site(article, server, address, mark, country):
    page, frame = article(address)
    expect(frame.locator(mark).first).to_be_visible()
    drawn(page.frames[1])
    frame.locator(mark).last.click(force=True)  # on the map, its sign lies over it
    dialog = frame.get_by_role("dialog")
    expect(dialog).to_contain_text(country)
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name=f"All of {country}").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(country)
    assert opened.value.url.startswith(f"{server}/country?entity=")
    assert page.frames[1].url == server + address


def test_no_other_page_can_be_framed(article):
    for address in ("/statements?embed=true", "/?entity=POL", "/api/version.json"):
        page, frame = article(address)
        expect(frame.get_by_text("refused to connect").first).to_be_attached()
        assert page.frames[1].url.startswith("chrome-error:"), address


def test_the_paths_that_may_be_framed_are_few():
    assert PATHS == ("/", "/country", "/what_if")
