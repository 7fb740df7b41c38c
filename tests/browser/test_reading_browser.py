"""The reading pages in a real browser: seen wide and narrow, light and dark, clicked, shared, exported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import NARROW, ROOT, WIDE, Driver, drawn
from playwright.sync_api import Page

LOOKS = {
    "wide-light": {"size": WIDE, "dark": False},
    "narrow-dark": {"size": NARROW, "dark": True},
    "wide-dark": {"size": WIDE, "dark": True},
    "narrow-light": {"size": NARROW, "dark": False},
}
EXAMINED = ("wide-light", "narrow-dark")
"""Each width and each theme once: axe takes as long as the page itself."""
PAGES = {
    "": "Who would send troops to Ukraine?",
    "timeline?kind=training_support": "Timeline",
    "country?entity=FRA": "France",
    "official?speaker=Mark+Rutte": "Mark Rutte",
    "statements?source=Newsroom": "Statements",
}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_drawn_without_a_serious_fault(
    driver: Driver,
    look: str,
    picture: Callable[[Page, str], Path],
    serious: Callable[[Page], list[str]],
) -> None:
    page, faults = None, []
    for address, title in PAGES.items():
        page = driver.go(page, address) if page else driver.open(address, **LOOKS[look])
        assert page.get_by_role("heading", level=1).inner_text() == title
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"
        picture(page, f"{address}-{look}")
        if look in EXAMINED:
            faults += [f"{address}: {fault}" for fault in serious(page)]
    assert faults == []


def test_a_click_on_the_map_opens_the_country_and_back_restores_the_map(driver: Driver) -> None:
    page = driver.open("?phase=ceasefire")
    page.locator(".vega-embed svg text[aria-label*='Poland']").first.click()
    page.get_by_role("heading", level=1, name="Poland").wait_for()
    drawn(page)
    assert page.url.endswith("/country?entity=POL&phase=ceasefire")
    while "country" in page.url or "entity" in page.url:  # one step or two: the filter and the page may each be one
        page.go_back()
        page.wait_for_timeout(1500)
        drawn(page)
    assert page.url == f"{driver.server}/?phase=ceasefire"
    assert page.get_by_role("heading", level=1).inner_text() == "Who would send troops to Ukraine?"
    assert page.get_by_text("Only After a ceasefire").is_visible()
    page.go_forward()
    page.wait_for_timeout(1500)
    drawn(page)
    assert "ceasefire" in page.url


def test_a_filter_is_in_the_address_and_the_shared_link_restores_it_elsewhere(driver: Driver) -> None:
    page = driver.open("timeline")
    phase = page.get_by_test_id("stMultiSelect").filter(has_text="Phase")
    phase.locator("input").click()
    page.get_by_role("option", name="After a ceasefire").click()
    page.wait_for_url("**/timeline?phase=ceasefire")
    drawn(page)
    page.get_by_test_id("stPopoverButton").filter(has_text="Share").click()
    link = page.get_by_test_id("stCode").first.inner_text().strip()
    assert link == page.url
    other = driver.open(link)
    assert other.get_by_role("heading", level=1).inner_text() == "Timeline"
    assert other.get_by_text("Only After a ceasefire").is_visible()
    assert other.get_by_role("heading", level=2).first.inner_text().startswith("After a ceasefire")


def test_a_click_in_a_row_opens_the_statement_again_and_again(driver: Driver) -> None:
    page = driver.open("statements?entity=SVK")
    for _ in range(2):
        page.get_by_test_id("stDataFrame").first.click(position={"x": 420, "y": 90})
        dialog = page.get_by_role("dialog")
        dialog.wait_for()
        assert "Slovakia" in dialog.inner_text()
        assert dialog.get_by_role("link").first.get_attribute("href").startswith("http")
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        drawn(page)


def test_a_mark_of_the_timeline_shows_its_words_and_opens_its_statement(driver: Driver) -> None:
    page = driver.open("timeline?entity=ITA&phase=ceasefire", size=(1440, 1400))
    mark = page.locator(".vega-embed svg path[aria-roledescription='point']").last
    mark.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert "Italy" in page.locator("#vg-tooltip-element").inner_text()
    mark.click()
    page.get_by_role("dialog").wait_for()
    assert "Italy" in page.get_by_role("dialog").inner_text()


def test_the_csv_is_what_the_command_line_exports(driver: Driver) -> None:
    page = driver.open("statements?entity=POL&entity=LVA&phase=ceasefire")
    page.get_by_role("button", name="Download ·").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    assert "POL" in waiting.value.suggested_filename
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "export",
        "--entity",
        "POL",
        "--entity",
        "LVA",
        "--phase",
        "ceasefire",
    ]
    exported = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    assert Path(waiting.value.path()).read_bytes() == exported
    assert exported.count(b"\r\n") > 1


def test_play_moves_through_the_months(driver: Driver) -> None:
    page = driver.open("?on=2025-01-31&phase=ceasefire")
    page.get_by_text("Play", exact=True).click()
    page.wait_for_url("**on=2025-03-31**", timeout=15_000)
    page.get_by_text("Play", exact=True).click()
