"""Compare, Who would go if, Shifts and splits, Method in a real browser: seen, ticked, clicked, shared."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from driving import LOOKS, Driver, drawn
from playwright.sync_api import Page, expect

PAGES = {
    "compare?entity=FRA&entity=POL&phase=ceasefire": "Compare",
    "what_if?met=ceasefire": "Who would go, if …?",
    "shifts?show=claims": "Shifts and splits",
    "method?list=conditions": "Method",
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
        expect(page.locator(".vega-embed svg").first).to_be_visible()
        picture(page, f"{address}-{look}")
        faults += [f"{address}: {fault}" for fault in serious(page)]
    assert faults == []


def test_a_tick_moves_tiles_and_the_link_restores_it_in_another_browser(driver: Driver) -> None:
    page = driver.open("what_if")
    tiles = page.locator(".vega-embed").first
    before = tiles.inner_text()
    page.get_by_text("Ceasefire: A ceasefire or truce holds.", exact=True).click()
    page.wait_for_url("**/what_if?met=ceasefire")
    expect(tiles).not_to_have_text(before, use_inner_text=True)
    expect(tiles).to_contain_text("Has said it would send on these terms: ")
    drawn(page)
    after = tiles.inner_text()
    other = driver.open(page.url)
    expect(other.locator(".vega-embed").first).to_have_text(after, use_inner_text=True)
    expect(other.get_by_role("checkbox", name="Ceasefire")).to_be_checked()


@pytest.mark.parametrize(
    "address", ["what_if?kind=ground&kind=air_naval", "compare?entity=FRA&entity=POL", "method", ""]
)
def test_what_can_be_pressed_is_named_in_plain_words(driver: Driver, address: str) -> None:
    """Streamlit gives some labels as they are written to `aria-label`: what is Markdown there is read out as such."""
    page = driver.open(address)
    labels = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(one => one.getAttribute('aria-label'))")
    assert [label for label in labels if re.search(r"\*\*|\\[^\w\s]|:material/", label)] == []


def test_a_tick_is_named_in_plain_words(driver: Driver) -> None:
    page = driver.open("what_if")
    tick = page.get_by_role("checkbox", name="Ukraine's request: Ukraine asks for it.", exact=True)
    expect(tick).to_have_count(1)


def test_a_tile_opens_the_words_it_rests_on(driver: Driver) -> None:
    page = driver.open("what_if?met=ceasefire&entity=NOR", size=(1440, 1400))
    page.locator(".vega-embed svg text", has_text="NOR").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Norway")
    expect(dialog.get_by_role("link").first).to_be_visible()


def test_a_silent_tile_opens_what_silence_means(driver: Driver) -> None:
    page = driver.open("what_if?entity=RUS", size=(1440, 1400))
    page.locator(".vega-embed svg text", has_text="RUS").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("No statement found")


def test_no_two_tables_of_a_page_have_one_name(driver: Driver) -> None:
    page = driver.open("what_if?kind=ground&kind=air_naval")
    names = page.evaluate("[...document.querySelectorAll('[role=region]')].map(one => one.getAttribute('aria-label'))")
    assert len(names) > 1
    assert len(names) == len(set(names))


@pytest.mark.parametrize("wide", [1440, 390])
def test_a_band_opens_its_statement_and_each_lane_and_each_move_has_its_sign(driver: Driver, wide: int) -> None:
    page = driver.open("compare?entity=FRA&entity=POL&phase=ceasefire", size=(wide, 1400))
    bands = page.locator(".vega-embed").first
    expect(bands).to_contain_text("■? Committed")
    expect(bands).to_contain_text("× Rules out")
    expect(bands).to_contain_text("Paris meeting")
    moves = page.evaluate("""() => {
      const drawn = [...document.querySelectorAll('.vega-embed .mark-symbol.role-mark path')].map(one => one.__data__)
      return drawn.filter(one => one.datum.moved).map(one => one.opacity)
    }""")
    assert len(moves) > 9
    assert set(moves) == {1}
    bands.locator("svg path[aria-roledescription='bar']").nth(1).click()
    expect(page.get_by_role("dialog")).to_contain_text("After a ceasefire")


@pytest.mark.parametrize("look", ["wide-light", "narrow-dark"])
def test_the_table_behind_the_conditions_is_as_wide_as_their_picture_and_opens_a_statement(
    driver: Driver, look: str
) -> None:
    page = driver.open("compare?entity=FRA&entity=DEU&phase=ceasefire", **LOOKS[look])
    behind = page.get_by_test_id("stExpander").filter(has_text="The table behind the picture")
    behind.get_by_text("The table behind the picture").click()
    drawn(page)
    table = behind.get_by_test_id("stDataFrame")
    expect(table.locator("[role=columnheader]").filter(has_text="State")).to_have_attribute("aria-colindex", "1")
    wide = page.get_by_test_id("stVegaLiteChart").nth(1).evaluate("chart => chart.clientWidth")
    assert table.evaluate("table => table.clientWidth") > 0.8 * wide
    table.click(position={"x": 16, "y": 52})
    expect(page.get_by_role("dialog")).to_contain_text("On condition")


def test_the_order_and_the_sort_are_in_the_address_and_the_csv_has_the_rows_of_the_counts(driver: Driver) -> None:
    page = driver.open("shifts?entity=FRA")
    page.get_by_role("radio", name="Largest first").or_(page.get_by_text("Largest first")).first.click()
    page.wait_for_url("**order=size**")
    drawn(page)
    page.get_by_text("All officials apart", exact=True).first.click()
    page.wait_for_url("**show=officials**")
    expect(page.get_by_role("heading", level=2).first).to_have_text("All officials apart")
    drawn(page)
    page.get_by_role("button", name="Download ·").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    assert waiting.value.suggested_filename.startswith("splits_FRA")
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        found = Counter(row["phase"] for row in csv.DictReader(file))
    assert min(found["wartime"], found["ceasefire"]) > 1
    told = page.locator(".vega-embed svg [aria-roledescription='text mark']")
    expect(told.filter(has_text=re.compile("ground forces|pairs"))).to_have_text(
        [
            "While fighting goes on · ground forces",
            f"{found['wartime']} pairs",
            "After a ceasefire · ground forces",
            f"{found['ceasefire']} pairs",
        ]
    )


def test_a_change_says_its_phase_and_kind_and_no_mark_lies_on_one_of_the_other_phase(driver: Driver) -> None:
    page = driver.open("shifts?entity=USA&show=officials&on=2025-03-01")
    marks = page.locator(".vega-embed svg path[aria-label*='Phase: ']")
    expect(marks).to_have_count(2)
    expect(marks.first).to_have_attribute("aria-label", re.compile("Kind of force: Ground forces"))
    for phase in ("While fighting goes on", "After a ceasefire"):
        expect(page.locator(f".vega-embed svg path[aria-label*='Phase: {phase}']")).to_have_count(1)
    drawn(page)
    places = marks.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert abs(places[0] - places[1]) > 100
    page.get_by_text("Changes of position", exact=True).first.click()  # the same picture, of another list
    page.wait_for_url("**on=2025-03-01")
    expect(marks.first).to_have_attribute("aria-label", re.compile("Before: position: .*After: position: "))
    drawn(page)
    marks.first.click()
    expect(page.get_by_role("dialog")).to_contain_text("United States")


@pytest.mark.parametrize("look", ["wide-light", "narrow-light"])
@pytest.mark.parametrize("query", ["show=claims&question=accept", "entity=USA&show=officials", "show=officials", ""])
def test_the_days_of_changes_have_names_that_differ_and_are_not_cut(driver: Driver, look: str, query: str) -> None:
    page = driver.open(f"shifts?{query}", **LOOKS[look])
    axis = page.locator(".vega-embed svg [aria-roledescription='axis']").filter(has_text=re.compile("20[0-9]{2}")).first
    expect(axis).to_be_visible()
    drawn(page)
    names = axis.locator("text").evaluate_all(
        """all => all.filter(one => getComputedStyle(one).opacity !== '0').map(one => [one.textContent,
            one.getBoundingClientRect().right - one.closest('svg').getBoundingClientRect().right])"""
    )
    assert len(names) > 1
    assert len({name for name, _ in names}) == len(names)
    assert max(beyond for _, beyond in names) <= 0


def test_the_contents_of_the_method_lead_to_its_sections(driver: Driver) -> None:
    page = driver.open("method")
    heading = page.get_by_role("heading", name="Accuracy of the parser")
    expect(heading).not_to_be_in_viewport()
    page.get_by_role("link", name="Accuracy of the parser").click()
    expect(heading).to_be_in_viewport()
    levels = page.evaluate("[...document.querySelectorAll('main h1, main h2, main h3')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
