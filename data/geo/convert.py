"""Makes europe_projected.json, world_projected.json and centres.csv from the npm package world-atlas 2.0.2.

Stage: preparation by hand, not part of the running program. In: the package's archive and data/entities.csv.
Out: the three files beside this script (README.md says what they hold and what was changed).
Usage: python data/geo/convert.py world-atlas-2.0.2.tgz
Needs pycountry, for the codes and names of the countries that are not in data/entities.csv, and shapely, for the
points in centres.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import tarfile
from pathlib import Path
from typing import Any

import pycountry
from frame import Frame
from shapely import Polygon
from shapely.ops import polylabel
from thinning import thin_out
from topology import Arc, Countries, Point, area_km2, clip, decode_arcs, drop_islets, encode, merge, ring_points
from world import on_one_side, project

HERE = Path(__file__).resolve().parent
SOURCE = "package/countries-50m.json"
LEFT_OUT = {"Antarctica", "Siachen Glacier"}  # the second is claimed by two states and has no code
CODE_BY_NAME = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM", "Indian Ocean Ter.": "AUS"}
OWN_NAMES = {"COD": "DR Congo"}  # pycountry's name, cut at the comma, would be the same as COG's
CRIMEA_BOX = (32.4, 44.3, 36.7, 46.3)  # west, south, east, north, in degrees
# Iceland to the Caspian, Cyprus to the North Cape, in the projection of the European grid (ETRS89-LAEA: 10 E, 52 N)
# turned to 15 E so that Ukraine stands upright.
EUROPE = Frame(lon=15, lat=53, left=-0.355, right=0.408, bottom=-0.32, top=0.335)
EUROPE_GRID = {"scale": [2e-5, 2e-5], "translate": [EUROPE.left, EUROPE.bottom]}  # 130 m
WORLD_GRID = {"scale": [2e-4, 2e-4], "translate": [-2.8, -1.4]}  # 1.3 km
SMALL_STATE_KM2 = 30_000


def read_source(archive: Path) -> dict[str, Any]:
    with tarfile.open(archive) as package:
        member = package.extractfile(SOURCE)
        if member is None:
            raise SystemExit(f"{archive}: no {SOURCE} inside; take the archive of world-atlas 2.0.2")
        topology: dict[str, Any] = json.load(member)
    return topology


def code_of(geometry: dict[str, Any]) -> str:
    """Alpha-3 code of a shape; stops at a shape that neither ISO 3166-1 nor CODE_BY_NAME knows."""
    name = geometry["properties"]["name"]
    if name in CODE_BY_NAME:
        return CODE_BY_NAME[name]
    country = pycountry.countries.get(numeric=geometry.get("id", ""))
    if country is None:
        raise SystemExit(f"{SOURCE}: no code for {name!r}; add it to CODE_BY_NAME")
    return country.alpha_3


def group_by_code(topology: dict[str, Any]) -> Countries:
    countries: Countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["properties"]["name"] not in LEFT_OUT:
            parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            countries.setdefault(code_of(geometry), []).extend(parts)
    return countries


def give_crimea_to_ukraine(countries: Countries, arcs: list[Arc]) -> None:
    """Move the one part of Russia's shape that lies in CRIMEA_BOX. Raises SystemExit if it is not exactly one."""
    west, south, east, north = CRIMEA_BOX
    crimea = [
        polygon
        for polygon in countries["RUS"]
        if all(west <= x <= east and south <= y <= north for x, y in ring_points(polygon[0], arcs))
    ]
    if len(crimea) != 1:
        raise SystemExit(f"{SOURCE}: {len(crimea)} parts of Russia in Crimea instead of 1; look at CRIMEA_BOX")
    countries["RUS"].remove(crimea[0])
    countries["UKR"].append(crimea[0])


def name_countries(codes: list[str], entities: Path) -> dict[str, str]:
    """The record's own name where it has one, pycountry's otherwise."""
    with entities.open(encoding="utf-8", newline="") as file:
        names = OWN_NAMES | {row["code"]: row["name"] for row in csv.DictReader(file)}
    for code in set(codes) - set(names):
        country = pycountry.countries.get(alpha_3=code)
        if country is None:
            raise SystemExit(f"pycountry: no country {code}; give it a name in {entities} or OWN_NAMES")
        names[code] = getattr(country, "common_name", country.name.split(",")[0])
    return names


def centre(polygon: list[Arc]) -> tuple[float, float]:
    """The point farthest from every border, in degrees: a sign set there stands inside (pole of inaccessibility)."""
    squeeze = math.cos(math.radians(sum(lat for _, lat in polygon[0]) / len(polygon[0])))
    outer, *holes = [[(lon * squeeze, lat) for lon, lat in ring] for ring in polygon]
    point = polylabel(Polygon(outer, holes).buffer(0), tolerance=0.01)
    return point.x / squeeze, point.y


def write_centres(inside: Countries, pieces: list[Arc], elsewhere: Countries, arcs: list[Arc], entities: Path) -> None:
    """A point in the largest part of each country of the record: the part on the map of Europe, where there is one.

    Beside its degrees stand its places on the map of Europe and on that of the world.
    """
    with entities.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["kind"] == "country"]
    rows = []
    for code in sorted(codes):
        countries, lines = (inside, pieces) if code in inside else (elsewhere, arcs)
        polygons = [[ring_points(ring, lines) for ring in polygon] for polygon in countries[code]]
        lon, lat = centre(max(polygons, key=lambda polygon: area_km2(polygon[0])))
        area = sum(area_km2(ring_points(polygon[0], lines)) for polygon in countries[code])
        europe = written(EUROPE.project((lon, lat))) if code in inside else ["", ""]
        world = written(project((lon, lat)))
        small = "true" if area < SMALL_STATE_KM2 else "false"
        rows.append((code, f"{lon:.3f}", f"{lat:.3f}", *europe, *world, small))
    head = ("code", "lon", "lat", "europe_x", "europe_y", "world_x", "world_y", "small")
    with (HERE / "centres.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def written(place: Point) -> list[str]:
    return [f"{length:.5f}" for length in place]


def write_map(name: str, topology: dict[str, Any]) -> None:
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")
    shapes = len(topology["objects"]["countries"]["geometries"])
    print(f"{name}: {len(text.encode()):,} bytes, {shapes} shapes, {len(topology['arcs'])} arcs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path, help="world-atlas-2.0.2.tgz")
    parser.add_argument("--entities", type=Path, default=HERE.parent / "entities.csv")
    options = parser.parse_args()
    source = read_source(options.archive)
    arcs = decode_arcs(source)
    countries = group_by_code(source)
    give_crimea_to_ukraine(countries, arcs)
    countries = {code: merge(polygons, arcs) for code, polygons in countries.items()}
    names = name_countries(list(countries), options.entities)

    large = drop_islets(countries, arcs, smallest_km2=1500)
    flat = [[project(point) for point in on_one_side(arc)] for arc in thin_out(large, arcs, detail_km2=600)]
    write_map("world_projected.json", encode(large, flat, names, WORLD_GRID))
    inside, pieces = clip(countries, arcs, EUROPE.cut, EUROPE.connect)
    inside = drop_islets(inside, pieces, smallest_km2=40)
    write_centres(inside, pieces, countries, arcs, options.entities)
    flat = [[EUROPE.project(point) for point in arc] for arc in thin_out(inside, pieces, detail_km2=16)]
    write_map("europe_projected.json", encode(inside, flat, names, EUROPE_GRID))


if __name__ == "__main__":
    main()
