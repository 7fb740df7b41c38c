"""The gate and the language test, on the gold texts (invented) and on spaCy's example sentences in other languages."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import pytest
import spacy

from benchmarks.gold import articles, contrast, reports
from dashboard.parsing.gate import EXCERPT, folded, on_topic
from dashboard.parsing.language import is_english

LANGUAGES = [
    "cs",
    "da",
    "de",
    "el",
    "es",
    "fi",
    "fr",
    "hr",
    "hu",
    "it",
    "lt",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sv",
    "uk",
]


@pytest.mark.parametrize("name", ["dev", "own"])
def test_nothing_that_holds_a_statement_is_stopped(name):
    items = [item for item in [*articles(name), *contrast(name)] if item.expected]
    stopped = [item.id for item in items if not on_topic(folded(item.text))]
    assert stopped == []


@pytest.mark.parametrize("name", ["dev", "own"])
def test_every_english_text_is_taken_for_english(name):
    foreign = [item.id for item in [*articles(name), *contrast(name), *reports(name)] if not is_english(item.text)]
    assert foreign == []


@pytest.mark.parametrize(
    "text",
    [
        "Bread will cost more from Monday on.",
        "Ukraine won the song contest. " * 11,
        "Troops marched in the capital.",
        "",
    ],
)
def test_other_topics_are_stopped(text):
    assert not on_topic(folded(text))


@pytest.mark.parametrize("text", ["TROOPS FOR UKRAINE", "tro\u00adops for Uk\u200braine", "Kyiv: no soldiers \ud800"])
def test_capitals_and_invisible_signs_hide_nothing(text):
    assert on_topic(folded(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_told(language):
    sentences = run_path(str(Path(spacy.__file__).parent / "lang" / language / "examples.py"))["sentences"]
    assert not is_english(" ".join([*sentences, *sentences]))


def test_a_sentence_of_small_words_that_other_languages_have_too_is_english():
    assert is_english(
        "Peru will under no circumstances take part in a peace mission in Ukraine, "
        "Defence Minister Juan Doe told a news conference in Lima on Friday."
    )
    assert not is_english(" ".join(["Peru se negó en redondo a tomar parte en ninguna misión de paz"] * 3))


def test_short_texts_get_the_benefit_of_the_doubt():
    assert is_english("Macron: troops possible")
    assert not is_english("Макрон: войска возможны")


def test_a_sentence_that_names_ukraine_may_speak_of_forces_in_any_words():
    assert on_topic(folded("“We go if the UN calls,” Guido Crosetto said of Ukraine."))


def test_an_excerpt_may_name_a_town_or_one_who_speaks_of_the_war_instead_of_ukraine():
    excerpt = "Lavrov said that foreign troops at Mykolaiv would be a target."
    assert on_topic(folded(excerpt))
    assert not on_topic(folded(excerpt + " Bread will cost more." * EXCERPT))
