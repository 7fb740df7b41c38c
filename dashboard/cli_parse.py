"""Face: the commands parse and attributions. In: articles; out: candidates or attributions on stdout, one a line.

What cannot be read is reported on stderr as {id, source, reason} and left; all the others are done.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import typer

from dashboard.cli import PROBLEMS, WRONG_USE, a_day, say, stop
from dashboard.dataset.codebook import load_codebook
from dashboard.output.exports import harmless, save
from dashboard.parsing.article import SECONDS_CAP, Article, Quarantined
from dashboard.parsing.candidates import candidates_of
from dashboard.parsing.intake import Given, articles
from dashboard.parsing.limits import OutOfTimeError, seconds
from dashboard.parsing.reading import attributions_of
from dashboard.parsing.rows import row_of

Row = dict[str, Any]
InputsArgument = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - for stdin.")]
PublishedOption = Annotated[str | None, typer.Option(help="Day of publication, where an article gives none.")]


class RowFormat(StrEnum):
    """Forms of the candidates."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def _found(
    inputs: list[str],
    published: str | None,
    url: str,
    read: Callable[[Article], Iterable[Row]],
    left: list[Quarantined],
) -> Iterator[Row]:
    """The rows of all articles; those that are left are reported and put on the list."""
    day = a_day(published) if published else None
    try:
        stream = articles(inputs, Given(day, url), sys.stdin.buffer)
    except FileNotFoundError as error:
        stop(f"{error} is not there: give files, folders, or -", WRONG_USE)
    for article in stream:
        found = article if isinstance(article, Quarantined) else _read(article, read)
        if isinstance(found, Quarantined):
            say(found.model_dump_json())
            left.append(found)
        else:
            yield from found


def _read(article: Article, read: Callable[[Article], Iterable[Row]]) -> list[Row] | Quarantined:
    try:
        with seconds(SECONDS_CAP):
            return list(read(article))
    except OutOfTimeError:
        reason = f"took longer than {SECONDS_CAP} seconds"
    except ValueError as error:
        reason = str(error)
    return Quarantined(id=article.id, source=article.id, reason=reason)


def _line(row: Row) -> bytes:
    text = json.dumps(row, ensure_ascii=False)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate: it stays what it is only as an escape
        return json.dumps(row).encode() + b"\n"


def _table(rows: Iterable[Row], names: list[str]) -> pa.Table:
    whole = ("evidence_start", "evidence_end", "quote_start", "quote_end")
    kinds = {name: pa.int64() for name in whole} | {"score": pa.float64()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    plain = [{k: _plain(v) for k, v in row.items()} for row in rows]
    return pa.Table.from_pylist(plain, schema=schema)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _chunks(rows: Iterable[Row], form: RowFormat, names: list[str]) -> Iterator[bytes]:
    if form is RowFormat.jsonl:
        yield from map(_line, rows)
    elif form is RowFormat.csv:
        sink = io.BytesIO()
        pa_csv.write_csv(harmless(_table(rows, names)), sink)
        yield sink.getvalue()
    else:
        out = pa.BufferOutputStream()
        pq.write_table(_table(rows, names), out, compression="zstd")
        yield bytes(out.getvalue())


def _write(chunks: Iterable[bytes], out: Path | None) -> None:
    if out is not None:
        try:
            save(chunks, out)
        except OSError as error:
            stop(f"{out} can't be written: {error.strerror or error}", PROBLEMS)
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def parse(
    inputs: InputsArgument,
    published: PublishedOption = None,
    source_url: Annotated[str, typer.Option(help="Address of the article, where it gives none.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; stdout where it is not given.")] = None,
    form: Annotated[RowFormat, typer.Option("--format", help="Form of the candidates.")] = RowFormat.jsonl,
) -> None:
    """Read articles and propose the statements in them."""
    fields = load_codebook().columns
    left: list[Quarantined] = []

    def read(article: Article) -> list[Row]:
        return [row_of(candidate, fields) for candidate in candidates_of(article)]

    rows = _found(inputs, published, source_url, read, left)
    names = ["article_id", *fields, "evidence", "evidence_start", "evidence_end", "quote_start", "quote_end", "score"]
    _write(_chunks(rows, form, [*names, "rules"]), out)
    raise typer.Exit(PROBLEMS if left else 0)


def attributions(inputs: InputsArgument, published: PublishedOption = None) -> None:
    """Read articles on any topic and print who is given as the source of what, as offsets."""
    left: list[Quarantined] = []
    _write(map(_line, _found(inputs, published, "", attributions_of, left)), None)
    raise typer.Exit(PROBLEMS if left else 0)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(parse)
    app.command()(attributions)
