"""Pronouns, and whom they go back to. The persons are real, all their words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import last_speakers, speakers

SAYS = "said that no soldiers would go."
BEFORE = date(2024, 3, 15)

REFERRED = [
    (f"Emmanuel Macron spoke in Paris. He {SAYS}", "Emmanuel Macron"),
    (f"Giorgia Meloni met Emmanuel Macron. She {SAYS}", "Giorgia Meloni"),
    (f"Germany held a debate that Emmanuel Macron began. It {SAYS}", "German federal government"),
    (f"It was left to Troels Lund Poulsen to explain.\n\nHe {SAYS}", "Troels Lund Poulsen"),
    (f"Jens Stoltenberg spoke of the debate that Emmanuel Macron began. He {SAYS}", "Jens Stoltenberg"),
    (f"Petr Fiala spoke in Prague. A reporter asked him why. He {SAYS}", "Petr Fiala"),
    (f"In Paris an adviser to the French president took questions. She {SAYS}", "French President's Office"),
    (
        f"This is what the British prime minister's spokesman told the press on Tuesday.\n\nLater he {SAYS}",
        "UK Prime Minister's spokesperson",
    ),
    ("Estonia is ready. Norway, its premier said, was weighing it.", "Jonas Gahr Støre"),
    (f"Ukraine was on the agenda. Kaja Kallas came late. The prime minister {SAYS}", "Kaja Kallas"),
]


@pytest.mark.parametrize(("text", "name"), REFERRED, ids=lambda case: str(case)[:40])
def test_pronouns_and_descriptions(text: str, name: str) -> None:
    assert speakers(text, BEFORE)[-1][0] == name


def test_a_question_about_somebody_does_not_make_that_one_speak() -> None:
    text = (
        "Downing Street met the press. The prime minister's official spokesman was asked whether Rishi Sunak agreed "
        "with Emmanuel Macron.\n\n“We have no plans for a deployment,” he said."
    )
    assert "Rishi Sunak" not in {name for name, words in speakers(text, BEFORE) if "no plans" in words}


@pytest.mark.parametrize("thing", ["The letter", "The draft", "A report"])
def test_he_is_no_document(thing: str) -> None:
    text = f"Mark Rutte spoke in Brussels. {thing} {SAYS} Later he {SAYS}"
    assert speakers(text)[-1][0] == "Mark Rutte"


def test_who_is_named_before_a_colon_may_be_he() -> None:
    text = f"Oana Țoiu of Romania: no troops. Giorgos Gerapetritis of Greece: likewise. He {SAYS}"
    assert last_speakers(text) == ["Giorgos Gerapetritis"]
