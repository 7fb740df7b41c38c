"""How a problem reads: what is wrong, where, and what would be right."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import BaseModel, Field, ValidationError

from dashboard.dataset.problems import Problem, problems_of


class Row(BaseModel):
    """An invented row."""

    name: str = Field(min_length=1)
    code: str = Field(min_length=3)
    count: int
    day: dt.date = dt.date(2024, 3, 1)


def broken(**values: object) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        Row.model_validate(values)
    return problems_of(caught.value, "rows.csv", "r1")


def test_what_a_model_finds_names_file_row_field_value_and_remedy() -> None:
    assert broken(name="", code="abc", count=1) == [Problem("rows.csv", "r1", "name", "", "some text")]
    (short,) = broken(name="a", code="ab", count=1)
    assert (short.value, short.allowed) == ("ab", "String should have at least 3 characters")
    assert str(broken(name="a", code="abc", count="many")[0]).startswith("rows.csv: r1: count: 'many'; allowed: ")


@pytest.mark.parametrize("day", ["soon", "2024-02-30", "2024-03-01T10:00"])
def test_a_day_that_is_none_is_not_told_in_the_words_of_a_program(day: str) -> None:
    (wrong,) = broken(name="a", code="abc", count=1, day=day)
    assert (wrong.value, wrong.allowed) == (day, "a day as YYYY-MM-DD")


def test_what_is_missing_has_no_value() -> None:
    (missing,) = broken(name="a", code="abc")
    assert (missing.field, missing.value, missing.allowed) == ("count", "", "Field required")
