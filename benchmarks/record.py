"""Benchmark of the parser: its figures, kept. In: tables set by set; out: `data/measured.json`, then the documents.

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
    "Attributions in general news": "attributions",
}
"""What a table's title is without the name of its set -> its key; others (by genre, by phenomenon) are not kept."""


def figures(table: Table) -> Figures | None:
    """A table of the benchmark as it is kept; None for one that has no rows or is not kept."""
    title = table.title.rpartition(", ")[0]
    if title not in KEYS or not table.rows:
        return None
    return Figures(key=KEYS[title], title=title, head=tuple(table.head), rows=tuple(tuple(row) for row in table.rows))


def write(sets: Mapping[str, Sequence[Table]], today: dt.date) -> None:
    """Write the figures with day, version and fingerprint, and build the documents that show them."""
    measured = Measured(
        measured_on=today.isoformat(),
        version=read_json(ROOT / "data" / "record.json")["version"],
        parser=parser_fingerprint(),
        sets={name: tuple(filter(None, map(figures, tables))) for name, tables in sets.items()},
    )
    write_text(MEASURED, dump_json(measured.model_dump(mode="json")))
    subprocess.run([sys.executable, str(ROOT / "docs" / "build.py")], cwd=ROOT, check=True)
