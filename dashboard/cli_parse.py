"""Face: the commands parse and attributions. In: articles; out: what is found in them, on stdout or in a file.

What can't be read is reported on stderr, one {id, source, reason} a line, and skipped; all the others are done.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dashboard.cli import DONE, PROBLEMS, WRONG_USE, a_day, an_address, say, stop, write
from dashboard.cli_explain import rendered
from dashboard.dataset.codebook import load_codebook
from dashboard.output import rows as forms
from dashboard.output.exports import is_stream
from dashboard.parsing import intake
from dashboard.parsing.admission import Given
from dashboard.parsing.run import Done, Job, row_names, run

Form = Callable[[Iterable[forms.Row]], Iterable[bytes]]

InputsArgument = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files (.txt .html .jsonl .warc.gz), folders, or - for stdin.")
]
OutOption = Annotated[Path | None, typer.Option("--out", help="File to write; stdout where it is not given.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that read articles.")]
QuarantineOption = Annotated[
    Path | None, typer.Option("--quarantine", help="File for the records of what was skipped, as JSON Lines.")
]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--texts", help="File for the articles as they were read, as JSON Lines: offsets refer to their text."
    ),
]


class RowFormat(StrEnum):
    """Forms of the candidates."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


@dataclass(frozen=True, slots=True)
class Files:
    """Where a run writes what it found, what it left and what it read; stdout or nowhere where none is given."""

    out: Path | None = None
    quarantine: Path | None = None
    texts: Path | None = None


@dataclass
class Tally:
    """What came of a run so far; records and texts are kept in files without a name until all is done."""

    records: IO[bytes]
    texts: IO[bytes] | None
    items: int = 0
    on_topic: int = 0
    rows: int = 0
    problems: int = 0
    left: int = 0

    def add(self, done: Done) -> None:
        """Count one item and keep its records."""
        self.items += 1
        self.on_topic += done.article is not None
        self.rows += len(done.rows)
        for record in done.left:
            self.left += 1
            self.problems += record.problem
            self.records.write(forms.line(record.model_dump()))
            say(forms.line(record.model_dump()).decode().rstrip())
        if done.article is not None and self.texts is not None:
            self.texts.write(forms.line(done.article.model_dump(mode="json")))

    def summary(self, what: str) -> str:
        """One line for people."""
        articles = "1 article" if self.items == 1 else f"{self.items} articles"
        return f"{articles}: {self.on_topic} read, {self.left} skipped, {self.rows} {what}"


def _counted(results: Iterable[Done], tally: Tally, what: str, *, aside: bool) -> Iterator[Done]:
    """The results as they come, counted; on a terminal, where the rows go `aside`, with a line of progress."""
    console = Console(stderr=True)
    shown = console.is_terminal and aside
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        task = progress.add_task("", total=None)
        for done in results:
            tally.add(done)
            if shown:
                progress.update(task, description=tally.summary(what))
            yield done


def _check_paths(inputs: list[str], files: Files) -> None:
    """Refuse inputs that are not there, and files to write that are an input, or would be one of the next run, or are
    one another, or have no place to be; but not `/dev/null`. What is written last would else fail when all is done.
    """
    gone = intake.missing(inputs)
    if gone:
        stop(f"{gone[0]} is not there: give files, folders, or - for stdin", WRONG_USE)
    taken = {Path(name).resolve() for name in inputs if name != "-"}
    folders = {path for path in taken if path.is_dir()}
    for path in filter(None, (files.out, files.quarantine, files.texts)):
        if is_stream(path):
            continue
        place = path.resolve()
        if place in taken:
            stop(f"{path} is named twice: give each file to write a name of its own", WRONG_USE)
        read = any(not intake.is_hidden(place.relative_to(folder)) for folder in folders & set(place.parents))
        if read and place.name.lower().endswith(intake.KINDS):
            stop(f"{path} would be an article of the next run: write it outside of what is read", WRONG_USE)
        if place.is_dir() or not (place.parent.is_dir() and os.access(place.parent, os.W_OK | os.X_OK)):
            stop(f"{path} can't be written: name a file in a folder that is there and can be written", WRONG_USE)
        taken.add(place)


def _run(job: Job, what: str, inputs: list[str], form: Form, files: Files, workers: int) -> None:
    """Do a job with all inputs, write what it gives in that form, and leave with the exit code."""
    _check_paths(inputs, files)
    with ExitStack() as stack:
        kept = stack.enter_context(tempfile.TemporaryFile())
        texts = stack.enter_context(tempfile.TemporaryFile()) if files.texts else None
        tally = Tally(kept, texts)
        aside = files.out is not None or not sys.stdout.isatty()
        results = _counted(run(job, intake.inputs(inputs, sys.stdin.buffer), workers), tally, what, aside=aside)
        write(form(row for done in results for row in done.rows), files.out)
        for path, file in ((files.quarantine, kept), (files.texts, texts)):
            if path is not None and file is not None:
                file.seek(0)
                write(file, path)
    say(tally.summary(what))
    raise typer.Exit(PROBLEMS if tally.problems else DONE)


def parse(
    inputs: InputsArgument,
    published: Annotated[str | None, typer.Option(help="Day of publication, for articles that give none.")] = None,
    source_url: Annotated[str, typer.Option(help="Address of the article, for articles that give none.")] = "",
    out: OutOption = None,
    form: Annotated[
        RowFormat | None, typer.Option("--format", help="Form of the candidates.", show_default="jsonl")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="The articles for people: words marked, and why.")] = False,
    workers: WorkersOption = 1,
    quarantine: QuarantineOption = None,
    texts: TextsOption = None,
) -> None:
    """Propose statements from articles: who said what, on which day, in which words, with the rules that say so.

    One candidate a line, with evidence and offsets. Articles on other topics are passed over; what can't be read is
    reported and skipped, and makes the exit code 1.
    """
    if explain and form is not None:
        stop("--explain writes for people, in one form: leave out --format", WRONG_USE)
    if form is RowFormat.parquet and out is None and sys.stdout.isatty():
        stop("parquet is no text: give a file with --out", WRONG_USE)
    book = load_codebook()
    fields, names = tuple(book.columns), row_names(book.columns)
    given = Given(a_day(published) if published is not None else None, an_address(source_url))
    files = Files(out, quarantine, texts)
    if explain:
        styled = out is None and sys.stdout.isatty()
        shown: Form = partial(rendered, book=book, styled=styled, width=Console().width if styled else None)
        _run(Job("explanation", given, fields), "explained", inputs, shown, files, workers)
    forms_of: dict[RowFormat, Form] = {
        RowFormat.jsonl: partial(map, forms.line),
        RowFormat.csv: partial(forms.to_csv, names=names),
        RowFormat.parquet: partial(forms.to_parquet, names=names),
    }
    _run(Job("statements", given, fields), "candidates", inputs, forms_of[form or RowFormat.jsonl], files, workers)


def attributions(
    inputs: InputsArgument,
    out: OutOption = None,
    workers: WorkersOption = 1,
    quarantine: QuarantineOption = None,
    texts: TextsOption = None,
) -> None:
    """Print who is given as the source of what in articles on any topic: offsets of source, cue and content."""
    form: Form = partial(map, forms.line)
    _run(Job("attributions"), "attributions", inputs, form, Files(out, quarantine, texts), workers)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (parse, attributions):
        app.command()(command)
