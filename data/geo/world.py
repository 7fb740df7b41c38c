"""The world in the Equal Earth projection, cut where no land is.

Stage: preparation of the map shapes by hand; imported by convert.py only.
In: arcs in degrees. Out: arcs in radii of the sphere, x to the right and y upwards, from the point where the equator
meets the middle meridian. Šavrič, Patterson and Jenny: The Equal Earth map projection (International Journal of
Geographical Information Science 33, 2019), equations 1 to 3.
"""

from __future__ import annotations

import math

from topology import Arc, Point

MIDDLE = 11.0
"""Degrees east of the middle meridian: the edge of the map, half a turn away, runs through the Bering Strait."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


def project(point: Point) -> Point:
    """Degrees to x, y; the longitude is not turned, so that 185 lies beside 180 and -175 on the other side."""
    lam, phi = math.radians(point[0] - MIDDLE), math.radians(point[1])
    theta = math.asin(math.sqrt(3) / 2 * math.sin(phi))
    slope = 9 * A4 * theta**8 + 7 * A3 * theta**6 + 3 * A2 * theta**2 + A1
    x = 2 * math.sqrt(3) * lam * math.cos(theta) / (3 * slope)
    return x, A4 * theta**9 + A3 * theta**7 + A2 * theta**3 + A1 * theta


def on_one_side(arc: Arc) -> Arc:
    """An arc whose longitudes go on across the 180th meridian, turned to the side of the map where most of it lies."""
    turned = [arc[0]]
    for lon, lat in arc[1:]:
        turned.append((lon - 360 * round((lon - turned[-1][0]) / 360), lat))
    middle = sum(lon for lon, _ in turned) / len(turned)
    turns = 360 * round((middle - MIDDLE) / 360)
    return [(lon - turns, lat) for lon, lat in turned]
