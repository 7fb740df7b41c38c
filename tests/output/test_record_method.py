"""What is said of the record itself: caveats, coverage, examples, checks by hand, the parser's figures."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest
from builders import EDITION, make_record, make_statement

from dashboard.dataset.problems import DataError
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import downloads, measured, method


def test_caveats_are_counted() -> None:
    record = make_record(
        make_statement(1, confidence="low", phase="unspecified"),
        make_statement(2, quote="", date_basis="published", source_url=""),
        make_statement(3, quote="Вигадані слова", quote_language="uk", speaker_entity="NRL"),
    )
    counts = dict(method.limits(record).itertuples(index=False))
    assert [value for text, value in counts.items() if text.startswith(("Confidence: low", "Phase"))] == [1, 1]
    assert (counts["No quote"], counts["No link"], counts["No headline"]) == (1, 1, 3)
    assert counts["Quote language: not English"] == 1
    assert counts["Speaks for: another country or body"] == 1


def covered(record: Record, statements: pd.DataFrame, *entities: str) -> pd.DataFrame:
    """The coverage of some statements of a record, of some entities or all."""
    known = entities or tuple(entity.code for entity in record.people.entities)
    return method.coverage(record, method.by_month(record, statements), method.by_month(record, record.frame), known)


def test_coverage_spells_out_every_empty_month() -> None:
    record = make_record(make_statement(1), make_statement(2), make_statement(3, entity="NRL", date="2024-05-01"))
    table = covered(record, record.frame)
    months = pd.period_range(EDITION.coverage_start, EDITION.coverage_end, freq="M")
    assert len(table) == 4 * len(months)
    assert table["statements"].sum() == table["in_record"].sum() == 3
    march = table[(table["country"] == "Ardovia") & (table["month"] == "2024-03-01")]
    assert march["statements"].tolist() == [2]
    drawn = method.cells(table)
    assert set(drawn["country"]) == set(table["country"])
    assert set(drawn["month"]) == set(table["month"])
    assert drawn["statements"].sum() == 3
    behind = method.covered(table).set_index("country")
    assert behind.loc["Ardovia", ["statements", "months", "last"]].tolist() == [2, 1, "2024-03"]
    assert behind.loc["Westmark", ["statements", "months", "last"]].tolist() == [0, 0, ""]
    assert list(behind)[4:] == [f"{month}" for month in months]
    assert behind.loc["Ardovia", "2024-03"] == 2
    assert behind.loc["Ardovia", behind.columns[4:]].notna().sum() == 1


def test_what_a_selection_leaves_out_of_the_coverage_is_no_silence() -> None:
    record = make_record(make_statement(1), make_statement(2, date="2024-05-01"), make_statement(3, entity="NRL"))
    table = covered(record, record.frame[record.frame["date"] > "2024-04-01"], "ADV")
    assert set(table["country"]) == {"Ardovia"}
    some = method.cells(table).set_index("month")
    assert some.loc["2024-03-01", ["statements", "in_record"]].tolist() == [0, 1]
    assert some.loc["2024-05-01", ["statements", "in_record"]].tolist() == [1, 1]
    (behind,) = method.covered(table).to_dict("records")
    assert (behind["statements"], behind["in_record"], behind["2024-03"], behind["2024-05"]) == (1, 2, 0, 1)
    assert pd.isna(behind["2024-04"])
    taken = method.coverage_columns(table).set_index("month")
    assert len(taken) == len(table)
    assert taken.loc["2024-03"].tolist() == ["ADV", 0, 1]


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "xlsx"])
def test_the_coverage_leaves_the_house_in_every_form(form: str) -> None:
    record = make_record(make_statement(1))
    table = method.coverage_columns(covered(record, record.frame, "ADV"))
    answers = ("coverage", Selection(entity=("ADV",)), dt.date(2026, 1, 1))
    assert b"".join(downloads.chunks(form, record, table, *answers))
    assert downloads.name(form, answers[1], "coverage", answers[2], "latest") == f"coverage_ADV.{form}"


def test_coverage_ends_where_the_search_did() -> None:
    """A month that nobody has searched is no silent month, whatever has been accepted since."""
    record = make_record(make_statement(1), make_statement(2, date="2026-05-02"))
    table = covered(record, record.frame)
    assert table["month"].max() == pd.Timestamp(EDITION.coverage_end).replace(day=1)
    assert table["statements"].sum() == 1


def test_coverage_of_nothing_is_all_zero() -> None:
    record = make_record()
    assert covered(record, record.frame)["statements"].sum() == 0


@pytest.mark.parametrize("list_name", method.CODED)
def test_every_code_comes_with_its_meaning_and_an_example_that_carries_it(shipped: Record, list_name: str) -> None:
    table = method.examples(shipped, list_name)
    assert table["code"].tolist() == list(shipped.codebook.values(list_name))
    frame = shipped.frame.set_index("id")
    for row in table.to_dict("records"):
        assert row["meaning"]
        assert bool(row["id"]) == (row["statements"] > 0)
        if row["id"]:
            carried = frame.loc[row["id"], "mission" if list_name == "kind" else list_name]
            codes = shipped.codebook.missions(row["code"]) if list_name == "kind" else (row["code"],)
            assert set(codes) & set(str(carried).split(";"))
            assert row["said"]


def test_a_code_that_nobody_carries_has_no_example() -> None:
    table = method.examples(make_record(make_statement()), "mission").set_index("code")
    assert table.loc["combat", ["statements", "said", "id"]].tolist() == [0, "", ""]
    assert table.loc["unspecified", "statements"] == 1


def test_the_checks_by_hand_name_fields_of_the_codebook(shipped: Record) -> None:
    checked = method.load_agreement()
    for name, value in checked.coded_twice.fields.items():
        assert shipped.codebook.field(name)
        assert 0 < value <= 1
    for found in checked.looked_up.found:
        assert 0 <= found.right <= found.of <= checked.looked_up.statements


def test_the_numbers_claimed_stand_in_their_statements(shipped: Record) -> None:
    claims = pd.read_csv(measured.DATA / "claimed_numbers.csv")
    for claim in claims.to_dict("records"):
        (row,) = shipped.frame[shipped.frame["id"] == claim["statement"]].to_dict("records")
        assert str(claim["number"]) in f"{row['quote']} {row['summary']}"


def test_the_parsers_figures_are_read_and_told_apart_by_set_and_band() -> None:
    found = measured.load_measured()
    assert set(found.sets) == {"held", "spare", "own", "dev"}
    bands = found.bands("articles")
    assert [band for band, _, _ in bands] == ["high", "medium", "low"]
    assert all(proposed.isdigit() and 0 <= int(right.removesuffix("%")) <= 100 for _, proposed, right in bands)
    assert [name for name, _ in found.tables("statements")] == ["held", "spare", "own", "dev"]
    for tables in found.sets.values():
        for table in tables:
            assert {len(row) for row in table.rows} == {len(table.head)}


def test_figures_that_are_not_as_they_must_be_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    path.write_text(json.dumps({"measured_on": 7}), "utf-8")
    with pytest.raises(DataError, match=r"measured\.json"):
        measured.load_measured(path)


def test_another_parser_has_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one", "utf-8")
    before = measured.parser_fingerprint(tmp_path)
    assert before == measured.parser_fingerprint(tmp_path)
    (tmp_path / "a.py").write_text("two", "utf-8")
    assert before != measured.parser_fingerprint(tmp_path)
