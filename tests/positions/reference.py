"""The rules of positions told the slow way, for tests: plain loops over plain rows, straight from docs/method.md."""

from __future__ import annotations

import datetime as dt
from typing import Any

from builders import REAL_CODEBOOK

from dashboard.dataset.store import Record

Row = dict[str, Any]
Slot = tuple[str, str, str, str]
SLOTS = ("entity", "question", "phase", "kind")


def rows_of(record: Record) -> list[Row]:
    """The statements as plain rows with their kind of force, authority and confidence as numbers (0 is highest)."""
    book = REAL_CODEBOOK
    rows = []
    for number, value in enumerate(record.frame.astype(object).to_dict("records")):
        row = dict(value) | {"row": number, "date": value["date"].date()}
        row["kind"] = book.code("mission", row["mission"]).kind
        row["rank"] = book.code("position", row["position"]).rank
        row["height"] = book.order("authority")[row["authority"]]
        row["sureness"] = book.order("confidence")[row["confidence"]]
        rows.append(row)
    return rows


def slots_of(row: Row) -> list[Slot]:
    """The slots in which a statement counts: two where its phase is not stated."""
    phases = ["wartime", "ceasefire"] if row["phase"] == "unspecified" else [row["phase"]]
    return [(row["entity"], row["question"], phase, row["kind"]) for phase in phases]


def own_rows(rows: list[Row], slot: Slot, day: dt.date) -> list[Row]:
    """What an entity said itself, in one slot, up to a day."""
    return [r for r in rows if slot in slots_of(r) and r["speaker_entity"] == r["entity"] and r["date"] <= day]


def _is_outranked(row: Row, rows: list[Row], *, both_sides: bool) -> bool:
    if row["confidence"] != "low":
        return False
    days = [(row["date"] - other["date"]).days for other in rows if other["confidence"] != "low"]
    return any((abs(n) if both_sides else n) <= 7 and (both_sides or n >= 0) for n in days)


def position(rows: list[Row], slot: Slot, day: dt.date, rule: str) -> int | None:
    """The number of the statement on which a slot's position rests; None where there is none."""
    said = own_rows(rows, slot, day)
    if rule == "authority":
        sure = [r for r in said if not _is_outranked(r, said, both_sides=True)]
        recent = [r for r in sure if (day - r["date"]).days <= 365]
        if recent:
            highest = min(r["height"] for r in recent)
            return _newest([r for r in recent if r["height"] == highest])
    if rule == "head":
        said = [r for r in said if r["authority"] == "head"]
    return _newest([r for r in said if not _is_outranked(r, said, both_sides=False)])


def _newest(rows: list[Row]) -> int | None:
    if not rows:
        return None
    return max(rows, key=lambda r: (r["date"], -r["height"], -r["sureness"], r["row"]))["row"]


def splits(rows: list[Row]) -> set[tuple[Any, ...]]:
    """The newest clash of each pair of officials a slot: (slot, day, ranks, days, earlier statement, later one)."""
    newest: dict[tuple[Slot, frozenset[str]], tuple[Any, ...]] = {}
    for slot in {slot for r in rows for slot in slots_of(r)}:
        said = sorted(own_rows(rows, slot, dt.date.max), key=lambda r: (r["date"], r["row"]))
        for place, later in enumerate(said):
            for other in {r["speaker"] for r in said[:place]} - {later["speaker"]}:
                earlier = [r for r in said[:place] if r["speaker"] == other][-1]
                days, ranks = (later["date"] - earlier["date"]).days, abs(later["rank"] - earlier["rank"])
                if days <= 90 and ranks >= 2:
                    clash = (*slot, later["date"], ranks, days, earlier["row"], later["row"])
                    newest[slot, frozenset((other, later["speaker"]))] = clash
    return set(newest.values())
