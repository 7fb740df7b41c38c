"""Face: what the commands of the inbox share. In: options; out: an open inbox, tables on stdout, words on stderr.

What comes from articles is printed without control characters, and no cell of a table can be taken for a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import getpass
import io
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli import PROBLEMS, WRONG_USE, TableFormat, put, say, stop, write
from dashboard.dataset.codebook import Codebook, load_codebook
from dashboard.dataset.files import FORMULA
from dashboard.dataset.problems import DataError
from dashboard.dataset.values import visible
from dashboard.review import decide
from dashboard.review.errors import ReviewError, not_kept
from dashboard.review.inbox import STATE_VARIABLE, Inbox

REVIEWER_VARIABLE = "STANCE_TRACKER_REVIEWER"

StateOption = Annotated[
    Path, typer.Option("--state", envvar=STATE_VARIABLE, help="Folder of the queue and of all decisions.")
]
ReviewerOption = Annotated[
    str, typer.Option("--reviewer", envvar=REVIEWER_VARIABLE, help="Who decides; your login where it is not given.")
]
IdsArgument = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, or their beginnings, as `list` gives.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning, as `list` gives it.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field of the statement as it is to be.")
]
NewSpeakerOption = Annotated[
    bool, typer.Option("--new-speaker", help="Add the speaker to officials.csv, with the row that `show` proposes.")
]
SpeakerOption = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="COLUMN=VALUE", help="A column of the new speaker's row as it is to be."),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in a few words: kept with the decision.")]
FormatOption = Annotated[TableFormat, typer.Option("--format", help="Form of the table.")]


def now() -> dt.datetime:
    """This moment, as it is kept with a decision."""
    return dt.datetime.now(dt.UTC)


def login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def open_codebook(data: Path) -> Codebook:
    """The codebook of a data folder; one that can't be used ends the command."""
    try:
        return load_codebook(data)
    except DataError as error:
        stop(error, PROBLEMS)


def open_inbox(state: Path, data: Path, book: Codebook | None = None) -> Inbox:
    """The inbox of a state folder, put right after a process that was killed; a folder that can't be used ends it."""
    book = book or open_codebook(data)
    try:
        inbox = Inbox(state, book.columns)
        for line in decide.recover(inbox, data):
            say(line)
    except (ReviewError, DataError, sqlite3.Error) as error:
        stop(error, PROBLEMS)
    return inbox


def told(act: Callable[..., object], *given: object) -> bool:
    """Do something that may be refused; whether it was done. Why it was not goes to stderr."""
    try:
        act(*given)
    except BrokenPipeError:
        raise  # it was done: only whoever reads what is printed is gone
    except (ReviewError, DataError) as error:
        say(printable(str(error)))
    except (OSError, sqlite3.Error) as error:
        say(not_kept(error))
    else:
        return True
    return False


def printable(text: str) -> str:
    """Text from outside without what a terminal takes for a command; spaces, tabs and ends of lines stay."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" or unicodedata.category(sign) == "Zs" else "\ufffd"
        for sign in text
    )


def pairs(given: Iterable[str] | None, what: str) -> dict[str, str]:
    """Options of the form NAME=VALUE, without signs that nobody sees; anything else, or a name again, is wrong use."""
    found: dict[str, str] = {}
    for text in given or ():
        name, sign, value = text.partition("=")
        if not sign:
            stop(f"{text!r}: write {what} as NAME=VALUE", WRONG_USE)
        name = name.strip()
        if name in found:
            stop(f"{name!r} is given twice: give {what} one value", WRONG_USE)
        found[name] = visible(value).strip()
    return found


def write_table(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], form: TableFormat) -> None:
    """Rows on stdout; in CSV no cell can be taken for a formula, and none steers a terminal, also one it is piped to.

    JSON has every such sign as its escape.
    """
    names = list(columns)
    if form is TableFormat.json:
        put(json.dumps(list(rows), ensure_ascii=True, indent=1))
        return
    table = io.StringIO()
    writer = csv.DictWriter(table, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {name: "" if row.get(name) is None else printable(str(row[name])) for name in names}
        writer.writerow({k: "'" + v if re.match(FORMULA, v) else v for k, v in cells.items()})
    write([table.getvalue().encode("utf-8", "replace")], None)
