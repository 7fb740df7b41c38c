"""Builders for tests: an invented world of three countries and a league, whose people and words are all invented.

`make_statement(**overrides)` gives the JSON object of one valid statement, `make_record(*statements)` a record in
memory, `write_folder(path, statements)` a whole data folder on disk. Only the codes come from the real codebook.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from dashboard.dataset import beside
from dashboard.dataset.codebook import Codebook, load_codebook
from dashboard.dataset.files import DATA, dump_json
from dashboard.dataset.frame import to_frame
from dashboard.dataset.people import Entity, Institution, Official, People, columns
from dashboard.dataset.rules import Context
from dashboard.dataset.statement import json_schema, read_statement
from dashboard.dataset.store import Edition, Record

COUNTRIES = ("ADV", "NRL", "WMK")
LEAGUE = "LIGA"
SURNAMES = {"ADV": ("Vantor", "Velmi"), "NRL": ("Nolvik", "Nessarin"), "WMK": ("Wotren", "Wubbel"), "LIGA": ("Lagun",)}
FIRST_NAMES = {
    "head": "Ilse",
    "minister": "Bram",
    "spokesperson": "Cira",
    "legislature": "Dovan",
    "military": "Edda",
    "other": "Falk",
}
MOVER = "Gerda Tolmar"
"""She was Prime Minister of ADV from 2020 to 1 June 2024, and from that day on she has headed the league."""
INSTITUTION = "Ardovian government"
WORDS = "These are invented words about an invented force."

ENTITIES = (
    Entity(code="ADV", name="Ardovia", kind="country", groups=("nato", "eu"), iso_numeric="901"),
    Entity(code="NRL", name="Norlund", kind="country", groups=("nato",), iso_numeric="902"),
    Entity(code="WMK", name="Westmark", kind="country", groups=(), iso_numeric=""),
    Entity(code="LIGA", name="League of the Invented", kind="organisation", groups=(), iso_numeric=""),
)


def _official(name: str, entity: str, office: str, authority: str, since: str = "", until: str = "") -> Official:
    slug = f"{name} {entity} {office}".lower().replace(" ", "-")
    row = {"id": slug, "name": name, "aliases": name.split()[-1], "entity": entity, "office": office}
    return Official.model_validate(row | {"authority": authority, "from": since, "to": until})


OFFICIALS = (
    *(
        _official(f"{first} {surname}", entity, f"Office of the {authority}", authority)
        for entity, surnames in SURNAMES.items()
        for surname in surnames
        for authority, first in FIRST_NAMES.items()
    ),
    _official(MOVER, "ADV", "Prime Minister", "head", "2020-01-01", "2024-06-01"),
    _official(MOVER, LEAGUE, "Secretary General", "head", "2024-06-01"),
)
INSTITUTIONS = (
    Institution(
        id="ardovian-government",
        name=INSTITUTION,
        aliases=("Lantern House",),
        entity="ADV",
        office="Government",
        authority="spokesperson",
    ),
)
PEOPLE = People(entities=ENTITIES, officials=OFFICIALS, institutions=INSTITUTIONS)
EDITION = Edition(
    name="invented",
    title="Invented positions",
    version="0.1.0",
    released=dt.date(2026, 2, 1),
    coverage_start=dt.date(2022, 1, 1),
    coverage_end=dt.date(2026, 1, 1),
)
REAL_CODEBOOK = load_codebook()


def speaker_of(entity: str, authority: str = "head", number: int = 0) -> str:
    """The invented official of an entity with an authority; countries have two of each (`number` 0 and 1)."""
    return f"{FIRST_NAMES[authority]} {SURNAMES[entity][number]}"


def make_statement(number: int = 1, **overrides: Any) -> dict[str, Any]:
    """One valid statement as its JSON object; what isn't given follows from what is. All words are invented."""
    given = {"date": "2024-03-01", "entity": "ADV", "authority": "head", "position": "open"} | overrides
    day, entity, authority = given["date"], given["entity"], given["authority"]
    speaks_for = given.get("speaker_entity", entity)
    # a damaged entity or authority must not stop the builder: the speaker is then that of the default
    speaker = speaker_of(
        speaks_for if speaks_for in SURNAMES else "ADV", authority if authority in FIRST_NAMES else "head"
    )
    known = {code.code: code.question for code in REAL_CODEBOOK.codes["position"]}
    quote = given.get("quote", WORDS)
    defaults = {
        "id": f"{day}-{str(entity).lower()}-invented-{number}",
        "date": day,
        "date_basis": "said",
        "entity": entity,
        "speaker": speaker,
        "speaker_entity": speaks_for,
        "office": f"Office of the {authority}",
        "authority": authority,
        "question": known.get(given["position"], "send"),
        "phase": "wartime",
        "position": given["position"],
        "mission": "unspecified",
        "format": "unspecified",
        "conditions": "",
        "quote": quote,
        "quote_language": "en" if quote else "",
        "summary": "An invented official said invented words.",
        "source_publisher": "The Invented Herald",
        "source_title": "",
        "source_url": "https://herald.example/invented",
        "source_date": day,
        "confidence": "high" if quote else "medium",
        "note": "",
        "origin": "curated",
    }
    return defaults | overrides


TRACE = {
    "article_id": "invented-article",
    "evidence": WORDS,
    "rules": ["invented-rule"],
    "proposed": {"position": "open"},
    "reviewer": "tester",
    "decided_on": "2024-03-02",
}
"""What a parsed statement carries."""


def example_statements() -> list[dict[str, Any]]:
    """One invented statement for each position of the codebook, all of different days."""
    return [
        make_statement(date=f"2024-03-{place:02d}", position=code.code, entity=COUNTRIES[place % 3])
        for place, code in enumerate(REAL_CODEBOOK.codes["position"], start=1)
    ]


def invented_codebook() -> Codebook:
    """The real codebook, its examples taken from `example_statements`."""
    return Codebook.model_validate(codebook_json())


def codebook_json() -> dict[str, Any]:
    """`invented_codebook` as JSON."""
    value = json.loads((DATA / "codebook.json").read_text("utf-8"))
    examples = {statement["position"]: statement["id"] for statement in example_statements()}
    for code in value["codes"]["position"]:
        code["example"] = examples[code["code"]]
    return value


CONTEXT = Context(invented_codebook(), PEOPLE)


def make_record(*statements: dict[str, Any]) -> Record:
    """A record in memory of these statements; each must be valid."""
    read = []
    for value in statements:
        statement, problems = read_statement(value, CONTEXT, "builders")
        assert statement, problems
        read.append(statement)
    return Record(EDITION, CONTEXT.codebook, PEOPLE, to_frame(read, CONTEXT.codebook, PEOPLE), (), "invented")


def _csv(path: Path, rows: tuple[Any, ...], columns: tuple[str, ...]) -> None:
    lines = [",".join(columns)]
    for row in rows:
        values = row.model_dump(by_alias=True)
        cells = (values[name] for name in columns)
        lines.append(",".join(";".join(c) if isinstance(c, tuple) else "" if c is None else str(c) for c in cells))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_folder(path: Path, statements: list[dict[str, Any]] | None = None) -> Path:
    """Write a whole data folder of the invented world, in canonical form; gives the folder."""
    (path / "statements").mkdir(parents=True)
    (path / "codebook.json").write_text(dump_json(codebook_json()), "utf-8")
    (path / "record.json").write_text(dump_json(EDITION.model_dump(mode="json")), "utf-8")
    (path / "statement.schema.json").write_text(dump_json(json_schema(CONTEXT.codebook)), "utf-8")
    _csv(path / "entities.csv", ENTITIES, ("code", "name", "kind", "groups", "iso_numeric"))
    people = ("id", "name", "aliases", "entity", "office", "authority")
    _csv(path / "officials.csv", OFFICIALS, (*people, "from", "to"))
    _csv(path / "institutions.csv", INSTITUTIONS, people)
    for file, model, _ in beside.FILES:
        _csv(path / file, (), columns(model))
    by_entity: dict[str, list[dict[str, Any]]] = {}
    for statement in example_statements() if statements is None else statements:
        by_entity.setdefault(statement["entity"], []).append(statement)
    for entity, of_entity in by_entity.items():
        ordered = sorted(of_entity, key=lambda statement: (statement["date"], statement["id"]))
        (path / "statements" / f"{entity}.json").write_text(dump_json(ordered), "utf-8")
    return path


def day(text: str) -> dt.date:
    """A day from its ISO form."""
    return dt.date.fromisoformat(text)
