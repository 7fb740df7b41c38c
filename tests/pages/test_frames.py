"""Three views in another site's frame: what each says, and where a click in it leads."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from visiting import run, texts, visit

STARMER = "2026-01-07-gbr-starmer-1"


def click(frame: AppTest, key: str, **picked: str) -> AppTest:
    """Click the mark of a picture that stands for these values."""
    frame.session_state[key] = {"selection": {"pick": [picked]}}
    return run(frame)


def source(frame: AppTest) -> str:
    """The line at the end of a frame that says where it is from."""
    last = str(frame.caption[-1].value)
    assert last.startswith("Source: ")
    return last


@pytest.mark.parametrize(
    ("page", "query", "key"),
    [
        ("embed_timeline", "entity=GBR", "timeline-send"),
        ("embed_what_if", "met=ceasefire", "tiles-ground"),
    ],
)
def test_a_click_shows_a_statement_whose_links_open_the_whole_site(page: str, query: str, key: str) -> None:
    said = texts(click(visit(page, query, embedded=True), key, id=STARMER))
    assert "**Keir Starmer**" in said
    assert r"[All of Keir Starmer](</official?speaker=Keir+Starmer>)" in said
    assert r"[All of United Kingdom](</country?entity=GBR>)" in said
