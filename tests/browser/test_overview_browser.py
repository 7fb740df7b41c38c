"""The Overview in a real browser."""

from __future__ import annotations

from driving import Driver


def test_the_first_page_opens_and_is_drawn(driver: Driver) -> None:
    page = driver.open()
    assert page.get_by_role("heading", level=1).inner_text() == "Who would send troops to Ukraine?"
    assert page.locator(".vega-embed svg").count() >= 2
