"""Stage output: rows of the parser as files.

In: rows (dictionaries of text, numbers, lists of text), one after another; out: JSON Lines, CSV or Parquet, piece by
piece. JSON Lines say everything; in the two tables a list is joined by semicolons and a lone surrogate becomes U+FFFD.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from dashboard.output.exports import harmless

Row = Mapping[str, Any]
BATCH = 1_000


def line(row: Row) -> bytes:
    """One row as a line of JSON, control characters escaped: JSON lets those from U+007F to U+009F stand as they are,
    and some steer a terminal. A lone surrogate has no UTF-8 form: then the line is ASCII and holds its escape.
    """
    try:
        text = json.dumps(row, ensure_ascii=False)
        return re.sub("[\x7f-\x9f]", lambda sign: f"\\u{ord(sign[0]):04x}", text).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row).encode() + b"\n"


def schema(names: Sequence[str]) -> pa.Schema:
    """Offsets are whole numbers, the score a number, all else is text."""
    kinds = {"score": pa.float64()}
    return pa.schema(
        [(name, pa.int64() if name.endswith(("_start", "_end")) else kinds.get(name, pa.string())) for name in names]
    )


def to_csv(rows: Iterable[Row], names: Sequence[str]) -> Iterator[bytes]:
    """CSV as the exports write it: a head line, text in quotation marks, nothing that a spreadsheet might run."""
    yield ",".join(names).encode() + b"\r\n"
    options = pa_csv.WriteOptions(include_header=False, eol="\r\n")
    for table in _tables(rows, names):
        sink = io.BytesIO()
        pa_csv.write_csv(harmless(table), sink, options)
        yield sink.getvalue()


def to_parquet(rows: Iterable[Row], names: Sequence[str]) -> Iterator[bytes]:
    """Parquet, written as one piece."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema(names), compression="zstd") as writer:
        for table in _tables(rows, names):
            writer.write_table(table)
    yield bytes(sink.getvalue())


def _tables(rows: Iterable[Row], names: Sequence[str]) -> Iterator[pa.Table]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        plain = [{name: _plain(value) for name, value in row.items()} for row in batch]
        yield pa.Table.from_pylist(plain, schema=schema(names))


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        value = ";".join(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
