"""Words from right to left among text from left to right. The quotes are invented."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.codebook import load_codebook
from dashboard.output.direction import RIGHT_TO_LEFT, TURNING, isolated, without_turning
from dashboard.output.tables import said
from dashboard.ui.plain import plain

QUOTES = {
    "ar": "لن نرسل (1,500 جندي) إلى أوكرانيا دون NATO.",
    "he": "לא נשלח חיילים (1,500) לאוקראינה בלי NATO.",
    "fa": "به اوکراین نیرو نمی‌فرستیم.",
}


@pytest.mark.parametrize("language", QUOTES)
def test_a_quote_is_isolated_with_its_marks_and_no_escape_undoes_it(language: str) -> None:
    words = said(QUOTES[language], "Our summary.")
    assert words == f"\u2068“{QUOTES[language]}”\u2069"
    assert plain(words)[0] == "\u2068"
    assert plain(words)[-1] == "\u2069"
    assert load_codebook().label("quote_language", language)


def test_words_from_left_to_right_stay_as_they_are() -> None:
    assert said("We won’t go.", "") == "“We won’t go.”"
    assert said("", "Our summary.") == "Our summary."
    assert isolated("Сьогодні, якщо ми втрутимося") == "Сьогодні, якщо ми втрутимося"


@given(st.text(alphabet="aא “”\u202e\u2066\u2067\u2068\u2069\u202c", max_size=12))
def test_nothing_turns_what_stands_around_it(text: str) -> None:
    depth = 0
    for sign in TURNING.findall(without_turning(text)):
        depth += 1 if sign == "\u2068" else -1
        assert (sign, depth) in (("\u2068", 1), ("\u2069", 0))
    assert depth == 0
    assert TURNING.sub("", without_turning(text)) == TURNING.sub("", text)


@given(st.characters(exclude_categories=("Cn", "Cs")))
def test_all_letters_that_run_to_the_left_are_known(letter: str) -> None:
    if unicodedata.bidirectional(letter) in ("R", "AL") and letter != "\u200f":
        assert RIGHT_TO_LEFT.match(letter)
    if unicodedata.bidirectional(letter) == "L":
        assert not RIGHT_TO_LEFT.match(letter)
