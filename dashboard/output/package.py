"""Stage output: the data package, a zip file with everything needed to work with the record elsewhere.

In: a record, a selection, the day and the rule for which positions are derived; out: the bytes of a zip: statements and
positions as picked, all entities, officials and institutions, the codebook, `datapackage.json` (Data Package
standard), a README with the data dictionary, and CITATION.cff.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from string import Template
from typing import Any

import pandas as pd

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.files import DATA, dump_json, read_text
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output.citation import citation_file, cite_dataset, describe
from dashboard.output.columns import PEOPLE, Column, columns, names, texts
from dashboard.output.exports import to_csv
from dashboard.output.views import positions_table, statements_table

README = DATA / "package_readme.md"
TABLES = ("statements", "positions", "entities", "officials", "institutions")
ENTITY_COLUMNS = ("entity", "speaker_entity")
READ_AT_A_TIME = 1 << 20
"""Bytes."""


def people_table(record: Record, table: str) -> pd.DataFrame:
    """Entities, officials or institutions as a frame, in the order and with the columns of their file."""
    rows = [row.model_dump(mode="python", by_alias=True) for row in getattr(record.people, table)]
    frame = pd.DataFrame(rows, columns=names(table, record.codebook))
    for name in ("aliases", "groups"):
        if name in frame:
            frame[name] = frame[name].str.join(";")
    return frame


def speakers_table(record: Record, spoken: Mapping[tuple[str, str, str], int]) -> pd.DataFrame:
    """Officials and institutions as one frame, the most heard first: what the page that lists them shows.

    `spoken` is how many statements each name made for an entity in an office.
    """
    both = pd.concat([people_table(record, table) for table in ("officials", "institutions")])
    whose = zip(both["name"], both["entity"], both["office"], strict=True)
    both = both.assign(statements=[spoken.get(office, 0) for office in whose])
    both = both.sort_values(["statements", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    return both.loc[:, names("speakers", record.codebook)]


def _field(column: Column, codebook: Codebook, key: tuple[str, ...]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.label,
        "description": column.meaning,
    }
    constraints: dict[str, Any] = {"required": True} if column.name in key else {}
    if column.lists:
        constraints["enum"] = list(column.allowed(codebook))
    return field | ({"constraints": constraints} if constraints else {})


def _resource(table: str, record: Record, size: int, digest: str) -> dict[str, Any]:
    about, wanted = texts().table(table), columns(table, record.codebook)
    schema: dict[str, Any] = {
        "fields": [_field(column, record.codebook, about.key) for column in wanted],
        "primaryKey": list(about.key),
        "missingValues": [""],
    }
    links = [column.name for column in wanted if column.name in ENTITY_COLUMNS]
    if links:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": "entities", "fields": ["code"]}} for name in links
        ]
    return {
        "name": table,
        "path": f"{table}.csv",
        "title": about.title,
        "description": about.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def dictionary(codebook: Codebook, heading: str = "##") -> str:
    """The data dictionary of all tables, in Markdown."""
    parts: list[str] = []
    for table in TABLES:
        about = texts().table(table)
        parts += [f"{heading} {table}.csv: {about.title}", "", about.meaning, "", "| column | type | meaning | codes |"]
        parts += ["| --- | --- | --- | --- |"]
        for column in columns(table, codebook):
            codes = ", ".join(f"`{code}`" for code in column.allowed(codebook))
            parts.append(f"| `{column.name}` | {column.type} | {column.meaning} | {codes} |")
        parts.append("")
    return "\n".join(parts)


def readme(record: Record, selection: Selection, day: dt.date, rule: str, resources: list[dict[str, Any]]) -> str:
    """The README of a package, with the data dictionary of all its tables."""
    book = record.codebook
    followed = book.code("rule", rule)
    others = [f"`by_{other}`" for other in book.values("rule") if other != rule]
    rows = [f"| `{r['path']}` | {r['description']} |" for r in resources]
    return Template(read_text(README)).substitute(
        record.edition.model_dump(),
        day=day.isoformat(),
        rule=rule,
        meaning=followed.definition[0].lower() + followed.definition[1:].rstrip("."),
        others=" and ".join(others),
        selection=describe(record, selection),
        files="\n".join(["| file | what it holds |", "| --- | --- |", *rows]),
        citation=cite_dataset(record.edition, day).apa,
        dictionary=dictionary(book),
    )


def _tables(record: Record, selection: Selection, day: dt.date, rule: str) -> Iterator[tuple[str, pd.DataFrame]]:
    yield "statements", statements_table(record, selection)
    yield "positions", positions_table(record, selection, day, rule)
    yield from ((table, people_table(record, table)) for table in PEOPLE)


def _add(package: zipfile.ZipFile, name: str, day: dt.date, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Add one file, chunk by chunk; its size in bytes and its SHA-256."""
    about = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    size, digest = 0, hashlib.sha256()
    with package.open(about, "w", force_zip64=True) as file:
        for chunk in chunks:
            size += file.write(chunk)
            digest.update(chunk)
    return size, digest.hexdigest()


def _write(package: zipfile.ZipFile, record: Record, selection: Selection, day: dt.date, rule: str) -> None:
    resources: list[dict[str, Any]] = []
    for table, frame in _tables(record, selection, day, rule):
        size, digest = _add(package, f"{table}.csv", day, to_csv(frame, record, table))
        resources.append(_resource(table, record, size, digest))
    edition = record.edition
    described = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": edition.name,
        "title": edition.title,
        "version": edition.version,
        "created": f"{day}T00:00:00Z",
        "description": f"Statements; searched: {edition.coverage_start} to {edition.coverage_end}; "
        f"{describe(record, selection)}.",
        "resources": resources,
    }
    book = record.codebook.model_dump(mode="json", exclude_unset=True)
    for name, text in {
        "codebook.json": dump_json(book),
        "datapackage.json": dump_json(described),
        "README.md": readme(record, selection, day, rule, resources),
        "CITATION.cff": citation_file(edition),
    }.items():
        _add(package, name, day, [text.encode()])


def to_package(record: Record, selection: Selection, day: dt.date, rule: str = "latest") -> Iterator[bytes]:
    """The zip file, piece by piece; the same input gives the same bytes. Raises `ValueError` for an unknown rule."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as package:
            _write(package, record, selection, day, rule)
        file.seek(0)
        while piece := file.read(READ_AT_A_TIME):
            yield piece
