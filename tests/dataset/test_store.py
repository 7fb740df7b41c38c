"""The record on disk: round trips, broken files, Parquet. The folder fixture's people and words are invented."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from builders import CONTEXT, EDITION, ENTITIES, TRACE, example_statements, make_record, make_statement, write_folder
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA, dump_json, read_text
from dashboard.dataset.frame import read_parquet
from dashboard.dataset.people import load_people
from dashboard.dataset.problems import DataError
from dashboard.dataset.rules import Context
from dashboard.dataset.statement import read_statement
from dashboard.dataset.store import changed, dump_statements, fingerprint, load_record, read_statements, statement_files

SHIPPED = statement_files(DATA)
REAL = Context(load_codebook(), load_people())


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_every_shipped_file_comes_back_to_the_byte(path):
    statements, problems = read_statements(path, REAL)
    assert problems == []
    assert dump_statements(statements).encode() == path.read_bytes()


def edit(folder: Path, entity: str, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """Rewrite one statement file: `change` takes and gives the list of its JSON objects."""
    path = folder / "statements" / f"{entity}.json"
    path.write_text(dump_json(change(json.loads(path.read_text("utf-8")))), "utf-8")


def test_the_miniature_folder_loads(folder):
    record = load_record(folder)
    assert record.problems == ()
    assert sorted(record.frame["id"]) == sorted(s["id"] for s in example_statements())
    assert record.people.entities == ENTITIES
    assert record.edition == EDITION


def test_parsed_statements_keep_their_trace_on_disk(tmp_path):
    value = make_statement(origin="parsed", trace=TRACE)
    folder = write_folder(tmp_path / "data", [value])
    path = folder / "statements" / "ADV.json"
    (statement,), problems = read_statements(path, CONTEXT)
    assert problems == []
    assert statement.trace is not None
    assert statement.trace.rules == ("invented-rule",)
    assert dump_statements([statement]) == read_text(path)
    assert "trace" not in load_record(folder).frame


@given(st.permutations(example_statements()))
@settings(max_examples=25)
def test_the_order_of_statements_never_matters(statements):
    pd.testing.assert_frame_equal(make_record(*statements).frame, make_record(*example_statements()).frame)


def test_the_order_of_files_never_matters(folder, monkeypatch):
    forwards = load_record(folder).frame
    files = statement_files(folder)
    monkeypatch.setattr("dashboard.dataset.store.statement_files", lambda _data: files[::-1])
    pd.testing.assert_frame_equal(load_record(folder).frame, forwards)


@pytest.mark.parametrize("content", [b"", b"[", b"{}", b'"text"', b"null", b"\xff\xfe", b'[{"id": 1, "id": 2}]'])
def test_a_broken_file_is_named_and_leaves_the_rest(folder, content):
    rest = [s["id"] for s in example_statements() if s["entity"] != "NRL"]
    (folder / "statements" / "NRL.json").write_bytes(content)
    record = load_record(folder)
    assert {problem.file for problem in record.problems} == {"NRL.json"}
    assert sorted(record.frame["id"]) == sorted(rest)


def test_a_broken_statement_is_named_and_leaves_the_rest_of_its_file(folder):
    ids = list(load_record(folder).frame["id"])
    edit(folder, "NRL", lambda values: [values[0] | {"phase": "someday"}, *values[1:]])
    record = load_record(folder)
    (problem,) = record.problems
    assert (problem.file, problem.field, problem.value) == ("NRL.json", "phase", "someday")
    assert set(ids) - set(record.frame["id"]) == {problem.id}


def test_an_id_given_twice_is_named_in_both_places_and_neither_is_taken(folder):
    edit(folder, "NRL", lambda values: [*values, values[0] | {"summary": "Other invented words."}])
    record = load_record(folder)
    twice = {problem.id for problem in record.problems}
    assert [(p.file, p.field) for p in record.problems] == [("NRL.json", "id")] * 2
    assert len(twice) == 1
    assert not twice & set(record.frame["id"])


def test_an_id_given_twice_in_two_files_is_named(folder):
    # the id rule ties an id to one entity, so a second file can only hold it under a wrong name
    copied = (folder / "statements" / "NRL.json").read_bytes()
    (folder / "statements" / "WMK.json").write_bytes(copied)
    record = load_record(folder)
    assert {(p.file, p.field, p.value, p.allowed) for p in record.problems} == {
        ("WMK.json", "entity", "NRL", "WMK, as the file")
    }
    assert set(record.frame["entity"]) == {"ADV", "NRL"}


@pytest.mark.parametrize("file", ["codebook.json", "record.json", "entities.csv", "officials.csv", "institutions.csv"])
@pytest.mark.parametrize("content", [None, b"", b"\xff", b"{}", b"[]", b"a,b\n"])
def test_without_codebook_or_people_nothing_is_guessed(folder, file, content):
    path = folder / file
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_record(folder)
    assert {problem.file for problem in caught.value.problems} == {file}


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match="No such file"):
        load_record(tmp_path / "nowhere")


def test_the_fingerprint_changes_with_any_file_and_only_then(folder):
    before = fingerprint(folder)
    assert fingerprint(folder) == before
    seen = {before}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
        seen.add(fingerprint(folder))
    (folder / "statements" / "LIGA.json").write_text("[]\n", "utf-8")
    seen.add(fingerprint(folder))
    assert len(seen) == 2 + len([p for p in folder.rglob("*") if p.is_file()]) - 1


@pytest.mark.parametrize("name", ["statements/ADV.json", "changelog.json"])
def test_the_last_change_never_goes_back_when_a_file_is_removed(folder, name):
    path, now = folder / name, 1_700_000_000
    path.touch()
    for place in (*folder.rglob("*"), folder):
        os.utime(place, (now - 1000, now - 1000))
    os.utime(path, (now, now))
    assert changed(folder).timestamp() == now
    path.unlink()
    assert changed(folder).timestamp() > now


def test_an_editors_lock_is_no_data(folder):
    before = fingerprint(folder)
    (folder / "statements" / ".#ADV.json").symlink_to("someone@somewhere.1")
    assert fingerprint(folder) == before
    assert load_record(folder).problems == ()


def test_folders_beside_the_statements_are_no_part_of_the_record(folder):
    before = fingerprint(folder)
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "words.json").write_text("{}", "utf-8")
    (folder / "statements" / "round").symlink_to(folder, target_is_directory=True)
    assert fingerprint(folder) == before


def test_a_link_to_nothing_is_named(folder):
    (folder / "statements" / "NRL.json").unlink()
    (folder / "statements" / "NRL.json").symlink_to("nowhere.json")
    assert [(problem.file, problem.field) for problem in load_record(folder).problems] == [("NRL.json", "file")]


# --- the frame


def test_the_frame_has_the_codebooks_columns_types_and_order(folder):
    record = load_record(folder)
    frame, book = record.frame, record.codebook
    assert tuple(frame.columns) == book.columns
    assert frame["date"].is_monotonic_increasing
    for field in book.fields:
        column = frame[field.name]
        assert not column.isna().any()
        if field.form == "day":
            assert column.dtype == "datetime64[s]"
        elif field.form == "code":
            assert tuple(column.cat.categories) == book.values(field.name)
        elif field.form == "entity":
            assert list(column.cat.categories) == [entity.code for entity in ENTITIES]
        elif field.name in ("speaker", "office", "source_publisher", "quote_language"):
            assert column.dtype == "category"
        else:
            assert column.dtype == "str"


def test_an_empty_record_has_the_same_columns_and_types(folder):
    empty = make_record().frame
    assert len(empty) == 0
    assert [str(t) for t in empty.dtypes] == [str(t) for t in load_record(folder).frame.dtypes]


# --- Parquet


@pytest.fixture
def parquet(shipped, tmp_path):
    path = tmp_path / "statements.parquet"
    shipped.frame.to_parquet(path)
    return path


def test_a_parquet_record_is_the_same_record(shipped, parquet):
    pd.testing.assert_frame_equal(load_record(parquet).frame, shipped.frame)
    assert load_record(parquet).codebook == shipped.codebook


@pytest.mark.parametrize("kind", ["text", "dates"])
def test_parquet_of_plain_text_or_dates_is_the_same_record(shipped, tmp_path, kind):
    plain = shipped.frame.astype({name: "str" for name in shipped.frame if name not in ("date", "source_date")})
    for name in ("date", "source_date"):
        plain[name] = plain[name].dt.strftime("%Y-%m-%d") if kind == "text" else plain[name].dt.date
    path = tmp_path / "plain.parquet"
    plain.sample(frac=1, random_state=1).to_parquet(path)
    pd.testing.assert_frame_equal(read_parquet(path, shipped.context), shipped.frame)


def damaged(shipped, path: Path, column: str, value: object) -> Path:
    plain = shipped.frame.head(20).astype(object)
    for name in ("date", "source_date"):
        plain[name] = shipped.frame[name].head(20).dt.strftime("%Y-%m-%d").astype(object)
    plain.loc[3, column] = value
    plain.to_parquet(path)
    return path


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("date", "2024-02-30"),
        ("date", "2024-03"),
        ("date", "2024-03-01T10:00"),
        ("date", ""),
        ("date", None),
        ("entity", "XXX"),
        ("speaker_entity", ""),
        ("position", "maybe"),
        ("phase", None),
        ("quote", None),
        ("quote_language", "xx"),
        ("speaker", None),
        ("conditions", "ceasefire;rain"),
        ("conditions", "us_backstop;ceasefire"),
        ("conditions", "ceasefire;ceasefire"),
        ("position", "welcomes"),  # on sending
        ("source_url", "javascript:alert(1)"),
        ("source_url", "//herald.example/x"),
    ],
)
def test_a_bad_value_in_parquet_is_named(shipped, tmp_path, column, value):
    path = damaged(shipped, tmp_path / "bad.parquet", column, value)
    with pytest.raises(DataError) as caught:
        load_record(path)
    assert [(p.file, p.field) for p in caught.value.problems] == [("bad.parquet", column)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", ""),
        ("id", "A statement"),
        ("id", "2024-02-27-pol-other-1"),
        ("speaker", "Nobody Known"),
        ("speaker", ""),
        ("speaker_entity", "DEU"),
        ("office", "Gardener"),
        ("authority", "military"),
        ("date", "1990-01-01"),  # she was in no office then, and the id says another day
        ("source_date", "1990-01-01"),
        ("quote", "word " * 45 + "word"),
        ("quote", ""),
        ("quote", "two\nlines"),
        ("quote_language", ""),
        ("summary", "word " * 30 + "word"),
        ("summary", ""),
        ("source_publisher", ""),
        ("source_title", "zero\u200bwidth"),
        ("source_url", "https://user:word@herald.example"),
        ("source_url", "https://"),
        ("note", "space "),
        ("conditions", "mandate"),
    ],
)
def test_parquet_is_held_to_what_a_file_of_statements_is(shipped, tmp_path, column, value):
    own = shipped.frame[(shipped.frame["authority"] == "head") & (shipped.frame["confidence"] == "high")]
    row = {name: str(one) for name, one in own[own["position"] == "rules_out"].iloc[0].items()}
    row |= {name: row[name].split()[0] for name in ("date", "source_date")} | {"origin": "curated"}
    good = [row, row | {"id": row["id"][:-1] + "9"}]
    for number, rows in enumerate(([row | {column: value}, good[1]], good)):
        path = tmp_path / f"{number}.parquet"
        pd.DataFrame(rows).to_parquet(path)
        of_file = {problem.field for one in rows for problem in read_statement(one, REAL, "")[1]}
        try:
            found = {problem.field for problem in load_record(path).problems}
        except DataError as error:
            found = {problem.field for problem in error.problems}
        assert found == of_file
        assert bool(found) == (number == 0)


def test_a_time_of_day_is_no_day(shipped, tmp_path):
    for number, times in enumerate(
        (shipped.frame["date"] + pd.Timedelta(hours=10), shipped.frame["date"].dt.tz_localize("UTC"))
    ):
        path = tmp_path / f"{number}.parquet"
        shipped.frame.assign(date=times).to_parquet(path)
        with pytest.raises(DataError) as caught:
            load_record(path)
        assert {p.field for p in caught.value.problems} == {"date"}


NUMBERS, HALF_A_LETTER = pa.array(range(3)), b"\xff"
FAR = pa.array([10**7] * 3, pa.int32()).cast(pa.date32())
"""Days of the year 29349."""


def with_column(shipped, path: Path, name: str, values: pa.Array) -> Path:
    table = pa.Table.from_pandas(shipped.frame.head(3), preserve_index=False)
    pq.write_table(table.set_column(table.schema.get_field_index(name), name, values), path)
    return path


@pytest.mark.parametrize(
    ("column", "values", "kind"),
    [
        ("position", pa.array([["open"]] * 3), "list<element: string>"),
        ("quote", pa.array([{"words": "invented"}] * 3), "struct<words: string>"),
        ("quote", pa.array([HALF_A_LETTER] * 3), "binary"),
        ("quote", pa.array([b"invented"] * 3).dictionary_encode(), "dictionary<"),
        ("note", NUMBERS, "int64"),
        ("summary", NUMBERS.cast(pa.float64()), "double"),
        ("source_title", pa.array([True] * 3), "bool"),
        ("quote_language", NUMBERS, "int64"),
        ("entity", NUMBERS, "int64"),
        ("date", NUMBERS.cast(pa.duration("s")), "duration[s]"),
        ("date", NUMBERS.cast(pa.int32()).cast(pa.time32("s")), "time32[ms]"),
        ("source_date", NUMBERS, "int64"),
    ],
)
def test_a_column_of_another_type_is_named_and_never_guessed(shipped, tmp_path, column, values, kind):
    with pytest.raises(DataError) as caught:
        load_record(with_column(shipped, tmp_path / "types.parquet", column, values))
    (problem,) = caught.value.problems
    assert (problem.file, problem.field) == ("types.parquet", column)
    assert problem.value.startswith(kind)
    assert problem.allowed == "a column of text" + ", as YYYY-MM-DD, or of days" * column.endswith("date")


@pytest.mark.parametrize(
    "days",
    [
        pa.array(["2025-2-15"] * 3),
        pa.array(["2025-02-15 "] * 3),
        pa.array(["٢٠٢٥-٠٢-١٥"] * 3),
        pa.array(["0000-01-01"] * 3),
        pa.array(["2025-2-15"] * 3).dictionary_encode(),
        FAR,
        FAR.cast(pa.timestamp("s")),
    ],
    ids=str,
)
def test_a_day_in_parquet_is_written_as_everywhere(shipped, tmp_path, days):
    with pytest.raises(DataError) as caught:
        load_record(with_column(shipped, tmp_path / "days.parquet", "source_date", days))
    assert {(p.field, p.allowed) for p in caught.value.problems} == {("source_date", "a day as YYYY-MM-DD")}


def test_text_in_parquet_that_is_no_utf_8_is_named(shipped, tmp_path):
    buffers = [None, pa.array([0, 1, 1, 1], pa.int32()).buffers()[1], pa.py_buffer(HALF_A_LETTER)]
    values = pa.Array.from_buffers(pa.string(), 3, buffers)
    with pytest.raises(DataError, match=r"text\.parquet: file: .*UTF8"):
        load_record(with_column(shipped, tmp_path / "text.parquet", "quote", values))


@pytest.mark.parametrize("values", [FAR, pa.array([["x"]] * 3), pa.array([b"\xff"] * 3)], ids=["day", "list", "bytes"])
def test_other_columns_of_a_parquet_file_are_left_alone(shipped, tmp_path, values):
    path = tmp_path / "more.parquet"
    pq.write_table(pa.Table.from_pandas(shipped.frame.head(3), preserve_index=False).append_column("own", values), path)
    assert list(load_record(path).frame["id"]) == list(shipped.frame["id"].head(3))


def test_an_id_given_twice_in_parquet_is_named(shipped, tmp_path):
    path = tmp_path / "twice.parquet"
    pd.concat([shipped.frame, shipped.frame.iloc[[5]]]).to_parquet(path)
    with pytest.raises(DataError) as caught:
        load_record(path)
    assert [(p.file, p.id, p.field) for p in caught.value.problems] == [("twice.parquet", shipped.frame["id"][5], "id")]


def test_a_missing_column_in_parquet_is_named(shipped, tmp_path):
    path = tmp_path / "short.parquet"
    shipped.frame.drop(columns=["quote", "position"]).to_parquet(path)
    with pytest.raises(DataError) as caught:
        load_record(path)
    assert sorted(p.field for p in caught.value.problems) == ["position", "quote"]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"id,date\n", b"PAR1" + b"\x00" * 64 + b"PAR1"])
def test_a_file_that_is_no_parquet_is_named(tmp_path, content):
    path = tmp_path / "broken.parquet"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_record(path)
    assert [(p.file, p.field) for p in caught.value.problems] == [("broken.parquet", "file")]


def test_a_truncated_parquet_file_is_named(parquet):
    parquet.write_bytes(parquet.read_bytes()[:-500])
    with pytest.raises(DataError, match=r"statements\.parquet: file"):
        load_record(parquet)


def test_a_record_reaches_as_far_as_its_statements_do() -> None:
    inside = make_record(make_statement(1, date="2024-03-01"))
    assert (inside.first_day, inside.last_day) == (EDITION.coverage_start, EDITION.coverage_end)
    beyond = make_record(make_statement(1, date="2021-12-31"), make_statement(2, date="2026-05-02"))
    assert (str(beyond.first_day), str(beyond.last_day)) == ("2021-12-31", "2026-05-02")
    assert make_record().last_day == EDITION.coverage_end
