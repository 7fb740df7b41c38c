"""Stage dataset: the record as one DataFrame.

In: statements, or a Parquet file; out: a DataFrame with the codebook's columns, one row a statement, sorted by
date and id: days as datetime64[s], codes as categoricals in the codebook's order, text as Arrow strings.
Layout beats engine: this is what keeps a filter over a million rows under a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import People
from dashboard.dataset.problems import DataError, Problem
from dashboard.dataset.statement import Statement, conditions_allowed, in_order

DAY: Final = "datetime64[s]"
REPEATED = ("speaker", "office", "source_publisher")
"""Text columns with few values: categoricals too, for memory and for speed of filters."""
SHOWN = 5
"""How many bad values of one column are named."""


def _categories(name: str, form: str, codebook: Codebook, people: People) -> list[str] | None:
    if form == "entity":
        return [entity.code for entity in people.entities]
    if form == "code":
        return list(codebook.values(name))
    if form == "language":
        return ["", *codebook.values("quote_language")]
    return None


def _days(column: pd.Series[Any]) -> pd.Series[Any]:
    """Days of a column of text, dates or time stamps; missing where a value is none (half a date, a time of day)."""
    if isinstance(column.dtype, pd.CategoricalDtype | pd.StringDtype):
        return pd.to_datetime(column, format="%Y-%m-%d", errors="coerce").astype(DAY)
    if column.dtype.kind not in "MO" or isinstance(column.dtype, pd.DatetimeTZDtype):
        return pd.Series(pd.NaT, index=column.index, dtype=DAY)
    days = pd.to_datetime(column, errors="coerce").astype(DAY)
    return days.where(days == days.dt.floor("D"))


def _codes(column: pd.Series[Any], categories: list[str]) -> pd.Series[Any]:
    """A column as these categories; missing where a value is none of them."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.set_categories(categories, ordered=False)
    return column.where(column.isin(categories)).astype(pd.CategoricalDtype(categories))


def typed(columns: pd.DataFrame, codebook: Codebook, people: People, file: str = "") -> pd.DataFrame:
    """Give columns of plain text their types, in the codebook's order, sorted by date and id.

    Raises `DataError` for a missing column and for codes, entities and days that are none.
    """
    missing = [name for name in codebook.columns if name not in columns]
    if missing:
        raise DataError([Problem(file, "", name, "", "a column of this name") for name in missing])
    problems: list[Problem] = []
    made: dict[str, Any] = {}
    for field in codebook.fields:
        column = columns[field.name]
        categories = _categories(field.name, field.form, codebook, people)
        if field.form == "day":
            made[field.name] = _days(column)
        elif categories is not None:
            made[field.name] = _codes(column, categories)
        elif field.name in REPEATED:
            made[field.name] = column.astype("str").astype("category")
        else:
            made[field.name] = column.astype("str")
        bad = made[field.name].isna() & ~column.isna()
        empty = column.isna()
        for value in column[bad | empty].astype(object).unique()[:SHOWN]:
            allowed = "a day as YYYY-MM-DD" if field.form == "day" else ", ".join(categories or ["text"])
            problems.append(Problem(file, "", field.name, str(value), allowed))
    if problems:
        raise DataError(problems)
    frame = pd.DataFrame(made)
    return frame.sort_values(["date", "id"], ignore_index=True)


def to_frame(statements: Iterable[Statement], codebook: Codebook, people: People) -> pd.DataFrame:
    """Make the frame of statements that have been read and checked one by one."""
    rows = [statement.model_dump(exclude={"trace"}) for statement in statements]
    return typed(pd.DataFrame(rows, columns=list(codebook.columns)), codebook, people)


def read_parquet(path: Path, codebook: Codebook, people: People) -> pd.DataFrame:
    """Read a bulk record. Raises `DataError` where the file is none, its columns or codes are not ours, an address is
    none of the web, or an id stands twice.
    """
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise DataError([Problem(path.name, "", "file", str(error), "a Parquet file with our columns")]) from error
    frame = typed(table.to_pandas(), codebook, people, path.name)
    often = frame.loc[frame["id"].duplicated(), "id"].unique()
    problems = [Problem(path.name, name, "id", name, "an id that no other row has") for name in often[:SHOWN]]
    problems += _misfits(frame, codebook, path.name)
    if problems:
        raise DataError(problems)
    return frame


def _misfits(frame: pd.DataFrame, codebook: Codebook, file: str) -> Iterator[Problem]:
    """What pages would stumble over: other conditions, positions on another question, addresses of no page."""
    codes = codebook.values("conditions")
    for conditions in frame["conditions"].unique():
        if not in_order(conditions, codes):
            yield Problem(file, "", "conditions", conditions, conditions_allowed(codes))
    answers = frame[["question", "position"]].drop_duplicates()
    for question, position in answers.itertuples(index=False):
        if codebook.code("position", position).question != question:
            fitting = ", ".join(code.code for code in codebook.positions(question))
            yield Problem(file, "", "position", position, f"{fitting} (question is {question})")
    addresses = frame["source_url"]
    web = addresses.str.startswith(("http://", "https://"))
    for address in addresses[~web & (addresses != "")].unique()[:SHOWN]:
        yield Problem(file, "", "source_url", address, "empty, or an http(s) address")
