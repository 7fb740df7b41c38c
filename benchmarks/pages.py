"""How long each page takes, on the shipped record or on a synthetic one: `python -m benchmarks.pages --rows 1000000`.

In: the pages, in Streamlit's own test runner (the script's time, without the browser's); out: a table of seconds: the
first visit to a page on a fresh server, then the median and the slowest of the clicks that follow, each on a filter
or a day that nobody has asked for before, so that nothing comes from a cache that a first reader would not have.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from benchmarks.synthetic import make
from benchmarks.tables import Table, show
from dashboard.dataset.files import DATA, DATA_VARIABLE

ENTRY = DATA.parent / "dashboard" / "entry.py"
PAGES = {
    "overview": "",
    "timeline": "phase=ceasefire",
    "country": "entity=FRA",
    "official": "speaker=Mark Rutte",
    "statements": "",
    "what_if": "met=ceasefire",
    "shifts": "",
    "compare": "entity=FRA&entity=POL",
}
CLICKS = ({"on": "2025-03-01"}, {"on": "2024-05-31"}, {"confidence": "high"}, {"group": "eu"}, {"words": "troops"})


def _set(test: AppTest, parameters: dict[str, str]) -> None:
    for name, value in parameters.items():
        test.query_params[name] = value


def _seconds(test: AppTest) -> float:
    started = time.perf_counter()
    test.run(timeout=300)
    if test.exception:
        raise RuntimeError(test.exception[0].message)
    return time.perf_counter() - started


def _visit(page: str) -> tuple[float, list[float]]:
    """Seconds of the first visit, and of each click after it."""
    test = AppTest.from_file(str(ENTRY))
    for name, values in parse_qs(PAGES[page]).items():
        test.query_params[name] = values
    if page != "overview":
        test.switch_page(f"app_pages/{page}.py")
    first = _seconds(test)
    clicks = []
    for click in CLICKS:
        _set(test, click)
        clicks.append(_seconds(test))
    return first, clicks


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=0, help="rows of a synthetic record; 0 for the shipped one")
    options.add_argument("--page", action="append", choices=list(PAGES), help="this page only; may be repeated")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.rows:
            path = Path(folder) / "statements.parquet"
            make(asked.rows, path)
            os.environ[DATA_VARIABLE] = str(path)
        started = time.perf_counter()
        _visit("statements")  # loads the record, and every import
        loading = time.perf_counter() - started
        rows = [(page, *_figures(page)) for page in asked.page or PAGES]
    title = f"Seconds of script; first page of all, with the record: {loading:.1f}"
    show([Table(title, ("page", "first visit", "click, median", "click, slowest"), rows)], markdown=False)


def _figures(page: str) -> tuple[str, str, str]:
    first, clicks = _visit(page)
    return f"{first:.2f}", f"{statistics.median(clicks):.2f}", f"{max(clicks):.2f}"


if __name__ == "__main__":
    main()
