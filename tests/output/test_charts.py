"""The charts and maps as specifications: encodings, domains, order; colours and shapes are those of the codebook."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from dashboard.dataset.codebook import load_codebook
from dashboard.output import charts, looks, maps, tables

BOOK = load_codebook()
OPTIONS: dict[str, dict[str, Any]] = {
    "position_map": {"question": "send", "world": False},
    "tiles": {"question": "send"},
    "counts": {"question": "send"},
    "counts_by_month": {"question": "send"},
    "timeline": {"question": "send", "first": "2022-02-01", "last": "2026-03-01"},
    "coverage": {},
}
SEND = [code.label for code in BOOK.positions("send")]
STATES = ["No statement found", "Receiving country"]


def build(name: str, theme: str = "light", **options: Any) -> dict[str, Any]:
    module = maps if hasattr(maps, name) else charts
    return getattr(module, name)(BOOK, theme, **(OPTIONS[name] | options))


def found(spec: Any, key: str) -> list[Any]:
    """Every value under a key, anywhere in a specification."""
    if isinstance(spec, dict):
        return [value for name, value in spec.items() if name == key] + [
            one for value in spec.values() for one in found(value, key)
        ]
    return [one for value in spec for one in found(value, key)] if isinstance(spec, list) else []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", OPTIONS)
def test_a_specification_carries_no_rows_and_no_theme_of_others(name: str, theme: str) -> None:
    spec = build(name, theme)
    assert "data" not in spec
    assert "datasets" not in spec
    assert len(json.dumps(spec)) < 16_000
    assert spec["height"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["position_map", "tiles", "counts_by_month", "counts"])
def test_colours_are_the_codebooks_in_its_order_silence_last(name: str, theme: str) -> None:
    scales = [one["scale"] for one in found(build(name, theme), "color") if isinstance(one, dict) and "scale" in one]
    colours = [getattr(code, theme).colour for code in (*BOOK.positions("send"), *BOOK.codes["state"])]
    assert {"domain": [*SEND, *STATES], "range": colours} in scales


def test_accepting_has_a_scale_of_its_own_and_no_receiving_country() -> None:
    scale = looks.position_colour(BOOK, "light", "accept", silent=True)
    assert scale.domain == ["Opposes", "Wary", "Accepts", "Welcomes", "No statement found"]


def test_shape_says_what_colour_says() -> None:
    encoding = next(one for one in found(build("timeline"), "encoding") if "shape" in one)
    assert encoding["shape"]["scale"]["domain"] == encoding["color"]["scale"]["domain"] == SEND
    assert encoding["shape"]["scale"]["range"] == [code.shape for code in BOOK.positions("send")]
    assert len(set(encoding["shape"]["scale"]["range"])) == len(SEND)


def test_a_hover_gives_words_speaker_office_day_and_source() -> None:
    for name in ("position_map", "tiles", "timeline"):
        told = [str(one) for tip in found(build(name), "tooltip") for one in found(tip, "expr")]
        position = "told" if name == "timeline" else "label"
        for field in ("country", position, "said", "speaker", "office", "day", "source", "confidence", "marks"):
            assert all(f"datum['{field}']" in one for one in told), field
        assert told


def test_a_hover_on_a_map_or_a_tile_tells_after_the_day_how_old_words_are_and_on_what_terms() -> None:
    for name in ("position_map", "tiles"):
        for one in (one for tip in found(build(name), "tooltip") for one in found(tip, "expr")):
            places = [one.index(f"'{title}': ") for title in ("Day", "Age", "On condition", "Source")]
            assert places == sorted(places)


def test_a_hover_leaves_out_what_is_empty() -> None:
    told = looks.tip(looks.TOOLTIP)["tooltip"]["value"]["expr"]
    for one in looks.TOOLTIP:
        value = f"datum['{one['shorthand'].removesuffix(':N')}']"
        assert f"{value} ? {value} : datum.nothing" in told


def test_a_screen_reader_hears_each_field_with_its_title_and_none_that_is_empty() -> None:
    words = looks.hover(looks.TOOLTIP)["description"]["value"]["expr"]
    told = ""
    for one in looks.TOOLTIP:
        field = one["shorthand"].removesuffix(":N")
        assert f"'{one['title']}: ' + datum['{field}'] + '; '" in words
        told += f"{one['title']}: {'' if field in ('office', 'marks') else 'told'}; "
    pattern = re.search(r"regexp\('(.+)', 'g'\)", words)
    assert pattern is not None
    left = re.sub(pattern[1], "", told)
    assert left == told.replace("Office: ; ", "").replace("Caution: ; ", "")


@pytest.mark.parametrize(
    ("name", "mark", "layers"), [("position_map", "geoshape", 2), ("tiles", "rect", 3), ("counts", "bar", 2)]
)
def test_a_screen_reader_hears_each_mark_once_and_the_pointer_whatever_it_can_hit(
    name: str, mark: str, layers: int
) -> None:
    drawn = [layer for one in build(name)["layer"] for layer in one.get("layer", [one])]
    told = [layer for layer in drawn if "tooltip" in layer.get("encoding", {})]
    heard = [layer for layer in told if layer["mark"].get("aria", True)]
    assert [layer["mark"]["type"] for layer in heard] == [mark]
    assert len(told) == layers
    assert not any("description" in layer["encoding"] for layer in told if layer not in heard)


def test_what_is_clicked_is_picked_by_entity_or_id() -> None:
    picks = {
        name: [one for one in build(name)["params"] if one["name"] == looks.PICK]
        for name in ("position_map", "tiles", "timeline")
    }
    fields = {name: found(params, "fields") for name, params in picks.items()}
    assert fields == {"position_map": [["entity"]], "tiles": [["entity"]], "timeline": [["id"]]}


def test_counts_keep_the_codebooks_order_with_sign_and_label() -> None:
    y = next(one for one in found(build("counts"), "y") if "scale" in one)
    assert y["scale"]["domain"] == [*SEND, "No statement found"]
    assert all(f"{code.glyph}  {code.label}" in y["axis"]["labelExpr"] for code in BOOK.positions("send"))


@pytest.mark.parametrize("question", ["send", "accept"])
def test_each_bar_has_its_name_and_all_bars_are_as_high_whatever_the_question(question: str) -> None:
    spec = build("counts", question=question)
    y = next(one for one in found(spec, "y") if "scale" in one)
    assert y["axis"]["labelOverlap"] is y["axis"]["labelFlush"] is False
    assert (spec["height"] - charts.TITLED) / len(y["scale"]["domain"]) == charts.BAR


def test_a_bar_tells_its_number_or_why_there_is_none() -> None:
    titles = {one["field"]: one["title"] for tip in found(build("counts"), "tooltip") for one in tip}
    assert titles["shown"] == "Countries and bodies"


def test_months_are_stacked_in_the_codebooks_order_and_a_hover_tells_all_counts_of_one() -> None:
    spec = build("counts_by_month")
    assert found(spec, "fold") == [[*SEND, STATES[0]]]
    (tooltip,) = found(spec, "tooltip")
    places = [tooltip["value"]["expr"].index(f"'{label}': ") for label in (*SEND, STATES[0])]
    assert places == sorted(places)
    encoding = next(one for one in found(spec, "encoding") if "color" in one)
    assert (encoding["y"]["field"], encoding["y2"]["field"]) == ("base", "top")
    assert encoding["y"]["stack"] is None
    assert encoding["y"]["scale"] == {"nice": False}, "the axis ends where the months add up"


def test_a_timeline_zooms_in_time_alone_between_fixed_days() -> None:
    spec = build("timeline")
    zoom = next(one for one in spec["params"] if one["name"] == "zoom")
    assert zoom["bind"] == "scales"
    assert zoom["select"]["encodings"] == ["x"]
    assert zoom["select"]["zoom"] == "wheel![event.ctrlKey || event.metaKey]", "the wheel alone moves the page"
    assert next(one for one in found(spec, "scale") if one.get("nice") is False)["domain"] == [
        "2022-02-01",
        "2026-03-01",
    ]
    assert [one for one in build("timeline", interactive=False)["params"] if one["name"] == "zoom"] == []


def test_a_chart_of_lanes_is_built_for_one_and_drawn_higher() -> None:
    for name, (lane, beside) in charts.HEIGHTS.items():
        assert build(name)["height"] == looks.high_as((lane, beside), 1)
        assert looks.high_as((lane, beside), 58) == 58 * lane + beside


def test_a_question_mark_stands_behind_what_is_coded_with_low_confidence() -> None:
    (signs,) = (one for one in build("timeline")["layer"] if one.get("mark", {}).get("type") == "text")
    assert signs["mark"]["text"] == tables.DOUBT
    (picked,) = (one["filter"] for one in signs["transform"])
    assert BOOK.label("confidence", "low") in picked
    assert f"!{charts.CLAIM}" in picked


@pytest.mark.parametrize("question", ["send", "accept"])
def test_a_claim_is_a_dotted_outline_as_no_position_is_in_the_colour_of_what_is_claimed(question: str) -> None:
    encoding = next(one for one in found(build("timeline", question=question), "encoding") if "shape" in one)
    line, gap = charts.DOTS
    assert line > 0 < gap
    assert encoding["strokeDash"] == {"condition": {"test": charts.CLAIM, "value": charts.DOTS}, "value": [1, 0]}
    background = BOOK.themes["light"].background
    assert encoding["color"]["condition"] == {"test": charts.CLAIM, "value": background}
    assert encoding["stroke"]["condition"]["test"] == charts.CLAIM
    assert encoding["stroke"]["condition"]["scale"] == encoding["color"]["scale"]
    assert encoding["stroke"]["value"] == background


def test_the_line_of_a_key_day_goes_up_to_its_own_label() -> None:
    marks = [one for one in build("timeline")["layer"][0]["layer"] if one["mark"]["type"] in ("rule", "text")]
    line, label = marks
    for level in range(5):
        bottom = -1 - charts.KEY_DAY * level
        assert line["encoding"]["y"]["value"]["expr"] == f"-{charts.KEY_DAY} * (datum.level + 1)"
        assert label["mark"]["dy"]["expr"] == f"-1 - {charts.KEY_DAY} * datum.level"
        assert -charts.KEY_DAY * (level + 1) < bottom, "beside the label"
        assert -charts.KEY_DAY * (level + 1) > -1 - charts.KEY_DAY * (level + 1), "below the label of the next"


def test_a_timeline_has_room_for_every_line_of_its_lanes() -> None:
    steps = [build("timeline", lines=lines)["height"]["step"] for lines in (1, 2, 3)]
    assert steps[0] == 22
    assert all(step > 13 * lines for lines, step in enumerate(steps, 1))
    for lanes in (1, 3, 12):
        heights = [charts.timeline_height(lanes, lines, labels=5) for lines in (1, 2, 3)]
        assert heights == sorted(heights)
        assert heights[2] - heights[1] >= 13 * lanes
        assert heights[0] - charts.timeline_height(lanes, 1, labels=0) == 5 * charts.KEY_DAY


def test_the_first_and_last_lane_and_month_of_the_coverage_are_named_beside_their_cells() -> None:
    spec = build("coverage")
    (encoding,) = found(spec, "encoding")
    assert encoding["x"]["axis"]["labelFlush"] is encoding["y"]["axis"]["labelFlush"] is False
    assert spec["padding"]["right"] >= 25, "half of the last month's name"


@pytest.mark.parametrize("limited", [False, True])
def test_the_legend_of_the_coverage_has_whole_numbers_even_where_there_are_none(limited: bool) -> None:
    (colour,) = (one["color"] for one in found(build("coverage", limited=limited), "encoding") if "color" in one)
    assert colour["scale"]["domain"] == {"unionWith": [0, 1]}
    assert (colour["legend"]["format"], colour["legend"]["tickMinStep"]) == ("d", 1)


def test_a_limited_coverage_draws_a_point_where_only_the_record_has_statements() -> None:
    assert "layer" not in build("coverage")
    whole, points = build("coverage", limited=True)["layer"]
    assert whole["encoding"]["color"]["title"] == "In this selection"
    assert points["transform"][0]["filter"] == "datum.statements == 0 && datum.in_record > 0"
    assert "legend" in points["encoding"]["shape"]
