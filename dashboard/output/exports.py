"""Stage output: tables as files.

In: a frame with the columns of one table; out: CSV, JSON or Parquet as an iterator of bytes, batch by batch, so
that a million rows need the memory of twenty thousand. Excel files and data packages have modules of their own.

CSV is RFC 4180 in UTF-8. A cell that begins with = + - @ tab or carriage return (also behind apostrophes) gets one
leading apostrophe when `safe`, so that no spreadsheet takes it for a formula; taking one apostrophe off such cells
gives the original back.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from pydantic_core import to_json as dump

from dashboard.dataset.files import FORMULA, write_whole
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.dataset.words import PLAIN
from dashboard.output.columns import Column, columns

BATCH = 20_000
"""Rows at a time: measured as the fastest for CSV."""

NAME_LENGTH = 100
LINKS = 40
"""Links that may lead from one to the next, as on Linux."""
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "atom": "application/atom+xml",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def _part(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


NAMED = frozenset(("group", "mission", "format", "conditions", "authority", "source", "since", "until", "words"))
"""Fields that stand before their values in a file's name: another field may have the same value."""


def filename(selection: Selection, what: str, ext: str, made_by: Iterable[str] = ()) -> str:
    """A file name that names the selection and what else made the file: `positions_POL_ceasefire_head_2026-11-22.csv`.

    `made_by` are the rule and the day, where the rows depend on them. ASCII letters, digits, hyphen, underscore and one
    point; 100 characters at most before the ending. A selection that is too long for that, or can't be told in these
    letters, is told from others by a hash of the whole.
    """
    values = [(f"{field}-" * (field in NAMED), _part(value)) for field, value in selection.items()]
    stem = "_".join([what, *(field + value for field, value in values if value)])
    end = "".join(f"_{_part(one)}" for one in made_by)
    room = NAME_LENGTH - len(end)
    spelt = selection.words.split() == re.findall("[A-Za-z0-9]+", selection.words)  # else other words are spelt so too
    if len(stem) > room or not spelt or not all(value for _, value in values):
        whole = hashlib.sha256(f"{what}?{selection.query()}".encode()).hexdigest()
        stem = f"{stem[: room - 9].rstrip('_-')}_{whole[:8]}"
    return f"{stem}{end}.{ext}"


def _arrow_type(column: Column) -> pa.DataType:
    return {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}[column.type]


def as_arrow(frame: pd.DataFrame, wanted: tuple[Column, ...]) -> pa.Table:
    """A frame as an Arrow table of plain types: text, whole numbers, days. Raises `KeyError` for a missing column."""
    fields = pa.schema([pa.field(column.name, _arrow_type(column)) for column in wanted])
    arrays = [pa.Array.from_pandas(frame[column.name]) for column in wanted]
    plain = [
        a.cast(field.type) if not pa.types.is_null(a.type) else pa.nulls(len(a), field.type)
        for a, field in zip(arrays, fields, strict=True)
    ]
    return pa.Table.from_arrays(plain, schema=fields)


def _batches(frame: pd.DataFrame, wanted: tuple[Column, ...]) -> Iterator[pa.Table]:
    for start in range(0, len(frame), BATCH):
        yield as_arrow(frame.iloc[start : start + BATCH], wanted)


def harmless(table: pa.Table) -> pa.Table:
    """The table with an apostrophe before each text that a spreadsheet might run."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            defused = pc.replace_substring_regex(table.column(place), f"^({FORMULA})", r"'\1")
            table = table.set_column(place, field, defused)
    return table


def to_csv(frame: pd.DataFrame, record: Record, table: str = "statements", *, safe: bool = True) -> Iterator[bytes]:
    """CSV with a head line, text in quotation marks, days as YYYY-MM-DD; an empty frame gives the head alone."""
    wanted = columns(table, record.codebook)
    yield ",".join(column.name for column in wanted).encode() + b"\r\n"
    options = pa_csv.WriteOptions(include_header=False, eol="\r\n", batch_size=BATCH)
    for batch in _batches(frame, wanted):
        sink = io.BytesIO()
        pa_csv.write_csv(harmless(batch) if safe else batch, sink, options)
        yield sink.getvalue()


def to_json(frame: pd.DataFrame, record: Record, table: str = "statements") -> Iterator[bytes]:
    """A JSON list of objects, one a line: text, whole numbers, days as YYYY-MM-DD, null where there is nothing."""
    mark = b"[\n"
    for batch in _batches(frame, columns(table, record.codebook)):
        yield mark + b",\n".join(map(dump, batch.to_pylist()))
        mark = b",\n"
    yield b"\n]\n" if mark == b",\n" else b"[]\n"


def to_parquet(frame: pd.DataFrame, record: Record, table: str = "statements") -> bytes:
    """Parquet with typed columns (date32, int64, text); its metadata names the record and the version."""
    wanted = columns(table, record.codebook)
    about = {"dataset": record.edition.name, "version": record.edition.version, "table": table}
    schema = as_arrow(frame.iloc[:0], wanted).schema.with_metadata(about)
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in _batches(frame, wanted):
            writer.write_table(batch.replace_schema_metadata(about))
    return bytes(sink.getvalue())


def save(chunks: Iterable[bytes], path: Path) -> None:
    """Write a file at once: a kill or a full disk leaves what was there before, never a half. Raises `OSError`.

    A link goes on leading to its file; a stream is written to and stays what it is.
    """
    if not is_stream(path):
        write_whole(path.resolve(), chunks)
        return
    number = _descriptor(path)
    with path.open("wb") if number is None else os.fdopen(os.dup(number), "wb") as stream:
        stream.writelines(chunks)


def is_stream(path: Path) -> bool:
    """Whether a path is a pipe or a device, or what this process has open under a number, as `/dev/stdout`.

    What is open may be a file as well: it is written on where others wrote before, and never replaced.
    """
    return _descriptor(path) is not None or (path.exists() and not (path.is_file() or path.is_dir()))


def _descriptor(path: Path) -> int | None:
    """The number of an open descriptor that a path leads to, as `/dev/fd/63`; None where it leads to none.

    Looked for link by link: the last one of Linux leads on to a file, or to a name such as `pipe:[1]` that is no path.
    """
    for _ in range(LINKS):
        if path.parent.resolve() == Path("/dev/fd").resolve():
            return int(path.name) if path.name.isdecimal() else None
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None
