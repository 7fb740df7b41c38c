"""Thins out shared arcs, so that the maps stay small.

Stage: preparation of the map shapes by hand; imported by convert.py only.
In: countries and arcs as in topology.py. Out: the arcs with fewer points; ends stay, so that borders still meet.
"""

from __future__ import annotations

import heapq
import math

from topology import EARTH_RADIUS_KM, Arc, Countries, Point, area_km2, ring_points


def thin_out(countries: Countries, arcs: list[Arc], detail_km2: float, share: float = 0.005) -> list[Arc]:
    """Take out the points that matter least (Visvalingam and Whyatt 1993).

    A point goes if its triangle is smaller than `detail_km2` and than `share` of each ring it bounds, so that
    small states keep their form.
    """
    limits = [detail_km2] * len(arcs)
    for polygons in countries.values():
        for ring in (ring for polygon in polygons for ring in polygon):
            allowed = share * area_km2(ring_points(ring, arcs))
            for number in (max(n, ~n) for n in ring):
                limits[number] = min(limits[number], allowed)
    return [thin_arc(arc, limit) for arc, limit in zip(arcs, limits, strict=True)]


def thin_arc(arc: Arc, limit_km2: float) -> Arc:
    """One arc without its least points; both ends stay, a closed arc keeps at least a triangle."""
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    weight = {i: triangle_km2(arc[i - 1], arc[i], arc[i + 1]) for i in range(1, len(arc) - 1)}
    queue = [(size, i) for i, size in weight.items()]
    heapq.heapify(queue)
    spare = len(arc) - (4 if arc[0] == arc[-1] else 2)
    while queue and spare > 0:
        size, i = heapq.heappop(queue)
        if weight.get(i) != size:
            continue
        if size >= limit_km2:
            break
        del weight[i]
        spare -= 1
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if j in weight:  # never below what was just taken: the order of removal stays monotone
                weight[j] = max(size, triangle_km2(arc[before[j]], arc[j], arc[after[j]]))
                heapq.heappush(queue, (weight[j], j))
    return [arc[i] for i in range(len(arc)) if i in (0, len(arc) - 1) or i in weight]


def triangle_km2(a: Point, b: Point, c: Point) -> float:
    """Area of the flat triangle between three points of the sphere.

    Three points on one parallel are not in line, so that a border along a parallel keeps its points: on the map of
    Europe a parallel is bent, and between two points a map draws a straight line.
    """
    origin = upright(a)
    u, v = ([q - o for q, o in zip(upright(p), origin, strict=True)] for p in (b, c))
    normal = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    return math.hypot(*normal) / 2 * EARTH_RADIUS_KM**2


def upright(point: Point) -> tuple[float, float, float]:
    """Degrees to a point on the unit sphere in space."""
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
