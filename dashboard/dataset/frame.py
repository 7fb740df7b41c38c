"""Stage dataset: the record as one DataFrame.

In: statements, or a Parquet file; out: a DataFrame with the codebook's columns, one row a statement, sorted by
date and id: days as datetime64[s], codes as categoricals in the codebook's order, text as Arrow strings.
Layout beats engine: this is what keeps a filter over a million rows under a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import People
from dashboard.dataset.problems import DataError, Problem, problems_of
from dashboard.dataset.rules import RULES, Context
from dashboard.dataset.statement import FORMS, Statement, check_of, conditions_allowed, in_order

DAY: Final = "datetime64[s]"
REPEATED = ("speaker", "office", "source_publisher")
"""Text columns with few values: categoricals too, for memory and for speed of filters."""
WRITTEN_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
FIRST_DAY, LAST_DAY = pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")
"""What Python has days for."""
TEXT_TYPES: Final = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
"""Types of columns in Parquet that hold text; those that hold nothing at all are told by their rows."""
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
        written = column.where(column.str.fullmatch(WRITTEN_DAY, na=False))
        days = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").astype(DAY)
    elif column.dtype.kind not in "MO" or isinstance(column.dtype, pd.DatetimeTZDtype):
        return pd.Series(pd.NaT, index=column.index, dtype=DAY)
    else:
        days = pd.to_datetime(column, errors="coerce").astype(DAY)
    return days.where((days == days.dt.floor("D")) & days.between(FIRST_DAY, LAST_DAY))


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


def read_parquet(path: Path, context: Context) -> pd.DataFrame:
    """Read a bulk record, which is held to all that a statement is held to, but for the trace, which it has not.

    Raises `DataError` where the file is none, its columns, their types or codes are not ours, an id stands twice, or a
    value or a combination of values is not allowed: of each kind the first few.
    """
    try:
        table = pq.read_table(path)
        table = table.select([name for name in context.codebook.columns if name in table.column_names])
        table.validate(full=True)  # text may be no UTF-8
    except (OSError, pa.ArrowException) as error:
        raise DataError([Problem(path.name, "", "file", str(error), "a Parquet file with our columns")]) from error
    wrong = list(_wrong_types(table.schema, context.codebook, path.name))
    if wrong:
        raise DataError(wrong)
    columns = table.to_pandas(date_as_object=False)  # Python has no objects for days after the year 9999
    frame = typed(columns, context.codebook, context.people, path.name)
    often = frame.loc[frame["id"].duplicated(), "id"].unique()
    problems = [Problem(path.name, name, "id", name, "an id that no other row has") for name in often[:SHOWN]]
    problems += list(_misfits(frame, context, path.name)) or _broken(frame, context, path.name)
    if problems:
        raise DataError(problems)
    return frame


def _wrong_types(schema: pa.Schema, codebook: Codebook, file: str) -> Iterator[Problem]:
    """Columns that are neither text nor, where they are to be, days: a number or a list is not guessed to be either."""
    form_of = {field.name: field.form for field in codebook.fields}
    for column in schema:
        kind, day = column.type, form_of[column.name] == "day"
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        text = any(is_type(plain) for is_type in TEXT_TYPES)
        if not (text or (day and (pa.types.is_date(kind) or pa.types.is_timestamp(kind)))):
            allowed = "a column of text" + ", as YYYY-MM-DD, or of days" * day
            yield Problem(file, "", column.name, str(kind), allowed)


def _misfits(frame: pd.DataFrame, context: Context, file: str) -> Iterator[Problem]:
    """Values that no statement may have."""
    codes, book = context.codebook.values("conditions"), context.codebook
    for conditions in frame["conditions"].unique():
        if not in_order(conditions, codes):
            yield Problem(file, "", "conditions", conditions, conditions_allowed(codes))
    answers = frame[["question", "position"]].drop_duplicates()
    for question, position in answers.itertuples(index=False):
        if book.code("position", position).question != question:
            fitting = ", ".join(code.code for code in book.positions(question))
            yield Problem(file, "", "position", position, f"{fitting} (question is {question})")
    for name, form in FORMS.items():
        if form in ("slug", "text", "url"):
            yield from islice(_bad_texts(frame, name, file), SHOWN)


def _bad_texts(frame: pd.DataFrame, name: str, file: str) -> Iterator[Problem]:
    check = check_of(name)
    for id_, (text,) in _distinct(frame, (name,)):
        try:
            check.validate_python(text)
        except ValidationError as error:
            yield from (replace(problem, field=name) for problem in problems_of(error, file, id_))


def _broken(frame: pd.DataFrame, context: Context, file: str) -> list[Problem]:
    """The rules between fields that statements break."""
    problems: list[Problem] = []
    for fields, rule in RULES:
        found = (
            Problem(file, id_, *broken) for id_, values in _distinct(frame, fields) for broken in rule(context, *values)
        )
        problems += islice(found, SHOWN)
    return problems


def _distinct(frame: pd.DataFrame, fields: tuple[str, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each distinct combination of values of some fields, days as dates, behind the id of its first statement: what is
    said a million times is looked at once.
    """
    found = frame.drop_duplicates(list(fields))
    days = {name: found[name].to_numpy().astype("datetime64[D]") for name in fields if FORMS[name] == "day"}
    columns = [days.get(name, found[name]).tolist() for name in fields]
    yield from zip(found["id"].tolist(), zip(*columns, strict=True), strict=True)
