"""Stage positions: the position of each entity on a day, by a rule that is open to see.

In: statements of the record, a day, a rule; out: one row for each entity, question, phase and kind of force that
has a statement on or before that day, with the statement it rests on. Like is compared with like only: these four
are never pooled. A statement whose phase is not stated counts in both phases, and `stated_phase` says so. Only an
entity's own words (`speaker_entity` = `entity`) make its position.

Rules (docs/method.md tells them to readers): `latest`, the newest statement, on one day the higher authority, then the
higher confidence; `authority`, the newest by the highest authority that has spoken within 365 days; `head`, heads
only. A `low` statement never outranks a `medium` or `high` one of the same entity within 7 days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.selection import Mask
from dashboard.dataset.store import Record

SLOT = ["entity", "question", "phase", "kind"]
"""What a position belongs to; positions are compared within one slot only."""

STATED = (*SLOT[:-1], "mission", "date", "authority", "confidence", "speaker", "speaker_entity", "position")
"""The fields of a statement from which its slot, its standing and its rank follow."""

Slot = tuple[str, str, str, str]
"""The values of `SLOT`."""

KEPT = 24
"""How many days' winners are kept with the slots."""

LOW_WINDOW = pd.Timedelta(days=7)
AUTHORITY_WINDOW = pd.Timedelta(days=365)
BOTH_PHASES = ("wartime", "ceasefire")
ANY_PHASE = "unspecified"
"""The phase of a statement that names none: it counts in both."""
SILENT = "silent"
"""The state of an entity without a statement: its own state, never a "no"."""
HOST = "host"
"""The state of the entity that the forces would go to, where the question is whether it would send its own."""


@dataclass(frozen=True)
class Slots:
    """Statements put into slots: lean rows that point to their statement, and the steps derived from them once.

    `lean` has the columns entity, question, phase, kind, slot (a number for these four), date, authority (0 is
    highest), confidence (0 is highest), speaker, own, rank and row (index in `record.frame`), sorted by date. A
    statement whose phase is not stated gives two rows.
    """

    record: Record
    lean: pd.DataFrame
    _won: dict[tuple[dt.date, str], pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def latest(self) -> pd.DataFrame:
        """Every day on which a position was stated anew, by anyone who speaks for the entity; sorted by date."""
        return self._steps(self.lean[self.lean["own"]])

    @cached_property
    def head(self) -> pd.DataFrame:
        """Every day on which a head stated a position anew; sorted by date."""
        highest = self.record.codebook.order("authority")["head"]
        return self._steps(self.lean[self.lean["own"] & (self.lean["authority"] == highest)])

    def _steps(self, rows: pd.DataFrame) -> pd.DataFrame:
        return _newest(rows[~_outranked(rows, self.record.codebook)])

    def limited(self, keep: Mask) -> Slots:
        """The slots of some statements alone: `keep` has one answer for each row of `record.frame`."""
        return Slots(self.record, self.lean[keep[self.lean["row"]]].reset_index(drop=True))

    def steps(self, rule: str) -> pd.DataFrame:
        """The steps under a rule: the position of a slot from that day on. Raises `ValueError` for `authority`.

        Under `authority` a position may also move on a day on which nothing is said, so it has no steps.
        """
        if rule not in ("latest", "head"):
            raise ValueError(f"steps know the rules latest and head, not {rule!r}")
        return self.latest if rule == "latest" else self.head

    def winners(self, day: dt.date, rule: str) -> pd.DataFrame:
        """The lean rows on which the positions of a day rest, one a slot."""
        found = self._won.get((day, rule))
        if found is None:
            found = self._by_authority(pd.Timestamp(day)) if rule == "authority" else self._by_steps(day, rule)
            if len(self._won) >= KEPT:
                self._won.clear()
            self._won[day, rule] = found  # one view of a day asks for each rule more than once
        return found

    def rows(self, day: dt.date, rule: str) -> dict[Slot, int]:
        """The statement (index in `record.frame`) on which the position of each slot rests on a day."""
        found = self.winners(day, rule)
        return dict(zip(zip(*(found[name] for name in SLOT), strict=True), found["row"], strict=True))

    def _by_steps(self, day: dt.date, rule: str) -> pd.DataFrame:
        found = self.steps(rule)
        return found[found["date"] <= pd.Timestamp(day)].drop_duplicates("slot", keep="last")

    def _by_authority(self, on: pd.Timestamp) -> pd.DataFrame:
        """The newest by the highest authority within 365 days; where nobody spoke in that time, the newest of all."""
        lean, since = self.lean, on - AUTHORITY_WINDOW
        # a low statement at the window's edge is still held against surer ones just before it
        recent = lean[lean["own"] & (lean["date"] <= on) & (lean["date"] >= since - LOW_WINDOW)]
        surest = ~_outranked(recent, self.record.codebook, after=LOW_WINDOW.days)
        recent = recent[surest & (recent["date"] >= since)]
        highest = recent.groupby("slot")["authority"].transform("min")
        spoken = _newest(recent[recent["authority"] == highest]).drop_duplicates("slot", keep="last")
        older = self.latest[self.latest["date"] <= on].drop_duplicates("slot", keep="last")
        return pd.concat([older, spoken]).drop_duplicates("slot", keep="last")


def slots(record: Record, frame: pd.DataFrame) -> Slots:
    """Put statements of the record (all of them, or a selection) into slots."""
    book = record.codebook
    lean = pd.DataFrame(
        {
            "entity": frame["entity"],
            "question": frame["question"],
            "phase": frame["phase"],
            "kind": frame["mission"].map({code.code: code.kind for code in book.codes["mission"]}).astype("category"),
            "date": frame["date"],
            "authority": frame["authority"].cat.codes,
            "confidence": frame["confidence"].cat.codes,
            "speaker": frame["speaker"],
            "own": frame["entity"].cat.codes == frame["speaker_entity"].cat.codes,
            "rank": frame["position"].map({c.code: c.rank for c in book.codes["position"]}).astype("int8"),
            "row": frame.index,
        }
    )
    open_phase = lean["phase"] == ANY_PHASE
    parts = [lean[~open_phase], *(_in_phase(lean[open_phase], phase) for phase in BOTH_PHASES)]
    lean = pd.concat(parts).sort_values(["date", "row"], kind="stable", ignore_index=True)
    return Slots(record, lean.assign(slot=_numbered(lean)))


def _numbered(lean: pd.DataFrame) -> npt.NDArray[np.int64]:
    """A number for each slot: pandas holds one column against another sooner than four."""
    sizes = [len(lean[name].cat.categories) or 1 for name in SLOT]
    return np.ravel_multi_index([lean[name].cat.codes.to_numpy() for name in SLOT], sizes)


def _in_phase(lean: pd.DataFrame, phase: str) -> pd.DataFrame:
    return lean.assign(phase=pd.Categorical([phase] * len(lean), categories=lean["phase"].cat.categories))


def _places(lean: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Slot and day of each row in one number, so far apart between slots that a window reaches into no other."""
    slot: npt.NDArray[np.int64] = lean["slot"].to_numpy()
    day: npt.NDArray[np.int64] = lean["date"].to_numpy().astype("datetime64[D]").astype("int64")
    day = day - day.min(initial=0)
    return slot * (int(day.max(initial=0)) + 2 * LOW_WINDOW.days + 1) + day


def _outranked(lean: pd.DataFrame, book: Codebook, after: int = 0) -> Mask:
    """Which rows are low and have a surer one in their slot at most 7 days before them, or `after` days after."""
    low = (lean["confidence"] == book.order("confidence")["low"]).to_numpy(copy=True)
    place = _places(lean)
    surer, asked = np.sort(place[~low]), place[low]
    first = surer.searchsorted(asked - LOW_WINDOW.days)
    low[low] = surer.searchsorted(asked + after, side="right") > first
    return low


def _newest(lean: pd.DataFrame) -> pd.DataFrame:
    """The winning row of each slot and day: higher authority, then higher confidence, then the later in the record."""
    order = np.lexsort([lean["row"], -lean["confidence"], -lean["authority"], lean["date"]])
    best = lean.take(order)
    return best[~pd.Series(_places(best), best.index).duplicated(keep="last")]


def aged(table: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Positions with `age`: the days from the statement to a day."""
    return table.assign(age=(pd.Timestamp(day) - table["date"]).dt.days)


def by_rules(table: pd.DataFrame, slots: Slots, day: dt.date) -> pd.DataFrame:
    """Positions with what each rule gives on a day: `by_latest`, `by_authority`, `by_head`, "silent" for nothing."""
    positions = slots.record.frame["position"]
    asked = list(zip(*(table[name] for name in SLOT), strict=True))
    found = {rule: slots.rows(day, rule) for rule in slots.record.codebook.values("rule")}
    said = {
        f"by_{rule}": [positions.at[rows[slot]] if slot in rows else SILENT for slot in asked]
        for rule, rows in found.items()
    }
    return table.assign(**{name: pd.Series(values, table.index, dtype="str") for name, values in said.items()})


def unasked(table: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The same positions, in which the silence of the receiving country on sending is no silence: nobody asks it."""
    host = (table["entity"] == codebook.host) & (table["question"] == "send")
    said = [name for name in ("position", *(f"by_{rule}" for rule in codebook.values("rule"))) if name in table]
    return table.assign(**{name: table[name].mask(host & (table[name] == SILENT), HOST) for name in said})
