"""The pictures as specifications: what is encoded by what, in which order and domain, in both themes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import REAL_CODEBOOK as BOOK

from dashboard.output import pictures
from dashboard.output.looks import DAYS
from dashboard.output.tables import silence

THEMES = ("light", "dark")
LABELS = [code.label for code in BOOK.positions("send")]
SILENCE = silence(BOOK).label


SIDES = (("changes", "Before", "After"), ("claims", "Own word", "Claimed"))


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The layers of a picture, but for the key days, which are those of the timeline."""
    if spec.get("data") == {"name": "key_days"}:
        return []
    return [inner for layer in spec["layer"] for inner in layers(layer)] if "layer" in spec else [spec]


def encodings(spec: dict[str, Any], channel: str) -> list[dict[str, Any]]:
    return [layer["encoding"][channel] for layer in layers(spec) if channel in layer.get("encoding", {})]


def every(theme: str) -> dict[str, dict[str, Any]]:
    return {
        "bands": pictures.bands(BOOK, theme, question="send"),
        "moves": pictures.moves(BOOK, theme, question="send", sides=SIDES),
        "outcomes": pictures.outcomes(BOOK, theme),
        "terms": pictures.terms(BOOK, theme, filled="Waits", hollow="Met"),
    }


@pytest.mark.parametrize("theme", THEMES)
def test_positions_keep_the_colours_of_the_codebook_in_its_order(theme: str) -> None:
    for name in ("bands", "moves", "outcomes"):
        scale = encodings(every(theme)[name], "color")[0]["scale"]
        assert [label for label in scale["domain"] if label in LABELS] == LABELS, name
        marks = [code.light if theme == "light" else code.dark for code in BOOK.positions("send")]
        assert scale["range"][: len(LABELS)] == [mark.colour for mark in marks if mark], name


@pytest.mark.parametrize("theme", THEMES)
def test_colour_is_never_the_only_sign(theme: str) -> None:
    specs = every(theme)
    assert "sign" in [one.get("field") for one in encodings(specs["outcomes"], "text")]
    for name in ("bands", "moves"):
        (shape,) = encodings(specs[name], "shape")
        assert shape["scale"]["domain"] == LABELS
        assert len(set(map(str, shape["scale"]["range"]))) == len(LABELS)


@pytest.mark.parametrize("name", ["bands", "moves", "outcomes"])
def test_a_screen_reader_hears_each_mark_once(name: str) -> None:
    told = [layer for layer in layers(every("light")[name]) if "tooltip" in layer.get("encoding", {})]
    heard = [layer for layer in told if layer["mark"].get("aria", True)]
    assert len(told) > len(heard) == 1
    assert ["description" in layer["encoding"] for layer in told] == [layer in heard for layer in told]


def test_silence_has_a_grey_of_its_own_where_it_is_drawn() -> None:
    for name in ("bands", "outcomes"):
        scale = encodings(every("light")[name], "color")[0]["scale"]
        grey = silence(BOOK).light
        assert grey
        assert scale["range"][scale["domain"].index(SILENCE)] == grey.colour
        assert scale["range"].count(grey.colour) == 1


def test_both_ends_of_a_move_stand_on_the_lanes_which_are_sorted_by_their_number() -> None:
    spec = every("light")["moves"]
    assert [axis["field"] for axis in encodings(spec, "y")] == [
        "lane",
        "lane",
        "from_lane",
        "from_lane",
        "lane",
        "lane",
    ]
    band, words = (layer for layer in layers(spec) if layer.get("data") == {"name": "lanes"})
    assert "transform" not in band  # a position that nobody holds has its lane, too
    assert band["encoding"]["y"]["axis"]["labelExpr"] == f"substring(datum.label, {len('00 ')})"
    assert words["encoding"]["text"]["field"] == words["encoding"]["description"]["field"] == "words"


def test_a_move_tells_its_phase_and_kind_and_its_ends_by_the_names_of_its_sort() -> None:
    (mark,) = (
        layer
        for layer in layers(every("light")["moves"])
        if "description" in layer["encoding"] and "shape" in layer["encoding"]
    )
    for channel in ("tooltip", "description"):
        told = mark["encoding"][channel]["value"]["expr"]
        changes, claims = told.split("datum['sort'] == 'claims' ? ")
        assert changes.startswith("datum['sort'] == 'changes' ? ")
        for sort, before, after in ((changes, "Before", "After"), (claims, "Own word", "Claimed")):
            assert f"'{before}: words" in sort
            assert f"'{after}: words" in sort
            assert "datum['phase']" in sort
            assert "datum['kind']" in sort


@pytest.mark.parametrize("theme", THEMES)
def test_moves_have_the_key_days_of_the_timeline_between_the_first_and_the_last_of_their_own(theme: str) -> None:
    spec = every(theme)["moves"]
    assert spec["layer"][0]["data"] == {"name": "key_days"}
    assert [(axis["field"], axis.get("axis", {}).get("format")) for axis in encodings(spec, "x")][:2] == [
        ("first", DAYS)
    ] * 2
    assert layers(spec)[0]["encoding"]["x2"]["field"] == "last"


def test_no_two_ticks_of_an_axis_of_days_have_one_name() -> None:
    assert DAYS["year"] == "%Y"
    assert "%b" in DAYS["month"]
    assert all("%-d" in DAYS[unit] and "%Y" in DAYS[unit] for unit in ("week", "date"))


def test_all_bands_share_one_axis_of_time_and_what_lies_beyond_the_record_is_thin() -> None:
    spec = every("light")["bands"]
    drawn = {layer["mark"]["type"]: layer["encoding"] for layer in layers(spec) if "encoding" in layer}
    assert all(layer["x"]["field"] == "start" for layer in drawn.values())
    assert drawn["bar"]["x2"]["field"] == "end"
    high = drawn["bar"]["size"]
    assert high["condition"]["test"] == "datum.beyond"
    assert high["condition"]["value"] < high["value"] / 2


def test_every_new_position_has_its_sign_beside_the_bands_however_narrow_they_are() -> None:
    """Signs stand on the page above the bands; one that repeats the last may be left out, where there is no room."""
    band, sign, label = (
        next(one for one in layers(every("light")["bands"]) if one.get("mark", {}).get("type") == kind)
        for kind in ("bar", "point", "text")
    )
    assert sign["mark"]["yOffset"] == label["mark"]["dy"] < band["mark"]["yOffset"] - pictures.BAND / 2 - 5
    assert sign["encoding"]["opacity"]["condition"]["test"].startswith("(datum.moved || ")
    assert {sign["encoding"]["opacity"]["value"], sign["encoding"]["opacity"]["condition"]["value"]} == {0, 1}


def test_key_days_are_annotated_where_positions_stand_in_time() -> None:
    assert '{"name": "key_days"}' in json.dumps(every("light")["bands"])


def test_terms_are_all_there_in_the_codebooks_order_with_two_states() -> None:
    spec = every("light")["terms"]
    assert spec["encoding"]["x"]["scale"]["domain"] == [code.label for code in BOOK.codes["conditions"]]
    assert spec["encoding"]["fill"]["scale"]["domain"] == ["Waits", "Met"]
    assert len(set(spec["encoding"]["fill"]["scale"]["range"])) == 2


@pytest.mark.parametrize("theme", THEMES)
def test_every_picture_tells_words_speaker_and_day_and_can_be_clicked(theme: str) -> None:
    for name, spec in every(theme).items():
        tips = json.dumps(encodings(spec, "tooltip"))
        for field in ("said", "speaker", "day"):
            assert f'"field": "{field}"' in tips or f"datum['{field}']" in tips, (name, field)
        assert '"pick"' in json.dumps(spec), name
        assert "data" not in spec or spec["data"] == {"name": "table"}, name


def test_pictures_of_lanes_find_their_height_a_step_a_lane() -> None:
    for name, (lane, _) in pictures.HEIGHTS.items():
        assert every("light")[name]["height"] == {"step": lane}
    assert {"bands", "moves", "outcomes", "terms"} == set(pictures.HEIGHTS)
