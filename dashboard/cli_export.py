"""Face: the commands export and positions. In: words typed in a shell; out: files, or tables on stdout.

Each parameter of a selection is an option of the same name; only `format` is `--mission-format` here. An option may be
given as often as there are values, but for `--since`, `--until` and `--words`, of which there is one.
"""

from __future__ import annotations

import datetime as dt
import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli import PROBLEMS, WRONG_USE, DataOption, TableFormat, open_record, say, stop, write
from dashboard.dataset.files import DATA
from dashboard.dataset.selection import PARAMETERS, REPEATABLE, Rejected, Selection, parse, parse_on, repeated
from dashboard.dataset.store import Record
from dashboard.output.columns import texts
from dashboard.output.downloads import chunks
from dashboard.output.exports import to_csv, to_json
from dashboard.output.views import check_phase, positions_table, statements_table
from dashboard.output.xlsx import TooManyRowsError


class FileFormat(StrEnum):
    """Forms in which statements leave the house."""

    csv = "csv"
    json = "json"
    xlsx = "xlsx"
    parquet = "parquet"
    zip = "zip"


RENAMED = {"format": "mission-format"}
BINARY = (FileFormat.xlsx, FileFormat.parquet, FileFormat.zip)
OutOption = Annotated[Path | None, typer.Option("--out", help="File to write; stdout where it is not given.")]


def _option(parameter: str) -> str:
    """The option of a parameter: its own name, but for `format`, which on the command line is the form of the file."""
    return "--" + RENAMED.get(parameter, parameter)


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each parameter of a selection; it gets all values of each as `filters`."""
    known = inspect.signature(command, eval_str=True).parameters
    options = [
        inspect.Parameter(
            f"filter_{name}",
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                list[str] | None,  # all of them also where one is meant: a second one is refused, not lost
                typer.Option(
                    _option(name), help=texts().parameter(name), metavar=None if name in REPEATABLE else "<str>"
                ),
            ],
        )
        for name in PARAMETERS
    ]
    own = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for name, p in known.items() if name != "filters"]

    def run(**given: Any) -> None:
        filters = {name: given.pop(f"filter_{name}") or [] for name in PARAMETERS}
        command(**given, filters={name: values for name, values in filters.items() if values})

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature([*own, *options])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in [*own, *options]}
    return run


def _selection(filters: dict[str, list[str]], record: Record) -> Selection:
    """The selection that the options make; a value that is unknown or one too many is wrong use."""
    selection, rejected = parse(filters, record)
    _refuse([*repeated(filters), *rejected])
    return selection


def _refuse(rejected: Iterable[Rejected]) -> None:
    found = list(rejected)
    for one in found:
        say(f"--{replace(one, parameter=RENAMED.get(one.parameter, one.parameter))}")
    if found:
        raise typer.Exit(WRONG_USE)


@with_filters
def export(
    filters: dict[str, list[str]],
    data: DataOption = DATA,
    form: Annotated[FileFormat, typer.Option("--format", help="Form of the file.")] = FileFormat.csv,
    out: OutOption = None,
) -> None:
    """Write the statements that the options pick; without options, all of them."""
    if out is None and form in BINARY and sys.stdout.isatty():
        stop(f"{form} is no text: give a file with --out", WRONG_USE)
    record = open_record(data)
    selection = _selection(filters, record)
    frame = statements_table(record, selection)
    try:
        write(chunks(form, record, frame, "statements", selection, dt.date.today()), out)
    except TooManyRowsError as error:
        stop(error, PROBLEMS)


@with_filters
def positions(
    filters: dict[str, list[str]],
    data: DataOption = DATA,
    on: Annotated[str | None, typer.Option("--on", help=texts().parameter("on"))] = None,
    rule: Annotated[str, typer.Option("--rule", help=texts().parameter("rule"))] = "latest",
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the table.")] = TableFormat.csv,
    out: OutOption = None,
) -> None:
    """Write the positions of a day, silence spelled out; for every phase and kind of force unless options pick some."""
    today = dt.date.today()
    day, bad_days = parse_on(on, today) if on is not None else (today, [])
    record = open_record(data)
    rules = record.codebook.values("rule")
    selection = _selection(filters, record)
    bad_rules = [Rejected("rule", rule, rules)] if rule not in rules else []
    _refuse([*bad_days, *bad_rules, *check_phase(selection)])
    table = positions_table(record, selection, day or today, rule)
    written = to_csv if form is TableFormat.csv else to_json
    write(written(table, record, "positions"), out)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (export, positions):
        app.command()(command)
