"""Stage positions: what moved, who disagrees, and what others say of an entity.

In: statements in slots (`as_of.slots`); out: changes (consecutive positions that differ), splits (officials of
one entity two or more ranks apart within 90 days) and claims (others' words beside the entity's own position).
All within one slot: "no combat troops" beside "trainers after a ceasefire" is no change and no split.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from dashboard.positions.as_of import SLOT, Slots

SPLIT_RANKS = 2
SPLIT_WINDOW = pd.Timedelta(days=90)


def changes(slots: Slots, rule: str = "latest") -> pd.DataFrame:
    """Changes of position, newest first.

    Columns: entity, question, phase, kind, `date` (the day of the change), `ranks` (how far, signed), `from_row` and
    `to_row` (index in `record.frame` of the statements before and after).
    """
    moved = slots.steps(rule)
    before = moved.groupby("slot")[["rank", "row"]].shift()
    moved = moved.assign(from_row=before["row"], ranks=moved["rank"] - before["rank"], to_row=moved["row"])
    moved = moved[moved["ranks"].notna() & (moved["ranks"] != 0)]
    moved = moved.astype({"from_row": "int64", "ranks": "int64"})
    return moved[[*SLOT, "date", "ranks", "from_row", "to_row"]].sort_values(
        ["date", *SLOT], ascending=[False, True, True, True, True], ignore_index=True
    )


def splits(slots: Slots, entities: Collection[str] | None = None) -> pd.DataFrame:
    """Pairs of officials of one entity two or more ranks apart within 90 days, newest first.

    A statement is held against the last word of every other official of its slot; each pair of officials is listed
    once a slot, with its newest such clash. Columns: entity, question, phase, kind, `date` (the later day), `ranks`
    (how far apart), `days` (between the two), `earlier_row`, `later_row`. `entities` limits whose: a split is of one
    entity, so the others need not be looked at.
    """
    found: list[dict[str, object]] = []
    own = slots.lean[slots.lean["own"]]
    if entities is not None:
        own = own[own["entity"].isin(list(entities))]
    for slot, rows in own.groupby(SLOT, observed=True, sort=False):
        clashes: dict[frozenset[str], dict[str, object]] = {}
        last: dict[str, tuple[pd.Timestamp, int, int]] = {}
        columns = (rows["date"], rows["speaker"], rows["rank"], rows["row"])
        for day, speaker, rank, row in zip(*columns, strict=True):
            for other, (then, other_rank, other_row) in last.items():
                if other != speaker and abs(rank - other_rank) >= SPLIT_RANKS and day - then <= SPLIT_WINDOW:
                    clashes[frozenset((speaker, other))] = {
                        "date": day,
                        "ranks": abs(rank - other_rank),
                        "days": (day - then).days,
                        "earlier_row": other_row,
                        "later_row": row,
                    }
            last[speaker] = (day, rank, row)
        found += [dict(zip(SLOT, slot, strict=True)) | clash for clash in clashes.values()]
    columns_out = [*SLOT, "date", "ranks", "days", "earlier_row", "later_row"]
    table = pd.DataFrame(found, columns=columns_out)
    return table.sort_values(["date", "ranks", *SLOT[:2]], ascending=[False, False, True, True], ignore_index=True)


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
