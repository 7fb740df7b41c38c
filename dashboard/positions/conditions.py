"""Stage positions: who has said it would go, if these terms were met.

In: statements in slots (`as_of.slots`), a day, a rule, a kind of force and the conditions taken as met; out: one row
an entity with its outcome, the terms that it still waits for and the statement that says so. It repeats what was
said on which terms; it forecasts nothing.

Reading (codebook, list `outcome`): `rules_out` refuses; `no_plans` and `undecided` are undecided; from `open` on, an
entity waits for whatever term of its own is not met; with all of them met, `open` is undecided (not to rule it out
is no promise) and the positions above it would send. The phase is a term too: before a ceasefire, an entity whose
wartime position gives neither `would_send` nor `waits_for`, and which stands higher for the time after a ceasefire,
at `open` or above, waits for the ceasefire.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from dashboard.dataset.codebook import Codebook
from dashboard.positions.as_of import SILENT, Slots

CEASEFIRE, PEACE_DEAL, OTHER = "ceasefire", "peace_deal", "other"
WOULD_SEND, WAITS_FOR, UNDECIDED, REFUSES = "would_send", "waits_for", "undecided", "refuses"
LOWEST_POSITIVE, LOWEST_PROMISE = "open", "willing"
"""The first position that leaves the door open, and the first that says yes."""


class Said(NamedTuple):
    """One entity's position in one phase: its statement's index in `record.frame`, its rank and its conditions."""

    row: int
    rank: int
    conditions: frozenset[str]


class Verdict(NamedTuple):
    """What one entity's words come to: `beside` is its other phase's statement, where that is another one."""

    outcome: str
    unmet: frozenset[str]
    phase: str
    row: int | None
    beside: int | None


def terms_met(met: Iterable[str]) -> frozenset[str]:
    """What holds once these conditions are met: a peace deal includes a ceasefire; `other` names nothing to meet."""
    terms = frozenset(met) - {OTHER}
    return terms | {CEASEFIRE} if PEACE_DEAL in terms else terms


def to_meet(codebook: Codebook) -> tuple[str, ...]:
    """The conditions that can be taken as met: all but `other`, which names nothing to meet."""
    return tuple(code for code in codebook.values("conditions") if code != OTHER)


def phase_of(met: Iterable[str]) -> str:
    """The phase whose positions count under these conditions."""
    return "ceasefire" if CEASEFIRE in terms_met(met) else "wartime"


def outcomes(slots: Slots, day: dt.date, rule: str, kind: str, met: frozenset[str]) -> pd.DataFrame:
    """What each entity but the receiving country has said of sending its forces, given that these conditions are met.

    Sorted by outcome (codebook order), then entity name. Columns: entity, `outcome`, `unmet` (condition codes in the
    codebook's order, joined by semicolons), `phase` (whose statement decides), `kind`, `age` (days since the
    statement), `row` and `beside_row` (index in `record.frame` of the statement it rests on, and of the one in the
    other phase where that is another), then all other fields of the statement it rests on, its own phase as
    `stated_phase`. Where nothing was said in the phase, these are missing and `position` is "silent". Raises
    `ValueError` for a condition that is not in the codebook.
    """
    record = slots.record
    book = record.codebook
    unknown = met - set(book.values("conditions"))
    if unknown:
        raise ValueError(f"no such condition: {', '.join(sorted(unknown))}")
    said = {phase: _said(slots, day, rule, kind, phase) for phase in ("wartime", "ceasefire")}
    terms, rows = terms_met(met), []
    for entity in sorted(record.people.entities, key=lambda entity: entity.name):
        if entity.code == book.host:
            continue  # the forces would go there: nobody asks it to send its own
        verdict = _verdict(said["wartime"].get(entity.code), said["ceasefire"].get(entity.code), terms, book)
        unmet = ";".join(code for code in book.values("conditions") if code in verdict.unmet)
        rows.append((entity.code, verdict.outcome, unmet, verdict.phase, kind, verdict.row, verdict.beside))
    place = book.order("outcome")
    rows.sort(key=lambda row: place[row[1]])
    table = pd.DataFrame(rows, columns=["entity", "outcome", "unmet", "phase", "kind", "row", "beside_row"])
    table = table.astype({"row": "Int64", "beside_row": "Int64"})
    # -1 is no row of the record: silence joins nothing
    joined = record.frame.reindex(table["row"].fillna(-1).astype("int64")).reset_index(drop=True)
    joined = joined.rename(columns={"phase": "stated_phase"}).drop(columns=["entity"])
    joined["position"] = joined["position"].astype(object).fillna(SILENT)
    table.insert(5, "age", (pd.Timestamp(day) - joined["date"]).dt.days.astype("Int64"))
    return pd.concat([table, joined], axis=1)


def _said(slots: Slots, day: dt.date, rule: str, kind: str, phase: str) -> dict[str, Said]:
    found = slots.winners(day, rule)
    found = found[(found["question"] == "send") & (found["kind"] == kind) & (found["phase"] == phase)]
    conditions = slots.record.frame.loc[found["row"], "conditions"]
    columns = (found["entity"], found["row"], found["rank"], conditions)
    return {
        str(entity): Said(int(row), int(rank), frozenset(filter(None, str(named).split(";"))))
        for entity, row, rank, named in zip(*columns, strict=True)
    }


def _verdict(wartime: Said | None, ceasefire: Said | None, terms: frozenset[str], book: Codebook) -> Verdict:
    """The phase's own position decides, except that before a ceasefire a higher one for the time after it is named."""
    quiet = CEASEFIRE in terms
    own, other = (ceasefire, wartime) if quiet else (wartime, ceasefire)
    outcome, unmet = _outcome(own, terms, book)
    if not quiet and outcome not in (WOULD_SEND, WAITS_FOR) and _stands_higher(ceasefire, wartime, book):
        own, other = ceasefire, wartime
        outcome, unmet = WAITS_FOR, (own.conditions if own else frozenset()) - terms | {CEASEFIRE}
        quiet = True
    row, beside = (said.row if said else None for said in (own, other))
    return Verdict(outcome, unmet, "ceasefire" if quiet else "wartime", row, None if beside == row else beside)


def _outcome(said: Said | None, terms: frozenset[str], book: Codebook) -> tuple[str, frozenset[str]]:
    """The outcome of one position, and the terms it waits for."""
    if said is None:
        return SILENT, frozenset()
    if said.rank == book.code("position", "rules_out").rank:
        return REFUSES, frozenset()
    if said.rank < book.code("position", LOWEST_POSITIVE).rank:
        return UNDECIDED, frozenset()
    unmet = said.conditions - terms
    if unmet:
        return WAITS_FOR, unmet
    return (WOULD_SEND if said.rank >= book.code("position", LOWEST_PROMISE).rank else UNDECIDED), frozenset()


def _stands_higher(ceasefire: Said | None, wartime: Said | None, book: Codebook) -> bool:
    """Whether a ceasefire would move the entity to `open` or above; two ranks of one question are compared."""
    if ceasefire is None or ceasefire.rank < book.code("position", LOWEST_POSITIVE).rank:
        return False
    return wartime is None or ceasefire.rank > wartime.rank
