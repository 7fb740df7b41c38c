"""The maps in a real browser: whoever points at a country meets that country, on every map and width."""

from __future__ import annotations

import pytest
from driving import NARROW, WIDE, Driver
from playwright.sync_api import expect

from dashboard.output import maps
from dashboard.ui.geography import places

MET = """svg => {
  svg.scrollIntoView({ block: 'center' })
  const met = {}
  for (const sign of svg.querySelectorAll('.mark-text text')) {
    const place = sign.__data__
    if (!place?.datum?.entity) continue
    const plane = sign.parentNode.getScreenCTM()
    const hit = document.elementFromPoint(plane.a * place.x + plane.e, plane.d * place.y + plane.f)
    met[place.datum.entity] = hit?.__data__?.datum?.entity ?? 'nothing'
  }
  return met
}"""
"""What lies on top at the place of each entity of a map."""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("shape", "sheet"), [("map", maps.EUROPE), ("world", maps.WORLD)])
def test_at_the_place_of_each_country_lies_that_country(
    driver: Driver, shape: str, sheet: maps.Sheet, size: tuple[int, int]
) -> None:
    page = driver.open(f"?phase=wartime&shape={shape}", size=size)
    drawn_map = page.locator(".vega-embed svg").filter(has=page.locator(".mark-shape path[aria-label*='Poland']"))
    expect(drawn_map).to_have_count(1)
    met = drawn_map.evaluate(MET)
    assert set(met) == set(places(sheet.across, sheet.up, sheet.right).index)
    assert {entity: hit for entity, hit in met.items() if hit != entity} == {}


def test_a_click_on_kosovo_on_the_map_of_the_world_opens_kosovo(driver: Driver) -> None:
    page = driver.open("?phase=wartime&shape=world")
    page.locator(".mark-shape path[aria-label*='Kosovo']").click(force=True)  # its disc lies over its shape
    page.wait_for_url("**/country?entity=XKX&phase=wartime")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kosovo")
