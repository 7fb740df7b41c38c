"""Which expected statements have a case. All texts are invented."""

from __future__ import annotations

from benchmarks.gold import Item, Row
from benchmarks.reach import reached

TEXT = "Invented headline\n\nThe weather was fine.\n\nPoland will send no soldiers to Ukraine, Donald Tusk said.\n"


def row(speaker: str, evidence: str) -> Row:
    return {"speaker": speaker, "entity": "POL", "evidence": evidence, "required": True}


def test_a_statement_is_reached_by_its_speaker_and_its_sentence() -> None:
    rows = (
        row("Donald Tusk", "Poland will send no soldiers to Ukraine"),
        row("Andrzej Duda", "Poland will send no soldiers to Ukraine"),
        row("Donald Tusk", "The weather was fine."),
    )
    assert [hit for _, hit in reached(Item("one", TEXT, "2025-03-14", "invented", rows))] == [True, False, False]
