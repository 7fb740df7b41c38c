"""Stage output: a table as the file that somebody asked for.

In: a form, a record, a table of it with the selection, the day and the rule it answers; out: the file's bytes, piece by
piece. Pages and command line make their files here, so that one question gives the same bytes on both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import xlsx
from dashboard.output.exports import to_csv, to_json, to_parquet
from dashboard.output.package import to_package


def chunks(
    form: str,
    record: Record,
    frame: pd.DataFrame,
    table: str,
    selection: Selection,
    day: dt.date,
    rule: str = "latest",
) -> Iterator[bytes]:
    """The file, piece by piece. The form `zip` is the data package of the selection, with positions by day and rule.

    Raises `TooManyRowsError` for what a sheet can't hold, `KeyError` for a form that is none.
    """
    if form == "csv":
        yield from to_csv(frame, record, table)
    elif form == "json":
        yield from to_json(frame, record, table)
    elif form == "parquet":
        yield to_parquet(frame, record, table)
    elif form == "xlsx":
        yield xlsx.to_xlsx(frame, record, table)
    elif form == "zip":
        yield from to_package(record, selection, day, rule)
    else:
        raise KeyError(form)


def fits(form: str, rows: int) -> bool:
    """Whether a form has room for all rows: an Excel sheet has an end."""
    return form != "xlsx" or rows < xlsx.ROWS
