"""Names of places in running text: each is found, and of what would send forces, none is left to the speaker."""

from __future__ import annotations

from reading_help import candidates

from dashboard.parsing.agents import place_at
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import parse_texts
from dashboard.parsing.tree import tree_of


def test_every_name_of_a_place_is_found() -> None:
    kinds = ("names", "adjectives", "people", "capitals", "seats")
    places = {**load("places")["others"], **load("places")["entities"]}
    named = [(name, code) for code, entry in places.items() for kind in kinds for name in entry[kind]]
    named = [(name, code) for name, code in named if not name.islower()]  # "the alliance" is no name in itself
    trees = map(tree_of, parse_texts(name for name, _ in named))
    lost = [
        name
        for (name, code), tree in zip(named, trees, strict=True)
        if code not in {place_at(tree, token) for token in range(len(tree.word))}
    ]
    assert lost == []


def test_a_body_with_a_long_name_would_send_its_own_forces() -> None:
    text = "Tusk said that the Organization for Security and Co-operation in Europe will send observers to Ukraine."
    assert [row.entity for row in candidates(text)] == ["OSCE"]
