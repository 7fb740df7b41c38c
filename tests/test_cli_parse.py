"""The commands parse and attributions, as they are typed. Words are invented, but for the founding article."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import dashboard.__main__
from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.parsing.run import row_names

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
FOUNDING = DATA / "articles" / "founding-article.txt"
TUSK = "Poland will not send troops to Ukraine, Polish Prime Minister Donald Tusk said."
FORMULA = "=Poland will not send troops to Ukraine, Polish Prime Minister Donald Tusk said."


def run(*words: object, stdin: bytes | None = None):
    return CliRunner().invoke(dashboard.__main__.app, [str(word) for word in words], input=stdin)


def rows_of(result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def records_of(result) -> list[dict]:
    return [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_the_founding_article():
    result = run("parse", FOUNDING)
    rows = rows_of(result)
    assert result.exit_code == DONE
    assert [(row["entity"], row["position"]) for row in rows] == [
        ("NATO", "no_plans"),
        ("SVK", "open"),
        ("CZE", "no_plans"),
        ("POL", "no_plans"),
    ]
    assert result.stderr == "1 article: 1 read, 0 skipped, 4 candidates\n"


def test_a_row_has_article_fields_and_places():
    row = rows_of(run("parse", FOUNDING))[0]
    fields = load_codebook().columns
    assert list(row) == row_names(fields)
    assert all(isinstance(row[name], str) for name in ("article_id", *fields, "evidence"))
    assert isinstance(row["rules"], list)


def test_standard_input_with_the_day_and_address_given():
    words = ("parse", "-", "--published", "2024-03-01", "--source-url", "https://x.example/1")
    [row] = rows_of(run(*words, stdin=TUSK.encode()))
    assert (row["date"], row["source_url"]) == ("2024-03-01", "https://x.example/1")


def test_attributions_need_no_day_and_no_topic():
    text = "Bread will cost more from Monday, the baker Ada Brandt said."
    [row] = rows_of(run("attributions", "-", stdin=text.encode()))
    assert list(row) == ["article_id", "source_start", "source_end", "cue_start", "cue_end", "content"]
    assert "Ada Brandt" in text[row["source_start"] : row["source_end"]]
    assert text[row["cue_start"] : row["cue_end"]] == "said"
    assert [text[start:end] for start, end in row["content"]] == ["Bread will cost more from Monday"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("parse", "nowhere.txt"), "nowhere.txt is not there"),
        (("parse", FOUNDING, "--published", "yesterday"), "'yesterday' is no day"),
        (("parse", FOUNDING, "--published", ""), "'' is no day"),
        (("parse", FOUNDING, "--published", "20240301"), "'20240301' is no day"),
        (("parse", FOUNDING, "--source-url", "javascript:x"), "no http(s) address"),
        (("parse", FOUNDING, "--format", "xlsx"), "'xlsx' is not one of"),
        (("parse", FOUNDING, "--explain", "--format", "csv"), "leave out --format"),
        (("parse", FOUNDING, "--explain", "--format", "jsonl"), "leave out --format"),
        (("parse", FOUNDING, "--workers", "0"), "greater than or equal to 1"),
        (("parse",), "Missing argument"),
    ],
)
def test_wrong_use(words, message):
    result = run(*words)
    assert result.exit_code == WRONG_USE
    assert result.stdout == ""
    assert message in " ".join(result.stderr.split())


def test_explain_is_for_people():
    result = run("parse", FOUNDING, "--explain")
    assert result.exit_code == DONE
    assert "[cue: clarified]" in " ".join(result.stdout.split())
    assert "4. Donald Tusk · POL · send: No plans" in result.stdout


def test_what_is_broken_is_recorded_and_the_others_are_done(tmp_path):
    good = {"id": "good", "text": TUSK, "published": "2024-03-01"}
    path = write_lines(tmp_path / "a.jsonl", good, {"id": "none"}, {**good, "id": "late", "published": "soon"}, good)
    kept = tmp_path / "left.jsonl"
    result = run("parse", path, "--quarantine", kept)
    assert result.exit_code == PROBLEMS
    assert [row["article_id"] for row in rows_of(result)] == ["good", "good"]
    assert records_of(result) == [json.loads(line) for line in kept.read_text().splitlines()]
    assert [(r["id"], r["source"], list(r)) for r in records_of(result)] == [
        (f"{path}:2", f"{path}:2", ["id", "source", "reason"]),
        ("late", f"{path}:3", ["id", "source", "reason"]),
    ]
    assert "4 articles: 2 read, 2 skipped, 2 candidates" in result.stderr


def test_one_broken_among_a_thousand(tmp_path):
    rows = [{"id": str(n), "text": f"Bread costs more, baker {n} said.", "published": "2024-03-01"} for n in range(999)]
    path = write_lines(tmp_path / "a.jsonl", *rows[:500], ["broken"], *rows[500:])
    result = run("parse", path)
    assert result.exit_code == PROBLEMS
    assert "1000 articles: 0 read, 1 skipped, 0 candidates" in result.stderr


def test_another_language_is_reported_and_no_problem(tmp_path):
    german = "Polen wird keine Soldaten in die Ukraine schicken, sagte der Ministerpräsident am Montag. " * 4
    result = run("parse", write_lines(tmp_path / "a.jsonl", {"id": "de", "text": german, "published": "2024-03-01"}))
    assert result.exit_code == DONE
    assert [record["id"] for record in records_of(result)] == ["de"]


def test_no_day_is_a_clear_error(tmp_path):
    result = run("parse", write_lines(tmp_path / "a.jsonl", {"id": "x", "text": TUSK}))
    assert result.exit_code == PROBLEMS
    assert "no day of publication: it has none; give it with --published YYYY-MM-DD" in records_of(result)[0]["reason"]


def test_csv_has_the_same_rows_and_no_formulas(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", {"id": "=1+1", "text": FORMULA, "published": "2024-03-01"})
    [plain] = rows_of(run("parse", path))
    [safe] = csv.DictReader(io.StringIO(run("parse", path, "--format", "csv").stdout, newline=""))
    assert list(safe) == list(plain)
    assert (safe["article_id"], safe["evidence"]) == ("'=1+1", f"'{plain['evidence']}")
    assert safe["rules"] == ";".join(plain["rules"])
    assert (safe["evidence_start"], safe["quote_start"]) == (str(plain["evidence_start"]), "")


def test_parquet_has_the_same_rows(tmp_path):
    out = tmp_path / "out.parquet"
    run("parse", FOUNDING, "--format", "parquet", "--out", out)
    table = pq.read_table(out)
    plain = [{**row, "rules": ";".join(row["rules"])} for row in rows_of(run("parse", FOUNDING))]
    assert table.to_pylist() == plain


def test_an_empty_table_has_its_head(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", {"id": "x", "text": "Bread costs more.", "published": "2024-03-01"})
    assert run("parse", path, "--format", "csv").stdout.strip() == ",".join(row_names(load_codebook().columns))


def test_a_lone_surrogate_comes_out_as_it_went_in(tmp_path):
    text = f"{TUSK[:-1]} \ud800."
    path = write_lines(tmp_path / "a.jsonl", {"id": "x", "text": text, "published": "2024-03-01"})
    [row] = rows_of(run("parse", path))
    assert row["evidence"] == text[row["evidence_start"] : row["evidence_end"]]
    assert "\ufffd" not in row["evidence"]
    assert run("parse", path, "--format", "csv").exit_code == DONE


@pytest.mark.parametrize("sign", ["\x1b", "\x7f", "\x9b"])
def test_no_line_of_json_holds_a_sign_that_steers_a_terminal(tmp_path, sign):
    broken = {"id": f"x{sign}2J", "text": f"{TUSK} {sign}2J", "published": f"never{sign}2J"}
    sound = {"id": f"y{sign}2J", "text": TUSK, "published": "2024-03-01"}
    result = run("parse", write_lines(tmp_path / "a.jsonl", broken, sound))
    assert len(rows_of(result)) == 1
    for shown in (result.stdout, result.stderr):
        assert "2J" in shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


def test_the_texts_as_read_are_an_input_again(tmp_path):
    texts = tmp_path / "texts.jsonl"
    page = "<html><head><title>A title</title></head><body><article><p>" + TUSK + "</p></article></body></html>"
    path = write_lines(tmp_path / "a.jsonl", {"id": "x", "html": page, "published": "2024-03-01"})
    first = rows_of(run("parse", path, "--texts", texts))
    [article] = [json.loads(line) for line in texts.read_text().splitlines()]
    assert [article["text"][row["evidence_start"] : row["evidence_end"]] for row in first] == [TUSK]
    assert rows_of(run("parse", texts)) == first


def test_out_is_written_whole_or_not_at_all(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    lines = [{"id": str(n), "text": f"{TUSK} {n}" * 20, "published": "2024-03-01"} for n in range(2_000)]
    path = write_lines(tmp_path / "a.jsonl", *lines)
    words = [sys.executable, "-m", "dashboard", "parse", str(path), "--out", str(out)]
    process = subprocess.Popen(words, cwd=DATA.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(tmp_path.glob(".out.jsonl.*")):
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert out.read_text() == "before"


@pytest.mark.parametrize("option", ["--out", "--quarantine", "--texts"])
@pytest.mark.parametrize("name", ["no/out.jsonl", "file/out.jsonl", "."])
def test_a_file_that_has_no_place_is_refused_before_anything_is_read(tmp_path, monkeypatch, option, name):
    monkeypatch.setattr("dashboard.cli_parse.run", lambda *_: pytest.fail("it was read"))
    (tmp_path / "file").touch()
    result = run("parse", FOUNDING, option, tmp_path / name)
    assert (result.exit_code, "can't be written" in result.stderr) == (WRONG_USE, True)


@pytest.mark.parametrize("option", ["--out", "--quarantine", "--texts"])
@pytest.mark.parametrize("name", ["out.jsonl", "OUT.TXT", "deep/er/out.warc.gz"])
def test_a_file_that_would_be_an_article_of_the_next_run_is_refused(tmp_path, monkeypatch, option, name):
    monkeypatch.setattr("dashboard.cli_parse.run", lambda *_: pytest.fail("it was read"))
    (tmp_path / "deep" / "er").mkdir(parents=True)
    result = run("parse", tmp_path, option, tmp_path / name)
    assert (result.exit_code, "an article of the next run" in result.stderr) == (WRONG_USE, True)


def test_what_is_no_article_may_be_written_beside_what_is_read(tmp_path):
    (tmp_path / "articles").mkdir()
    write_lines(tmp_path / "articles" / "a.jsonl", {"id": "a", "text": "Invented.", "published": "2024-03-01"})
    for name in (".found.jsonl", "found.csv"):
        assert run("parse", tmp_path / "articles", "--out", tmp_path / "articles" / name).exit_code == DONE
    assert run("parse", tmp_path / "articles" / "a.jsonl", "--out", tmp_path / "found.jsonl").exit_code == DONE


def test_a_folder_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.cli_parse.os.access", lambda *_: False)  # an administrator may write everywhere
    result = run("parse", FOUNDING, "--texts", tmp_path / "texts.jsonl")
    assert (result.exit_code, "can't be written" in result.stderr) == (WRONG_USE, True)


@pytest.mark.parametrize("option", ["--quarantine", "--texts"])
def test_two_files_to_write_are_two(tmp_path, option):
    out = tmp_path / "out.jsonl"
    result = run("parse", FOUNDING, "--out", out, option, tmp_path / "." / "out.jsonl")
    assert (result.exit_code, "named twice" in result.stderr) == (WRONG_USE, True)
    assert not out.exists()


def test_what_is_no_file_may_be_named_twice():
    assert run("parse", FOUNDING, "--out", os.devnull, "--texts", os.devnull).exit_code == 0


def test_an_input_is_never_written_over(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", {"id": "a", "text": "Invented."})
    before = path.read_bytes()
    result = run("parse", path, "--out", path)
    assert (result.exit_code, "named twice" in result.stderr) == (WRONG_USE, True)
    assert path.read_bytes() == before
