"""Where the labels of key days stand above a timeline."""

from __future__ import annotations

import pandas as pd

from dashboard.ui.geography import key_days, key_days_between

FIRST, LAST = pd.Timestamp("2022-02-01"), pd.Timestamp("2026-03-20")


def test_each_label_stands_a_line_above_the_one_before_so_that_no_line_goes_through_another_label() -> None:
    shown = key_days_between(FIRST, LAST)
    assert shown["day"].is_monotonic_increasing
    assert shown["level"].tolist() == list(range(len(key_days())))


def test_days_outside_the_timeline_are_left_out() -> None:
    shown = key_days_between(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
    assert set(shown["day"].dt.year) == {2025}
    assert shown["level"].min() == 0


def test_a_single_day_stands_on_the_lowest_line() -> None:
    day = key_days()["day"].iloc[0]
    assert key_days_between(day, day)["level"].tolist() == [0]
