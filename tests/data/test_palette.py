"""The colours of the positions: told apart by every kind of sight, on light and on dark, and never by colour alone.

Simulation of colour blindness: Machado, Oliveira and Fernandes 2009, severity 1. Difference: CIEDE2000.
Contrast: WCAG 2.2, 1.4.3 (text, 4.5) and 1.4.11 (graphical objects, 3).
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from inspect import Parameter, getmembers, isfunction, signature
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from dashboard.dataset.codebook import load_codebook
from dashboard.output import charts, maps, pictures

with warnings.catch_warnings():  # tells what optional packages are missing; none is needed here
    warnings.simplefilter("ignore")
    import colour

CODEBOOK = Path(__file__).resolve().parents[2] / "data" / "codebook.json"
THEMES = ("light", "dark")
QUESTIONS = ("send", "accept")
DEFICIENCIES = {"deuteranopia": "Deuteranomaly", "protanopia": "Protanomaly", "tritanopia": "Tritanomaly"}
SIGHTS = ("normal", *DEFICIENCIES)
ADJACENT, APART = 10, 7  # CIEDE2000
GRAPHIC, TEXT = 3.0, 4.5  # contrast


class Step(NamedTuple):
    """One position as drawn in one theme."""

    code: str
    colour: str
    text: str
    shape: str
    glyph: str


def read_steps(theme: str, question: str) -> list[Step]:
    """Positions of a question in order, as the codebook draws them."""
    codes = json.loads(CODEBOOK.read_text(encoding="utf-8"))["codes"]["position"]
    ranked = sorted((code for code in codes if code["question"] == question), key=lambda code: code["rank"])
    return [Step(c["code"], c[theme]["colour"], c[theme]["text"], c["shape"], c["glyph"]) for c in ranked]


def read_page(theme: str) -> dict[str, str]:
    """Background of the page, outline, and the grey of silence with its text, in a theme."""
    codebook = json.loads(CODEBOOK.read_text(encoding="utf-8"))
    silent = next(code for code in codebook["codes"]["state"] if code["code"] == "silent")
    return {
        "background": codebook["themes"][theme]["background"],
        "outline": codebook["themes"][theme]["outline"],
        "silence": silent[theme]["colour"],
        "silence_text": silent[theme]["text"],
    }


def linear_rgb(hex_colour: str) -> np.ndarray:
    return colour.models.eotf_sRGB(np.array([int(hex_colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255)


def seen_lab(hex_colour: str, sight: str) -> np.ndarray:
    """CIELAB of a colour as somebody with this sight sees it."""
    rgb = linear_rgb(hex_colour)
    if sight in DEFICIENCIES:
        with warnings.catch_warnings():  # the tritan matrix is an approximation, say its authors
            warnings.simplefilter("ignore")
            matrix = colour.blindness.matrix_cvd_Machado2009(DEFICIENCIES[sight], 1.0)
        rgb = np.clip(matrix @ rgb, 0, 1)
    return colour.XYZ_to_Lab(colour.RGB_to_XYZ(rgb, "sRGB"))


@cache
def difference(a: str, b: str, sight: str) -> float:
    return float(colour.delta_E(seen_lab(a, sight), seen_lab(b, sight), method="CIE 2000"))


def contrast(a: str, b: str) -> float:
    low, high = sorted(float(linear_rgb(c) @ (0.2126, 0.7152, 0.0722)) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


def lightness(step: Step) -> float:
    return float(seen_lab(step.colour, "normal")[0])


every_theme = pytest.mark.parametrize("theme", THEMES)
every_question = pytest.mark.parametrize("question", QUESTIONS)
every_sight = pytest.mark.parametrize("sight", SIGHTS)


PICTURES: dict[str, Callable[..., Any]] = {
    name: build
    for module in (charts, maps, pictures)
    for name, build in getmembers(module, isfunction)
    if build.__module__ == module.__name__ and {"codebook", "theme"} <= set(signature(build).parameters)
}
ASKED = {"first": "2022-02-01", "last": "2026-03-01", "world": False, "sides": (("changes", "Before", "After"),)} | {
    "filled": "Now",
    "hollow": "Before",
}
"""What pictures are asked for, beside the question."""
SEE_THROUGH = {"point": 0.7, "circle": 0.7, "square": 0.7, "tick": 0.7}
"""Marks that Vega-Lite blends with what is behind them where nothing is said of their opacity."""


def specification(name: str, theme: str, question: str) -> dict[str, Any]:
    """A picture as it is asked for with all that it can't do without."""
    wanted = [one.name for one in signature(PICTURES[name]).parameters.values() if one.kind is Parameter.KEYWORD_ONLY]
    needed = {key: value for key, value in (ASKED | {"question": question}).items() if key in wanted}
    drawn: dict[str, Any] = PICTURES[name](load_codebook(), theme, **needed)
    return drawn


def marks_of(part: Any) -> Iterator[dict[str, Any]]:
    """Every part of a specification that draws something."""
    if isinstance(part, dict):
        if "mark" in part and "encoding" in part:
            yield part
        for value in part.values():
            yield from marks_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from marks_of(value)


def opacities(part: dict[str, Any]) -> set[float]:
    """How far a mark covers what is behind it; nothing for what is not seen at all."""
    given = part["encoding"].get("opacity", {})
    values = [one["value"] for one in (given, given.get("condition", {})) if "value" in one]
    mark = part["mark"]
    whole = [mark[name] for name in ("opacity", "fillOpacity", "strokeOpacity") if name in mark]
    return {*(values or whole or [SEE_THROUGH.get(mark["type"], 1)])} - {0}


def blended(over: str, ground: str, opacity: float) -> str:
    """What a colour looks like that covers a ground so far."""
    pair = zip(*([int(one[i : i + 2], 16) for i in (1, 3, 5)] for one in (over, ground)), strict=True)
    return "#" + "".join(f"{round(opacity * a + (1 - opacity) * b):02x}" for a, b in pair)


def test_the_measures_agree_with_published_values() -> None:
    """CIEDE2000: Sharma, Wu and Dalal 2005, table 1, pair 1; contrast of black on white: WCAG; grey stays grey."""
    pair = np.array([50, 2.6772, -79.7751]), np.array([50, 0, -82.7485])
    assert colour.delta_E(*pair, method="CIE 2000") == pytest.approx(2.0425, abs=1e-4)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert all(difference("#808080", "#808080", sight) == 0 for sight in SIGHTS)
    assert difference("#c02020", "#207020", "deuteranopia") < difference("#c02020", "#207020", "normal")


@every_theme
@every_question
@every_sight
def test_adjacent_positions_stay_apart(theme: str, question: str, sight: str) -> None:
    steps = pairwise(read_steps(theme, question))
    close = {(a.code, b.code): d for a, b in steps if (d := difference(a.colour, b.colour, sight)) < ADJACENT}
    assert close == {}


@every_theme
@every_question
@every_sight
def test_all_positions_of_a_question_differ(theme: str, question: str, sight: str) -> None:
    steps = combinations(read_steps(theme, question), 2)
    close = {(a.code, b.code): d for a, b in steps if (d := difference(a.colour, b.colour, sight)) < APART}
    assert close == {}


@every_theme
@every_question
@every_sight
def test_no_position_looks_like_silence_or_like_the_page(theme: str, question: str, sight: str) -> None:
    page = read_page(theme)
    grounds = (page["silence"], page["background"])
    close = {
        (step.code, ground): d
        for step, ground in product(read_steps(theme, question), grounds)
        if (d := difference(step.colour, ground, sight)) < ADJACENT
    }
    assert close == {}


@every_theme
@every_question
def test_every_position_stands_out_from_the_page(theme: str, question: str) -> None:
    background = read_page(theme)["background"]
    assert [step.code for step in read_steps(theme, question) if contrast(step.colour, background) < GRAPHIC] == []


@every_theme
@every_question
def test_text_on_a_position_can_be_read(theme: str, question: str) -> None:
    assert [step.code for step in read_steps(theme, question) if contrast(step.text, step.colour) < TEXT] == []


@every_theme
def test_silence_is_a_neutral_grey_with_an_outline_that_stands_out(theme: str) -> None:
    """The grey itself is meant to recede: it has less contrast with the page than every position."""
    page = read_page(theme)
    channels = [int(page["silence"][i : i + 2], 16) for i in (1, 3, 5)]
    assert max(channels) - min(channels) <= 20
    assert contrast(page["outline"], page["background"]) >= GRAPHIC
    assert contrast(page["silence_text"], page["silence"]) >= TEXT
    weakest = min(contrast(s.colour, page["background"]) for q in QUESTIONS for s in read_steps(theme, q))
    assert contrast(page["silence"], page["background"]) < weakest


@every_theme
def test_lightness_runs_one_way_on_each_arm(theme: str) -> None:
    """From each end of the order to the middle the colours grow lighter."""
    send, accept = ([lightness(step) for step in read_steps(theme, question)] for question in QUESTIONS)
    assert send[:3] == sorted(send[:3])
    assert send[3:] == sorted(send[3:], reverse=True)
    assert accept[:2] == sorted(accept[:2])
    assert accept[2:] == sorted(accept[2:], reverse=True)


def test_shape_and_glyph_say_the_same_as_the_colour() -> None:
    """No two of all eleven positions share a shape, a glyph or, in one theme, a colour."""
    for theme in THEMES:
        steps = [step for question in QUESTIONS for step in read_steps(theme, question)]
        for values in zip(*((s.colour, s.shape, s.glyph) for s in steps), strict=True):
            assert all(values)
            assert len(set(values)) == len(values)


def test_what_covers_half_is_measured_as_it_looks() -> None:
    assert blended("#ff0000", "#ffffff", 0.5) == "#ff8080"
    assert opacities({"mark": {"type": "point"}, "encoding": {}}) == {0.7}
    faint = {"opacity": {"condition": {"test": "datum.low", "value": 0.45}, "value": 1}}
    assert opacities({"mark": {"type": "point"}, "encoding": faint}) == {0.45, 1}


@every_theme
@every_question
@pytest.mark.parametrize("name", PICTURES)
def test_adjacent_positions_stay_apart_in_every_picture_as_it_is_drawn(name: str, theme: str, question: str) -> None:
    """Also where a colour is blended with what is behind it."""
    steps, ground = read_steps(theme, question), read_page(theme)["background"]
    close = {}
    for part in marks_of(specification(name, theme, question)):
        coloured = json.dumps([part["encoding"].get(channel) for channel in ("color", "fill", "stroke")])
        if steps[0].colour not in coloured:
            continue
        for opacity, (a, b), sight in product(opacities(part), pairwise(steps), SIGHTS):
            drawn = (blended(step.colour, ground, opacity) for step in (a, b))
            if (apart := difference(*drawn, sight)) < ADJACENT:
                close[part["mark"]["type"], opacity, a.code, b.code, sight] = apart
    assert close == {}
