"""Stage dataset: everything that must hold in `data/`, beyond what a single statement can say.

In: a data folder and today's date; out: every `Problem` at once, sorted. `python -m dashboard check` prints them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from dashboard.dataset import beside
from dashboard.dataset.changelog import FILE as CHANGELOG
from dashboard.dataset.changelog import load_changelog
from dashboard.dataset.codebook import Codebook
from dashboard.dataset.files import DATA, dump_json, holds, read_text
from dashboard.dataset.problems import DataError, Problem
from dashboard.dataset.statement import json_schema
from dashboard.dataset.store import Record, dump_statements, load_record, read_statements, statement_files
from dashboard.dataset.writing import locked, replace

SCHEMA = "statement.schema.json"


def _canonical(record: Record, data: Path) -> Iterator[Problem]:
    """Load then dump gives the same bytes: so a change of one field is a diff of one line."""
    for path in statement_files(data):
        statements, problems = read_statements(path, record.context)
        if problems:
            continue
        text, canonical = read_text(path), dump_statements(statements)
        if text != canonical:
            line = next(
                (n for n, (a, b) in enumerate(zip(text.split("\n"), canonical.split("\n"), strict=False), 1) if a != b),
                text.count("\n"),
            )
            yield Problem(path.name, "", f"line {line}", "not canonical", "the form that `check --fix` writes")


def _schema(record: Record, data: Path) -> Iterator[Problem]:
    if not holds(data / SCHEMA, dump_json(json_schema(record.codebook))):
        yield Problem(SCHEMA, "", "file", "out of date", "the schema that `check --fix` writes")


def _unread(_record: Record, data: Path) -> Iterator[Problem]:
    """Every file among the statements is read: a copy, or what a broken write left, is not taken for a statement."""
    folder = data / "statements"
    if not folder.is_dir():
        yield Problem(folder.name, "", "folder", "missing", "a folder with one file of statements an entity")
        return
    for path in sorted(set(folder.iterdir()) - set(statement_files(data))):
        yield Problem(path.name, "", "file", "not read", "only statement files here, such as POL.json")


def _terms(record: Record) -> Iterator[Problem]:
    """Terms end after they begin, and every row of the people's files uses known entities and authorities."""
    people, authorities = record.people, record.codebook.values("authority")
    for file, rows in (("officials.csv", people.officials), ("institutions.csv", people.institutions)):
        for row in rows:
            if row.entity not in people.entity_by_code:
                yield Problem(file, row.id, "entity", row.entity, "a code of entities.csv")
            if row.authority not in authorities:
                yield Problem(file, row.id, "authority", row.authority, ", ".join(authorities))
    for official in people.officials:
        if official.since and official.until and official.since >= official.until:
            yield Problem("officials.csv", official.id, "to", str(official.until), f"a day after {official.since}")


def _one_or_the_other(record: Record) -> Iterator[Problem]:
    """A speaker is an official or an institution, never both; no alias of an institution means two."""
    people = record.people
    for name in people.officials_by_name.keys() & people.institution_by_name.keys():
        yield Problem("institutions.csv", people.institution_by_name[name].id, "name", name, "no name of officials.csv")
    seen: dict[str, str] = {}
    for institution in people.institutions:
        for alias in {institution.name, *institution.aliases}:
            if seen.setdefault(alias.casefold(), institution.id) != institution.id:
                allowed = f"an alias that {seen[alias.casefold()]} does not have"
                yield Problem("institutions.csv", institution.id, "aliases", alias, allowed)


def _names(record: Record) -> Iterator[Problem]:
    """Pages tell entities by their names and maps by their numbers; a person holds one office once at a time, or they
    are two persons.
    """
    seen: dict[str, str] = {}
    numbered: dict[str, str] = {}
    for entity in record.people.entities:
        first = seen.setdefault(entity.name.casefold(), entity.code)
        if first != entity.code:
            yield Problem("entities.csv", entity.code, "name", entity.name, f"a name that {first} does not have")
        number = entity.iso_numeric
        if number and (first := numbered.setdefault(number, entity.code)) != entity.code:
            yield Problem("entities.csv", entity.code, "iso_numeric", number, f"a number that {first} does not have")
    for rows in record.people.officials_by_name.values():
        for earlier, later in combinations(rows, 2):
            if earlier.meets(later):
                allowed = (
                    f"a term that does not meet that of {earlier.id} ({earlier.term}), another office or full name"
                )
                yield Problem("officials.csv", later.id, "from", str(later.since or ""), allowed)


def _groups(record: Record) -> Iterator[Problem]:
    known = record.codebook.values("group")
    for entity in record.people.entities:
        for group in entity.groups:
            if group not in known:
                yield Problem("entities.csv", entity.code, "groups", group, ", ".join(known))


def _codes(record: Record) -> Iterator[Problem]:
    """Every position has an example that is coded so, every mission a kind; no code and no label stands twice."""
    book: Codebook = record.codebook
    coded = dict(zip(record.frame["id"], record.frame["position"], strict=True))
    for name, codes in book.codes.items():
        if len(book.values(name)) < len(codes):
            yield Problem("codebook.json", name, "code", name, "each code once")
        seen: dict[str, str] = {}
        for code in codes:
            first = seen.setdefault(code.label.casefold(), code.code)
            if first != code.code:
                allowed = f"a label that {first} of the list {name} does not have"
                yield Problem("codebook.json", code.code, "label", code.label, allowed)
    for code in book.codes["position"]:
        if coded.get(code.example) != code.code:
            yield Problem("codebook.json", code.code, "example", code.example, f"the id of a {code.code} statement")
    for mission in book.codes["mission"]:
        if mission.kind not in book.values("kind"):
            yield Problem("codebook.json", mission.code, "kind", mission.kind, ", ".join(book.values("kind")))


def _not_ahead(record: Record, today: dt.date) -> Iterator[Problem]:
    """Nothing was said tomorrow, and no day to come was searched: silence would be taken for silence there."""
    end = record.edition.coverage_end
    if end > today:
        yield Problem("record.json", "", "coverage_end", str(end), f"{today} or earlier")
    ahead = record.frame[record.frame["date"] > str(today)]
    for statement_id, day, entity in zip(ahead["id"], ahead["date"], ahead["entity"], strict=True):
        yield Problem(f"{entity}.json", statement_id, "date", str(day.date()), f"{today} or earlier")


def _version(record: Record, data: Path) -> Iterator[Problem]:
    """The edition is the newest version that the changelog tells of; a folder may have no changelog."""
    try:
        changelog = load_changelog(data)
    except DataError as error:
        yield from error.problems
        return
    edition = record.edition
    newest = changelog.newest if changelog else None
    if newest and edition.version != newest.version:
        allowed = f"{newest.version}, the newest in {CHANGELOG}; where a `release` broke off, run it again"
        yield Problem("record.json", "", "version", edition.version, allowed)
    elif newest and edition.released != newest.day:
        allowed = f"{newest.day}, as {CHANGELOG} has it for version {newest.version}"
        yield Problem("record.json", "", "released", str(edition.released), allowed)


def _beside(record: Record, data: Path) -> Iterator[Problem]:
    yield from beside.problems(data, set(record.frame["id"]))


RECORD_CHECKS: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    _terms,
    _one_or_the_other,
    _names,
    _groups,
    _codes,
)
FILE_CHECKS: tuple[Callable[[Record, Path], Iterator[Problem]], ...] = (_unread, _canonical, _schema, _version, _beside)


def check(data: Path = DATA, *, today: dt.date) -> list[Problem]:
    """Every problem in a data folder, sorted by file, id and field; an empty list where there is none."""
    try:
        record = load_record(data)
    except DataError as error:
        return sorted(error.problems)
    problems = [*record.problems, *_not_ahead(record, today)]
    for of_record in RECORD_CHECKS:
        problems += of_record(record)
    for of_files in FILE_CHECKS:
        problems += of_files(record, data)
    return sorted(set(problems))


def fix(data: Path = DATA) -> list[Path]:
    """Write what can be derived: the schema, and statement files in canonical form (none with a problem).

    Gives the files that changed. Raises `DataError` where the record can't be read, or is being written all the time.
    """
    with locked(data):
        record = load_record(data)
        wanted = {data / SCHEMA: dump_json(json_schema(record.codebook))}
        for path in statement_files(data):
            statements, problems = read_statements(path, record.context)
            if not problems:
                wanted[path] = dump_statements(statements)
        changed = [path for path, text in wanted.items() if not holds(path, text)]
        for path in changed:
            replace(data, path, wanted[path])
    return changed
