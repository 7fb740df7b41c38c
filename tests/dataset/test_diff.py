"""What changed between two states of the record. People and words are invented."""

from __future__ import annotations

import json

import pytest
from builders import make_statement, write_folder

from dashboard.dataset.diff import Recoded, compare, report
from dashboard.dataset.problems import DataError

FIRST = make_statement(1)
SECOND = make_statement(2, date="2024-04-01", entity="NRL")
THIRD = make_statement(3, date="2024-05-01", position="willing")


@pytest.fixture
def before(tmp_path):
    return write_folder(tmp_path / "before", [FIRST, SECOND])


def test_nothing_changed(before, tmp_path):
    difference = compare(before, write_folder(tmp_path / "after", [SECOND, FIRST]))
    assert difference.empty
    assert report(difference) == "## 0.1.0\n\n0 added, 0 removed, 0 recoded.\n"


def test_added_removed_and_recoded_field_by_field(before, tmp_path):
    after = write_folder(tmp_path / "after", [FIRST | {"position": "willing", "note": "a `note`"}, THIRD])
    difference = compare(before, after)
    assert [s["id"] for s in difference.added] == [THIRD["id"]]
    assert [s["id"] for s in difference.removed] == [SECOND["id"]]
    assert difference.recoded == (
        Recoded(FIRST["id"], "position", "open", "willing"),
        Recoded(FIRST["id"], "note", "", "a `note`"),
    )
    text = report(difference)
    assert "1 added, 1 removed, 1 recoded." in text
    assert f"- `{FIRST['id']}` position: `open` → `willing`" in text
    assert f"- `{FIRST['id']}` note: `(empty)` → `` a `note` ``" in text


def test_swapping_the_two_swaps_added_and_removed(before, tmp_path):
    after = write_folder(tmp_path / "after", [FIRST | {"position": "willing"}, THIRD])
    there, back = compare(before, after), compare(after, before)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert [(c.before, c.after) for c in there.recoded] == [(c.after, c.before) for c in back.recoded]


def test_a_statement_with_problems_can_be_compared_and_a_new_field_is_seen(before, tmp_path):
    after = write_folder(tmp_path / "after", [FIRST | {"position": "perhaps", "extra": "x"}, SECOND])
    fields = {change.field: (change.before, change.after) for change in compare(before, after).recoded}
    assert fields == {"position": ("open", "perhaps"), "extra": (None, "x")}


def test_versions_are_named(before, tmp_path):
    after = write_folder(tmp_path / "after", [FIRST, SECOND])
    edition = json.loads((after / "record.json").read_text("utf-8"))
    (after / "record.json").write_text(json.dumps(edition | {"version": "0.2.0"}), "utf-8")
    assert report(compare(before, after)).startswith("## 0.2.0 (after 0.1.0)\n")


@pytest.mark.parametrize(
    ("content", "place"),
    [("[{]", "line 1"), ('[{"date": "2024-03-01"}]', "id"), ('[{"id": "a"}, {"id": "a"}]', "id"), ("[1]", "id")],
)
def test_a_file_that_cannot_be_compared_is_named(before, tmp_path, content, place):
    after = write_folder(tmp_path / "after", [FIRST])
    (after / "statements" / "ADV.json").write_text(content, "utf-8")
    with pytest.raises(DataError, match=f"ADV.json: {place}"):
        compare(before, after)


def test_a_folder_without_statements_is_no_record(before, tmp_path):
    with pytest.raises(DataError, match="a data folder"):
        compare(before, tmp_path)
