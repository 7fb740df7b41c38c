"""Stage output: the specifications of the maps and of the tile grid.

In: the codebook and a theme; out: Vega-Lite specifications without data, like those of `output.charts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard.dataset.codebook import Codebook
from dashboard.output.looks import (
    PICK,
    TABLE,
    TOOLTIP,
    Spec,
    Theme,
    finish,
    hover,
    position_colour,
    sign_colour,
    tip,
)
from dashboard.output.tables import states

TOLD = [
    *TOOLTIP[:7],
    alt.Tooltip("aged:N", title="Age"),
    alt.Tooltip("conditions:N", title="On condition"),
    *TOOLTIP[7:],
]
"""What a hover on a map or a tile tells of a position, after its day: the words may be years old, and on terms."""
HOVERED = [one["shorthand"].removesuffix(":N") for one in TOLD]
"""The columns that it tells."""


@dataclass(frozen=True)
class Sheet:
    """How a map's shapes, which its file holds projected, fill a view of any size.

    `shapes` is the file's address, `across` and `up` are the columns of `data/geo/centres.csv` with places on it. In
    radii of the sphere: `wide` and `tall`, what is shown at least; `widest`, what a wider view shows; `middle` and
    `down`, which lead from the middle of the view to the point 0, 0 of the file. Pixels: the view's `height` at most,
    that of a `sign`, and the radius of a `disc` at most, which stands for a small state.
    """

    shapes: str
    across: str
    up: str
    wide: float
    tall: float
    widest: float
    middle: float
    down: float
    height: int
    sign: int
    disc: int

    @property
    def left(self) -> str:
        """`middle` as a Vega expression for a view of any width: what a narrow one lacks is cut on the right."""
        return f"{self.middle} - {RIGHT} * max(0, {self.widest} - width / map_scale)"

    @property
    def right(self) -> float:
        """How far to the right every view shows the map: what lies farther has no place on it."""
        return self.middle - RIGHT * max(0, self.widest - self.wide) + self.wide / 2


RIGHT = 0.45
"""The share of what a narrow view has too little that its middle moves to the left."""

EUROPE = Sheet(
    shapes="geo/europe_projected.json",
    across="europe_x",
    up="europe_y",
    wide=0.655,  # Portugal to the Donbas
    tall=0.64,  # Crete to the North Cape
    widest=0.763,  # as far as the Caspian Sea
    middle=0.0265,
    down=0.0075,
    height=400,
    sign=11,
    disc=7,
)
WORLD = Sheet(
    shapes="geo/world_projected.json",
    across="world_x",
    up="world_y",
    wide=5.24,  # Kiribati to Samoa
    tall=2.36,  # Cape Horn to Greenland
    widest=5.24,
    middle=0.055,
    down=0.139,
    height=430,
    sign=9,
    disc=4,
)
"""The browser draws each shape anew on every change, and so it only scales them: `data/geo/convert.py` has projected
them."""


ROOM = 0.45
"""The height of a sign that must be free from its middle to half way to the next one."""


def _drawn(chart: alt.LayerChart, sheet: Sheet) -> alt.LayerChart:
    place = f"[width / 2 - map_scale * ({sheet.left}), height / 2 + map_scale * {sheet.down}]"
    return (
        chart.project("identity", reflectY=True, scale=alt.ExprRef("map_scale"), translate=alt.ExprRef(place))
        .add_params(
            # a view that is narrow is no higher than its map
            alt.param(name="height", expr=f"min({sheet.height}, width * {sheet.tall / sheet.wide:.3f})"),
            alt.param(name="map_scale", expr=f"min(width / {sheet.wide}, height / {sheet.tall})"),
        )
        .properties(height=sheet.height)
    )


def position_map(codebook: Codebook, theme: Theme, *, question: str, world: bool) -> Spec:
    """A map of the positions of one slot: colour and sign, silence grey with an outline; a click picks an entity.

    Dataset `positions` has a row an entity that has a place on the sheet: entity, that place, small, room and the
    columns of `readable`. The disc of a small state ends half way to the nearest other place (`room`, in radii), so
    that it lies on no other disc and hides no other place; a sign that has no room is not drawn, and none takes a click
    from what lies below it.
    """
    look = codebook.themes[theme]
    sheet = WORLD if world else EUROPE
    shapes = alt.topo_feature(sheet.shapes, "countries")
    fields = ["entity", *HOVERED]
    pick = alt.selection_point(name=PICK, fields=["entity"], on="click", toggle=False)
    # a shape is drawn once: as that of an entity, or as land; each costs the browser a path on every change
    land = (
        alt.Chart()
        .transform_filter("!isValid(datum.entity)")
        .mark_geoshape(clip=True, aria=False, fill=look.land, stroke=look.border, strokeWidth=0.6)
    )
    fill = alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None)
    positions = alt.NamedData(name="positions")
    countries = (
        alt.Chart()
        .mark_geoshape(clip=True, stroke=look.border, strokeWidth=0.8, cursor="pointer")
        .transform_filter("isValid(datum.entity)")
        .encode(color=fill, **hover(TOLD), stroke=_outlined(codebook, question, look.outline, look.border))
        .add_params(pick)
    )
    points = alt.Chart(positions).encode(longitude=f"{sheet.across}:Q", latitude=f"{sheet.up}:Q")
    small = (
        points.transform_filter("datum.small")
        .mark_circle(aria=False, clip=True, stroke=look.border, strokeWidth=0.8, opacity=1, cursor="pointer")
        .encode(
            color=fill,
            size=alt.value(alt.ExprRef(f"PI * pow(min({sheet.disc}, datum.room * map_scale), 2)")),
            **tip(TOLD),
        )
    )
    signs = points.mark_text(
        aria=False,
        clip=True,
        fontSize=sheet.sign,
        fontWeight="bold",
        text=alt.expr(f"datum.room * map_scale < {sheet.sign * ROOM:.2f} ? '' : datum.sign"),
    ).encode(color=alt.Color("label:N", scale=sign_colour(codebook, theme, question), legend=None))
    drawn = alt.layer(land, countries, data=shapes).transform_lookup(
        lookup="id", from_=alt.LookupData(data=positions, key="entity", fields=fields)
    )
    layers = alt.layer(drawn, small, signs).resolve_scale(color="independent")
    return finish(_drawn(layers, sheet).configure_view(stroke=None))


def _outlined(codebook: Codebook, question: str, outline: str, plain: str | None) -> Any:
    """An outline around those without a position, whose fill is near the page's own colour."""
    quiet = [code.label for code in states(codebook, question)]
    return alt.condition(f"indexof({quiet!r}, datum.label) >= 0", alt.value(outline), alt.value(plain))


def tiles(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """A grid with one tile an entity, Malta as big as France. Columns: row, col, entity and those of `readable`.

    A cell without a label is not asked for and drawn as land: each tile keeps its place and size.
    """
    look = codebook.themes[theme]
    pick = alt.selection_point(name=PICK, fields=["entity"], on="click", toggle=False)
    base = alt.Chart(TABLE).encode(
        x=alt.X("col:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
    )
    empty = base.transform_filter("!isValid(datum.label)").mark_rect(cornerRadius=3, aria=False, fill=look.land)
    base = base.transform_filter("isValid(datum.label)").encode(**tip(TOLD))
    square = base.mark_rect(cornerRadius=3, cursor="pointer").encode(
        **hover(TOLD),
        color=alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None),
        stroke=_outlined(codebook, question, look.outline, None),
    )
    ink = alt.Color("label:N", scale=sign_colour(codebook, theme, question), legend=None)
    code = base.mark_text(aria=False, fontSize=11, dy=-7, cursor="pointer").encode(text="entity:N", color=ink)
    sign = base.mark_text(aria=False, fontSize=12, dy=8, fontWeight="bold", cursor="pointer").encode(
        text="sign:N", color=ink
    )
    chart = alt.layer(empty, square.add_params(pick), code, sign).resolve_scale(color="independent")
    return finish(chart.properties(height=560).configure_view(stroke=None))
