"""Stage output: what is said of the record itself: how it was checked, what it lacks, how it covers time, examples.

In: a record, `data/agreement.json`; out: plain text for the Method page and docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict

from dashboard.dataset.files import DATA, read_json
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.output.columns import COVERAGE, texts

CODED = (
    "position",
    "question",
    "phase",
    "kind",
    "mission",
    "format",
    "conditions",
    "authority",
    "confidence",
    "date_basis",
    "origin",
)
"""The lists of codes that a statement carries, the most asked for first. Its kind of force is that of its mission."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CodedTwice(_Part):
    """A sample that was coded a second time: agreement beyond chance, by field."""

    statements: int
    how: str
    measure: str
    fields: dict[str, float]
    note: str


class Finding(_Part):
    """What was right among what was looked at."""

    what: str
    right: int
    of: int


class LookedUp(_Part):
    """A sample that was looked up again at its sources."""

    statements: int
    how: str
    found: tuple[Finding, ...]


class Agreement(_Part):
    """How the record was checked by hand."""

    coded_twice: CodedTwice
    looked_up: LookedUp


def load_agreement(path: Path = DATA / "agreement.json") -> Agreement:
    """Read how the record was checked; the project's own file, so an error in it is a defect and raises."""
    return Agreement.model_validate(read_json(path))


def limits(record: Record) -> pd.DataFrame:
    """What a reader must know of some statements, and of how many: columns what, statements."""
    frame, book = record.frame, record.codebook
    coded = [("date_basis", "published"), ("confidence", "low"), ("confidence", "medium"), ("phase", "unspecified")]
    rows = [
        (f"{book.field(name).label}: {book.label(name, code).lower()}. {book.code(name, code).definition}", name, code)
        for name, code in coded
    ]
    found = [(text, int((frame[name] == code).sum())) for text, name, code in rows]
    empty = ("quote", "source_title", "source_url")
    found += [(f"No {book.field(name).label.lower()}", int((frame[name] == "").sum())) for name in empty]
    foreign = ~frame["quote_language"].astype(object).isin(["", "en"])
    found.append(
        (f"{book.field('quote_language').label}: not {book.label('quote_language', 'en')}", int(foreign.sum()))
    )
    others = frame["speaker_entity"].astype(object) != frame["entity"].astype(object)
    found.append((f"{book.field('speaker_entity').label}: another country or body", int(others.sum())))
    return pd.DataFrame(found, columns=["what", "statements"])


def by_month(record: Record, statements: pd.DataFrame) -> pd.Series[int]:
    """How many statements there are of each entity in each month that was searched, none spelled out as 0.

    Later statements, added one by one, are left out: the months around them would look like silence, and nobody has
    searched them.
    """
    months = pd.period_range(record.first_day, record.searched_to, freq="M")
    entities = [entity.code for entity in record.people.entities]
    index = pd.MultiIndex.from_product([entities, months], names=["entity", "month"])
    keys = [statements["entity"].astype(object), statements["date"].dt.to_period("M").rename("month")]
    found: pd.Series[int] = statements.groupby(keys).size().reindex(index, fill_value=0)
    return found


def coverage(record: Record, selected: pd.Series[int], found: pd.Series[int], entities: Iterable[str]) -> pd.DataFrame:
    """Statements of a selection and of the whole record, a row for each of some entities and each month, by name.

    `selected` and `found` are those of the selection and of the record `by_month`. Columns: entity, country, month (its
    first day), statements (of the selection), in_record.
    """
    counted = pd.DataFrame({"statements": selected, "in_record": found}).loc[list(entities)].reset_index()
    counted["month"] = counted["month"].dt.to_timestamp()
    counted.insert(1, "country", counted["entity"].map(record.people.entity_name))
    return counted


def cells(coverage: pd.DataFrame) -> pd.DataFrame:
    """The cells of a picture of the coverage: those with statements, and empty ones that hold each lane and month.

    What is not drawn shows the ground of the picture, which looks like an empty cell.
    """
    held = (coverage["month"] == coverage["month"].min()) | (coverage["country"] == coverage["country"].min())
    found: pd.DataFrame = coverage.loc[(coverage["in_record"] > 0) | held]
    return found.drop(columns="entity")


def covered(coverage: pd.DataFrame) -> pd.DataFrame:
    """The table behind the coverage, a row a country: statements of the selection and of the record, months with any of
    the selection, the last such month, and each month.

    A month has the number of the selection's statements, and nothing where the record has none either.
    """
    some = coverage[coverage["statements"] > 0].groupby("country")["month"]
    by_country = coverage.groupby("country")
    table = by_country[["statements", "in_record"]].sum()
    table["months"] = some.size().reindex(table.index, fill_value=0)
    table["last"] = some.max().reindex(table.index).dt.strftime("%Y-%m").fillna("")
    known = coverage["statements"].astype("Int64").where(coverage["in_record"] > 0)
    by_name = coverage.assign(known=known, month=coverage["month"].dt.strftime("%Y-%m"))
    table = table.join(by_name.pivot(index="country", columns="month", values="known")).reset_index()
    return table.sort_values(["statements", "country"], ascending=[False, True], ignore_index=True)


def coverage_columns(coverage: pd.DataFrame) -> pd.DataFrame:
    """The coverage with the columns in which it leaves the house."""
    return coverage[list(COVERAGE)].assign(month=coverage["month"].dt.strftime("%Y-%m"))


def about(record: Record, list_name: str) -> tuple[str, str]:
    """What a list of codes is called, and what its field means."""
    if list_name == "kind":
        return next((column.label, texts().kind) for column in texts().columns if column.name == "kind")
    field = record.codebook.field(list_name)
    return field.label, field.meaning


def examples(record: Record, list_name: str) -> pd.DataFrame:
    """The codes of a list with a statement of the record that shows each: the codebook's own example, else the newest.

    Columns: code, label, meaning, statements (how many carry it), said, who, day, id; empty where none does.
    """
    frame, book = record.frame, record.codebook
    own = frame[frame["entity"].astype(object) == frame["speaker_entity"].astype(object)]
    rows: list[dict[str, Any]] = []
    for code in book.codes[list_name]:
        carrying = _carrying(record, frame, list_name, code.code)
        given = (
            frame[frame["id"] == code.example] if code.example else _shown(_carrying(record, own, list_name, code.code))
        )
        shown = tables.rows(tables.readable(record, given if len(given) else carrying).tail(1))
        row = shown[0] if shown else {"said": "", "speaker": "", "office": "", "country": "", "day": "", "id": ""}
        who = f"{row['speaker']}, {row['office']} ({row['country']})" if shown else ""
        label = f"{code.glyph} {code.label}" if code.glyph else code.label
        rows.append(
            {"code": code.code, "label": label, "meaning": code.definition, "statements": len(carrying), "who": who}
            | {name: row[name] for name in ("said", "day", "id")}
        )
    return pd.DataFrame(rows)


def _carrying(record: Record, frame: pd.DataFrame, list_name: str, code: str) -> pd.DataFrame:
    if list_name == "conditions":
        return frame[frame["conditions"].str.split(";").map(lambda codes: code in codes)]
    if list_name == "kind":
        return frame[frame["mission"].isin(record.codebook.missions(code))]
    return frame[frame[list_name] == code]


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Those that are best shown: direct quotes in English, coded with high confidence, where there are any."""
    best = frame[(frame["confidence"] == "high") & (frame["quote_language"] == "en")]
    return best if len(best) else frame
