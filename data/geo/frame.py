"""The rectangle of the Europe map in the European grid's projection.

Stage: preparation of the map shapes by hand; imported by convert.py only.
In: arcs in degrees. Out: their pieces inside the rectangle, and ways along its edge.
Lambert azimuthal equal-area projection of the sphere: Snyder, Map Projections: A Working Manual (USGS Professional
Paper 1395, 1987), equations 20-14, 20-18, 22-4, 24-2 to 24-4. Lengths in radii of the sphere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from topology import Arc, Point


@dataclass(frozen=True)
class Frame:
    """A rectangle around a centre: `lon`, `lat` of the centre in degrees, the four edges in radii of the sphere."""

    lon: float
    lat: float
    left: float
    right: float
    bottom: float
    top: float

    def project(self, point: Point) -> Point:
        """Degrees to x, y."""
        lam, phi, phi0 = (math.radians(v) for v in (point[0] - self.lon, point[1], self.lat))
        cosine = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(lam)
        k = math.sqrt(2 / max(1 + cosine, 1e-9))  # the antipode lies infinitely far off
        y = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(lam)
        return k * math.cos(phi) * math.sin(lam), k * y

    def unproject(self, xy: Point) -> Point:
        """x, y to degrees."""
        x, y = xy
        rho = math.hypot(x, y)
        c, phi0 = 2 * math.asin(rho / 2), math.radians(self.lat)
        if rho == 0:
            return self.lon, self.lat
        phi = math.asin(math.cos(c) * math.sin(phi0) + y * math.sin(c) * math.cos(phi0) / rho)
        lam = math.atan2(x * math.sin(c), rho * math.cos(phi0) * math.cos(c) - y * math.sin(phi0) * math.sin(c))
        return self.lon + math.degrees(lam), math.degrees(phi)

    def holds(self, xy: Point) -> bool:
        return self.left <= xy[0] <= self.right and self.bottom <= xy[1] <= self.top

    def cut(self, arc: Arc) -> list[Arc]:
        """The pieces of an arc inside the frame, in order."""
        pieces: list[Arc] = []
        flat = [self.project(point) for point in arc]
        inside = [self.holds(xy) for xy in flat]
        current: Arc = [arc[0]] if inside[0] else []
        for i in range(1, len(arc)):
            if inside[i] != inside[i - 1]:
                current.append(self.crossing(flat[i - 1], flat[i]))
            if inside[i]:
                current.append(arc[i])
            elif current:
                pieces.append(current)
                current = []
        if current:
            pieces.append(current)
        return [piece for piece in pieces if len(piece) > 1]

    def crossing(self, a: Point, b: Point) -> Point:
        """Where the way between a point inside and one outside meets the frame, in degrees."""
        inner, outer = (a, b) if self.holds(a) else (b, a)
        for _ in range(50):
            middle = ((inner[0] + outer[0]) / 2, (inner[1] + outer[1]) / 2)
            inner, outer = (middle, outer) if self.holds(middle) else (inner, middle)
        return self.unproject(inner)

    def connect(self, start: Point, end: Point) -> Arc:
        """The shorter way along the frame between two points on it, in degrees, a point every 0.02 radii (130 km)."""
        a, b = self.position(self.project(start)), self.position(self.project(end))
        way = (b - a + 2) % 4 - 2
        return [start, *(self.unproject(self.at(a + step)) for step in self.stops(a, way)), end]

    def stops(self, a: float, way: float) -> Iterator[float]:
        """Distances from `a` at which to set a point: evenly, and exactly at corners."""
        sign = math.copysign(1, way)
        even = [k * 0.02 for k in range(1, int(abs(way) / 0.02) + 1)]
        corners = [abs(c - a) for c in range(-4, 9) if 0 < (c - a) * sign < abs(way)]
        return (sign * d for d in sorted(even + corners))

    def position(self, xy: Point) -> float:
        """Place on the frame, 0 to 4, one unit an edge, against the clock from the lower left corner."""
        u = (xy[0] - self.left) / (self.right - self.left)
        v = (xy[1] - self.bottom) / (self.top - self.bottom)
        _, place = min((abs(v), u), (abs(1 - u), 1 + v), (abs(1 - v), 3 - u), (abs(u), 4 - v))
        return place

    def at(self, place: float) -> Point:
        """Point on the frame at a place."""
        edge, share = int(place % 4), place % 1
        u, v = [(share, 0.0), (1.0, share), (1 - share, 1.0), (0.0, 1 - share)][edge]
        return self.left + u * (self.right - self.left), self.bottom + v * (self.top - self.bottom)
