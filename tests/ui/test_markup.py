"""What is said in the same words on every page."""

from __future__ import annotations

import pytest

from dashboard.ui import markup


@pytest.mark.parametrize(
    ("days", "said"), [(0, "on the same day"), (1, "1 day apart"), (2, "2 days apart"), (90, "90 days apart")]
)
def test_days_apart_are_counted_as_people_do(days: int, said: str) -> None:
    assert markup.apart(days) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [(1, "Show the last one"), (3, "Show the last 3"), (6, "Show the last 6"), (7, "Show 6 more of 7")],
)
def test_what_is_left_is_counted_as_people_do(left: int, said: str) -> None:
    assert markup.more_of(left, 6) == said
