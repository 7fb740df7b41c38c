"""Speakers whose verb is left out. The persons are real where they are officials; all words are invented."""

from __future__ import annotations

import pytest
from reading_help import said

FIRST = "Frederiksen said that Denmark was ready"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{FIRST}; Kristersson that Sweden could help.", ["Frederiksen", "Kristersson"]),
        (f"{FIRST}; the Swede that his could help; Støre that it was early.", ["Frederiksen", "the Swede", "Støre"]),
        (
            "The Swedish government said it would help, and The Hague that it might.",
            ["The Swedish government", "The Hague"],
        ),
        (f"{FIRST}, Kristersson that Sweden could help.", ["Frederiksen", "Kristersson"]),
        (f"{FIRST} and the minister that leads the army agreed.", ["Frederiksen"]),
        ("Frederiksen said that the plan was good and the fact that Sweden helps, too.", ["Frederiksen"]),
        (f"{FIRST}, and Sweden that day promised a company.", ["Frederiksen"]),
        ("Frederiksen told Merz that Denmark was ready and Meloni that Italy was.", ["Frederiksen"]),
        ("Frederiksen did not say that Denmark was ready; Kristersson that Sweden was.", ["Frederiksen"]),
        (f"{FIRST}. And Kristersson that Sweden could help.", ["Frederiksen"]),
        ("Frederiksen was in Paris; Kristersson that Sweden could help.", []),
    ],
)
def test_a_name_before_that_shares_the_verb_of_the_one_before_it(text: str, names: list[str]) -> None:
    assert [source for source, _, _ in said(text) if source] == names


def test_what_the_first_said_ends_where_the_second_is_named() -> None:
    contents = [content for _, _, content in said(f"{FIRST}, and Kristersson that Sweden could help.")]
    assert contents == ["that Denmark was ready", "that Sweden could help"]
