"""What pages share: pictures that are ready before somebody clicks for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.dataset.files import DATA_VARIABLE
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
