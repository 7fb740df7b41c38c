"""The commands export, positions and diff, as they are typed. Words in the miniature folder are invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from builders import example_statements, make_statement, write_folder
from typer.testing import CliRunner

import dashboard.__main__
from dashboard.dataset.files import DATA
from dashboard.dataset.selection import PARAMETERS
from dashboard.output.exports import to_csv

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


def run(*words: object):
    return CliRunner().invoke(dashboard.__main__.app, [str(word) for word in words])


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_export_without_options_is_the_whole_record(shipped):
    result = run("export")
    assert result.exit_code == DONE
    assert result.stdout_bytes == b"".join(to_csv(shipped.frame, shipped))


def test_filters_work_together_and_values_of_one_add_up():
    result = run("export", "--entity", "POL", "--entity", "FRA", "--phase", "ceasefire", "--format", "json")
    values = json.loads(result.stdout)
    assert {value["entity"] for value in values} == {"POL", "FRA"}
    assert {value["phase"] for value in values} == {"ceasefire"}


def test_every_parameter_is_an_option():
    text = " ".join(run("export", "--help").stdout.split())
    for name in PARAMETERS:
        assert f"--{'mission-format' if name == 'format' else name} " in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("export", "--entity", "XXX"), "--entity: 'XXX'; allowed: ALB, AUS"),
        (("export", "--mission-format", "csv"), "--mission-format: 'csv'; allowed: nato, eu"),
        (("export", "--since", "yesterday"), "--since: 'yesterday'; allowed: YYYY-MM-DD"),
        (
            ("export", "--since", "2024-02-01", "--since", "2024-03-01"),
            "--since: '2024-02-01, 2024-03-01'; allowed: one value",
        ),
        (
            ("positions", "--until", "2024-02-01", "--until", "2024-02-01"),
            "--until: '2024-02-01, 2024-02-01'; allowed: one value",
        ),
        (("export", "--words", "troops", "--words", "boots"), "--words: 'troops, boots'; allowed: one value"),
        (
            ("export", "--until", "2024-02-01", "--since", "2024-03-01"),
            "--since: '2024-03-01'; allowed: 2024-02-01 or earlier, as until is that day\n"
            "--until: '2024-02-01'; allowed: 2024-03-01 or later, as since is that day",
        ),
        (("positions", "--until", "2024-02-01", "--since", "2024-03-01"), "--since: '2024-03-01'; allowed: 2024-02-01"),
        (("positions", "--on", "2024-02-30"), "--on: '2024-02-30'; allowed: YYYY-MM-DD, from 2000-01-01 to 20"),
        (("positions", "--on", "20240301"), "--on: '20240301'; allowed: YYYY-MM-DD"),
        (("positions", "--on", "1999-12-31"), "--on: '1999-12-31'; allowed: YYYY-MM-DD, from 2000-01-01"),
        (("positions", "--on", ""), "--on: ''; allowed: YYYY-MM-DD"),
        (("positions", "--rule", "newest"), "--rule: 'newest'; allowed: latest, authority, head"),
        (("positions", "--phase", "unspecified"), "--phase: 'unspecified'; allowed: wartime, ceasefire"),
        (("positions", "--kind", "cavalry"), "--kind: 'cavalry'; allowed: ground, training_support, air_naval"),
    ],
)
def test_an_unknown_value_is_wrong_use_and_names_what_is_allowed(words, message):
    result = run(*words)
    assert result.exit_code == WRONG_USE
    assert result.stdout == ""
    assert message in result.stderr


@pytest.mark.parametrize("words", [("export", "--unheard-of", "1"), ("export", "--format", "pdf"), ("diff", DATA)])
def test_an_unknown_option_is_wrong_use(words):
    assert run(*words).exit_code == WRONG_USE


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet", "zip"])
def test_a_file_and_stdout_get_the_same(tmp_path, folder, form):
    out = tmp_path / f"out.{form}"
    to_stdout = run("export", "--data", folder, "--format", form)
    to_file = run("export", "--data", folder, "--format", form, "--out", out)
    assert to_file.exit_code == to_stdout.exit_code == DONE
    assert to_file.stdout_bytes == b""
    assert f"written: {out}" in to_file.stderr.replace("\n", "")
    count = len(example_statements())
    content = to_stdout.stdout_bytes
    if form in ("csv", "json", "parquet"):
        assert content == out.read_bytes()
    for source in (io.BytesIO(content), out):
        if form == "csv":
            assert len(pd.read_csv(source)) == count
        elif form == "json":
            assert len(pd.read_json(source)) == count
        elif form == "parquet":
            assert len(pd.read_parquet(source)) == count
        elif form == "xlsx":
            assert len(pd.read_excel(source)) == count
        else:
            with zipfile.ZipFile(source) as package:
                assert len(pd.read_csv(io.BytesIO(package.read("statements.csv")))) == count


def test_a_file_that_cannot_be_written_is_named(tmp_path, folder):
    result = run("export", "--data", folder, "--out", tmp_path / "nowhere" / "out.csv")
    assert result.exit_code == PROBLEMS
    assert "can't be written" in result.stderr


def test_positions_of_a_day_spell_out_silence():
    result = run("positions", "--on", "2024-03-01", "--entity", "FRA", "--entity", "ALB")
    assert result.exit_code == DONE
    rows = rows_of(result.stdout)
    assert len(rows) == 2 * 2 * 2 * 3
    assert {row["position"] for row in rows if row["entity"] == "ALB"} == {"silent"}
    slot = ("FRA", "send", "wartime", "ground")
    (france,) = [r for r in rows if (r["entity"], r["question"], r["phase"], r["kind"]) == slot]
    assert france["date"] <= "2024-03-01"
    assert int(france["age"]) == (dt.date(2024, 3, 1) - dt.date.fromisoformat(france["date"])).days


def test_positions_limited_to_the_founding_article_are_just_its_four():
    result = run("positions", "--on", "2024-03-01", "--source", "Newsroom")
    stated = {(row["entity"], row["position"]) for row in rows_of(result.stdout) if row["id"]}
    assert stated == {("NATO", "no_plans"), ("SVK", "open"), ("CZE", "no_plans"), ("POL", "no_plans")}


def test_positions_of_one_source_rest_on_it_alone(tmp_path):
    mirror = make_statement(2, date="2024-03-02", position="rules_out", source_publisher="The Invented Mirror")
    folder = write_folder(tmp_path / "data", [make_statement(1), mirror])
    slot = ("--data", folder, "--phase", "wartime", "--kind", "ground", "--question", "send", "--entity", "ADV")
    for source, position in (("The Invented Herald", "open"), ("The Invented Mirror", "rules_out")):
        (row,) = rows_of(run("positions", "--on", "2024-06-01", "--source", source, *slot).stdout)
        assert row["position"] == position


def test_no_positions_of_a_day_after_today(folder):
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    result = run("positions", "--data", folder, "--on", tomorrow)
    assert (result.exit_code, result.stdout) == (WRONG_USE, "")
    assert f"--on: '{tomorrow}'; allowed: YYYY-MM-DD, from 2000-01-01 to {dt.date.today()}" in result.stderr


def test_positions_of_today_are_the_default(folder):
    today = run("positions", "--data", folder, "--on", dt.date.today().isoformat())
    assert run("positions", "--data", folder).stdout == today.stdout


def test_a_record_that_cannot_be_read_ends_the_command(tmp_path):
    (tmp_path / "codebook.json").write_text("{", "utf-8")
    for words in (("export", "--data", tmp_path), ("positions", "--data", tmp_path), ("diff", tmp_path, tmp_path)):
        result = run(*words)
        assert result.exit_code == PROBLEMS
        assert "allowed:" in result.stderr


def test_bad_statements_are_reported_and_the_others_exported(folder):
    path = next(Path(folder, "statements").glob("*.json"))
    path.write_text(path.read_text("utf-8").replace('"confidence": "high"', '"confidence": "sure"', 1), "utf-8")
    result = run("export", "--data", folder)
    assert result.exit_code == DONE
    assert "'sure'" in result.stderr
    assert len(rows_of(result.stdout)) == len(example_statements()) - 1


def test_diff_prints_what_changed(tmp_path):
    old = write_folder(tmp_path / "old", [make_statement(1)])
    new = write_folder(tmp_path / "new", [make_statement(1, position="willing")])
    result = run("diff", old, new)
    assert result.exit_code == DONE
    assert "position: `open` → `willing`" in result.stdout
