"""How a problem reads: what is wrong, where, and what would be right."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, Field, ValidationError

from dashboard.dataset.problems import Problem, problems_of


class Row(BaseModel):
    """An invented row."""

    name: str = Field(min_length=1)
    code: str = Field(min_length=3)
    count: int


def broken(**values: object) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        Row.model_validate(values)
    return problems_of(caught.value, "rows.csv", "r1")


def test_what_a_model_finds_names_file_row_field_value_and_remedy() -> None:
    assert broken(name="", code="abc", count=1) == [Problem("rows.csv", "r1", "name", "", "some text")]
    (short,) = broken(name="a", code="ab", count=1)
    assert (short.value, short.allowed) == ("ab", "String should have at least 3 characters")
    assert str(broken(name="a", code="abc", count="many")[0]).startswith("rows.csv: r1: count: 'many'; allowed: ")


def test_what_is_missing_has_no_value() -> None:
    (missing,) = broken(name="a", code="abc")
    assert (missing.field, missing.value, missing.allowed) == ("count", "", "Field required")
