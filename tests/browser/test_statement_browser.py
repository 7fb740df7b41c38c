"""A statement's own page in a real browser: everything about it, and the ways that lead there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import NARROW, WIDE, Driver, drawn
from playwright.sync_api import Page, expect

from dashboard.dataset.store import Record

ID = "2024-02-26-fra-macron-1"


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide", "narrow"])
def test_the_page_says_all_about_a_statement(
    driver: Driver,
    shipped: Record,
    serious: Callable[[Page], list[str]],
    picture: Callable[[Page, str], Path],
    size: tuple[int, int],
    dark: bool,
) -> None:
    page = driver.open(f"statement?id={ID}", size=size, dark=dark)
    row = shipped.frame[shipped.frame["id"] == ID].iloc[0]
    body = page.locator("body")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{row['speaker']} on France")
    for words in (row["quote"], row["source_publisher"], f"{driver.server}/statement?id={ID}", "@misc{", "(2026)"):
        expect(body).to_contain_text(words)
    expect(body).to_contain_text("Version 1.0.0, 22 November 2026: added")
    mail = page.get_by_role("link", name="Write a mail")
    expect(mail).to_have_attribute("href", re.compile(f"^mailto:.*{ID}"))
    if size == WIDE:  # the narrow menu is Streamlit's own list of sections
        assert serious(page) == []
    picture(page, f"statement-{size[0]}")


def test_an_unknown_id_says_so_and_leads_on(driver: Driver) -> None:
    page = driver.open(f"statement?id={ID}0")
    expect(page.get_by_role("alert")).to_contain_text("no statement with this ID")
    page.get_by_role("link", name=ID, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Macron")
    page.wait_for_url(f"{driver.server}/statement?id={ID}")


def test_an_id_is_never_markup(driver: Driver) -> None:
    page = driver.open("statement?id=%3Cimg+src%3Dx%3E+**bold**+![](http://tracker.example/x.png)")
    expect(page.locator("code")).to_contain_text("<img src=x> **bold**")
    expect(page.locator("img[src='x'], strong:text-is('bold')")).to_have_count(0)


def test_a_card_leads_to_the_statement_and_other_pages_forget_its_id(driver: Driver) -> None:
    country = driver.open("country?entity=FRA")
    with country.context.expect_page() as opened:
        country.get_by_role("link", name="fra-macron").first.click()
    page = opened.value
    page.wait_for_url("**/statement?id=*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Macron")
    drawn(page)
    page.get_by_role("link", name="All of France").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("France")
    drawn(page)
    expect(page).to_have_url(f"{driver.server}/country?entity=FRA")
