"""Stage dataset: the versions of the record and what each of them changed.

In: `data/changelog.json`, two states of the record; out: the history of a statement, the next version's entry, and the
same as Markdown. The file keeps a mark of every statement as it was released, so that an edit that no version tells of
is known as such. Versions are semantic: a correction raises the last number, an added or removed statement the middle
one, another field or code the first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.dataset.diff import Difference, Recoded, read_all, report_line
from dashboard.dataset.files import DATA, dump_json, read_json
from dashboard.dataset.problems import DataError, Problem, problems_of
from dashboard.dataset.values import Day, Line, Text

FILE = "changelog.json"
MARK_CHARACTERS = 12


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Part):
    """One field of one statement that a version recoded, and why."""

    id: str
    field: str
    before: Any
    after: Any
    why: Line = ""


class Version(_Part):
    """One version of the record. The first one lists nothing: what no later version names came with it."""

    version: str
    day: Day
    note: Text
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    recoded: tuple[Change, ...] = ()


class Changelog(_Part):
    """All versions, oldest first, and a mark of each statement as the newest one has it."""

    versions: tuple[Version, ...]
    state: dict[str, str]

    @property
    def newest(self) -> Version:
        """The version that is out."""
        return self.versions[-1]


def load_changelog(data: Path = DATA) -> Changelog | None:
    """Read `changelog.json`; None where a folder has none. Raises `DataError` where it is not as it must be."""
    path = data / FILE
    if not path.is_file():
        return None
    try:
        found = Changelog.model_validate(read_json(path))
    except ValidationError as error:
        raise DataError(problems_of(error, FILE)) from error
    if not found.versions:
        raise DataError([Problem(FILE, "", "versions", "none", "at least one version")])
    return found


def mark(statement: Mapping[str, Any]) -> str:
    """A short name for what a statement says: changes when any of its fields does."""
    text = json.dumps(statement, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_CHARACTERS]


def marks(data: Path) -> dict[str, str]:
    """The mark of every statement of a folder, by id. Raises `DataError` where a file can't be read."""
    return {name: mark(statement) for name, statement in sorted(read_all(data).items())}


def unreleased(changelog: Changelog, data: Path) -> list[str]:
    """The ids of all statements that are not as the newest version has them: new, gone or edited since."""
    now = marks(data)
    return sorted(name for name in now.keys() | changelog.state.keys() if now.get(name) != changelog.state.get(name))


def history(changelog: Changelog, statement_id: str) -> Iterator[tuple[Version, str, tuple[Change, ...]]]:
    """What the versions did to a statement, oldest first: `added`, `recoded` (with the fields) or `removed`."""
    silent = _came_with_the_first(changelog, statement_id)
    for place, version in enumerate(changelog.versions):
        fields = tuple(change for change in version.recoded if change.id == statement_id)
        if (place == 0 and silent) or statement_id in version.added:
            yield version, "added", ()
        if fields:
            yield version, "recoded", fields
        if statement_id in version.removed:
            yield version, "removed", ()


def _came_with_the_first(changelog: Changelog, statement_id: str) -> bool:
    """Whether a statement was there before any version names it: what names it first does not add it."""
    for version in changelog.versions:
        if statement_id in version.added:
            return False
        if statement_id in version.removed or any(change.id == statement_id for change in version.recoded):
            return True
    return statement_id in changelog.state


def level(difference: Difference) -> int:
    """Which number of the version a difference raises at least: 1 for statements that come or go, 2 for corrections."""
    return 1 if difference.added or difference.removed else 2


def raised(version: str, place: int) -> str:
    """The version with one of its three numbers raised and those after it at zero. Raises `ValueError` for none."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"{version!r} is no version such as 1.0.0")
    numbers = [int(number) for number in version.split(".")]
    return ".".join(str(n + 1 if i == place else n if i < place else 0) for i, n in enumerate(numbers))


def released(
    changelog: Changelog,
    difference: Difference,
    data: Path,
    day: dt.date,
    note: str,
    why: Mapping[str, str],
    major: bool,
) -> Changelog:
    """The changelog with one version more, for what a folder has changed since the newest one.

    `why` gives the reason for a statement's recoding, by id. Raises `ValueError` where the difference is none, does not
    begin at the newest version or misses something, and where a reason belongs to no recoded statement.
    """
    begun = {name: changelog.state.get(name) for name in unreleased(changelog, data)}
    told = {s["id"] for s in (*difference.added, *difference.removed)} | {c.id for c in difference.recoded}
    if difference.old_version != changelog.newest.version or told != set(begun):
        raise ValueError(f"the old folder is not version {changelog.newest.version} as it was released")
    if difference.empty and not major:
        raise ValueError(f"no statement differs from version {changelog.newest.version}: there is nothing to release")
    stray = why.keys() - {change.id for change in difference.recoded}
    if stray:
        raise ValueError(f"no field was recoded of: {', '.join(sorted(stray))}")
    version = Version(
        version=raised(changelog.newest.version, 0 if major else level(difference)),
        day=day,
        note=note,
        added=tuple(statement["id"] for statement in difference.added),
        removed=tuple(statement["id"] for statement in difference.removed),
        recoded=tuple(
            Change(id=c.id, field=c.field, before=c.before, after=c.after, why=why.get(c.id, ""))
            for c in difference.recoded
        ),
    )
    return Changelog(versions=(*changelog.versions, version), state=marks(data))


def dump(changelog: Changelog) -> str:
    """The canonical text of `changelog.json`."""
    return dump_json(changelog.model_dump(mode="json", exclude_defaults=True))


def as_markdown(changelog: Changelog) -> str:
    """All versions as sections in Markdown, newest first."""
    return "\n".join(_section(version) for version in reversed(changelog.versions))


def _section(version: Version) -> str:
    counts = _counts(version)
    lines = [f"## {version.version} ({version.day})", "", version.note, ""]
    lines += [counts, ""] if counts else []
    for title, ids in (("Added", version.added), ("Removed", version.removed)):
        lines += [f"### {title}", "", *(f"- `{name}`" for name in ids), ""] if ids else []
    if version.recoded:
        lines += ["### Recoded", "", *(_recoded(change) for change in version.recoded), ""]
    return "\n".join(lines)


def _counts(version: Version) -> str:
    statements = len({change.id for change in version.recoded})
    if not (version.added or version.removed or statements):
        return ""
    return f"{len(version.added)} added, {len(version.removed)} removed, {statements} recoded."


def _recoded(change: Change) -> str:
    one = report_line(Recoded(change.id, change.field, change.before, change.after))
    return one + (f" ({change.why})" if change.why else "")
