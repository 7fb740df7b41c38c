"""Whom a timeline says it has no lane for, and how many statements it says it draws. All words are invented."""

from __future__ import annotations

from typing import Any

import pandas as pd
from builders import make_record, make_statement

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import arrange, tables
from dashboard.ui import lanes


def drawn(*statements: dict[str, Any], phase: str = "wartime") -> pd.DataFrame:
    """What the picture of one phase draws of these statements."""
    record = make_record(*statements)
    return arrange.by_entity(record, tables.readable(record, record.frame), record.frame, phase, "ground")


def test_whoever_is_picked_and_has_no_lane_is_named_with_the_reason() -> None:
    record = make_record(make_statement(1, entity="ADV"))
    inside = tables.readable(record, record.frame)

    def said(**picked: Any) -> str:
        return lanes.without(record, Selection(**({"question": ("send",)} | picked)), inside).replace("\\", "")

    assert said() == "", "nobody is asked for by name"
    assert said(entity=("ADV",)) == ""
    assert said(entity=("ADV", "NRL", "WMK")) == "No statement found: Norlund, Westmark. Not a “no”."
    assert said(group=("nato",)) == "No statement found: Norlund. Not a “no”."
    assert said(entity=("NRL",), words="peace") == "No statement found in this selection: Norlund. Not a “no”."


def test_the_receiving_country_is_not_asked_whether_it_would_send(shipped: Record) -> None:
    nobody = tables.readable(shipped, shipped.frame.iloc[:0])
    said = {
        question: lanes.without(shipped, Selection(question=(question,), entity=("ALB", "UKR")), nobody)
        for question in ("send", "accept")
    }
    assert said["send"].replace("\\", "") == "No statement found: Albania. Not a “no”. Receiving country: Ukraine."
    assert said["accept"].replace("\\", "") == "No statement found: Albania, Ukraine. Not a “no”."


def test_statements_without_a_phase_are_counted_apart_so_that_the_pictures_add_up() -> None:
    statements = (
        make_statement(1, phase="wartime"),
        make_statement(2, phase="ceasefire"),
        make_statement(3, phase="ceasefire", date="2024-03-02"),
        make_statement(4, phase="unspecified", date="2024-03-03"),
    )
    book = make_record().codebook
    said = {phase: lanes.how_many(book, drawn(*statements, phase=phase)) for phase in ("wartime", "ceasefire")}
    assert said == {
        "wartime": "**1** statement, and **1** that names no phase: counted in either phase.",
        "ceasefire": "**2** statements, and **1** that names no phase: counted in either phase.",
    }
    assert lanes.how_many(book, drawn(*statements[:3])) == "**1** statement."
    assert lanes.how_many(book, drawn(statements[1])) == "No statement in this selection."
