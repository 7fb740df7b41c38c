"""Benchmark of the parser: its figures for the record. In: tables set by set; out: `data/measured.json`, then the documents.

What the Method page and docs/method.md say of the parser's accuracy is read from that file, and from nowhere else.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Mapping, Sequence

from benchmarks.gold import ROOT
from benchmarks.tables import Table
from dashboard.dataset.files import dump_json, read_json, write_text
from dashboard.output.measured import MEASURED, Figures, Measured, parser_fingerprint

KEYS = {
    "Statements": "statements",
    "Right among the statements found": "details",
    "Precision by confidence": "confidence",
    "By genre": "tags",
    "By phenomenon": "tags",
    "Attributions in general news": "attributions",
}
"""What a table's title is without the name of its set -> its key."""


def figures(table: Table) -> Figures:
    """A table of the benchmark as it is kept."""
    title = table.title.rpartition(", ")[0]
    return Figures(key=KEYS[title], title=title, head=tuple(table.head), rows=tuple(tuple(row) for row in table.rows))


def write(sets: Mapping[str, Sequence[Table]], today: dt.date) -> None:
    """Write the figures with day, version and fingerprint, and build the documents that show them."""
    measured = Measured(
        measured_on=today.isoformat(),
        version=read_json(ROOT / "data" / "record.json")["version"],
        parser=parser_fingerprint(),
        sets={name: tuple(figures(table) for table in tables if table.rows) for name, tables in sets.items()},
    )
    write_text(MEASURED, dump_json(measured.model_dump(mode="json")))
    subprocess.run([sys.executable, str(ROOT / "docs" / "build.py")], cwd=ROOT, check=True)
