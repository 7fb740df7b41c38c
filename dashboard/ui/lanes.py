"""Faces: the lanes of a timeline. In: readable statements; out: the same with `lane` and `lane_order`, oldest first."""

from __future__ import annotations

import pandas as pd

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.store import Record
from dashboard.output import charts


def by_entity(record: Record, readable: pd.DataFrame, statements: pd.DataFrame, phase: str, kind: str) -> pd.DataFrame:
    """The statements that count in one phase and kind of force, a lane an entity.

    Those whose newest word goes farthest come first. A statement that names no phase counts in both.
    """
    said = statements.loc[readable.index]
    missions = record.codebook.missions(kind)
    inside = readable[said["phase"].isin([phase, "unspecified"]) & said["mission"].isin(missions)]
    newest = inside.drop_duplicates("country", keep="last").sort_values(["rank", "country"], ascending=[False, True])
    order = {country: place for place, country in enumerate(newest["country"])}
    return inside.assign(lane=inside["country"], lane_order=inside["country"].map(order))


def by_slot(readable: pd.DataFrame, codebook: Codebook, of_many: bool = False) -> pd.DataFrame:
    """A lane for each phase and kind of force, in the codebook's order; `of_many` entities, for each of these."""
    phases = {code.label: place for place, code in enumerate(codebook.codes["phase"])}
    kinds = {code.label: place for place, code in enumerate(codebook.codes["kind"])}
    if readable.empty:
        return readable
    lane = readable["phase"] + charts.LANE_PARTS + readable["kind"].str.lower()
    place = readable["phase"].map(phases) * 10 + readable["kind"].map(kinds)
    if of_many:
        lane = readable["country"] + charts.LANE_PARTS + lane
        place = place + readable["country"].rank(method="dense") * 100
    return readable.assign(lane=lane, lane_order=place)
