"""Stage output: how all pictures look: their colours, shapes and tooltips, and what a click on them picks.

In: the codebook and a theme (`light`, `dark`); out: encodings and scales of Vega-Lite, of which `charts`, `maps` and
`pictures` make specifications without data, each a function of nothing but design, so that each is built once. Colours,
shapes and their order come from the codebook; domains are fixed, so that a colour means the same on every page and an
empty position keeps its place. Columns that a picture reads are those of `output.tables.readable`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import altair as alt

from dashboard.dataset.codebook import Code, Codebook
from dashboard.output.tables import DOUBT, states

Spec = dict[str, Any]
Theme = Literal["light", "dark"]

TABLE = alt.NamedData(name="table")
PICK = "pick"
"""Name of the selection that a click on a mark makes."""

MONTH, DAY = "%b %Y", "%-d %b %Y"
DAYS = {"year": "%Y", "quarter": MONTH, "month": MONTH, "week": DAY, "date": DAY}
"""How an axis of time names its ticks: by what they begin, so that no two names are alike however short the time is."""
TICKS = alt.ExprRef("width / 60")
"""As many as have room for their names."""
LAST_NAME = 30
"""Pixels from the end of an axis of time in which a name would be cut: it stands to the left of its tick there."""

TOOLTIP = [
    alt.Tooltip("country:N", title="Country or body"),
    alt.Tooltip("label:N", title="Position"),
    alt.Tooltip("said:N", title="Words"),
    alt.Tooltip("gloss:N", title="Our summary"),
    alt.Tooltip("speaker:N", title="Speaker"),
    alt.Tooltip("office:N", title="Office"),
    alt.Tooltip("day:N", title="Day"),
    alt.Tooltip("source:N", title="Source"),
    alt.Tooltip("confidence:N", title="Confidence"),
    alt.Tooltip("marks:N", title="Caution"),
]

HOVERED = [one["shorthand"].removesuffix(":N") for one in TOOLTIP]
"""The columns that a hover tells."""


def filled(told: list[tuple[str, str]]) -> str:
    """Titles and expressions as the inside of a tooltip that leaves out what is empty."""
    return ", ".join(f"{title!r}: {value} ? {value} : datum.nothing" for title, value in told)


def _told(tooltip: list[alt.Tooltip]) -> list[tuple[str, str]]:
    return [(one["title"], f"datum[{one['shorthand'].removesuffix(':N')!r}]") for one in tooltip]


def tip(tooltip: list[alt.Tooltip]) -> dict[str, Any]:
    """What a mark says under the pointer: those of the fields that are not empty."""
    return {"tooltip": alt.TooltipValue(alt.ExprRef(_pointed(tooltip)))}


def _pointed(tooltip: list[alt.Tooltip]) -> str:
    return f"{{{filled(_told(tooltip))}}}"


def hover(tooltip: list[alt.Tooltip]) -> dict[str, Any]:
    """What a mark says under the pointer and to a screen reader.

    Signs and letters that stand on a mark are given its `tip` alone: else a screen reader would hear it all again.
    """
    return tip(tooltip) | {"description": alt.DescriptionValue(alt.ExprRef(_heard(tooltip)))}


def _heard(tooltip: list[alt.Tooltip]) -> str:
    named = ", ".join(f"{title + ': '!r} + {value} + '; '" for title, value in _told(tooltip))
    return f"replace(join([{named}], ''), regexp('[A-Z][A-Za-z: ]+: ; ', 'g'), '')"


def hover_by(field: str, tooltips: dict[str, list[alt.Tooltip]]) -> dict[str, Any]:
    """The same where the value of a field decides what is told: one picture for all of its values."""
    return {
        "tooltip": alt.TooltipValue(alt.ExprRef(_by(field, tooltips, _pointed))),
        "description": alt.DescriptionValue(alt.ExprRef(_by(field, tooltips, _heard))),
    }


def _by(field: str, tooltips: dict[str, list[alt.Tooltip]], told: Callable[[list[alt.Tooltip]], str]) -> str:
    cases = (f"datum[{field!r}] == {value!r} ? {told(tooltip)} : " for value, tooltip in tooltips.items())
    return "".join(cases) + "datum.nothing"


def doubt(marks: alt.Chart, ink: str) -> alt.Chart:
    """A question mark behind marks that are coded with low confidence: a fainter colour would be another position's."""
    signs: alt.Chart = marks.encode(color=alt.value(ink)).mark_text(
        aria=False, text=DOUBT, align="left", dx=6, fontSize=11, fontWeight="bold", cursor="pointer"
    )
    return signs


def finish(chart: Any) -> Spec:
    """The chart as a dictionary without its data, which the page gives: as a table, or as `datasets` where layers name
    more than one.
    """
    spec: Spec = chart.to_dict()
    spec.pop("data", None)
    return spec


def high_as(height: tuple[int, int], lanes: int) -> int:
    """The pixels of a chart of lanes; `height` is that of one lane, and of all beside them."""
    return height[0] * lanes + height[1]


def _scale_codes(codebook: Codebook, question: str, silent: bool) -> list[Code]:
    codes = codebook.positions(question)
    return [*codes, *states(codebook, question)] if silent else list(codes)


def position_colour(codebook: Codebook, theme: Theme, question: str, silent: bool = False) -> alt.Scale:
    """The fixed colour scale of one question's positions, by label; with the states without one where asked."""
    codes = _scale_codes(codebook, question, silent)
    marks = [code.light if theme == "light" else code.dark for code in codes]
    return alt.Scale(domain=[code.label for code in codes], range=[mark.colour for mark in marks if mark])


def position_shape(codebook: Codebook, question: str) -> alt.Scale:
    """The fixed shape scale of one question's positions, by label."""
    codes = codebook.positions(question)
    return alt.Scale(domain=[code.label for code in codes], range=[code.shape for code in codes])


def sign_colour(codebook: Codebook, theme: Theme, question: str) -> alt.Scale:
    """The colour of the signs that stand on the positions' colours, by label."""
    codes = _scale_codes(codebook, question, silent=True)
    marks = [code.light if theme == "light" else code.dark for code in codes]
    return alt.Scale(domain=[code.label for code in codes], range=[mark.text for mark in marks if mark])
