"""What pages share: pictures that are ready before somebody clicks for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from dashboard.dataset.files import DATA_VARIABLE
from dashboard.output import maps
from dashboard.ui import cached


@pytest.mark.parametrize("look", ["light", "dark"])
def test_each_form_of_the_first_page_is_ready_before_it_is_asked_for(
    look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[tuple[str, str]] = []

    def noted(name: str) -> Any:
        build = getattr(maps, name)

        def note(codebook: Any, theme: str, **options: Any) -> Any:
            built.append((name, theme))
            return build(codebook, theme, **options)

        return note

    for name in ("tiles", "position_map"):
        monkeypatch.setattr(maps, name, noted(name))
    st.cache_resource.clear()
    cached.prepare()
    assert built.count(("tiles", look)) == 1
    assert built.count(("position_map", look)) == 2
    before = len(built)
    monkeypatch.setattr(cached, "theme", lambda: look)
    record = cached.record()
    cached.chart(record, "tiles", question="send")
    for world in (False, True):
        cached.chart(record, "position_map", question="send", world=world)
    assert len(built) == before


def test_data_that_cannot_be_read_do_not_keep_a_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "codebook.json").write_text("{", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere"):
        monkeypatch.setenv(DATA_VARIABLE, str(path))
        cached.prepare()
