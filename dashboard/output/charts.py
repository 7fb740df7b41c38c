"""Stage output: the specifications of the charts.

In: the codebook and a theme (`light`, `dark`); out: Vega-Lite specifications without data, each a function of nothing
but design, so that each is built once. Colours, shapes and their order come from the codebook; domains are fixed, so
that a colour means the same on every page and an empty position keeps its place. Columns that a chart reads are
those of `output.tables.readable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from dashboard.dataset.codebook import Code, Codebook
from dashboard.dataset.codebook import Theme as Look
from dashboard.output.tables import silence, states

Spec = dict[str, Any]
Theme = Literal["light", "dark"]

TABLE = alt.NamedData(name="table")
PICK = "pick"
"""Name of the selection that a click on a mark makes."""

HEIGHTS = {"timeline": (22, 97), "coverage": (15, 40)}
"""Charts of lanes: the pixels of a lane, and of what stands beside the lanes. Building a specification costs 100 ms and
more, and the browser 50 ms to draw another one, so it is built for one lane and drawn `high_as` its lanes need."""

LANE_PARTS = " · "
"""Between the parts of a lane's name: each has a line of its own."""
KEY_DAYS, KEY_DAY = 4, 13
"""Lines of labels of key days above a timeline, and the pixels of one."""

TOOLTIP = [
    alt.Tooltip("country:N", title="Country or body"),
    alt.Tooltip("label:N", title="Position"),
    alt.Tooltip("said:N", title="Words"),
    alt.Tooltip("speaker:N", title="Speaker"),
    alt.Tooltip("office:N", title="Office"),
    alt.Tooltip("day:N", title="Day"),
    alt.Tooltip("source:N", title="Source"),
]


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


def timeline_height(lanes: int, lines: int) -> int:
    """The pixels of a timeline; a lane's name takes 13 a line, and lanes stand closer than that for one line only."""
    if lines == 1:
        return high_as(HEIGHTS["timeline"], lanes)
    return round((lanes + 1.4) * (13 * lines + 8)) + HEIGHTS["timeline"][1]


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


@dataclass(frozen=True)
class Sheet:
    """How a map's shapes, which its file holds projected, fill a view of any size, as Vega expressions.

    `scale` is the pixels of a radius of the sphere; `left` and `down` lead from the middle of the view to the point
    0, 0 of the file, in radii.
    """

    shapes: str
    across: str
    up: str
    scale: str
    left: str
    down: str
    height: int
    sign: int


EUROPE = Sheet(
    shapes="geo/europe_projected.json",
    across="europe_x",
    up="europe_y",
    scale="min(width / 0.655, height / 0.64)",  # Portugal to the Donbas, Crete to the North Cape
    left="0.0265 - 0.45 * max(0, 0.763 - width / map_scale)",  # a wider view: as far as the Caspian Sea
    down="0.0075",
    height=400,
    sign=11,
)
WORLD = Sheet(
    shapes="geo/world_projected.json",
    across="world_x",
    up="world_y",
    scale="min(width / 5.24, height / 2.36)",  # Alaska to the Bering Strait, Cape Horn to Greenland
    left="0.055",
    down="0.139",
    height=430,
    sign=9,
)
"""The browser draws each shape anew on every change, and so it only scales them: `data/geo/convert.py` has projected
them."""


def _drawn(chart: alt.LayerChart, sheet: Sheet) -> alt.LayerChart:
    place = f"[width / 2 - map_scale * ({sheet.left}), height / 2 + map_scale * {sheet.down}]"
    return (
        chart.project("identity", reflectY=True, scale=alt.ExprRef("map_scale"), translate=alt.ExprRef(place))
        .add_params(alt.param(name="map_scale", expr=sheet.scale))
        .properties(height=sheet.height)
    )


def position_map(codebook: Codebook, theme: Theme, *, question: str, world: bool) -> Spec:
    """A map of the positions of one slot: colour and sign, silence grey with an outline; a click picks an entity.

    Dataset `positions` has a row an entity: entity, its place on the sheet, small and the columns of `readable`.
    """
    look = codebook.themes[theme]
    sheet = WORLD if world else EUROPE
    shapes = alt.topo_feature(sheet.shapes, "countries")
    fields = ["entity", "country", "position", "label", "glyph", "said", "speaker", "office", "day", "source"]
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
        .encode(color=fill, tooltip=TOOLTIP, stroke=_outlined(codebook, question, look.outline, look.border))
        .add_params(pick)
    )
    points = (
        alt.Chart(positions)
        .transform_filter(f"isValid(datum.{sheet.across})")
        .encode(longitude=f"{sheet.across}:Q", latitude=f"{sheet.up}:Q", tooltip=TOOLTIP)
    )
    small = (
        points.transform_filter("datum.small")
        .mark_circle(clip=True, size=150, stroke=look.border, strokeWidth=1, opacity=1, cursor="pointer")
        .encode(color=fill)
    )
    signs = points.mark_text(clip=True, fontSize=sheet.sign, fontWeight="bold", cursor="pointer").encode(
        text="glyph:N",
        color=alt.Color("label:N", scale=sign_colour(codebook, theme, question), legend=None),
    )
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
    """A grid with one tile an entity, Malta as big as France. Columns: row, col, entity and those of `readable`."""
    look = codebook.themes[theme]
    pick = alt.selection_point(name=PICK, fields=["entity"], on="click", toggle=False)
    base = alt.Chart(TABLE).encode(
        x=alt.X("col:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        tooltip=TOOLTIP,
    )
    square = base.mark_rect(cornerRadius=3, cursor="pointer").encode(
        color=alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None),
        stroke=_outlined(codebook, question, look.outline, None),
    )
    ink = alt.Color("label:N", scale=sign_colour(codebook, theme, question), legend=None)
    code = base.mark_text(fontSize=11, dy=-7, cursor="pointer").encode(text="entity:N", color=ink)
    sign = base.mark_text(fontSize=12, dy=8, fontWeight="bold", cursor="pointer").encode(text="glyph:N", color=ink)
    chart = alt.layer(square.add_params(pick), code, sign).resolve_scale(color="independent")
    return finish(chart.properties(height=560).configure_view(stroke=None))


def counts(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """How many entities hold each position: a bar a position, in the codebook's order, silence last and grey.

    Columns: label, entities, names (who), definition.
    """
    codes = [*codebook.positions(question), silence(codebook)]
    order = [code.label for code in codes]
    signed = {code.label: f"{code.glyph}  {code.label}" for code in codes}
    axis = alt.Axis(labelLimit=180, labelFontSize=13, labelExpr=f"({signed!r})[datum.label]", ticks=False, domain=False)
    base = alt.Chart(TABLE).encode(
        y=alt.Y("label:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=axis),
        tooltip=[
            alt.Tooltip("label:N", title="Position"),
            alt.Tooltip("definition:N", title="Meaning"),
            alt.Tooltip("entities:Q", title="Countries and bodies"),
            alt.Tooltip("names:N", title="Who"),
        ],
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        x=alt.X("entities:Q", title=None, axis=None),
        color=alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None),
    )
    figures = base.mark_text(align="left", dx=5, fontSize=13).encode(
        x="entities:Q", text=alt.Text("shown:N"), color=alt.value(codebook.themes[theme].ink)
    )
    return finish(alt.layer(bars, figures).properties(height=28 * len(order)).configure_view(stroke=None))


def _key_days(look: Look, first: str, last: str) -> Any:
    """Annotated days: a thin line, and above the lanes a label, `level` lines up.

    Dataset `key_days`: day, label, why, level.
    """
    base = (
        alt.Chart(alt.NamedData(name="key_days"))
        .transform_filter(f"datum.day >= toDate({first!r}) && datum.day <= toDate({last!r})")
        .encode(
            x="day:T",
            tooltip=[
                alt.Tooltip("day:T", title="Day", format="%-d %B %Y"),
                alt.Tooltip("why:N", title="What"),
            ],
        )
    )
    line = base.mark_rule(aria=False, strokeDash=[3, 3], opacity=0.7, color=look.outline)
    text = base.mark_text(
        align=alt.ExprRef("scale('x', toDate(datum.day)) > width - 90 ? 'right' : 'left'"),
        baseline="bottom",
        dx=alt.ExprRef("scale('x', toDate(datum.day)) > width - 90 ? -4 : 4"),
        dy=alt.ExprRef(f"-6 - {KEY_DAY} * datum.level"),
        fontSize=11,
        color=look.ink,
        clip=False,
        opacity=alt.ExprRef("inrange(scale('x', toDate(datum.day)), [0, width]) ? 1 : 0"),
    ).encode(text="label:N", y=alt.value(0))
    return line + text


def counts_by_month(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """How many entities held each position at the end of each month, stacked in the codebook's order, silence on top.

    Columns: month, label, entities, base and top (in the stack); dataset `shown`: the day that the page shows, marked
    by a line. The axis ends at the number of entities, to which each month adds up, so that two such charts can be held
    against each other.
    """
    look = codebook.themes[theme]
    month = alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, tickCount=5, grid=False))
    areas = (
        alt.Chart(TABLE)
        .mark_area(aria=False, interpolate="step-before", stroke=look.background, strokeWidth=0.4)
        .encode(
            x=month,
            y=alt.Y(
                "base:Q",
                title=None,
                stack=None,
                scale=alt.Scale(nice=False),
                axis=alt.Axis(tickMinStep=1, tickCount=4),
            ),
            y2="top:Q",
            color=alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None),
            tooltip=[
                alt.Tooltip("month:T", title="End of", format="%B %Y"),
                alt.Tooltip("label:N", title="Position"),
                alt.Tooltip("entities:Q", title="Countries and bodies"),
            ],
        )
    )
    shown = (
        alt.Chart(alt.NamedData(name="shown")).mark_rule(aria=False, color=look.ink, strokeWidth=1.5).encode(x="day:T")
    )
    return finish(alt.layer(areas, shown).properties(height=200).configure_view(stroke=None))


def timeline(
    codebook: Codebook, theme: Theme, *, question: str, first: str, last: str, interactive: bool = True
) -> Spec:
    """One lane a lane name, a mark a statement: position by colour and shape; zoom and pan in time.

    The axis goes from the day `first` to the day `last`, so that two such charts can be held against each other.
    Columns: those of `readable`, `lane` (what the lanes are) and `lane_order`; dataset `key_days`. A click picks a
    statement (field `id`). What is coded with low confidence is drawn faint.
    """
    low = codebook.label("confidence", "low")
    pick = alt.selection_point(name=PICK, fields=["id"], on="click", toggle=False)
    marks = (
        alt.Chart(TABLE)
        .mark_point(
            filled=True,
            size=95,
            stroke=codebook.themes[theme].background,
            strokeWidth=0.7,
            cursor="pointer",
        )
        .encode(
            x=alt.X(
                "date:T",
                title=None,
                scale=alt.Scale(domain=[first, last], nice=False),
                axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=True, tickCount=8),
            ),
            y=alt.Y(
                "lane:N",
                title=None,
                sort=alt.EncodingSortField("lane_order", op="min"),
                scale=alt.Scale(padding=1.2),
                axis=alt.Axis(
                    grid=True, labelLimit=150, labelOverlap=False, labelExpr=f"split(datum.label, {LANE_PARTS!r})"
                ),
            ),
            color=alt.Color("label:N", scale=position_colour(codebook, theme, question), legend=None),
            shape=alt.Shape("label:N", scale=position_shape(codebook, question), legend=None),
            opacity=alt.condition(f"datum.confidence == {low!r}", alt.value(0.45), alt.value(1)),
            tooltip=[
                *TOOLTIP,
                alt.Tooltip("phase:N", title="Phase"),
                alt.Tooltip("mission:N", title="Mission"),
                alt.Tooltip("confidence:N", title="Confidence"),
            ],
        )
        .add_params(pick)
    )
    if interactive:
        marks = marks.add_params(alt.selection_interval(name="zoom", bind="scales", encodings=["x"]))
    chart = alt.layer(_key_days(codebook.themes[theme], first, last), marks)
    return finish(chart.properties(height=sum(HEIGHTS["timeline"])).configure_view(stroke=None))


def paths(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """The positions of a few entities over time as steps, a facet each, on the ordered scale.

    Columns: country, date, rank, label and those of `readable`; dataset-free.
    """
    order = [code.label for code in reversed(codebook.positions(question))]
    base = alt.Chart(TABLE).encode(
        x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 1})),
        y=alt.Y("label:N", title=None, sort=order, scale=alt.Scale(domain=order)),
    )
    line = base.mark_line(interpolate="step-after", opacity=0.5, color=codebook.themes[theme].outline)
    marks = base.mark_point(filled=True, size=80).encode(
        color=alt.Color("label:N", scale=position_colour(codebook, theme, question), legend=None),
        shape=alt.Shape("label:N", scale=position_shape(codebook, question), legend=None),
        tooltip=TOOLTIP,
    )
    return finish(alt.layer(line, marks).properties(height=190).configure_view(stroke=None))


def coverage(codebook: Codebook, theme: Theme) -> Spec:
    """Statements of the record, entity by month, so that silence is seen. Columns: country, month, statements."""
    look = codebook.themes[theme]
    cells = (
        alt.Chart(TABLE)
        .mark_rect()
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True)),
            y=alt.Y("country:N", title=None, axis=alt.Axis(labelLimit=140, labelOverlap=False, labelFlush=False)),
            color=alt.Color(
                "statements:Q",
                title="Statements",
                scale=alt.Scale(type="sqrt", range=[look.land, look.ink]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["country:N", alt.Tooltip("month:T", format="%B %Y"), "statements:Q"],
        )
    )
    return finish(cells.properties(height=sum(HEIGHTS["coverage"])).configure_view(stroke=None, fill=look.land))
