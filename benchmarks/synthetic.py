"""Benchmarks: a synthetic record of any size. In: a number of rows and a path; out: a Parquet file that `--data` opens.

    python -m benchmarks.synthetic make 1000000 /tmp/million.parquet

Codes are drawn from the shipped record, so that their mixture is a real one; ids, days and all words are made up and
say so. Nothing in such a file was ever said by anybody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import typer

from dashboard.dataset.store import Record, load_record
from dashboard.output.columns import columns
from dashboard.output.exports import as_arrow

SEED = 20_250_306
ROWS_AT_A_TIME = 100_000
VOCABULARY = ("synthetic", "words", "that", "nobody", "said", "about", "an", "invented", "force", "in", "no", "place")
QUOTE_WORDS = 26
"""Words of a quote: those of the shipped record have about 156 characters."""

app = typer.Typer(add_completion=False)


def _texts(rng: np.random.Generator, rows: int, words: int) -> np.ndarray:
    """Texts of made-up words, each another one."""
    picked = np.array(VOCABULARY, dtype=object)[rng.integers(0, len(VOCABULARY), (rows, words))]
    text = picked[:, 0]
    for column in range(1, words):
        text = text + " " + picked[:, column]
    return text


def _held(record: Record, days: pd.DatetimeIndex, rng: np.random.Generator) -> np.ndarray:
    """For each day the place of a statement whose speaker held the office that day, as a record's statements must."""
    offices = record.frame[["speaker", "speaker_entity", "office", "authority"]].astype(str).to_numpy().tolist()
    places = np.empty(len(days), dtype=int)
    for day in days.unique():
        held = [
            place
            for place, (speaker, *of) in enumerate(offices)
            if any(
                row.holds_on(day.date()) and [row.entity, row.office, row.authority] == of
                for row in record.people.offices_of(speaker)
            )
        ]
        today = np.flatnonzero(days == day)
        places[today] = rng.choice(held, len(today))
    return places


def rows(start: int, number: int, total: int) -> pd.DataFrame:
    """Rows from `start` on of a record of `total` rows, sorted by day; the same call gives the same rows."""
    rng = np.random.default_rng([SEED, start, total])
    record = load_record()
    first, last = (pd.Timestamp(day) for day in (record.edition.coverage_start, record.edition.coverage_end))
    place = np.arange(start, start + number)
    days = first + pd.to_timedelta((last - first).days * place // total, unit="D")
    frame = record.frame.iloc[_held(record, days, rng)].reset_index(drop=True)
    entity = frame["entity"].astype(str).str.lower().to_numpy(dtype=object)
    names = (
        days.strftime("%Y-%m-%d").to_numpy(dtype=object)
        + "-"
        + entity
        + "-synthetic-"
        + place.astype(str).astype(object)
    )
    quoted = frame["quote"].to_numpy(dtype=object) != ""
    quotes = np.where(quoted, _texts(rng, number, QUOTE_WORDS), "")
    return frame.assign(
        id=names,
        date=days,
        source_date=days,
        quote=quotes,
        summary=_texts(rng, number, QUOTE_WORDS // 2),
        source_title="Synthetic",
        source_url="https://synthetic.example/" + names,
        note="Synthetic: nobody said this.",
        origin=pd.Categorical(["parsed"] * number, record.codebook.values("origin")),
    )


def make(number: int, path: Path) -> None:
    """Write a synthetic record of `number` statements."""
    wanted = columns("statements", load_record().codebook)
    with pq.ParquetWriter(path, as_arrow(rows(0, 0, 1), wanted).schema, compression="zstd") as writer:
        for start in range(0, number, ROWS_AT_A_TIME):
            frame = rows(start, min(ROWS_AT_A_TIME, number - start), number)
            writer.write_table(as_arrow(frame, wanted).cast(writer.schema))


@app.callback()
def main() -> None:
    """A synthetic record of any size."""


@app.command("make")
def command(
    number: Annotated[int, typer.Argument(min=1, max=20_000_000, help="Statements.")],
    path: Annotated[Path, typer.Argument(help="Parquet file to write.")],
) -> None:
    """Write a synthetic record as a Parquet file."""
    make(number, path)
    typer.echo(f"{number} statements, {path.stat().st_size / 1e6:.0f} MB: {path}", err=True)


if __name__ == "__main__":
    app()
