"""Stage output: the specifications of the charts: positions counted, and statements in time.

In: the codebook and a theme; out: Vega-Lite specifications without data, drawn as `looks` has it.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.codebook import Theme as Look
from dashboard.output.looks import (
    DAYS,
    LAST_NAME,
    PICK,
    TABLE,
    TICKS,
    TOOLTIP,
    Spec,
    Theme,
    doubt,
    filled,
    finish,
    hover,
    position_colour,
    position_shape,
)
from dashboard.output.tables import silence

HEIGHTS = {"coverage": (15, 120)}
"""Charts of lanes: the pixels of a lane, and of what stands above and below all lanes. Building a specification costs
100 ms and more, and the browser 50 ms to draw another one, so it is the same for any number of lanes."""
BAR, TITLED = 21, 60
"""Pixels of a bar with its name, and of the title above all bars with what is free around them."""
AROUND, PADDED = 48, 1.2
"""Pixels above and below the lanes of a timeline, and lanes that are left free before the first and after the last."""

LANE_PARTS = " · "
"""Between the parts of a lane's name: each has a line of its own."""
LANE_LINES = f"split(datum.label, {LANE_PARTS!r})"
KEY_DAY = 13
"""Pixels of a line of labels of key days, which stand above a timeline."""

CLAIM = "datum.speaks_for"
"""True of a statement that an official of another entity made: it makes no position."""
DOTS = [2, 1.6]
"""The outline of a claim, in pixels of line and gap: no position has one, while the sign of one is hollow."""
ZOOMS = "event.ctrlKey || event.metaKey"
"""What is held while the wheel zooms: without it the wheel moves the page, also over a picture."""


def timeline_height(lanes: int, lines: int, labels: int) -> int:
    """The pixels of a timeline below so many lines of `labels` of key days; `lines` are those of a lane's name."""
    return round((lanes + 2 * PADDED - 1) * _lane(lines)) + AROUND + KEY_DAY * labels


def _lane(lines: int) -> int:
    """Pixels of a lane of a timeline: its name takes 13 a line, and lanes stand closer than that for one line only."""
    return 22 if lines == 1 else 13 * lines + 8


def counts(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """How many entities hold each position: a bar a position, in the codebook's order, silence last and grey.

    Columns: label, entities, shown (the number, or why there is none), names (who), definition.
    """
    codes = [*codebook.positions(question), silence(codebook)]
    order = [code.label for code in codes]
    signed = {code.label: f"{code.glyph}  {code.label}" for code in codes}
    axis = alt.Axis(
        labelLimit=180,
        labelFontSize=13,
        labelExpr=f"({signed!r})[datum.label]",
        labelOverlap=False,  # each bar has its name, however close they stand
        labelFlush=False,
        ticks=False,
        domain=False,
    )
    base = alt.Chart(TABLE).encode(
        y=alt.Y("label:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=axis),
        tooltip=[
            alt.Tooltip("label:N", title="Position"),
            alt.Tooltip("definition:N", title="Meaning"),
            alt.Tooltip("shown:N", title="Countries and bodies"),
            alt.Tooltip("names:N", title="Who"),
        ],
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        x=alt.X("entities:Q", title=None, axis=None),
        color=alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None),
    )
    figures = base.mark_text(aria=False, align="left", dx=5, fontSize=13).encode(
        x="entities:Q", text=alt.Text("shown:N"), color=alt.value(codebook.themes[theme].ink)
    )
    drawn = alt.layer(bars, figures).properties(
        height=BAR * len(order) + TITLED, title="Countries and bodies by position"
    )
    return finish(drawn.configure_view(stroke=None))


def key_days(look: Look) -> Any:
    """Annotated days: a thin line that goes up above the lanes to its label, `level` lines up.

    A label stands to the left of its line, where no later one comes; where the picture begins, to its right.
    Dataset `key_days`: day, label, why, level, of those days that the axis of time can show: it reaches to each.
    """
    place, left = "scale('x', toDate(datum.day))", "scale('x', toDate(datum.day)) > 90"
    inside = f"inrange({place}, [0, width])"
    base = alt.Chart(alt.NamedData(name="key_days")).encode(
        x="day:T",
        tooltip=[
            alt.Tooltip("day:T", title="Day", format="%-d %B %Y"),
            alt.Tooltip("why:N", title="What"),
        ],
    )
    line = base.mark_rule(
        aria=False,
        strokeDash=[3, 3],
        color=look.outline,
        clip=False,
        opacity=alt.ExprRef(f"{inside} ? 0.7 : 0"),
    ).encode(y=alt.value(alt.ExprRef(f"-{KEY_DAY} * (datum.level + 1)")), y2=alt.value(alt.ExprRef("height")))
    text = base.mark_text(
        align=alt.ExprRef(f"{left} ? 'right' : 'left'"),
        baseline="bottom",
        dx=alt.ExprRef(f"{left} ? -4 : 4"),
        dy=alt.ExprRef(f"-1 - {KEY_DAY} * datum.level"),
        fontSize=11,
        color=look.ink,
        clip=False,
        opacity=alt.ExprRef(f"{inside} ? 1 : 0"),
    ).encode(text="label:N", y=alt.value(0))
    return line + text


def counts_by_month(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """How many entities held each position at the end of each month, stacked in the codebook's order, silence on top.

    Columns: month, since (the end of the month before, where there is one), and one for each position by its label;
    dataset `shown`: one row, the `title` and the `day` that the page shows, marked by a line. The axis ends at the
    number of entities, to which each month adds up, so that two such charts can be held against each other. A hover
    tells all counts of a month.
    """
    look = codebook.themes[theme]
    labels: list[alt.FieldName | str] = [code.label for code in (*codebook.positions(question), silence(codebook))]
    month = alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, tickCount=5, grid=False))
    areas = (
        alt.Chart(TABLE)
        .transform_fold(labels, as_=["label", "entities"])
        .transform_stack(as_=["base", "top"], stack="entities", groupby=["month"])
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
        )
    )
    told = filled([(str(label), f"datum[{label!r}]") for label in labels])
    hovered = (
        alt.Chart(TABLE)
        .mark_rect(aria=False, fill="transparent")
        .encode(
            x="since:T",
            x2="month:T",
            y=alt.value(0),
            y2=alt.value("height"),
            tooltip=alt.value(alt.ExprRef(f"{{'End of': timeFormat(datum.month, '%B %Y'), {told}}}")),
        )
    )
    shown = (
        alt.Chart(alt.NamedData(name="shown")).mark_rule(aria=False, color=look.ink, strokeWidth=1.5).encode(x="day:T")
    )
    # the title is a row's, so that another one is no other specification, which the browser would build anew
    title = alt.Title(alt.ExprRef("length(data('shown')) ? data('shown')[0].title : ''"))
    drawn = alt.layer(areas, hovered, shown).properties(height=230, title=title)
    return finish(drawn.configure_view(stroke=None))


def _days(first: str, last: str) -> alt.X:
    """The axis of a timeline: from one day to another."""
    return alt.X(
        "date:T",
        title=None,
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(format=DAYS, labelOverlap=True, labelFlush=LAST_NAME, grid=True, tickCount=TICKS),
    )


def _lanes() -> alt.Y:
    """The lanes of a timeline, in the order that the rows give them."""
    return alt.Y(
        "lane:N",
        title=None,
        sort=alt.EncodingSortField("lane_order", op="min"),
        scale=alt.Scale(padding=PADDED),
        axis=alt.Axis(grid=True, labelLimit=150, labelOverlap=False, labelExpr=LANE_LINES),
    )


def _told() -> list[alt.Tooltip]:
    """What a mark of a timeline tells: of a claim, in the place of the position, whose it is."""
    told = [alt.Tooltip("told:N", title="Position") if one["shorthand"] == "label:N" else one for one in TOOLTIP]
    return [*told, alt.Tooltip("phase:N", title="Phase"), alt.Tooltip("mission:N", title="Mission")]


def timeline(
    codebook: Codebook,
    theme: Theme,
    *,
    question: str,
    first: str,
    last: str,
    lines: int = 1,
    interactive: bool = True,
) -> Spec:
    """One lane a lane name, a mark a statement: position by colour and shape; zoom and pan in time.

    The axis goes from the day `first` to the day `last`, so that two such charts can be held against each other; the
    longest name of a lane has so many `lines`.
    Columns: those of `readable`, `lane` (what the lanes are) and `lane_order`; dataset `key_days`. A click picks a
    statement (field `id`). Behind what is coded with low confidence stands a question mark; a claim, which makes no
    position, is a dotted outline.
    """
    low = codebook.label("confidence", "low")
    colour = position_colour(codebook, theme, question)
    background = codebook.themes[theme].background
    pick = alt.selection_point(name=PICK, fields=["id"], on="click", toggle=False)
    marks = (
        alt.Chart(TABLE)
        .mark_point(filled=True, size=95, opacity=1, cursor="pointer")
        .encode(
            x=_days(first, last),
            y=_lanes(),
            color=alt.condition(CLAIM, alt.value(background), alt.Color("label:N", scale=colour, legend=None)),
            stroke=alt.condition(CLAIM, alt.Stroke("label:N", scale=colour, legend=None), alt.value(background)),
            strokeWidth=alt.condition(CLAIM, alt.value(1.5), alt.value(0.7)),
            strokeDash=alt.condition(CLAIM, alt.value(DOTS), alt.value([1, 0])),
            shape=alt.Shape("label:N", scale=position_shape(codebook, question), legend=None),
            **hover(_told()),
        )
        .add_params(pick)
    )
    doubted = alt.Chart(TABLE).transform_filter(f"datum.confidence == {low!r} && !{CLAIM}")
    doubtful = doubt(doubted.encode(x=_days(first, last), y=_lanes()), codebook.themes[theme].ink)
    if interactive:
        marks = marks.add_params(
            alt.selection_interval(name="zoom", bind="scales", encodings=["x"], zoom=f"wheel![{ZOOMS}]")
        )
    chart = alt.layer(key_days(codebook.themes[theme]), marks, doubtful)
    return finish(chart.properties(height=alt.Step(_lane(lines))).configure_view(stroke=None))


ELSEWHERE = "Only outside it"
"""What a point of the coverage says, beside "In this selection": the record has statements, the selection none."""


def coverage(codebook: Codebook, theme: Theme, *, limited: bool = False) -> Spec:
    """Statements, entity by month, so that silence is seen. Columns: country, month, statements, in_record.

    Where a selection is `limited`, a point tells what it leaves out from what nobody has found.
    """
    look = codebook.themes[theme]
    base = alt.Chart(TABLE).encode(
        x=alt.X(
            "yearmonth(month):O",
            title=None,
            axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True, labelFlush=False),
        ),
        y=alt.Y("country:N", title=None, axis=alt.Axis(labelLimit=140, labelOverlap=False, labelFlush=False)),
    )
    counted = "In this selection" if limited else "Statements"
    told = [
        alt.Tooltip("country:N", title="Country or body"),
        alt.Tooltip("month:T", title="Month", format="%B %Y"),
        alt.Tooltip("statements:Q", title=counted),
        *([alt.Tooltip("in_record:Q", title="In the record")] * limited),
    ]
    chart = base.mark_rect().encode(
        color=alt.Color(
            "statements:Q",
            title=counted,
            scale=alt.Scale(type="sqrt", domain=alt.DomainUnionWith(unionWith=[0, 1]), range=[look.land, look.ink]),
            legend=alt.Legend(orient="top", gradientLength=110, format="d", tickMinStep=1),
        ),
        tooltip=told,
    )
    if limited:
        points = base.transform_filter("datum.statements == 0 && datum.in_record > 0").transform_calculate(
            elsewhere=repr(ELSEWHERE)
        )
        mark = points.mark_point(filled=True, size=12, color=look.outline, opacity=1).encode(
            shape=alt.Shape("elsewhere:N", title=None, legend=alt.Legend(orient="top")), tooltip=told
        )
        chart = alt.layer(chart, mark)
    room = {"left": 5, "top": 5, "bottom": 5, "right": 25}  # for the half of the last month's name
    chart = chart.properties(height=sum(HEIGHTS["coverage"]), padding=room)
    return finish(chart.configure_view(stroke=None, fill=look.land))
