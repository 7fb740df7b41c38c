"""The items of running text. All words are invented."""

from __future__ import annotations

import re

from dashboard.parsing.labels import Item, label


def test_the_kinds_of_items_are_those_that_are_told() -> None:
    text = "Mr Jan Invented, former minister of Poland, of the SPD, an analyst, met the government and the Kremlin."
    told = re.search(r"`kind` is ([\w, ]+)\.", Item.__doc__ or "")
    assert told
    assert {item.kind for item in label(text)} == set(told[1].split(", "))


def test_a_surname_in_capitals_follows_a_given_name_in_capitals() -> None:
    names = [item.text for item in label("President DONALD TRUMP met NATO.") if item.kind == "name"]
    assert names == ["DONALD TRUMP"]
