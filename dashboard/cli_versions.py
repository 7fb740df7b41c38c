"""Face: the commands diff and release. In: words typed in a shell; out: changes of the record, its next version."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import PROBLEMS, WRONG_USE, FolderOption, say, stop, unwritable, write
from dashboard.dataset.changelog import FILE, Changelog, dump, load_changelog, released
from dashboard.dataset.diff import compare, report
from dashboard.dataset.files import DATA, dump_json, read_json
from dashboard.dataset.problems import DataError
from dashboard.dataset.values import one_line
from dashboard.dataset.writing import locked, replace

OldFolder = Annotated[Path, typer.Argument(help="Data folder before.", exists=True, file_okay=False)]


def diff(
    old: OldFolder,
    new: Annotated[Path, typer.Argument(help="Data folder after.", exists=True, file_okay=False)],
) -> None:
    """Print what changed between two data folders: statements added, removed, recoded field by field."""
    try:
        write([report(compare(old, new)).encode()], None)
    except DataError as error:
        stop(error, PROBLEMS)


def release(
    old: OldFolder,
    note: Annotated[str, typer.Option("--note", help="What this version is about, in a sentence.")],
    why: Annotated[
        list[str] | None, typer.Option("--why", help="Reason for a recoding, as ID=REASON; once for each statement.")
    ] = None,
    major: Annotated[
        bool, typer.Option("--major", help="Fields or codes have changed: raise the first number.")
    ] = False,
    data: FolderOption = DATA,
) -> None:
    """Give the record its next version, and tell in the changelog what it changed; OLD is the version that is out."""
    reasons: dict[str, str] = {}
    for name, reason in map(_reason, why or []):
        if name in reasons:
            stop(f"--why {name}=… is given twice: give one reason for each statement", WRONG_USE)
        reasons[name] = reason
    try:
        with locked(data):
            changelog = _next(old, data, one_line(note), reasons, major)
            newest = changelog.newest
            edition = {"version": newest.version, "released": newest.day.isoformat()}
            record = read_json(data / "record.json") | edition
            # the changelog last: broken off in between, it still goes with OLD, and the same command does the rest
            replace(data, data / "record.json", dump_json(record))
            replace(data, data / FILE, dump(changelog))
    except DataError as error:
        stop(error, PROBLEMS)
    except OSError as error:
        stop(unwritable(data, error), PROBLEMS)
    except ValueError as error:
        stop(error, WRONG_USE)
    say(f"version {newest.version}: record.json, {FILE}; `python docs/build.py` writes docs/changelog.md")


def _next(old: Path, data: Path, note: str, reasons: dict[str, str], major: bool) -> Changelog:
    changelog = load_changelog(data)
    if changelog is None:
        raise ValueError(f"{data} has no {FILE}")
    if not note:
        raise ValueError("--note is empty: say what this version is about")
    return released(changelog, compare(old, data), data, dt.date.today(), note, reasons, major)


def _reason(word: str) -> tuple[str, str]:
    name, _, reason = word.partition("=")
    if not name or not (reason := one_line(reason)):
        stop(f"--why {word!r}: write it as ID=REASON", WRONG_USE)
    return name, reason


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (diff, release):
        app.command()(command)
