"""Three views in another site's frame, as a newsroom would place them; every other page refuses to be framed."""

from __future__ import annotations

import pytest
from driving import ARGS, PATIENCE
from playwright.sync_api import Browser, FrameLocator, Page, expect

from dashboard.framing import PATHS, snippet

assert ARGS
SITE = "http://newsroom.example/article"


@pytest.fixture
def article(browser: Browser, server: str):
    """Opens an article of another site with an address of ours in a frame."""
    context = browser.new_context(viewport={"width": 900, "height": 800})
    context.set_default_timeout(PATIENCE)

    def place(address: str) -> tuple[Page, FrameLocator]:
        page = context.new_page()
        page.route(
            f"{SITE}*", lambda route: route.fulfill(body=snippet(server + address, "A"), content_type="text/html")
        )
        page.goto(SITE)
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
    source = frame.get_by_text("Source: Positions on deploying troops to Ukraine, version 1.0.0")
    expect(source).to_be_visible()
    link = frame.get_by_role("link", name="Positions on deploying troops to Ukraine").get_attribute("href")
    assert link
    assert "embed" not in link
    assert link.endswith(address.split("embed=true")[0].rstrip("?&").lstrip("/"))
    for chrome in ("stSidebar", "stTopNavLink", "stMainMenu", "stToolbar"):
        expect(frame.get_by_test_id(chrome)).to_have_count(0)


def test_terms_are_ticked_inside_the_frame(article):
    _, frame = article("/what_if?embed=true")
    frame.get_by_text("Ceasefire", exact=True).first.click()
    expect(frame.get_by_text("Taken as met: Ceasefire")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/statements?embed=true", "/?entity=POL", "/api/version.json", "/inbox?embed=true"]
)
def test_no_other_page_can_be_framed(article, address):
    page, frame = article(address)
    page.wait_for_timeout(500)
    assert frame.locator("body").inner_text() == "" or "refused" in frame.locator("body").inner_text()


def test_the_paths_that_may_be_framed_are_few():
    assert PATHS == ("/", "/country", "/what_if")
