"""Stage output: a table as the file that somebody asked for.

In: a form, a record, a table of it with the selection, the day and the rule it answers; out: the file's bytes, piece by
piece, and its name. Pages, API and command line make their files here, so that one question gives the same on all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import pandas as pd

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import xlsx
from dashboard.output.exports import filename, to_csv, to_json, to_parquet
from dashboard.output.package import to_package
from dashboard.output.views import step_rule


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


def name(
    form: str,
    selection: Selection,
    table: str,
    day: dt.date,
    rule: str,
    met: Iterable[str] = (),
    part: str = "",
) -> str:
    """The name of that file: two files with other rows have two names.

    Statements and their coverage depend on no day, and only what is derived from positions on a rule; a package holds
    positions always.
    `met` are the terms ticked, for outcomes; `part` is which rows of the table a file holds, if not all: a package
    holds all that is selected.
    """
    derived = form == "zip" or table in ("positions", "changes", "outcomes")
    followed = step_rule(rule) if table == "changes" and form != "zip" else rule
    made_by = [followed] * derived + [str(day)] * (derived or table not in ("statements", "coverage"))
    parts = [part] if part and form != "zip" else []
    return filename(selection, "_".join([table, *parts, *(f"if-{term}" for term in sorted(met))]), form, made_by)


def fits(form: str, rows: int) -> bool:
    """Whether a form has room for all rows: an Excel sheet has an end."""
    return form != "xlsx" or rows < xlsx.ROWS
