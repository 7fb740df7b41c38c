"""Quotes that are written from right to left, in a real browser: their marks stand at the right ends. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from builders import make_statement, write_folder
from driving import LOOKS, Driver
from playwright.sync_api import Locator, expect
from serving import serving

QUOTES = {
    "ADV": ("ar", "لن نرسل (1,500 جندي) إلى NATO."),
    "NRL": ("he", "לא נשלח חיילים (1,500) אל NATO."),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on an invented record with an Arabic and a Hebrew quote."""
    folder = tmp_path_factory.mktemp("directions")
    statements = [
        make_statement(1, entity=entity, quote=quote, quote_language=language, phase="ceasefire")
        for entity, (language, quote) in QUOTES.items()
    ]
    with serving("--data", write_folder(folder / "data", statements), log=folder / "log.txt") as address:
        yield address


PLACES = """(element, signs) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.data.includes('“'))
      return signs.map(sign => {
        range.setStart(node, node.data.indexOf(sign))
        range.setEnd(node, node.data.indexOf(sign) + 1)
        const place = range.getBoundingClientRect()
        return [Math.round(place.top), place.left]
      })
}"""
"""Line and left edge of some signs of the quote in an element."""


def runs_to_the_left(words: Locator, first: str, last: str) -> None:
    """Each sign stands left of the one before it, or a line below: the opening mark first, the closing mark last."""
    signs = ["“", first, "(", ")", last, ".", "”"]
    places = words.evaluate(PLACES, signs)
    for (line, left), (next_line, next_left) in pairwise(places):
        assert next_line > line or (next_line == line and next_left < left), dict(zip(signs, places, strict=True))


@pytest.mark.parametrize("look", ["wide-light", "narrow-dark"])
@pytest.mark.parametrize("page_of", ["compare?entity=ADV&entity=NRL&phase=ceasefire", "statement?id={id}"])
def test_marks_stand_at_the_ends_of_a_quote_from_right_to_left(driver: Driver, page_of: str, look: str) -> None:
    addresses = {entity: page_of.format(id=f"2024-03-01-{entity.lower()}-invented-1") for entity in QUOTES}
    page = driver.open(addresses["ADV"], **LOOKS[look])
    for entity, (_, quote) in QUOTES.items():
        driver.go(page, addresses[entity])
        words = page.locator("p", has_text=quote).first
        expect(words).to_contain_text(f"“{quote}”")
        runs_to_the_left(words, quote[0], "N")
