"""Stage positions: what moved, who disagrees, and what others say of an entity.

In: statements in slots (`as_of.slots`); out: changes (consecutive positions that differ), splits (officials of one
entity two or more ranks apart by the last word of each, the two at most 90 days apart) and claims (others' words beside
the entity's own position).
All within one slot: "no combat troops" beside "trainers after a ceasefire" is no change and no split.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.dataset.selection import Mask
from dashboard.positions.as_of import SLOT, Slots

SPLIT_RANKS = 2
SPLIT_WINDOW = pd.Timedelta(days=90)


def changes(slots: Slots, rule: str = "latest") -> pd.DataFrame:
    """Changes of position, newest first.

    Columns: entity, question, phase, kind, `date` (the day of the change), `ranks` (how far, signed), `from_row` and
    `to_row` (index in `record.frame` of the statements before and after).
    """
    steps = slots.steps(rule)
    order = steps["slot"].to_numpy().argsort(kind="stable")  # each slot by day
    slot, rank, row = (steps[name].to_numpy()[order] for name in ("slot", "rank", "row"))
    ranks = rank[1:].astype("int64") - rank[:-1]
    moves = np.flatnonzero((slot[1:] == slot[:-1]) & (ranks != 0))
    moved = steps[[*SLOT, "date"]].take(order[moves + 1])
    moved = moved.assign(ranks=ranks[moves], from_row=row[moves], to_row=row[moves + 1])
    return moved[[*SLOT, "date", "ranks", "from_row", "to_row"]].sort_values(
        ["date", *SLOT], ascending=[False, True, True, True, True], ignore_index=True
    )


def splits(slots: Slots, entities: Collection[str] | None = None) -> pd.DataFrame:
    """Pairs of officials of one entity two or more ranks apart by their last words within 90 days, newest first.

    A statement is held against the last word of every other official of its slot: a word that its speaker has replaced
    by then is held against nobody. The codebook (list `shift`) says so to the reader. Each pair of officials is listed
    once a slot, with its newest such clash. Columns: entity, question, phase, kind, `date` (the later day), `ranks`
    (how far apart), `days` (between the two), `earlier_row`, `later_row`. `entities` limits whose: a split is of one
    entity, so the others need not be looked at.
    """
    own = slots.lean[slots.lean["own"]]
    if entities is not None:
        own = own[own["entity"].isin(list(entities))]
    own = own.sort_values("slot", kind="stable", ignore_index=True)
    before, after = (own.iloc[places].reset_index(drop=True) for places in _clashes(own))
    pairs = after[[*SLOT, "date"]].assign(
        ranks=(after["rank"].astype("int64") - before["rank"]).abs(),
        days=(after["date"] - before["date"]).dt.days,
        earlier_row=before["row"],
        later_row=after["row"],
    )
    newest_first = [False, False, *([True] * len(SLOT)), True, True]
    return pairs.sort_values(
        ["date", "ranks", *SLOT, "earlier_row", "later_row"], ascending=newest_first, ignore_index=True
    )


def _clashes(own: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The places, in rows sorted by slot and day, of the newest two statements of each pair of officials that clash.

    One official of each slot after another is held against all others at once: the record may hold a million rows,
    a slot hardly more than a dozen officials.
    """
    slot, rank, date = (own[name].to_numpy() for name in ("slot", "rank", "date"))
    place, first = np.arange(len(own)), np.searchsorted(slot, slot)
    spoken = own.groupby(["slot", "speaker"], observed=True, sort=True).ngroup().to_numpy()  # rises with the slot
    starts, sizes = np.unique(first, return_counts=True)
    number = spoken - np.minimum.reduceat(spoken, starts).repeat(sizes)
    found = []
    for other in range(int(number.max(initial=-1)) + 1):
        last = np.maximum.accumulate(np.where(number == other, place, -1))
        held = np.flatnonzero((number != other) & (last >= first))
        then = last[held]
        clash = (np.abs(rank[held] - rank[then]) >= SPLIT_RANKS) & (date[held] - date[then] <= SPLIT_WINDOW)
        pairs = np.column_stack([then[clash], held[clash]])
        found.append(pairs[_lasts(spoken[pairs[:, 1]])])
    every = np.concatenate([np.empty((0, 2), dtype=place.dtype), *found])
    every = every[every[:, 1].argsort(kind="stable")]
    lower, higher = np.sort(spoken[every], axis=1).T  # who, whichever spoke first
    earlier, later = every[_lasts(lower * (len(own) + 1) + higher)].T  # a pair of numbers as one
    return earlier, later


def _lasts(values: npt.NDArray[np.int64]) -> Mask:
    """Where each value stands for the last time."""
    return ~pd.Index(values).duplicated(keep="last")


def claims(slots: Slots) -> pd.DataFrame:
    """What officials of others say of an entity, newest first, beside the entity's own position on that day.

    Columns: entity, question, phase, kind, `date`, `row` (the claim), `own_row` (the statement its own position
    rested on that day; missing where it had said nothing), `ranks` (claim minus own; missing likewise).
    """
    lean = slots.lean
    said = lean.loc[~lean["own"], [*SLOT, "date", "rank", "row"]].sort_values("date")
    own = slots.latest[[*SLOT, "date", "rank", "row"]].rename(columns={"rank": "own_rank", "row": "own_row"})
    beside = pd.merge_asof(said, own.sort_values("date"), on="date", by=SLOT)
    beside = beside.assign(ranks=(beside["rank"] - beside["own_rank"]).astype("Int64"))
    beside = beside.astype({"own_row": "Int64"})
    return beside[[*SLOT, "date", "row", "own_row", "ranks"]].sort_values(
        ["date", *SLOT], ascending=[False, True, True, True, True], ignore_index=True
    )
