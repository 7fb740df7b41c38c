"""The one-liners of docs/api.md against a server that runs, as a reader would type them."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.dataset.files import DATA, read_text
from dashboard.dataset.frame import typed
from dashboard.dataset.store import Record


def test_pandas_reads_the_record_in_one_line(server: str, shipped: Record) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", read_text(DATA.parent / "docs" / "api.md"), re.DOTALL)
    one_liner = code.replace("http://localhost:8501", server).removeprefix("import pandas as pd\n")
    # the text is our own document's, run as doctest would run it
    table = eval(one_liner, {"pd": pd})
    poland = shipped.frame[shipped.frame["entity"] == "POL"].reset_index(drop=True)
    assert typed(table, shipped.codebook, shipped.people).astype(str).equals(poland.astype(str))
