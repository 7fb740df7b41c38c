"""The maps as specifications: where their shapes come from, and that a view shows all of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.output import maps

BOOK = load_codebook()


def specification(world: bool) -> dict[str, Any]:
    return maps.position_map(BOOK, "light", question="send", world=world)


@pytest.mark.parametrize("world", [False, True])
def test_maps_come_projected_from_this_server(world: bool) -> None:
    spec = specification(world)
    name = "world" if world else "europe"
    assert spec["projection"]["type"] == "identity"
    assert spec["projection"]["reflectY"] is True
    assert f'"geo/{name}_projected.json"' in json.dumps(spec)
    del spec["$schema"]
    assert json.dumps(spec).count(".json") == 1, "one file, and no other address"


def extent(sheet: maps.Sheet) -> tuple[tuple[float, float], tuple[float, float]]:
    """The least and greatest x and y of the shapes of a sheet, in radii."""
    topology = json.loads((DATA / sheet.shapes).read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    across: list[float] = []
    up: list[float] = []
    for arc in topology["arcs"]:
        x = y = 0
        for step in arc:
            x, y = x + step[0], y + step[1]
            across.append(x * scale[0] + shift[0])
            up.append(y * scale[1] + shift[1])
    return (min(across), max(across)), (min(up), max(up))


def test_a_view_shows_the_whole_world_and_little_else() -> None:
    sheet = maps.WORLD
    wide, high = sheet.wide, sheet.tall
    across, up = extent(sheet)
    left, down = float(sheet.left), float(sheet.down)
    assert left - wide / 2 <= across[0] < across[1] <= left + wide / 2
    assert down - high / 2 <= up[0] < up[1] <= down + high / 2
    assert (across[1] - across[0]) / wide > 0.95
    assert (up[1] - up[0]) / high > 0.95


@pytest.mark.parametrize(("world", "sheet"), [(False, maps.EUROPE), (True, maps.WORLD)])
def test_a_narrow_view_is_no_higher_than_its_map(world: bool, sheet: maps.Sheet) -> None:
    given = {one["name"]: one.get("expr") for one in specification(world)["params"]}
    assert given["height"] == f"min({sheet.height}, width * {sheet.tall / sheet.wide:.3f})"


def test_every_shape_of_a_sheet_finds_its_places() -> None:
    columns = (DATA / "geo" / "centres.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    for sheet in (maps.EUROPE, maps.WORLD):
        assert {sheet.across, sheet.up} <= set(columns)
