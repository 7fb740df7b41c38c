"""Where the labels of key days stand above a timeline."""

from __future__ import annotations

import pandas as pd

from dashboard.ui.geography import NEAR, key_days, key_days_between

FIRST, LAST = pd.Timestamp("2022-02-01"), pd.Timestamp("2026-03-20")


def test_labels_on_one_line_do_not_run_into_each_other() -> None:
    shown = key_days_between(FIRST, LAST, levels=4)
    assert len(shown) == len(key_days())
    assert set(shown["level"]) > {0}
    for _, line in shown.groupby("level"):
        assert (line["day"].diff().dropna() >= (LAST - FIRST) * NEAR).all()


def test_days_outside_the_timeline_are_left_out() -> None:
    shown = key_days_between(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"), levels=4)
    assert set(shown["day"].dt.year) == {2025}


def test_a_single_day_stands_on_the_lowest_line() -> None:
    day = key_days()["day"].iloc[0]
    assert key_days_between(day, day, levels=4)["level"].tolist() == [0]
