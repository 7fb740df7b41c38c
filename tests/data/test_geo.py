"""The shipped map shapes: every country is there, and Crimea is in Ukraine."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
EUROPE, WORLD = MAPS = ("europe_projected.json", "world_projected.json")
IN_CRIMEA = {
    "Simferopol": (34.1, 44.95),
    "Sevastopol": (33.52, 44.6),
    "Kerch": (36.47, 45.36),
    "Bakhchysarai": (33.86, 44.75),
    "Dzhankoi": (34.39, 45.71),
}
MAINLAND = {"Kherson": (32.62, 46.64), "Armiansk": (33.69, 46.11), "Donetsk": (37.8, 48.0), "Luhansk": (39.3, 48.57)}
ABROAD = {
    "Krasnodar": ("RUS", 38.98, 45.04),
    "Kaliningrad": ("RUS", 20.9, 54.7),
    "Kyrenia": ("CYP", 33.32, 35.3),
    "Limassol": ("CYP", 33.04, 34.75),
    "Pristina": ("XKX", 21.16, 42.66),
    "Luxembourg": ("LUX", 6.13, 49.7),
    "Valletta": ("MLT", 14.46, 35.88),
    "Chisinau": ("MDA", 28.83, 47.02),
    "Tiraspol": ("MDA", 29.6, 46.84),
}
SMALL_IN_EUROPE = {"XKX", "CYP", "MLT", "LUX", "VAT", "MNE", "SVN", "MKD"}

Outline = list[tuple[float, float]]


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_topology(name: str) -> dict[str, Any]:
    topology: dict[str, Any] = json.loads((DATA / "geo" / name).read_text(encoding="utf-8"))
    return topology


def decode_arcs(topology: dict[str, Any]) -> Iterator[Outline]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for deltas in topology["arcs"]:
        x, y, arc = 0, 0, []
        for step in deltas:
            x, y = x + step[0], y + step[1]
            arc.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        yield arc


def europe_to_degrees(x: float, y: float) -> tuple[float, float]:
    """What the map of Europe shows at a place: Lambert's azimuthal equal-area projection around 15 E, 53 N, undone."""
    middle, far = math.radians(53), math.hypot(x, y)
    angle = 2 * math.asin(far / 2)
    lat = math.asin(math.cos(angle) * math.sin(middle) + y * math.sin(angle) * math.cos(middle) / far)
    across = far * math.cos(middle) * math.cos(angle) - y * math.sin(middle) * math.sin(angle)
    return 15 + math.degrees(math.atan2(x * math.sin(angle), across)), math.degrees(lat)


def world_to_degrees(x: float, y: float) -> tuple[float, float]:
    """What the map of the world shows at a place: the Equal Earth projection around 11 E, undone; 170 W is 190."""
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    angle = y
    for _ in range(12):  # Newton
        height = a[3] * angle**9 + a[2] * angle**7 + a[1] * angle**3 + a[0] * angle
        angle -= (height - y) / (9 * a[3] * angle**8 + 7 * a[2] * angle**6 + 3 * a[1] * angle**2 + a[0])
    slope = 9 * a[3] * angle**8 + 7 * a[2] * angle**6 + 3 * a[1] * angle**2 + a[0]
    lon = 3 * x * slope / (2 * math.sqrt(3) * math.cos(angle))
    return 11 + math.degrees(lon), math.degrees(math.asin(2 * math.sin(angle) / math.sqrt(3)))


UNDONE = {EUROPE: europe_to_degrees, WORLD: world_to_degrees}


@cache
def shapes(name: str) -> dict[str, list[list[Outline]]]:
    """Polygons by country, each a list of closed outlines in degrees."""
    topology = read_topology(name)
    arcs = [[UNDONE[name](*point) for point in arc] for arc in decode_arcs(topology)]

    def outline(ring: list[int]) -> Outline:
        pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
        assert all(a[-1] == b[0] for a, b in zip(pieces, pieces[1:] + pieces[:1], strict=True)), "open ring"
        return [point for piece in pieces for point in piece[1:]]

    return {
        geometry["id"]: [[outline(ring) for ring in polygon] for polygon in geometry["arcs"]]
        for geometry in topology["objects"]["countries"]["geometries"]
    }


def is_inside(lon: float, lat: float, polygons: list[list[Outline]]) -> bool:
    """Even-odd rule."""
    crossings = 0
    for outline in (outline for polygon in polygons for outline in polygon):
        for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
            if (y1 > lat) != (y2 > lat):
                crossings += lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


def countries_at(lon: float, lat: float, name: str) -> list[str]:
    return [code for code, polygons in shapes(name).items() if is_inside(lon, lat, polygons)]


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize(("lon", "lat"), (IN_CRIMEA | MAINLAND).values(), ids=(IN_CRIMEA | MAINLAND).keys())
def test_crimea_is_in_ukraine_and_in_no_other_country(name: str, lon: float, lat: float) -> None:
    assert countries_at(lon, lat, name) == ["UKR"]


@pytest.mark.parametrize("name", MAPS)
def test_no_border_cuts_crimea_off(name: str) -> None:
    simferopol, kherson = IN_CRIMEA["Simferopol"], MAINLAND["Kherson"]
    both = [p for p in shapes(name)["UKR"] if is_inside(*simferopol, [p]) and is_inside(*kherson, [p])]
    assert len(both) == 1


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize(("code", "lon", "lat"), ABROAD.values(), ids=ABROAD.keys())
def test_places_lie_in_their_country_only(name: str, code: str, lon: float, lat: float) -> None:
    assert countries_at(lon, lat, name) == [code]


def test_every_country_of_the_record_has_a_shape() -> None:
    countries = {row["code"] for row in read_rows("entities.csv") if row["kind"] == "country"}
    assert countries <= shapes(WORLD).keys()


def test_every_european_country_of_the_record_is_on_the_map_of_europe() -> None:
    european = {row["code"] for row in read_rows("geo/tiles.csv") if row["block"] == "europe"}
    assert european <= shapes(EUROPE).keys()


@pytest.mark.parametrize("name", MAPS)
def test_small_states_keep_an_area(name: str) -> None:
    flat = [
        code for code in SMALL_IN_EUROPE if not any(len(set(polygon[0])) >= 3 for polygon in shapes(name).get(code, []))
    ]
    assert flat == []


@pytest.mark.parametrize("name", MAPS)
def test_ids_are_unique_alpha_3_codes_with_a_name(name: str) -> None:
    geometries = read_topology(name)["objects"]["countries"]["geometries"]
    codes = [geometry["id"] for geometry in geometries]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)
    assert all(geometry["properties"]["name"] for geometry in geometries)


@pytest.mark.parametrize("name", MAPS)
def test_names_are_those_of_the_record(name: str) -> None:
    names = {row["code"]: row["name"] for row in read_rows("entities.csv")}
    geometries = read_topology(name)["objects"]["countries"]["geometries"]
    drawn = {geometry["id"]: geometry["properties"]["name"] for geometry in geometries}
    assert {code: drawn[code] for code in drawn if code in names} == {
        code: names[code] for code in drawn if code in names
    }


@pytest.mark.parametrize("name", MAPS)
def test_no_line_crosses_the_map(name: str) -> None:
    """No step between two points is longer than 12 degrees."""
    outlines = [outline for polygons in shapes(name).values() for polygon in polygons for outline in polygon]
    steps = [abs(a[0] - b[0]) for o in outlines for a, b in zip(o, o[1:] + o[:1], strict=True)]
    assert [step for step in steps if step > 12] == []


def test_antarctica_is_left_out() -> None:
    assert "ATA" not in shapes(WORLD)


@pytest.mark.parametrize("name", MAPS)
def test_files_stay_small(name: str) -> None:
    assert (DATA / "geo" / name).stat().st_size < 200_000


def test_every_entity_has_a_tile_of_its_own() -> None:
    tiles = read_rows("geo/tiles.csv")
    assert sorted(tile["code"] for tile in tiles) == sorted(row["code"] for row in read_rows("entities.csv"))
    cells = [(int(tile["row"]), int(tile["col"])) for tile in tiles]
    assert len(cells) == len(set(cells))
    assert min(min(cell) for cell in cells) == 0


def test_an_empty_row_separates_the_blocks_of_tiles() -> None:
    rows: dict[str, set[int]] = {}
    for tile in read_rows("geo/tiles.csv"):
        rows.setdefault(tile["block"], set()).add(int(tile["row"]))
    assert max(rows["europe"]) + 1 < min(rows["elsewhere"])
    assert max(rows["elsewhere"]) + 1 < min(rows["organisations"])


def test_the_last_block_holds_the_organisations() -> None:
    organisations = {row["code"] for row in read_rows("entities.csv") if row["kind"] == "organisation"}
    assert {tile["code"] for tile in read_rows("geo/tiles.csv") if tile["block"] == "organisations"} == organisations


@pytest.mark.parametrize("row", read_rows("geo/centres.csv"), ids=lambda row: row["code"])
@pytest.mark.parametrize("name", MAPS)
def test_a_centre_lies_in_its_country(name: str, row: dict[str, str]) -> None:
    found = countries_at(float(row["lon"]), float(row["lat"]), name)
    assert not found or row["code"] in found


@pytest.mark.parametrize(("name", "prefix"), [(EUROPE, "europe"), (WORLD, "world")])
def test_a_centre_on_a_map_is_where_its_degrees_say(name: str, prefix: str) -> None:
    rows = [row for row in read_rows("geo/centres.csv") if row[f"{prefix}_x"]]
    assert {row["code"] for row in rows} <= shapes(name).keys()
    for row in rows:
        place = UNDONE[name](float(row[f"{prefix}_x"]), float(row[f"{prefix}_y"]))
        assert place == pytest.approx((float(row["lon"]), float(row["lat"])), abs=0.002)


def test_every_country_has_a_place_on_the_map_of_the_world() -> None:
    assert all(row["world_x"] for row in read_rows("geo/centres.csv"))


def test_no_country_is_torn_apart_by_the_edge_of_the_world() -> None:
    """Chukotka hangs on Siberia, beyond 180 E; Alaska lies on the other edge."""
    (siberia,) = (p for p in shapes(WORLD)["RUS"] if is_inside(100, 60, [p]))
    assert is_inside(175, 66.5, [siberia])
    assert is_inside(185, 66.8, [siberia])
    assert is_inside(-155, 66, shapes(WORLD)["USA"])


def test_every_country_has_a_centre_and_small_ones_are_marked() -> None:
    rows = read_rows("geo/centres.csv")
    assert {row["code"] for row in rows} == {
        row["code"] for row in read_rows("entities.csv") if row["kind"] == "country"
    }
    assert {row["code"] for row in rows if row["small"] == "true"} >= SMALL_IN_EUROPE
