"""Stage output: the specifications of the pictures that hold positions against each other.

In: the codebook and a theme; out: Vega-Lite specifications without data, like those of `output.charts`: positions of
a few entities over time, moves from one position to another, outcomes of terms met, and who named which terms.
"""

from __future__ import annotations

import altair as alt

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.codebook import Theme as Look
from dashboard.output.arrange import LANE_NUMBER, TILES
from dashboard.output.charts import LANE_LINES, key_days
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
    finish,
    hover,
    hover_by,
    position_colour,
    position_shape,
    sign_colour,
    tip,
)
from dashboard.output.tables import silence

HEIGHTS = {"bands": (46, 47), "moves": (20, 32), "outcomes": (42, 20), "terms": (26, 190)}
"""As in `output.charts`: a lane of a country with the axis of time, a lane of a position with it, a row of tiles, and a
row of terms with the slanted names of the terms and the legend."""
NAMES = 80
"""Pixels of the names of positions beside their lanes: headings begin where these do, so that a phone has room."""

ABOVE, BELOW = -10, 9
"""Pixels of a lane's signs above its middle, and of its band below it: signs stand on the page, so that each can be
read however narrow its band is."""
BAND, THIN = 16, 5
"""Pixels of the height of a band, and of its part after the end of the record."""
ROOM_FOR_SIGN, ROOM_FOR_LABEL = 11, 110
"""Pixels after a sign from which the next one stands beside it, and from which it has its label too."""


def _picked_by(field: str) -> alt.Parameter:
    return alt.selection_point(name=PICK, fields=[field], on="click", toggle=False)


def bands(codebook: Codebook, theme: Theme, *, question: str) -> Spec:
    """Positions over time: a lane a country, a sign where a position is stated, and below it a band until the next.

    A sign that only repeats the one before it is left out where there is no room. Columns: lane (country, and sign and
    label of its last position, if any), start, end, previous (start of the band before), moved (another sign than the
    one before), beyond (after the end of the record: drawn thin), label, rank, short and long (what stands behind the
    sign, by the room there is), id and those of TOOLTIP; dataset `key_days` as in `charts.key_days`. A click picks a
    statement.
    Silence is a grey band of its own.
    """
    look = codebook.themes[theme]
    wide = "scale('x', datum.end) - scale('x', datum.start)"
    apart = "scale('x', datum.start) - scale('x', datum.previous)"
    seen = f"(datum.moved || {apart} >= {ROOM_FOR_SIGN})"
    silent = "datum.rank < 0"
    base = alt.Chart(TABLE).encode(
        x=alt.X(
            "start:T",
            title=None,
            scale=alt.Scale(round=True),
            axis=alt.Axis(format="%b %Y", labelOverlap=True, tickCount=8),
        ),
        y=alt.Y("lane:N", title=None, axis=alt.Axis(labelLimit=150, labelExpr=LANE_LINES)),
        **tip(TOOLTIP),
    )
    colour = alt.Color("label:N", scale=position_colour(codebook, theme, question, silent=True), legend=None)
    band = (
        base.mark_bar(yOffset=BELOW, cursor="pointer")
        .encode(
            **hover(TOOLTIP),
            x2="end:T",
            color=colour,
            size=alt.condition("datum.beyond", alt.value(THIN), alt.value(BAND)),
        )
        .add_params(_picked_by("id"))
    )
    begun = base.transform_filter("!datum.beyond")
    sign = (
        begun.transform_filter(f"!({silent})")
        .mark_point(
            aria=False,
            filled=True,
            size=80,
            yOffset=ABOVE,
            cursor="pointer",
            stroke=look.background,
            strokeWidth=0.7,
        )
        .encode(
            color=colour,
            shape=alt.Shape("label:N", scale=position_shape(codebook, question), legend=None),
            opacity=alt.condition(seen, alt.value(1), alt.value(0)),
        )
    )
    label = begun.mark_text(
        aria=False,
        align="left",
        dx=alt.ExprRef(f"{silent} ? 0 : 8"),
        dy=ABOVE,
        fontSize=12,
        cursor="pointer",
        color=look.ink,
        text=alt.expr(f"{wide} >= {ROOM_FOR_LABEL} ? datum.long : {seen} ? datum.short : ''"),
    )
    chart = alt.layer(key_days(look), band, sign, label)
    return finish(chart.properties(height=alt.Step(HEIGHTS["bands"][0])).configure_view(stroke=None))


MOVED = (("label", "position"), ("said", "words"), ("gloss", "our summary"), ("speaker", "speaker"), ("day", "day"))
"""What a hover tells of either end of a move."""
MOVE = (
    *("id", "sort", "date", "lane", "from_lane", "low", "country", "phase", "kind"),
    *(f"{prefix}{name}" for prefix in ("from_", "") for name, _ in MOVED),
)
"""What the picture needs to know of a move."""


def moves(codebook: Codebook, theme: Theme, *, question: str, sides: tuple[tuple[str, str, str], ...]) -> Spec:
    """From one position to another: an upright line on its day, its end a mark in colour and shape.

    Each phase and kind of force has lanes of its own, one a position, below its heading and its count. `sides` are the
    sorts of pairs, each with what its two ends are: one picture for all, since the browser would build another anew.
    Columns: those of `MOVE`, where `sort` is one of `sides`, and behind what is `low` (confidence) stands a question
    mark. Dataset `lanes`: lane, words (of a heading or a count), bold, first and last (days of the axis); dataset
    `key_days` as in `charts.key_days`. A click picks the statement of the end.
    """
    look = codebook.themes[theme]
    colour = alt.Color("label:N", scale=position_colour(codebook, theme, question), legend=None)
    base = alt.Chart(TABLE).encode(x="date:T", color=colour)
    told = hover_by("sort", {sort: _moved(before, after) for sort, before, after in sides})
    moved = base.transform_filter("datum.from_lane").encode(y="from_lane:N", tooltip=told["tooltip"])
    mark = base.mark_point(filled=True, size=95, opacity=1, stroke=look.background, strokeWidth=0.7, cursor="pointer")
    chart = alt.layer(
        key_days(look),
        *_slots(look),
        moved.mark_rule(aria=False, strokeWidth=2).encode(y2="lane:N"),
        moved.mark_point(aria=False, shape="stroke", strokeWidth=2, size=60, opacity=1),
        mark.encode(
            **told,
            y="lane:N",
            shape=alt.Shape("label:N", scale=position_shape(codebook, question), legend=None),
        ).add_params(_picked_by("id")),
        doubt(base.transform_filter("datum.low").encode(y="lane:N"), look.ink),
    )
    return finish(chart.properties(height=alt.Step(HEIGHTS["moves"][0])).configure_view(stroke=None))


def _moved(before: str, after: str) -> list[alt.Tooltip]:
    """What is told of a move whose ends have these names."""
    return [
        alt.Tooltip("country:N", title="Country or body"),
        alt.Tooltip("phase:N", title="Phase"),
        alt.Tooltip("kind:N", title="Kind of force"),
        *(
            alt.Tooltip(f"{prefix}{name}:N", title=f"{title}: {what}")
            for prefix, title in (("from_", before), ("", after))
            for name, what in MOVED
        ),
    ]


def _slots(look: Look) -> list[alt.Chart]:
    """The headings of phases and kinds of force and their counts, on bands that part their lanes; and the axes of all.

    A lane's name begins with its number, by which lanes are sorted, and which is not shown.
    """
    days = alt.Axis(format=DAYS, labelOverlap=True, labelFlush=LAST_NAME, tickCount=TICKS)
    names = alt.Axis(
        grid=True,
        zindex=0,  # below the words
        minExtent=NAMES,
        maxExtent=NAMES,
        labelExpr=f"substring(datum.label, {LANE_NUMBER})",
        description="Positions, for each phase and kind of force",
    )
    lanes = alt.Chart(alt.NamedData(name="lanes")).encode(
        x=alt.X("first:T", title=None, axis=days), y=alt.Y("lane:N", title=None, axis=names)
    )
    band = lanes.mark_rect(
        aria=False, color=alt.ExprRef(f"datum.words ? {look.land!r} : 'transparent'"), xOffset=-NAMES, clip=False
    ).encode(x2="last:T")
    words = (
        lanes.transform_filter("datum.words")
        .mark_text(
            align="left",
            dx=4 - NAMES,
            fontSize=12,
            fontWeight=alt.ExprRef("datum.bold ? 'bold' : 'normal'"),
            color=look.ink,
            clip=False,
        )
        .encode(text="words:N", description="words:N")
    )
    return [band, words]


def outcomes(codebook: Codebook, theme: Theme) -> Spec:
    """Who falls where once terms are met: a tile an entity under the heading of its outcome, coloured by position.

    Columns: line and place (cell), heading (of a line that is one, else empty), entity, sign, phase, waits, id and
    those of TOOLTIP. A click picks the entity, which may have no statement.
    """
    look = codebook.themes[theme]
    base = alt.Chart(TABLE).encode(
        x=alt.X("place:O", axis=None, scale=alt.Scale(domain=list(range(TILES)), paddingInner=0.08)),
        y=alt.Y("line:O", axis=None, scale=alt.Scale(paddingInner=0.1)),
    )
    told = [
        *TOOLTIP[:2],
        alt.Tooltip("phase:N", title="Phase"),
        alt.Tooltip("waits:N", title="Still waits for"),
        *TOOLTIP[2:],
    ]
    tiles = base.transform_filter("!datum.heading").encode(**tip(told))
    square = (
        tiles.mark_rect(cornerRadius=3, cursor="pointer")
        .encode(
            **hover(told),
            color=alt.Color("label:N", scale=position_colour(codebook, theme, "send", silent=True), legend=None),
            stroke=alt.condition(
                "datum.label == " + repr(silence(codebook).label), alt.value(look.outline), alt.value(None)
            ),
        )
        .add_params(_picked_by("entity"))
    )
    ink = alt.Color("label:N", scale=sign_colour(codebook, theme, "send"), legend=None)
    code = tiles.mark_text(aria=False, fontSize=11, dy=-8, cursor="pointer").encode(text="entity:N", color=ink)
    sign = tiles.mark_text(aria=False, fontSize=12, dy=8, fontWeight="bold", cursor="pointer").encode(
        text="sign:N", color=ink
    )
    heading = (
        base.transform_filter("datum.heading")
        .mark_text(align="left", baseline="bottom", dy=16, fontSize=14, fontWeight="bold", color=look.ink)
        .encode(x=alt.value(0), text="heading:N")
    )
    chart = alt.layer(square, code, sign, heading).resolve_scale(color="independent")
    return finish(chart.properties(height=alt.Step(HEIGHTS["outcomes"][0])))


TERM = {
    "country": "Country or body",
    "term": "Condition",
    "meaning": "Meaning",
    "state": "State",
    "phase": "Phase",
    "said": "Words",
    "gloss": "Our summary",
    "speaker": "Speaker",
    "day": "Day",
}
"""What is told of a term that somebody named: columns and their titles."""


def terms(codebook: Codebook, theme: Theme, *, filled: str, hollow: str, apart: str = "") -> Spec:
    """Who named which terms: a row an entity, a column a condition; `filled` and `hollow` say what the marks mean, and
    `apart` what a mark of another shape does, where there is one.

    Columns: country, order (of the rows), term (label of the condition), meaning, state (one of these), phase, said,
    gloss, speaker, day, id. A click picks the statement.
    """
    states = [filled, hollow, *filter(None, [apart])]
    look = codebook.themes[theme]
    labels = [code.label for code in codebook.codes["conditions"]]
    marks = (
        alt.Chart(TABLE)
        .mark_point(size=110, strokeWidth=1.8, opacity=1, cursor="pointer", color=look.ink)
        .encode(
            x=alt.X(
                "term:N",
                title=None,
                scale=alt.Scale(domain=labels),
                axis=alt.Axis(
                    orient="top",
                    labelAngle=-60,
                    labelLimit=140,
                    labelOverlap=False,
                    grid=True,
                    domain=False,
                    ticks=False,
                ),
            ),
            y=alt.Y(
                "country:N",
                title=None,
                sort=alt.EncodingSortField("order", op="min"),
                axis=alt.Axis(grid=True, labelLimit=110, labelOverlap=False, domain=False, ticks=False),
            ),
            fill=alt.Fill(
                "state:N",
                title=None,
                scale=alt.Scale(domain=states, range=[look.ink, look.background, look.background][: len(states)]),
                legend=alt.Legend(orient="top", columnPadding=6, symbolStrokeColor=look.ink, symbolStrokeWidth=1.8),
            ),
            shape=alt.Shape(
                "state:N",
                title=None,
                scale=alt.Scale(domain=states, range=["circle", "circle", "diamond"][: len(states)]),
            ),
            **hover([alt.Tooltip(f"{name}:N", title=title) for name, title in TERM.items()]),
        )
        .add_params(_picked_by("id"))
    )
    return finish(
        marks.properties(height=alt.Step(HEIGHTS["terms"][0]), padding={"left": 5, "top": 5, "bottom": 5, "right": 45})
    )
