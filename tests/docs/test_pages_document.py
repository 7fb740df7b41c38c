"""docs/pages.md names every page and every parameter of an address, and no other."""

from __future__ import annotations

import re

from dashboard.dataset.files import DATA
from dashboard.ui import filters

TEXT = (DATA.parent / "docs" / "pages.md").read_text("utf-8")
PAGES = DATA.parent / "dashboard" / "app_pages"
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")]


def test_every_page_is_there_under_its_address() -> None:
    scripts = {path.stem for path in PAGES.glob("*.py") if not path.stem.startswith("embed_")}
    addresses = [row[1].strip("`/") for row in ROWS if row[1].startswith("`/")]
    assert sorted(addresses) == sorted(scripts - {"overview", "sign_in"} | {""})  # one signs in at the inbox's address


def test_every_parameter_is_there() -> None:
    names = [name for row in ROWS if row[0].startswith("`") for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(names) == sorted(filters.NAMES)


def test_the_values_are_those_that_pages_know() -> None:
    said = {row[0].strip("`"): tuple(re.findall(r"`(\w+)`", row[1])) for row in ROWS if len(row) == 4}
    for name in ("shape", "facet"):
        assert said[name] == filters.CHOICES[name], name
