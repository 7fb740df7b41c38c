"""The reading pages in a real browser: seen wide and narrow, light and dark, clicked, shared, exported."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import LOOKS, NARROW, WIDE, Driver, drawn
from playwright.sync_api import Page, expect
from serving import ROOT

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
    faults = []
    for address, page in driver.visits(PAGES, look):
        picture(page, f"{address}-{look}")
        if look in EXAMINED:
            faults += [f"{address}: {fault}" for fault in serious(page)]
    assert faults == []


SECOND_BOX = {"x": 16, "y": 90}
"""Where the box before the second row of a table lies."""


@pytest.mark.parametrize("shape", ["map", "tiles", "table"])
def test_a_click_on_a_country_opens_it_and_one_step_back_restores_the_overview(driver: Driver, shape: str) -> None:
    view = "?phase=ceasefire" if shape == "map" else f"?phase=ceasefire&shape={shape}"
    page = driver.open(view)
    heading = page.get_by_role("heading", level=1)
    for _ in range(2):
        if shape == "table":
            page.get_by_test_id("stDataFrame").first.click(position=SECOND_BOX)
        else:
            poland = "path[aria-label*='Poland']" if shape == "map" else "text:text-is('POL')"
            page.locator(f".vega-embed svg {poland}").first.click(force=True)  # its sign lies over it
        page.wait_for_url("**/country?entity=*&phase=ceasefire")
        drawn(page)
        country, name = page.url, heading.inner_text()
        page.go_back()
        expect(page).to_have_url(f"{driver.server}/{view}")
        expect(heading).to_have_text("Who would send troops to Ukraine?")
        expect(page.get_by_text("Only After a ceasefire")).to_be_visible()
        drawn(page)
        page.go_forward()
        expect(page).to_have_url(country)
        expect(heading).to_have_text(name)
        drawn(page)
        page.go_back()
        expect(page).to_have_url(f"{driver.server}/{view}")
        drawn(page)


def test_back_restores_how_a_page_looked_before_the_menu_led_on(driver: Driver) -> None:
    page = driver.open("statements?phase=wartime", size=(1440, 1800))
    page.get_by_test_id("stButtonGroup").get_by_text("Source", exact=True).click()
    page.wait_for_url("**/statements?phase=wartime&facet=source")
    drawn(page)
    page.get_by_test_id("stPopoverButton").first.click()
    page.get_by_role("link", name="Timeline").click()
    expect(page).to_have_url(f"{driver.server}/timeline?phase=wartime")
    drawn(page)
    for look in ("&facet=source", ""):
        page.go_back()
        expect(page).to_have_url(f"{driver.server}/statements?phase=wartime{look}")
        drawn(page)


def test_what_a_count_has_picked_is_taken_away_by_its_box_or_by_back(driver: Driver) -> None:
    page = driver.open("statements?facet=phase", size=(1440, 1800))
    counts = page.get_by_test_id("stDataFrame").last
    picked = f"{driver.server}/statements?phase=*&facet=phase"
    for _ in range(2):
        counts.click(position={"x": 15, "y": 52})
        page.wait_for_url(picked)
        drawn(page)
        page.get_by_test_id("stMultiSelect").filter(has_text="Phase").get_by_label("Clear all").click()
        expect(page).to_have_url(f"{driver.server}/statements?facet=phase")
        drawn(page)
    counts.click(position={"x": 15, "y": 52})
    page.wait_for_url(picked)
    drawn(page)
    page.go_back()
    expect(page).to_have_url(f"{driver.server}/statements?facet=phase")
    drawn(page)
    expect(page).to_have_url(f"{driver.server}/statements?facet=phase")


def test_a_filter_is_in_the_address_and_the_shared_link_restores_it_elsewhere(driver: Driver) -> None:
    page = driver.open("timeline")
    phase = page.get_by_test_id("stMultiSelect").filter(has_text="Phase")
    phase.locator("input").click()
    page.get_by_role("option", name="After a ceasefire").click()
    page.wait_for_url("**/timeline?phase=ceasefire")
    expect(page.get_by_text("Only After a ceasefire")).to_be_visible()
    drawn(page)
    page.get_by_test_id("stPopoverButton").filter(has_text="Share").click()
    link = page.get_by_test_id("stCode").first
    expect(link).to_have_text(re.compile(re.escape(page.url) + r"&on=\d{4}-\d\d-\d\d$"))
    other = driver.open(link.inner_text())
    expect(other.get_by_role("heading", level=1)).to_have_text("Timeline")
    expect(other.get_by_text("Only After a ceasefire")).to_be_visible()
    expect(other.get_by_role("heading", level=2).first).to_have_text(re.compile("^After a ceasefire"))


def test_more_filters_are_drawn_when_opened_and_hold_when_closed(driver: Driver) -> None:
    page = driver.open("statements?phase=ceasefire", size=(1440, 1800))  # a list closes when the page scrolls
    more = page.get_by_test_id("stExpander").filter(has_text="More filters").locator("summary")
    confidence = page.get_by_role("combobox", name="Confidence")
    expect(confidence).to_have_count(0)
    more.click()
    expect(confidence).to_be_visible()
    drawn(page)
    confidence.click()
    page.get_by_role("option", name="Low").click()
    page.wait_for_url("**/statements?phase=ceasefire&confidence=low")
    page.keyboard.press("Escape")
    drawn(page)
    more.click()
    drawn(page)
    expect(page).to_have_url(f"{driver.server}/statements?phase=ceasefire&confidence=low")
    page.get_by_test_id("stPopoverButton").first.click()
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline")
    expect(page).to_have_url(f"{driver.server}/timeline?phase=ceasefire&confidence=low")
    page.go_back()
    expect(page).to_have_url(f"{driver.server}/statements?phase=ceasefire&confidence=low")


def test_a_tick_before_a_row_opens_the_statement_again_and_again(driver: Driver) -> None:
    page = driver.open("statements?entity=SVK")
    for _ in range(2):
        page.get_by_test_id("stDataFrame").first.click(position=SECOND_BOX)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Slovakia")
        expect(dialog.get_by_role("link").first).to_have_attribute("href", re.compile("^http"))
        drawn(page)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        drawn(page)


@pytest.mark.parametrize("view", ["country", "official", "shifts?show=heads", "what_if?met=ceasefire", "statements"])
def test_keys_lead_through_a_table_and_open_a_row_only_where_they_tick_it(driver: Driver, view: str) -> None:
    page = driver.open(view)
    heading = page.get_by_role("heading", level=1)
    before, dialog = heading.inner_text(), page.get_by_role("dialog")
    page.get_by_test_id("stDataFrame").first.locator("canvas").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        drawn(page)
        expect(heading).to_have_text(before)
        expect(dialog).to_have_count(0)
    page.keyboard.press("Shift+Space")
    opened = dialog.filter(has=page.get_by_role("link")).or_(heading.filter(has_not_text=before))
    expect(opened.first).to_be_visible()


def test_a_mark_of_the_timeline_shows_its_words_and_opens_its_statement(driver: Driver) -> None:
    page = driver.open("timeline?entity=ITA&phase=ceasefire", size=(1440, 1400))
    mark = page.locator(".vega-embed svg path[aria-roledescription='point']").last
    mark.hover()
    expect(page.locator("#vg-tooltip-element.visible")).to_contain_text("Italy")
    mark.click()
    expect(page.get_by_role("dialog")).to_contain_text("Italy")


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("timeline?entity=ITA&phase=ceasefire", "path[aria-roledescription='point']"),
        ("what_if", "path[aria-roledescription='rect mark']"),
    ],
)
def test_a_mark_that_was_closed_opens_again_and_again(driver: Driver, address: str, mark: str) -> None:
    page = driver.open(address, size=(1440, 1800))
    for _ in range(3):
        page.locator(f".vega-embed svg {mark}").first.click(position={"x": 4, "y": 4}, force=True)
        expect(page.get_by_role("dialog")).to_contain_text("Statement")
        drawn(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        drawn(page)


PLACES = """[...document.querySelectorAll('[class*=st-key-][class*=-place]')].map(place =>
  [place, place.querySelector('[data-testid=stVerticalBlock]'), place.querySelector('svg.marks')]
    .map(one => one.getBoundingClientRect().height))"""
"""The height of each place for a chart of lanes, that of what keeps it open, and the chart's own."""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "address",
    ["timeline", "official?speaker=Emmanuel+Macron", "compare?entity=FRA&entity=POL", "what_if?met=ceasefire"],
)
def test_a_chart_of_lanes_is_as_high_as_its_place(driver: Driver, address: str, size: tuple[int, int]) -> None:
    page = driver.open(address, size=size)
    places = page.evaluate(PLACES)
    assert places
    for place, kept, high in places:
        assert abs(kept - high) <= 12, places
        assert place == max(kept, high), places


LOWEST = """() => {
  const main = document.querySelector('[data-testid=stMain]')
  window.lowest = main.scrollHeight
  const look = () => { window.lowest = Math.min(window.lowest, main.scrollHeight); requestAnimationFrame(look) }
  look()
  return main.scrollHeight
}"""
"""Notes how low the page ever gets from now on; gives how high it is."""


def test_the_page_keeps_its_height_while_a_statement_of_a_timeline_is_opened_and_closed(driver: Driver) -> None:
    page = driver.open("timeline?phase=ceasefire", size=(1440, 1400))
    high = page.evaluate(LOWEST)
    page.locator(".vega-embed svg path[aria-roledescription='point']").last.click(force=True)
    expect(page.get_by_role("dialog")).to_contain_text("Statement")
    drawn(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    drawn(page)
    assert page.evaluate("window.lowest") >= high - 20


def test_the_wheel_moves_the_page_also_over_a_timeline_and_zooms_with_ctrl(driver: Driver) -> None:
    page = driver.open("timeline?phase=ceasefire", size=(1440, 900))
    axis = page.locator(".vega-embed svg .role-axis-label").first
    months = axis.text_content()
    page.mouse.move(900, 800)
    for turn in range(1, 6):
        page.mouse.wheel(0, 100)
        expect(page.get_by_test_id("stMain")).to_have_js_property("scrollTop", 100 * turn)
    expect(axis).to_have_text(str(months))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(axis).not_to_have_text(str(months))
    expect(page.get_by_test_id("stMain")).to_have_js_property("scrollTop", 500)


def test_the_csv_is_what_the_command_line_exports_in_the_order_of_the_page(driver: Driver) -> None:
    page = driver.open("statements?entity=POL&entity=LVA&phase=ceasefire&on=2025-01-01")
    page.get_by_role("button", name="Download ·").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    assert waiting.value.suggested_filename == "statements_LVA_POL_ceasefire.csv", "the day limits no statements"
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
    head, *rows = exported.splitlines(keepends=True)
    assert len(rows) > 1
    assert Path(waiting.value.path()).read_bytes() == b"".join([head, *reversed(rows)]), "newest first"


def test_the_slider_keeps_the_keyboard_as_it_moves_through_the_months(driver: Driver) -> None:
    page = driver.open("")
    page.get_by_role("slider", name="Month").focus()
    for day in ("2026-02-28", "2026-01-31", "2025-12-31"):
        page.keyboard.press("ArrowLeft")
        expect(page).to_have_url(f"{driver.server}/?on={day}")
        drawn(page)
        expect(page.get_by_role("slider", name="Month")).to_be_focused()


def test_play_moves_through_the_months(driver: Driver) -> None:
    page = driver.open("?on=2025-01-31&phase=ceasefire")
    page.get_by_text("Play", exact=True).click()
    page.wait_for_url("**on=2025-03-31**")
    page.get_by_text("Play", exact=True).click()
    expect(page.get_by_role("switch", name="Play")).not_to_be_checked()


def test_a_tab_is_named_after_what_it_shows(driver: Driver) -> None:
    page = driver.open("")
    for address, title in {
        "": "Overview",
        "timeline": "Timeline",
        "country": "Country",
        "country?entity=FRA": "France",
        "official?speaker=Mark+Rutte": "Mark Rutte",
        "statement?id=2024-02-26-fra-macron-1": "Emmanuel Macron, 26 February 2024",
        "statement?id=nobody": "Statement",
    }.items():
        driver.go(page, address)
        expect(page).to_have_title(f"{title} · Stance tracker")
