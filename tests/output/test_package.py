"""The data package: frictionless finds no error in it, and it says what it is. Invented people and words."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import frictionless
import pandas as pd
import pytest
import yaml
from builders import make_record, make_statement

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.frame import typed
from dashboard.dataset.selection import Selection
from dashboard.output.columns import columns
from dashboard.output.package import TABLES, to_package
from dashboard.output.views import positions_table

DAY = dt.date(2026, 11, 22)
NASTY = make_record(
    make_statement(1, quote='=1+1, she said, "twice"', note="-2"),
    make_statement(2, date="2024-04-01", position="willing", conditions="ceasefire;mandate"),
)


def unpack(record, selection, folder):
    content = b"".join(to_package(record, selection, DAY))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        package.extractall(folder)
    return folder


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(entity=("POL",), phase=("ceasefire",)), Selection(speaker=("Nobody",))],
    ids=["all", "some", "none"],
)
def test_frictionless_finds_no_error(shipped, tmp_path, selection):
    folder = unpack(shipped, selection, tmp_path)
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == list(TABLES)


def test_frictionless_finds_no_error_in_nasty_cells(tmp_path):
    folder = unpack(NASTY, Selection(), tmp_path)
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_the_checks_of_the_package_do_bite(shipped, tmp_path):
    folder = unpack(shipped, Selection(), tmp_path)
    path = folder / "statements.csv"
    path.write_bytes(path.read_bytes().replace(b'"no_plans"', b'"perhaps"', 1))
    assert not frictionless.Package(str(folder / "datapackage.json")).validate().valid


def test_statements_load_back_and_positions_are_those_of_the_day(shipped, tmp_path):
    folder = unpack(shipped, Selection(), tmp_path)
    back = pd.read_csv(folder / "statements.csv", dtype=str, keep_default_na=False)
    back = back.replace(r"^'(?='*[=+\-@\t\r])", "", regex=True)
    pd.testing.assert_frame_equal(typed(back, shipped.codebook, shipped.people), shipped.frame)
    positions = pd.read_csv(folder / "positions.csv", dtype=str, keep_default_na=False)
    assert positions["position"].tolist() == positions_table(shipped, Selection(), DAY)["position"].tolist()


@pytest.mark.parametrize("rule", ["latest", "authority", "head"])
def test_positions_follow_the_rule_asked_for_and_the_readme_says_it(shipped, tmp_path, rule):
    with zipfile.ZipFile(io.BytesIO(b"".join(to_package(shipped, Selection(), DAY, rule)))) as package:
        package.extractall(tmp_path)
    positions = pd.read_csv(tmp_path / "positions.csv", dtype=str, keep_default_na=False)
    assert positions["position"].tolist() == positions_table(shipped, Selection(), DAY, rule)["position"].tolist()
    readme = (tmp_path / "README.md").read_text("utf-8")
    assert f"by the rule `{rule}` (the newest statement" in readme
    others = [f"`by_{other}`" for other in ("latest", "authority", "head") if other != rule]
    assert f"{' and '.join(others)} say what the other rules give" in readme


def test_the_people_files_are_whole(shipped, tmp_path):
    folder = unpack(shipped, Selection(entity=("POL",)), tmp_path)
    for table in ("entities", "officials", "institutions"):
        frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
        assert len(frame) == len(getattr(shipped.people, table))
    assert frame["name"].tolist() == [institution.name for institution in shipped.people.institutions]


def test_the_codebook_and_the_readme_tell_everything(shipped, tmp_path):
    folder = unpack(shipped, Selection(entity=("POL",)), tmp_path)
    assert Codebook.model_validate(json.loads((folder / "codebook.json").read_text("utf-8"))) == shipped.codebook
    readme = (folder / "README.md").read_text("utf-8")
    for table in TABLES:
        assert f"`{table}.csv`" in readme
        for column in columns(table, shipped.codebook):
            assert f"| `{column.name}` | {column.type} | {column.meaning} |" in readme
    assert "Selection: Poland." in readme
    assert "$" not in readme


def test_the_citation_file_is_as_the_format_asks(shipped, tmp_path):
    value = yaml.safe_load((unpack(shipped, Selection(), tmp_path) / "CITATION.cff").read_text("utf-8"))
    assert value["cff-version"] == "1.2.0"
    assert value["version"] == shipped.edition.version
    assert value["type"] == "dataset"
    assert {"message", "title", "authors"} <= value.keys()
    assert all(author["name"] for author in value["authors"])


def test_the_same_input_gives_the_same_bytes():
    assert b"".join(to_package(NASTY, Selection(), DAY)) == b"".join(to_package(NASTY, Selection(), DAY))
