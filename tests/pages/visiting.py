"""How page tests visit a page: in Streamlit's own test runner, with an address, on the shipped record."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
from serving import PATIENCE
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from dashboard.dataset.files import DATA

ENTRY = DATA.parent / "dashboard" / "entry.py"


def visit(page: str = "overview", query: str = "", *, embedded: bool = False) -> AppTest:
    """Open a page (the name of its script) with a query string; it must come without an exception.

    `embedded` opens it in another site's frame, which has pages of its own.
    """
    test = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    for name, values in parse_qs(query, keep_blank_values=True).items():
        test.query_params[name] = values
    if embedded:
        test.context["is_embedded"] = True
        run(test)
    if page not in ("overview", "embed_map"):
        test.switch_page(f"app_pages/{page}.py")
    return run(test)


def run(test: AppTest) -> AppTest:
    """Run the page once more, as after a click; it must come without an exception."""
    test.run()
    assert not test.exception, "\n".join(f"{one.message}\n{''.join(one.stack_trace)}" for one in test.exception)
    return test


def opened(test: AppTest, key: str = "behind") -> AppTest:
    """Open what is drawn only once it is opened: by default the tables behind a page's pictures."""
    test.session_state[key] = True
    return run(test)


def texts(test: AppTest) -> str:
    """All that a page says in headings, text, captions and notices."""
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.markdown,
        test.caption,
        test.text,
        test.info,
        test.warning,
        test.error,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def charts(test: AppTest) -> dict[str, dict[str, Any]]:
    """The specifications of a page's charts, by their `alt` text."""
    found = [element.proto for element in test.get("vega_lite_chart")]
    return {proto.alt: json.loads(proto.spec) for proto in found}


def drawn_rows(test: AppTest, alt: str, dataset: str = "table") -> pd.DataFrame:
    """The rows that the first chart draws whose `alt` text begins so: its dataset of that name, or its only table."""
    proto = next(one.proto for one in test.get("vega_lite_chart") if one.proto.alt.startswith(alt))
    tables = [one.data.data for one in proto.datasets if one.name == dataset]
    return convert_arrow_bytes_to_pandas_df(tables[0] if tables else proto.data.data)


def table(test: AppTest, column: str) -> pd.DataFrame:
    """The page's table that has such a column, as it is shown."""
    return next(element.value for element in test.dataframe if column in element.value)
