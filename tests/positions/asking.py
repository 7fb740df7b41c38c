"""How tests ask for positions: as pages, command line and API do, for all that is stated on a day."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.dataset.selection import Selection
from dashboard.positions.as_of import Slots
from dashboard.positions.view import by_every_rule, positions_view


def stated(found: Slots, on: dt.date, rule: str = "latest") -> pd.DataFrame:
    """Every position that rests on a statement, with what each rule gives; silence is left out."""
    table = by_every_rule(found, positions_view(found, Selection(), on, rule), on)
    return table[table["id"].notna()].reset_index(drop=True)


def everyone(found: Slots, on: dt.date, phase: str) -> pd.DataFrame:
    """Where everybody stands on sending ground forces in one phase, by the newest word, silence and all."""
    asked = Selection(question=("send",), phase=(phase,), kind=("ground",))
    return positions_view(found, asked, on, "latest")
