"""Faces: which pages other sites may show in a frame. In: a path and its query; out: whether a frame is allowed.

`?embed=true` is Streamlit's own parameter: it hides menu and margins. Here it also picks the short form of a page
(`app_pages/embed_*.py`), and only these addresses may stand in another site's frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

COUNTRY = "/country"
PATHS = ("/", COUNTRY, "/what_if")
WIDTH, HEIGHT = "100%", "620"


def framed(path: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether an address is a view that other sites may show in a frame."""
    return path in PATHS and [value.lower() for name, value in pairs if name == "embed"] == ["true"]


def offered(path: str, entities: int) -> bool:
    """Whether a page has something for another site's frame: that of a country is about exactly one entity."""
    return path in PATHS and (path != COUNTRY or entities == 1)


def snippet(address: str, title: str) -> str:
    """The HTML that puts an address of ours into another page."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{WIDTH}" height="{HEIGHT}" '
        'style="border:0" loading="lazy"></iframe>'
    )
