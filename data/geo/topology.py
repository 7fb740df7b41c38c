"""Geometry on shared arcs: merge, clip to a frame, drop islets, encode as TopoJSON.

Stage: preparation of the map shapes by hand, before any other stage; imported by convert.py only.
In: arcs as lists of (longitude, latitude) in degrees, and rings as lists of arc numbers (`~n` is arc n backwards,
as in the TopoJSON specification, section 2.1.4). Out: the same, changed.
Working on arcs instead of outlines keeps the border between two neighbours one line.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Arc = list[Point]
Ring = list[int]
Polygon = list[Ring]
Countries = dict[str, list[Polygon]]

EARTH_RADIUS_KM = 6371


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Arcs of a quantised TopoJSON in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in deltas:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def ring_points(ring: Ring, arcs: list[Arc]) -> Arc:
    """Closed outline of a ring in degrees."""
    points: Arc = []
    for number in ring:
        piece = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += piece[1:] if points else piece
    return points


def area_km2(points: Arc) -> float:
    """Area inside a closed outline on the equal-area cylinder; too large for outlines across the 180th meridian."""
    flat = [(math.radians(lon), math.sin(math.radians(lat))) for lon, lat in points]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(flat, flat[1:] + flat[:1], strict=True))
    return abs(doubled) / 2 * EARTH_RADIUS_KM**2


def merge(polygons: list[Polygon], arcs: list[Arc]) -> list[Polygon]:
    """Join polygons that share a border; the border itself disappears.

    Raises ValueError if what is joined encloses something that neither part had as a hole.
    """
    uses = Counter(number for polygon in polygons for ring in polygon for number in ring)
    shared = {number for number in uses if ~number in uses}
    touching = [polygon for polygon in polygons if shared & set(polygon[0])]
    if not touching:
        return polygons
    loose = [number for polygon in touching for number in polygon[0] if number not in shared]
    outline = chain(loose, arcs)
    holes = [ring for polygon in touching for ring in polygon[1:]]
    return [[outline, *holes], *(polygon for polygon in polygons if polygon not in touching)]


def chain(numbers: Ring, arcs: list[Arc]) -> Ring:
    """Order arcs end to start into one ring."""
    ring, rest = numbers[:1], numbers[1:]
    while rest:
        end = ring_points(ring[-1:], arcs)[-1]
        following = next((n for n in rest if ring_points([n], arcs)[0] == end), None)
        if following is None:
            raise ValueError(f"arcs {numbers} do not form one ring: merge only neighbours without a gap")
        rest.remove(following)
        ring.append(following)
    return ring


def clip(
    countries: Countries, arcs: list[Arc], cut: Callable[[Arc], list[Arc]], connect: Callable[[Point, Point], Arc]
) -> tuple[Countries, list[Arc]]:
    """Keep what lies inside a frame.

    `cut` gives the inner pieces of an arc in order; `connect` gives the way along the frame between two points on it.
    """
    kept: list[Arc] = []
    pieces_of: list[list[int]] = []
    for arc in arcs:
        pieces = cut(arc)
        pieces_of.append(list(range(len(kept), len(kept) + len(pieces))))
        kept += pieces

    def clip_ring(ring: Ring) -> Ring:
        inner = [m for n in ring for m in (pieces_of[n] if n >= 0 else [~k for k in reversed(pieces_of[~n])])]
        closed: Ring = []
        for number, following in zip(inner, inner[1:] + inner[:1], strict=True):
            closed.append(number)
            end, start = ring_points([number], kept)[-1], ring_points([following], kept)[0]
            if end != start:
                kept.append(connect(end, start))
                closed.append(len(kept) - 1)
        return closed

    clipped = {
        code: [[ring for ring in map(clip_ring, polygon) if ring] for polygon in polygons]
        for code, polygons in countries.items()
    }
    inside = {code: [polygon for polygon in polygons if polygon] for code, polygons in clipped.items()}
    return {code: polygons for code, polygons in inside.items() if polygons}, kept


def drop_islets(countries: Countries, arcs: list[Arc], smallest_km2: float) -> Countries:
    """Leave out islands below a size; the largest part of a country and parts with a land border stay."""
    uses = Counter(max(n, ~n) for polygons in countries.values() for p in polygons for ring in p for n in ring)

    def size(polygon: Polygon) -> float:
        return area_km2(ring_points(polygon[0], arcs))

    def stays(polygon: Polygon) -> bool:
        return size(polygon) >= smallest_km2 or any(uses[max(n, ~n)] > 1 for n in polygon[0])

    return {
        code: [p for p in polygons if stays(p)] or [max(polygons, key=size)] for code, polygons in countries.items()
    }


def encode(countries: Countries, arcs: list[Arc], names: dict[str, str], transform: dict[str, Any]) -> dict[str, Any]:
    """TopoJSON with one feature a country: `id` = code, property `name`; only arcs in use, on a grid (`transform`)."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    numbers: dict[int, int] = {}
    encoded: list[list[list[int]]] = []

    def renumber(number: int) -> int:
        old = max(number, ~number)
        if old not in numbers:
            grid = [(round((x - left) / scale_x), round((y - bottom) / scale_y)) for x, y in arcs[old]]
            steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(grid)]
            numbers[old] = len(encoded)
            encoded.append([list(grid[0]), *(step for step in steps if step != [0, 0])])
        return numbers[old] if number >= 0 else ~numbers[old]

    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "properties": {"name": names[code]},
            "arcs": [[[renumber(n) for n in ring] for ring in polygon] for polygon in polygons],
        }
        for code, polygons in sorted(countries.items())
    ]
    objects = {"countries": {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": encoded}
