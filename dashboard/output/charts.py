"""Stage output: the specifications of the charts.

In: the codebook and a theme (`light`, `dark`); out: Vega-Lite specifications without data, each a function of nothing
but design, so that each is built once. Colours, shapes and their order come from the codebook; domains are fixed, so
that a colour means the same on every page and an empty position keeps its place. Columns that a chart reads are
those of `output.tables.readable`.
"""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from dashboard.dataset.codebook import Code, Codebook
from dashboard.output.tables import silence

Spec = dict[str, Any]
Theme = Literal["light", "dark"]

TABLE = alt.NamedData(name="table")
PICK = "pick"
"""Name of the selection that a click on a mark makes."""

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
    """The chart as a dictionary without its data, which the page gives."""
    spec: Spec = chart.to_dict()
    spec.pop("data", None)
    return spec


def _scale_codes(codebook: Codebook, question: str, silent: bool) -> list[Code]:
    codes = list(codebook.positions(question))
    return [*codes, silence(codebook)] if silent else codes


def position_colour(codebook: Codebook, theme: Theme, question: str, silent: bool = False) -> alt.Scale:
    """The fixed colour scale of one question's positions, by label; with silence last where asked."""
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


def position_map(codebook: Codebook, theme: Theme, *, question: str, world: bool) -> Spec:
    """A map of the positions of one slot: colour and sign, silence grey with an outline; a click picks an entity.

    Dataset `positions` has a row an entity: entity, lon, lat, small and the columns of `readable`.
    """
    look = codebook.themes[theme]
    shapes = alt.topo_feature("geo/world.json" if world else "geo/europe.json", "countries")
    fields = ["entity", "country", "position", "label", "glyph", "said", "speaker", "office", "day", "source"]
    pick = alt.selection_point(name=PICK, fields=["entity"], on="click", toggle=False)
    land = alt.Chart(shapes).mark_geoshape(fill=look.land, stroke=look.border, strokeWidth=0.6)
    fill = alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None)
    countries = (
        alt.Chart(shapes)
        .mark_geoshape(stroke=look.border, strokeWidth=0.8, cursor="pointer")
        .transform_lookup(
            lookup="id", from_=alt.LookupData(data=alt.NamedData(name="positions"), key="entity", fields=fields)
        )
        .transform_filter("isValid(datum.entity)")
        .encode(
            color=fill,
            tooltip=TOOLTIP,
            stroke=alt.condition(
                "datum.label == " + repr(silence(codebook).label), alt.value(look.outline), alt.value(look.border)
            ),
        )
        .add_params(pick)
    )
    points = alt.Chart(alt.NamedData(name="positions")).transform_filter("isValid(datum.lon)")
    small = (
        points.transform_filter("datum.small")
        .mark_circle(size=150, stroke=look.border, strokeWidth=1, opacity=1, cursor="pointer")
        .encode(longitude="lon:Q", latitude="lat:Q", color=fill, tooltip=TOOLTIP)
    )
    signs = points.mark_text(fontSize=9 if world else 11, fontWeight="bold", cursor="pointer").encode(
        longitude="lon:Q",
        latitude="lat:Q",
        text="glyph:N",
        color=alt.Color("label:N", scale=sign_colour(codebook, theme, question), legend=None),
        tooltip=TOOLTIP,
    )
    if world:
        projected = alt.layer(land, countries, small, signs).project("equalEarth")
    else:
        projected = alt.layer(land, countries, small, signs).project("azimuthalEqualArea", rotate=[-15, -53, 0])
    return finish(
        projected.resolve_scale(color="independent")
        .properties(height=430 if world else 560)
        .configure_view(stroke=None)
    )


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
        stroke=alt.condition(
            "datum.label == " + repr(silence(codebook).label), alt.value(look.outline), alt.value(None)
        ),
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
    order = [code.label for code in _scale_codes(codebook, question, silent=True)]
    base = alt.Chart(TABLE).encode(
        y=alt.Y("label:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=alt.Axis(labelLimit=180)),
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


def _key_days() -> Any:
    """Annotated days: a thin line and a label. Dataset `key_days`: day, label, why."""
    base = alt.Chart(alt.NamedData(name="key_days")).encode(
        x="day:T", tooltip=[alt.Tooltip("day:T", title="Day", format="%-d %B %Y"), alt.Tooltip("why:N", title="What")]
    )
    line = base.mark_rule(strokeDash=[3, 3], opacity=0.6)
    text = base.mark_text(align="left", baseline="top", dx=3, dy=2, fontSize=11).encode(text="label:N", y=alt.value(0))
    return line + text


def counts_by_month(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """How many entities held each position at the end of each month, stacked in the codebook's order.

    Columns: month, label, rank, entities.
    """
    bars = (
        alt.Chart(TABLE)
        .mark_bar(width={"band": 0.96})
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True)),
            y=alt.Y("entities:Q", title="Countries and bodies", stack="zero", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("label:N", scale=position_colour(codebook, theme, question), legend=None),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("month:T", title="End of", format="%B %Y"),
                alt.Tooltip("label:N", title="Position"),
                alt.Tooltip("entities:Q", title="Countries and bodies"),
            ],
        )
    )
    return finish(bars.properties(height=240).configure_view(stroke=None))


def timeline(codebook: Codebook, theme: Theme, *, question: str, lanes: int, interactive: bool = True) -> Spec:
    """One lane a lane name, a mark a statement: position by colour and shape; zoom and pan in time.

    Columns: those of `readable`, `lane` (what the lanes are) and `lane_order`; dataset `key_days`. A click picks a
    statement (field `id`).
    """
    pick = alt.selection_point(name=PICK, fields=["id"], on="click", toggle=False)
    marks = (
        alt.Chart(TABLE)
        .mark_point(
            filled=True,
            size=95,
            opacity=0.95,
            stroke=codebook.themes[theme].background,
            strokeWidth=0.7,
            cursor="pointer",
        )
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=True)),
            y=alt.Y(
                "lane:N",
                title=None,
                sort=alt.EncodingSortField("lane_order", op="min"),
                axis=alt.Axis(grid=True, labelLimit=140),
            ),
            color=alt.Color("label:N", scale=position_colour(codebook, theme, question), legend=None),
            shape=alt.Shape("label:N", scale=position_shape(codebook, question), legend=None),
            tooltip=[*TOOLTIP, alt.Tooltip("phase:N", title="Phase"), alt.Tooltip("mission:N", title="Mission")],
        )
        .add_params(pick)
    )
    if interactive:
        marks = marks.add_params(alt.selection_interval(name="zoom", bind="scales", encodings=["x"]))
    chart = alt.layer(_key_days(), marks).properties(height=max(24 * lanes, 60) + 20)
    return finish(chart.configure_view(stroke=None))


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


def coverage(codebook: Codebook, theme: Theme, *, lanes: int) -> Spec:
    """Statements of the record, entity by month, so that silence is seen. Columns: country, month, statements."""
    look = codebook.themes[theme]
    cells = (
        alt.Chart(TABLE)
        .mark_rect()
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True)),
            y=alt.Y("country:N", title=None, axis=alt.Axis(labelLimit=140)),
            color=alt.Color(
                "statements:Q",
                title="Statements",
                scale=alt.Scale(type="sqrt", range=[look.land, look.ink]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["country:N", alt.Tooltip("month:T", format="%B %Y"), "statements:Q"],
        )
    )
    return finish(cells.properties(height=15 * lanes + 40).configure_view(stroke=None))
