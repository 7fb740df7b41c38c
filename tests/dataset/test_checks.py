"""`check` and `fix`: each check caught on a folder of the invented world, and the shipped data clean."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from builders import CONTEXT, TRACE, example_statements, make_statement
from builders import EDITION as EDITION_OUT

from dashboard.dataset.checks import SCHEMA, check, fix
from dashboard.dataset.files import DATA, dump_json, read_json, read_text
from dashboard.dataset.problems import DataError
from dashboard.dataset.statement import json_schema
from dashboard.dataset.store import Record, statement_files

TODAY = dt.date(2026, 1, 1)


def found(folder: Path) -> list[tuple[str, str, str]]:
    problems = check(folder, today=TODAY)
    assert problems == sorted(set(problems))
    assert all(problem.allowed for problem in problems)
    return [(problem.file, problem.id, problem.field) for problem in problems]


def change_text(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def change_json(folder: Path, file: str, change: Callable[[Any], object]) -> None:
    path = folder / file
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(dump_json(value), "utf-8")


def test_the_invented_world_is_clean(folder):
    assert found(folder) == []


CSV = [
    (
        "officials.csv",
        "Ilse Vantor,Vantor,ADV",
        "Ilse Vantor,Vantor,XXX",
        "ilse-vantor-adv-office-of-the-head",
        "entity",
    ),
    ("officials.csv", ",head,,", ",boss,,", "ilse-vantor-adv-office-of-the-head", "authority"),
    (
        "officials.csv",
        "2020-01-01,2024-06-01",
        "2024-06-01,2024-06-01",
        "gerda-tolmar-adv-prime-minister",
        "to",
    ),
    ("institutions.csv", ",ADV,", ",XXX,", "ardovian-government", "entity"),
    ("institutions.csv", ",spokesperson", ",voice", "ardovian-government", "authority"),
    ("institutions.csv", "Ardovian government,", "Ilse Vantor,", "ardovian-government", "name"),
    ("entities.csv", "nato;eu", "nato;invented_union", "ADV", "groups"),
]


@pytest.mark.parametrize(("file", "old", "new", "id_", "field"), CSV)
def test_people_are_held_against_each_other(folder, file, old, new, id_, field):
    change_text(folder, file, old, new)
    assert (file, id_, field) in found(folder)


UNREADABLE = [
    ("officials.csv", "2020-01-01,", "2020-01-32,", "gerda-tolmar-adv-prime-minister", "from"),
    ("officials.csv", "ilse-vantor-adv-office-of-the-head", "Ilse Vantor!", "Ilse Vantor!", "id"),
    (
        "officials.csv",
        "edda-vantor-adv-office-of-the-military",
        "falk-vantor-adv-office-of-the-other",
        "falk-vantor-adv-office-of-the-other",
        "id",
    ),
    ("entities.csv", "ADV,Ardovia", "adv,Ardovia", "adv", "code"),
    ("entities.csv", "NRL,Norlund", "ADV,Norlund", "ADV", "code"),
    ("entities.csv", "country,nato;eu", "planet,nato;eu", "ADV", "kind"),
    ("entities.csv", ",901", ",9x1", "ADV", "iso_numeric"),
    ("entities.csv", "ADV,Ardovia,", "ADV,,", "ADV", "name"),
    ("entities.csv", "ADV,Ardovia,", "ADV,Ardovia\u00a0,", "ADV", "name"),
    ("entities.csv", "ADV,Ardovia,", 'ADV,"Ardo\nvia",', "ADV", "name"),
    ("entities.csv", "ADV,Ardovia,", "ADV,Ardo\u200bvia,", "ADV", "name"),
    (
        "officials.csv",
        "Ilse Vantor,Vantor",
        "Ilse Vantor,Van\u00adtor",
        "ilse-vantor-adv-office-of-the-head",
        "aliases",
    ),
    ("entities.csv", "nato;eu", "nato; eu", "ADV", "groups"),
    ("entities.csv", "nato;eu", "nato;nato", "ADV", "groups"),
    ("entities.csv", "nato;eu", "nato;", "ADV", "groups"),
    *(
        ("officials.csv", "2020-01-01,", f"{day},", "gerda-tolmar-adv-prime-minister", "from")
        for day in ("0", "1577836800", "2020-01-01T00:00:00", "20200101", "2020-W01-3", " 2020-01-01")
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "id_", "field"), UNREADABLE)
def test_rows_that_cannot_be_read_are_named(folder, file, old, new, id_, field):
    change_text(folder, file, old, new)
    assert (file, id_, field) in found(folder)


def test_an_entity_is_told_by_its_name(folder):
    change_text(folder, "entities.csv", "NRL,Norlund", "NRL,ARDOVIA")
    assert found(folder) == [("entities.csv", "NRL", "name")]


def test_two_entities_have_two_numbers(folder):
    change_text(folder, "entities.csv", ",902", ",901")
    assert found(folder) == [("entities.csv", "NRL", "iso_numeric")]


TERMS = [
    ("ADV,Prime Minister,head,2024-05-31,", ["another"]),  # she still was
    ("ADV,Prime Minister,head,,", ["another"]),
    ("ADV,Prime Minister,head,2024-06-01,", []),
    ("ADV,Prime Minister,head,,2020-01-01", []),
    ("ADV,Minister of Defence,minister,2021-01-01,", []),  # two offices at a time
    ("NRL,Prime Minister,head,2021-01-01,", []),
]


@pytest.mark.parametrize(("term", "named"), TERMS)
def test_an_office_is_held_once_at_a_time(folder, term, named):
    path = folder / "officials.csv"
    path.write_text(path.read_text("utf-8") + f"another,Gerda Tolmar,,{term}\n", "utf-8")
    assert found(folder) == [("officials.csv", name, "from") for name in named]


def test_an_alias_belongs_to_one_institution(folder):
    path = folder / "institutions.csv"
    path.write_text(path.read_text("utf-8") + "other,Other body,LANTERN house,NRL,Body,spokesperson\n", "utf-8")
    assert found(folder) == [("institutions.csv", "other", "aliases")]


ANOTHER = example_statements()[1]["id"]


@pytest.mark.parametrize(
    ("change", "id_", "field"),
    [
        (lambda book: book["codes"]["position"][0].update(example="nothing"), "rules_out", "example"),
        (lambda book: book["codes"]["position"][0].update(example=ANOTHER), "rules_out", "example"),
        (lambda book: book["codes"]["mission"][0].update(kind="cavalry"), "combat", "kind"),
        (lambda book: book["codes"]["phase"].append(book["codes"]["phase"][0]), "phase", "code"),
        (lambda book: book["codes"]["phase"][0].pop("label"), "", "codes.phase.0.label"),
        (lambda book: book["codes"]["phase"][0].update(labels="two"), "", "codes.phase.0.labels"),
        (lambda book: book["fields"][0].update(form="shape"), "", "fields.0.form"),
        (lambda book: book["fields"][0].update(form="text"), "id", "form"),
        (lambda book: book["fields"][16].update(form="url"), "summary", "form"),
        (lambda book: book["codes"]["position"][2].update(glyph="×"), "undecided", "glyph"),
        (lambda book: book["codes"]["position"][2].update(shape="square"), "committed", "shape"),
        (lambda book: book["codes"]["position"][9].update(glyph="★"), "accepts", "glyph"),
        (lambda book: book["codes"]["state"][1].update(glyph="…"), "host", "glyph"),
        (lambda book: book["codes"]["phase"][1].update(label="After\u200b a ceasefire"), "", "codes.phase.1.label"),
        (lambda book: book["codes"]["phase"][1].update(label="WHILE fighting goes on"), "ceasefire", "label"),
        (lambda book: book["codes"].update(rules=book["codes"].pop("rule")), "", "codes.rule"),
        (lambda book: book["codes"].update(rules=book["codes"]["rule"]), "", "codes.rules"),
        (lambda book: book["codes"].pop("phase"), "", "codes.phase"),
        (lambda book: book["codes"].update(state=[]), "", "codes.state"),
        (lambda book: book["codes"]["rule"][0].update(code="newest"), "latest", "codes.rule"),
        (lambda book: book["codes"]["state"].pop(), "host", "codes.state"),
        (lambda book: book["codes"]["state"][1].pop("entity"), "host", "entity"),
        (lambda book: book["codes"]["position"].pop(0), "rules_out", "codes.position"),
        (lambda book: book["codes"]["authority"].pop(1), "minister", "codes.authority"),
        (lambda book: book["codes"]["position"][2].pop("rank"), "undecided", "rank"),
        (lambda book: book["codes"]["position"][2].update(rank=1), "undecided", "rank"),
        (lambda book: book["codes"]["position"].reverse(), "rules_out", "rank"),
        (lambda book: book["codes"]["position"][2].update(question="sent"), "undecided", "question"),
        (lambda book: book["codes"]["position"][2].pop("light"), "undecided", "light"),
        (lambda book: book["codes"]["position"][2].pop("glyph"), "undecided", "glyph"),
        (lambda book: book["codes"]["state"][0].pop("dark"), "silent", "dark"),
        (lambda book: book["codes"]["state"][0].pop("shape"), "silent", "shape"),
        (lambda book: book["codes"]["position"][2]["dark"].update(text="white"), "", "codes.position.2.dark.text"),
        (lambda book: book["codes"]["phase"][0].update(definition=""), "", "codes.phase.0.definition"),
        (lambda book: book["codes"]["group"][0].update(code="nato;eu"), "", "codes.group.0.code"),
        (lambda book: book["themes"].pop("dark"), "", "themes.dark"),
        (lambda book: book["themes"]["light"].update(ink="#000"), "", "themes.light.ink"),
        (lambda book: book["themes"].update(sepia=book["themes"]["dark"]), "", "themes.sepia.[key]"),
        (lambda book: book["fields"].pop(5), "", "fields"),
        (lambda book: book["fields"].append(book["fields"][0]), "", "fields"),
        (lambda book: book["fields"][3].update(name="land"), "", "fields"),
    ],
)
def test_the_codebook_is_held_to_itself(folder, change, id_, field):
    change_json(folder, "codebook.json", change)
    assert ("codebook.json", id_, field) in found(folder)


def test_a_statement_of_tomorrow_is_named(folder):
    statement = make_statement(date="2026-01-02", entity="LIGA")
    (folder / "statements" / "LIGA.json").write_text(dump_json([statement]), "utf-8")
    assert found(folder) == [("LIGA.json", statement["id"], "date")]
    assert check(folder, today=TODAY.replace(day=2)) == []


def test_a_broken_statement_and_a_broken_file_are_named_together(folder):
    change_text(folder, "statements/ADV.json", '"wartime"', '"someday"')
    (folder / "statements" / "NRL.json").write_text("[", "utf-8")
    files = {(file, field) for file, _, field in found(folder)}
    assert {("ADV.json", "phase"), ("NRL.json", "line 1, column 2")} <= files


@pytest.mark.parametrize("name", ["adv.txt", "ADV.json.bak", ".ADV.json.x1y2", "ADV.jsonl", "ADV.JSON"])
def test_a_file_that_is_not_read_is_named(folder, name):
    (folder / "statements" / name).write_text("[]\n", "utf-8")
    assert found(folder) == [(name, "", "file")]


def test_a_folder_without_statements_is_named(folder):
    for path in statement_files(folder):
        path.unlink()
    (folder / "statements").rmdir()
    assert ("statements", "", "folder") in found(folder)


EDITION = [
    ("coverage_end", "2026-02-30"),
    ("coverage_end", ""),
    ("coverage_start", "soon"),
    ("released", "2026-13-01"),
    ("released", 0),
    ("released", "2026-02-01T00:00:00"),
    ("coverage_end", "2021-12-31"),
    ("coverage_end", "2026-01-02"),  # tomorrow
    ("version", "1.0"),
    ("name", "Invented record"),
]


@pytest.mark.parametrize(("field", "value"), EDITION)
def test_the_edition_is_held_to_itself(folder, field, value):
    change_json(folder, "record.json", lambda edition: edition.update({field: value}))
    assert found(folder) == [("record.json", "", field)]


def write_changelog(folder: Path, **overrides: str) -> None:
    version = {"version": EDITION_OUT.version, "day": str(EDITION_OUT.released), "note": "Invented."} | overrides
    (folder / "changelog.json").write_text(dump_json({"versions": [version], "state": {}}), "utf-8")


def test_the_edition_is_the_newest_version_of_the_changelog(folder):
    write_changelog(folder)
    assert found(folder) == []
    write_changelog(folder, day="2026-02-01T00:00:00")
    assert found(folder) == [("changelog.json", "", "versions.0.day")]
    write_changelog(folder, version="0.2.0")
    assert found(folder) == [("record.json", "", "version")]
    write_changelog(folder, day="2026-02-02")
    assert found(folder) == [("record.json", "", "released")]


@pytest.mark.parametrize(("text", "field"), [("{}", "versions"), ("[", "line 1, column 2")])
def test_a_changelog_that_cannot_be_read_is_named(folder, text, field):
    (folder / "changelog.json").write_text(text, "utf-8")
    assert ("changelog.json", "", field) in found(folder)


FIRST = example_statements()[0]["id"]
BESIDE = [
    ("key_days.csv", f"day,label,why,statement\n2024-02-26,Invented,Invented day.,{FIRST}\n", []),
    ("key_days.csv", "day,label,why,statement\n2024-02-26,Invented,Invented day.,unknown\n", ["2024-02-26 statement"]),
    ("key_days.csv", f"day,label,why,statement\n2024-02-30,Invented,Invented day.,{FIRST}\n", ["2024-02-30 day"]),
    ("key_days.csv", f"day,label,why,statement\n2024-02-26,,Invented day.,{FIRST}\n", ["2024-02-26 label"]),
    ("key_days.csv", f"day,label,why,statement\n1708905600,Invented,Invented day.,{FIRST}\n", ["1708905600 day"]),
    ("key_days.csv", "day,label,why,statement\n2024-02-26,Inv", ["line 2 columns"]),
    ("key_days.csv", 'day,label,why,statement\n2024-02-26,"Inv', [" line 2"]),
    ("key_days.csv", "day,lab", [" header"]),
    ("claimed_numbers.csv", f"statement,number\n{FIRST},26\n", []),
    ("claimed_numbers.csv", "statement,number\nunknown,26\n", ["unknown statement"]),
    ("claimed_numbers.csv", f"statement,number\n{FIRST},many\n", [f"{FIRST} number"]),
    ("claimed_numbers.csv", f"statement,number\n{FIRST},0\n", [f"{FIRST} number"]),
]


@pytest.mark.parametrize(("file", "text", "named"), BESIDE)
def test_what_is_said_of_days_and_numbers_rests_on_statements(folder, file, text, named):
    (folder / file).write_text(text, "utf-8")
    assert [(f, f"{id_} {field}") for f, id_, field in found(folder)] == [(file, name) for name in named]


@pytest.mark.parametrize("file", ["key_days.csv", "claimed_numbers.csv"])
def test_a_file_beside_the_record_that_is_missing_is_named_with_its_header(folder, file):
    header = (folder / file).read_text("utf-8").strip()
    (folder / file).unlink()
    (problem,) = check(folder, today=TODAY)
    assert (problem.file, problem.value) == (file, "missing")
    assert problem.allowed.endswith(header)


NOT_CANONICAL: list[Callable[[str], str]] = [
    lambda text: json.dumps(json.loads(text)),
    lambda text: text + "\n",
    lambda text: text.rstrip("\n"),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: json.dumps(json.loads(text)[::-1], indent=1, ensure_ascii=False) + "\n",
    lambda text: json.dumps([dict(sorted(s.items())) for s in json.loads(text)], indent=1) + "\n",
]


@pytest.mark.parametrize("damage", NOT_CANONICAL)
def test_a_file_out_of_canonical_form_is_named_and_mended(folder, damage):
    path = folder / "statements" / "ADV.json"
    before = path.read_bytes()
    path.write_bytes(damage(before.decode()).encode())
    ((file, id_, field),) = found(folder)
    assert (file, id_) == ("ADV.json", "")
    assert field.startswith("line ")
    assert fix(folder) == [path]
    assert path.read_bytes() == before
    assert found(folder) == []


@pytest.mark.parametrize("content", [None, b"{}\n", b"not json", b"\xff", "ä".encode("latin-1"), "BOM", "CRLF"])
def test_a_schema_out_of_date_is_named_and_mended(folder, content):
    path = folder / SCHEMA
    same = path.read_bytes()
    content = {"BOM": b"\xef\xbb\xbf" + same, "CRLF": same.replace(b"\n", b"\r\n")}.get(content, content)
    path.unlink() if content is None else path.write_bytes(content)
    assert found(folder) == [(SCHEMA, "", "file")]
    assert fix(folder) == [path]
    assert found(folder) == []


def test_fix_changes_nothing_where_nothing_is_wrong(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("[!.]*.*")}
    assert fix(folder) == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("[!.]*.*")} == before


def test_fix_leaves_a_file_with_a_problem_as_it_is(folder):
    path = folder / "statements" / "ADV.json"
    path.write_text(path.read_text("utf-8").replace('"wartime"', '"someday"').replace("\n", "\r\n"), "utf-8")
    before = path.read_bytes()
    assert fix(folder) == []
    assert path.read_bytes() == before


def test_fix_writes_nothing_where_the_codebook_cannot_be_read(folder):
    (folder / "codebook.json").write_text("{", "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("[!.]*.*")}
    with pytest.raises(DataError):
        fix(folder)
    assert {path: path.read_bytes() for path in folder.rglob("[!.]*.*")} == before


# --- the shipped data


def test_the_shipped_data_is_clean():
    assert check(today=TODAY.replace(month=12)) == []


def test_the_shipped_record_is_whole(shipped: Record):
    assert len(shipped.frame) == 647
    assert shipped.frame["id"].is_unique
    assert len(shipped.people.entities) == 58
    assert str(shipped.frame["date"].iloc[0].date()) == str(shipped.edition.coverage_start)
    assert str(shipped.frame["date"].iloc[-1].date()) <= str(shipped.edition.coverage_end)


TRUCE, PEACE, OR = r"(?:ceasefire|truce|armistice)", "peace", r"\W+(?:\w+\W+){0,4}?or\W+(?:\w+\W+){0,4}?"
EITHER = re.compile(rf"\b(?:{TRUCE}{OR}{PEACE}|{PEACE}{OR}{TRUCE})\b", re.IGNORECASE)
"""A ceasefire and peace as alternatives, as far as English words tell: summaries are always in English."""


@pytest.mark.parametrize(
    ("words", "either"),
    [
        ("If it comes to a ceasefire or a peace agreement", True),
        ("the conclusion of a peace agreement or at least a ceasefire", True),
        ("once there is a truce or peace", True),
        ("We need a ceasefire and a peace agreement, or we stay at home.", False),
        ("in a peace mission with a UN or EU mandate, after a peace agreement", False),
        ("a peace process and the approval of the United Nations or the OSCE", False),
    ],
)
def test_what_counts_as_a_ceasefire_or_a_peace_agreement(words: str, either: bool):
    assert bool(EITHER.search(words)) == either


def test_of_a_ceasefire_or_a_peace_agreement_only_the_weaker_is_a_condition(shipped: Record):
    """All conditions must hold: with the stronger one an "or" of the words would become an "and"."""
    frame = shipped.frame
    strong = frame[frame["conditions"].astype(object).str.split(";").map(lambda codes: "peace_deal" in codes)]
    said = strong["quote"].astype(object) + " / " + strong["summary"].astype(object)
    assert len(strong) > 0
    assert strong["id"][said.map(lambda words: bool(EITHER.search(words)))].tolist() == []


def test_the_founding_article_gives_four_statements(shipped: Record):
    frame = shipped.frame
    four = frame[frame["source_publisher"] == "Newsroom"].set_index("entity")
    fields = ["speaker", "position", "mission", "format"]
    assert {entity: tuple(row) for entity, row in four[fields].astype(str).iterrows()} == {
        "CZE": ("Petr Fiala", "no_plans", "unspecified", "unspecified"),
        "NATO": ("Jens Stoltenberg", "no_plans", "combat", "nato"),
        "POL": ("Donald Tusk", "no_plans", "unspecified", "unspecified"),
        "SVK": ("Robert Fico", "open", "unspecified", "bilateral"),
    }
    article = read_json(DATA / "articles" / "founding-article.json")
    assert {str(day.date()) for day in four["source_date"]} == {article["published"]}
    text = read_text(DATA / "articles" / "founding-article.txt")
    plain = text.replace("’", "'").replace("“", '"').replace("”", '"')
    assert all(quote.replace("’", "'") in plain for quote in four["quote"] if quote)


def test_a_speaker_is_an_official_or_an_institution(shipped: Record):
    people = shipped.people
    assert not people.officials_by_name.keys() & people.institution_by_name.keys()
    for speaker in shipped.frame["speaker"].cat.categories:
        assert len(people.offices_of(speaker)) >= 1


# --- the published schema


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = read_json(DATA / SCHEMA)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_the_published_schema_is_the_one_the_model_gives(shipped: Record):
    assert read_json(DATA / SCHEMA) == json_schema(shipped.codebook)


def test_the_schema_takes_every_shipped_statement(validator):
    for path in statement_files(DATA):
        for statement in read_json(path):
            validator.validate(statement)


def test_the_schema_takes_a_parsed_statement(validator):
    validator.validate(make_statement(origin="parsed", trace=TRACE))


@pytest.mark.parametrize("field", CONTEXT.codebook.columns)
@pytest.mark.parametrize("wrong", [7, None, ["x"]], ids=repr)
def test_the_schema_refuses_a_wrong_type(validator, field, wrong):
    assert not validator.is_valid(make_statement() | {field: wrong})


@pytest.mark.parametrize("field", CONTEXT.codebook.columns)
def test_the_schema_refuses_a_missing_field(validator, field):
    value = make_statement()
    del value[field]
    assert not validator.is_valid(value)


@pytest.mark.parametrize(
    "damage",
    [
        {"extra": "1"},
        {"id": "no id"},
        {"date": "2024-02-30"},
        {"source_date": "yesterday"},
        {"position": "maybe"},
        {"phase": ""},
        {"conditions": "mandate;"},
        {"conditions": "nonsense"},
        {"quote_language": "xx"},
        {"speaker": ""},
        {"source_url": "javascript:alert(1)"},
    ],
    ids=lambda damage: "-".join(damage),
)
def test_the_schema_refuses_damage(validator, damage):
    assert not validator.is_valid(make_statement() | damage)
