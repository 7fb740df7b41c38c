"""What pages share: pictures that are ready before somebody clicks for them, frames. All statements are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import make_record, make_statement

from dashboard.dataset.files import DATA_VARIABLE
from dashboard.dataset.selection import Selection
from dashboard.output import maps
from dashboard.ui import cached


def test_the_forms_of_the_map_are_built_once_in_both_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[tuple[str, str]] = []

    def noted(name: str) -> Any:
        build = getattr(maps, name)

        def note(codebook: Any, theme: str, **options: Any) -> Any:
            built.append((name, theme))
            return build(codebook, theme, **options)

        return note

    for name in ("tiles", "position_map"):
        monkeypatch.setattr(maps, name, noted(name))
    cached._chart.clear()
    for _ in range(2):
        cached.prepare()
    forms = ("position_map", "position_map", "tiles")
    assert sorted(built) == sorted((name, look) for name in forms for look in ("light", "dark"))


def test_data_that_cannot_be_read_do_not_keep_a_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "codebook.json").write_text("{", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere"):
        monkeypatch.setenv(DATA_VARIABLE, str(path))
        cached.prepare()


def test_statements_in_lanes_stand_under_the_question_they_answer() -> None:
    record = make_record(
        make_statement(1), make_statement(2, question="accept", position="welcomes"), make_statement(3)
    )
    found = cached.lanes_by_slot(record, Selection(), 10)
    assert {question: len(lanes) for question, lanes in found.items()} == {"send": 2, "accept": 1}
    assert cached.lanes_by_slot(record, Selection(), 1).keys() == {"send"}
    assert cached.lanes_by_slot(record, Selection(speaker=("Nobody at all",)), 10) == {}
