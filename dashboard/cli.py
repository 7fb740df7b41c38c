"""Face: the command line. In: words typed in a shell; out: data on stdout, messages on stderr, an exit code.

Exit codes: 0 done, 1 problems found, 2 wrong use. Without a command the dashboard is served.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys
from collections.abc import Iterable
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from dashboard.dataset.checks import check as check_data
from dashboard.dataset.checks import fix as fix_data
from dashboard.dataset.files import DATA, DATA_VARIABLE
from dashboard.dataset.problems import DataError
from dashboard.dataset.statement import web_address
from dashboard.dataset.store import Record, load_record
from dashboard.dataset.values import day_of
from dashboard.output.exports import save
from dashboard.review.inbox import EDIT_VARIABLE, STATE, STATE_VARIABLE

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who would send troops to Ukraine? The dashboard, its record and its parser. Without a command: serve.",
)

ROOT = Path(__file__).resolve().parents[1]

DONE, PROBLEMS, WRONG_USE = 0, 1, 2

DataOption = Annotated[
    Path,
    typer.Option(
        "--data",
        help="Data folder, or a Parquet file of statements.",
        exists=True,
        resolve_path=True,
        show_default="data/",
    ),
]
"""What is only read may be a Parquet file too."""

FolderOption = Annotated[
    Path,
    typer.Option("--data", help="Data folder.", exists=True, file_okay=False, resolve_path=True, show_default="data/"),
]
"""What is checked or written is the files of a folder."""


class TableFormat(StrEnum):
    """Forms of a table on stdout."""

    csv = "csv"
    json = "json"


def say(message: object) -> None:
    """Print a message for people."""
    typer.echo(message, err=True)


def stop(message: object, code: int) -> NoReturn:
    """Print a message for people and leave with an exit code."""
    say(message)
    raise typer.Exit(code)


def open_record(data: Path) -> Record:
    """Load the record for a command; a record that can't be used ends it, single bad statements are reported."""
    try:
        record = load_record(data)
    except DataError as error:
        stop(error, PROBLEMS)
    for problem in record.problems:
        say(problem)
    return record


def write(pieces: Iterable[bytes], out: Path | None) -> None:
    """Write data to a file, or to stdout where none is given; a file that can't be written ends the command."""
    if out is None:
        for piece in pieces:
            _print(piece)
        return
    try:
        save(pieces, out)
    except OSError as error:
        stop(unwritable(out, error), PROBLEMS)
    say(f"written: {out}")


def put(line: object) -> None:
    """Print a line of data."""
    _print(f"{line}\n".encode("utf-8", "replace"))


def _print(piece: bytes) -> None:
    """Write to stdout; one that can't be written ends the command."""
    try:
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # whoever reads has seen enough: the command ends without a word
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what waits is not tried again at the very end
        why = error.strerror or error
        stop(f"standard output can't be written: {why}. What it got is not whole: make room, and try again", PROBLEMS)


def unwritable(place: Path, error: OSError) -> str:
    """Why a file or a folder can't be written, and what to do: each of its files is as it was, or as it is to be."""
    why = error.strerror or error
    return f"{place} can't be written: {why}. No file is half-written: make room, or name a place that can be written"


def a_day(text: str) -> dt.date:
    """Read a day as YYYY-MM-DD; anything else is wrong use."""
    day = day_of(text)
    if day is None:
        stop(f"{text!r} is no day: write it as YYYY-MM-DD", WRONG_USE)
    return day


def an_address(text: str) -> str:
    """Read the address of an article, or none; what is no http(s) address is wrong use."""
    if text and not web_address(text):
        stop(f"--source-url: {text!r} is no http(s) address", WRONG_USE)
    return text


@app.command()
def check(
    data: FolderOption = DATA,
    fix: Annotated[bool, typer.Option("--fix", help="First write what can be derived: form and schema.")] = False,
) -> None:
    """Print every problem in the data: file, id, field, value, what is allowed. Exit 1 if there is any."""
    try:
        for path in fix_data(data) if fix else ():
            say(f"written: {path.name}")
    except DataError as error:
        stop(error, PROBLEMS)
    except OSError as error:
        stop(unwritable(data, error), PROBLEMS)
    problems = check_data(data, today=dt.date.today())
    for problem in problems:
        put(problem)
    say(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    raise typer.Exit(PROBLEMS if problems else DONE)


@app.command()
def serve(
    data: DataOption = DATA,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    edit: Annotated[
        bool, typer.Option("--edit", help="Offer the inbox: review proposals and change the record.")
    ] = False,
    state: Annotated[Path, typer.Option("--state", help="Folder of the inbox.", resolve_path=True)] = STATE,
    address: Annotated[str, typer.Option("--address", help="IP address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the dashboard on this machine, and open it in the browser where there is one."""
    try:
        load_record(data)
    except DataError as error:
        say(error)
        say("The dashboard starts all the same and shows these problems.")
    if _taken(address, port):
        stop(
            f"port {port} is taken, or {address!r} is none of this machine: choose others with --port, --address",
            WRONG_USE,
        )
    os.environ[DATA_VARIABLE] = str(data)
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from the working folder
    os.environ.pop(EDIT_VARIABLE, None)
    if edit:
        _check_editing(data, address)
        os.environ |= {EDIT_VARIABLE: "1", STATE_VARIABLE: str(state)}
    from dashboard.app import app as server

    server.run(config={"server.port": port, "server.address": address})


def _check_editing(data: Path, address: str) -> None:
    """Editing is for this machine alone, unless people sign in and there is a list of those who may."""
    from dashboard.ui import editing

    if not data.is_dir():
        stop(f"{data} is no data folder: it can't be edited", WRONG_USE)
    if not editing.is_here(address) and not editing.login_configured():
        stop(
            f"--edit on {address} would let everyone edit: listen on 127.0.0.1, or let people sign in "
            "(docs/inbox.md, “Several editors”)",
            WRONG_USE,
        )
    if editing.login_configured() and find_spec("authlib") is None:
        stop("people are to sign in, which needs the extra login: pip install -e '.[login]'", WRONG_USE)


def _taken(address: str, port: int) -> bool:
    if not address:  # to bind it would mean all addresses of this machine
        return True
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError:
        return True
    return False


def main() -> None:
    """Run the command line; without a command, serve."""
    words = sys.argv[1:]
    if not words or (words[0].startswith("-") and words[0] not in ("--help", "-h")):
        words = ["serve", *words]
    app(words)
