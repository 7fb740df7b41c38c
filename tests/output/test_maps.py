"""The maps as specifications: where their shapes come from, and that a view shows all of them."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.output import maps
from dashboard.ui.geography import places

BOOK = load_codebook()


def specification(world: bool) -> dict[str, Any]:
    return maps.position_map(BOOK, "light", question="send", world=world)


def layer(world: bool, mark: str) -> dict[str, Any]:
    return next(one for one in specification(world)["layer"] if one.get("mark", {}).get("type") == mark)


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
    left, down = sheet.middle, sheet.down
    assert left - wide / 2 <= across[0] < across[1] <= left + wide / 2
    assert down - high / 2 <= up[0] < up[1] <= down + high / 2
    assert (across[1] - across[0]) / wide > 0.95
    assert (up[1] - up[0]) / high > 0.95


def shown_by(sheet: maps.Sheet, wide: float) -> tuple[float, float]:
    """The least and greatest x that a view shows whose width is so many radii."""
    left = eval(sheet.left, {"width": wide, "map_scale": 1, "max": max})
    return left - wide / 2, left + wide / 2


@pytest.mark.parametrize("sheet", [maps.EUROPE, maps.WORLD])
def test_what_has_a_place_on_a_sheet_is_seen_in_every_view(sheet: maps.Sheet) -> None:
    placed = places(sheet.across, sheet.up, sheet.right)
    for wide in (sheet.wide, (sheet.wide + sheet.widest) / 2, sheet.widest):
        least, greatest = shown_by(sheet, wide)
        assert least < placed[sheet.across].min()
        assert placed[sheet.across].max() < greatest
    assert shown_by(sheet, sheet.wide)[1] == pytest.approx(sheet.right)
    assert ("KAZ" in placed.index) == (sheet is maps.WORLD), "its west alone is on the sheet, and a narrow view cuts it"


@pytest.mark.parametrize("sheet", [maps.EUROPE, maps.WORLD])
def test_no_disc_reaches_another_place_or_disc(sheet: maps.Sheet) -> None:
    placed = places(sheet.across, sheet.up, sheet.right)
    for one in placed.itertuples():
        for other in placed.drop(one.Index).itertuples():
            way = math.hypot(one[1] - other[1], one[2] - other[2])
            assert one.room + other.room <= way + 1e-9
    disc = layer(sheet is maps.WORLD, "circle")
    assert disc["encoding"]["size"]["value"]["expr"] == f"PI * pow(min({sheet.disc}, datum.room * map_scale), 2)"


@pytest.mark.parametrize("world", [False, True])
def test_a_sign_takes_no_click_from_what_lies_below_it(world: bool) -> None:
    sign = layer(world, "text")
    assert "tooltip" not in sign["encoding"]
    assert "cursor" not in sign["mark"]


@pytest.mark.parametrize(("world", "sheet"), [(False, maps.EUROPE), (True, maps.WORLD)])
def test_a_narrow_view_is_no_higher_than_its_map(world: bool, sheet: maps.Sheet) -> None:
    given = {one["name"]: one.get("expr") for one in specification(world)["params"]}
    assert given["height"] == f"min({sheet.height}, width * {sheet.tall / sheet.wide:.3f})"


def test_every_shape_of_a_sheet_finds_its_places() -> None:
    columns = (DATA / "geo" / "centres.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    for sheet in (maps.EUROPE, maps.WORLD):
        assert {sheet.across, sheet.up} <= set(columns)
