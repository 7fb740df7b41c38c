"""Stage dataset: what changed between two states of the record.

In: two data folders; out: statements added, removed and recoded field by field, and the same as Markdown, which is
how the changelog of the record is written. Only readable files are needed: a state with problems can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.dataset.files import read_json
from dashboard.dataset.problems import DataError, Problem
from dashboard.dataset.store import statement_files


@dataclass(frozen=True, order=True)
class Recoded:
    """One field of one statement that is not what it was; an absent field is None."""

    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """Two states of the record, compared: their versions, and statements sorted by id."""

    old_version: str
    new_version: str
    added: tuple[dict[str, Any], ...]
    removed: tuple[dict[str, Any], ...]
    recoded: tuple[Recoded, ...]

    @property
    def empty(self) -> bool:
        """Whether the statements of the two are the same."""
        return not (self.added or self.removed or self.recoded)


def read_all(data: Path) -> dict[str, dict[str, Any]]:
    """All statements of a folder under their ids. Raises `DataError` where one can't be told from another."""
    found: dict[str, dict[str, Any]] = {}
    files = statement_files(data)
    if not files:
        raise DataError([Problem(str(data), "", "folder", "no statements/*.json", "a data folder")])
    for path in files:
        values = read_json(path)
        for value in values if isinstance(values, list) else [values]:
            name = value.get("id") if isinstance(value, dict) else None
            if not isinstance(name, str) or name in found:
                raise DataError([Problem(path.name, "", "id", str(name), "an id that no other statement has")])
            found[name] = value
    return found


def _version(data: Path) -> str:
    value = read_json(data / "record.json")
    version = value.get("version") if isinstance(value, dict) else None
    if not isinstance(version, str):
        raise DataError([Problem("record.json", "", "version", str(version), "a version such as 1.0.0")])
    return version


def _recoded(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Recoded]:
    for field in [*before, *(name for name in after if name not in before)]:
        if before.get(field) != after.get(field):
            yield Recoded(str(before["id"]), field, before.get(field), after.get(field))


def compare(old: Path, new: Path) -> Difference:
    """Compare two data folders. Raises `DataError` where a file of either can't be read."""
    before, after = read_all(old), read_all(new)
    return Difference(
        old_version=_version(old),
        new_version=_version(new),
        added=tuple(after[name] for name in sorted(after.keys() - before.keys())),
        removed=tuple(before[name] for name in sorted(before.keys() - after.keys())),
        recoded=tuple(
            change for name in sorted(before.keys() & after.keys()) for change in _recoded(before[name], after[name])
        ),
    )


def _code(value: Any) -> str:
    """A value as a Markdown code span, longer fences around backticks; nothing is cut."""
    text = "(none)" if value is None else str(value) or "(empty)"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _line(statement: dict[str, Any]) -> str:
    shown = (statement.get(name, "") for name in ("entity", "speaker", "question", "phase", "position"))
    return f"- {_code(statement['id'])}: " + ", ".join(map(_code, shown))


def report_line(change: Recoded) -> str:
    """One recoded field as an item of a Markdown list."""
    return f"- {_code(change.id)} {change.field}: {_code(change.before)} → {_code(change.after)}"


def report(difference: Difference) -> str:
    """The difference as a section of a changelog in Markdown."""
    d = difference
    head = d.new_version if d.new_version == d.old_version else f"{d.new_version} (after {d.old_version})"
    statements = len({change.id for change in d.recoded})
    lines = [f"## {head}", ""]
    lines += [f"{len(d.added)} added, {len(d.removed)} removed, {statements} recoded.", ""]
    for title, rows in (("Added", [_line(s) for s in d.added]), ("Removed", [_line(s) for s in d.removed])):
        lines += [f"### {title}", "", *rows, ""] if rows else []
    if d.recoded:
        lines += ["### Recoded", "", *map(report_line, d.recoded), ""]
    return "\n".join(lines)
