"""Faces: what is said in the same words on every page, as Markdown: a day, a position's badge, a slot, a link.

In: codes and values of the record; out: Markdown. Text from outside goes through `plain`.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from dashboard.dataset.codebook import Codebook
from dashboard.output import tables
from dashboard.ui import address, cached
from dashboard.ui.plain import link, plain


def day(value: dt.date) -> str:
    """A day in words."""
    return f"{value.day} {value:%B %Y}"


def badge(codebook: Codebook, position: str) -> str:
    """Markdown for a position in its colour, with sign and label."""
    code = tables.position_code(codebook, position)
    mark = code.light if cached.theme() == "light" else code.dark
    text = plain(f" {code.glyph} {code.label} ").replace(" ", "\u00a0")
    if mark is None:
        return text
    return f':color[{text}]{{foreground="{mark.text}" background="{mark.colour}"}}'


def apart(days: int) -> str:
    """How far apart two statements are, in words."""
    if days == 0:
        return "on the same day"
    return f"{days} day{'' if days == 1 else 's'} apart"


def more_of(left: int, most: int) -> str:
    """What the button says that shows more of those `left`, `most` at a time."""
    if left > most:
        return f"Show {most} more of {left}"
    return "Show the last one" if left == 1 else f"Show the last {left}"


def slot_name(codebook: Codebook, phase: str, kind: str) -> str:
    """What a position belongs to, for the heading of what it limits: "After a ceasefire · ground forces"."""
    return f"{codebook.label('phase', phase)} · {codebook.label('kind', kind).lower()}"


def small(markdown: str) -> str:
    """Markdown in small print."""
    return f":small[{markdown}]"


def statement_link(statement_id: str, label: str = "") -> str:
    """A link to the permanent address of a statement, as Markdown; it reads as the id unless there is a better label.

    Like the links of a table and those to sources it opens beside the page, which keeps its place and its filters.
    """
    query = urlencode({"id": statement_id, **address.day_and_rule()}, doseq=True)
    return f":material/link: {link(plain(label or statement_id), f'/statement?{query}')}"


def country_link(entity: str, name: str, on: dt.date) -> str:
    """A link to the page of a country or body on a day, as Markdown; it opens beside the page, like all these links."""
    query = urlencode({"entity": entity, **address.day_and_rule(), "on": on.isoformat()}, doseq=True)
    return link(plain(name), f"/country?{query}")
