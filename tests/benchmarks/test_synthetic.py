"""The synthetic record is one that the dashboard opens, and says of itself that nobody said it."""

from __future__ import annotations

from benchmarks.synthetic import make, rows
from dashboard.dataset.store import load_record


def test_the_dashboard_opens_it(tmp_path):
    path = tmp_path / "some.parquet"
    make(500, path)
    record = load_record(path)
    assert (len(record.frame), record.problems) == (500, ())
    assert record.frame["id"].str.contains("-synthetic-").all()
    assert set(record.frame["note"]) == {"Synthetic: nobody said this."}
    assert not set(record.frame["quote"]) & set(load_record().frame["quote"]) - {""}


def test_the_same_call_gives_the_same_rows():
    assert rows(10, 5, 100).equals(rows(10, 5, 100))
