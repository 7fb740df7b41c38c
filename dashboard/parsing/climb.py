"""Stage parsing, part stance: climbs from a deployment to the top of its clause and notes what stands over it.

In: a `Tree`, an `Event` and the marks of the text; out: a `Climb`. What a stop adds is in `stops.py`, which way a climb
takes in `ways.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.parsing.deployment import Event
from dashboard.parsing.marks import Mark
from dashboard.parsing.steps import Climb, Walk
from dashboard.parsing.stops import visit
from dashboard.parsing.tree import Tree
from dashboard.parsing.ways import leave

HIGHEST = 40
"""Stops of a climb at most."""


def climb(tree: Tree, event: Event, marks: Mapping[int, Mark], limit: set[int]) -> Climb:
    """Walk from the event to the top of its clause, within `limit` (the content and its cue)."""
    walk, node = Walk(tree, event, marks, limit), event.head
    for _ in range(HIGHEST):
        walk.path.add(node)
        visit(walk, node)
        node = leave(walk, node)
        if node < 0 or node in walk.climb.seen:
            break
    return walk.climb
