"""Frames as people and pictures read them. The statements are invented."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import make_record, make_statement

from dashboard.output import tables


def test_each_month_adds_up_to_all_whatever_was_said() -> None:
    record = make_record()
    codes = [code.code for code in record.codebook.positions("send")]
    months = pd.to_datetime(["2024-01-31", "2024-02-29"])
    counts = pd.DataFrame(0, index=pd.Index(months, name="month"), columns=codes)
    counts.loc[months[0], codes[0]] = 2
    counts.loc[months[1], codes[:3]] = [1, 4, 2]
    table = tables.over_time(record, counts, "send", entities=9)
    labels = [record.codebook.label("position", code) for code in codes]
    assert table.columns.tolist() == ["month", "since", *labels, tables.silence(record.codebook).label]
    assert table["month"].tolist() == months.tolist()
    assert table["since"].tolist() == [months[0], months[0]]
    assert table[labels].to_numpy().tolist() == counts.to_numpy().tolist()
    assert table.drop(columns=["month", "since"]).sum(axis="columns").tolist() == [9, 9]


def test_rows_have_the_values_of_their_columns_and_say_what_is_missing() -> None:
    frame = pd.DataFrame(
        {
            "said": pd.Categorical(["open", None]),
            "steps": pd.array([2, None], dtype="Int64"),
            "day": pd.to_datetime(["2024-02-29", None]),
            "speaker": ["Kopp", ""],
        }
    )
    first, second = tables.rows(frame)
    assert first == {"said": "open", "steps": 2, "day": pd.Timestamp("2024-02-29"), "speaker": "Kopp"}
    assert type(first["steps"]) is int
    assert second["steps"] is None
    assert pd.isna(second["said"])
    assert second["day"] is pd.NaT
    assert tables.rows(frame.head(0)) == []


def test_what_an_official_of_another_says_is_told_as_a_claim_of_that_official() -> None:
    record = make_record(
        make_statement(1, position="committed"),
        make_statement(2, position="committed", speaker_entity="NRL", date="2024-03-02"),
    )
    table = tables.readable(record, record.frame)
    claimant = table["speaker"].iloc[1]
    assert table["speaks_for"].tolist() == ["", "Norlund"]
    assert table["told"].tolist() == ["Committed", f"Committed, claimed by {claimant} (Norlund)"]


@pytest.mark.parametrize(
    ("quote", "language", "glossed"),
    [
        ("Wir schließen Bodentruppen für diesen Fall aus", "de", True),
        ("Nein", "de", True),
        ("a clear, non-combat role", "en", True),
        ("We will not send soldiers to this war", "en", False),
        ("", "", False),  # the words are our summary already
    ],
)
def test_our_summary_stands_beside_a_quote_that_does_not_say_enough_in_english(
    quote: str, language: str, glossed: bool
) -> None:
    record = make_record(make_statement(1, quote=quote, quote_language=language, summary="Norland said no."))
    told = tables.readable(record, record.frame).iloc[0]
    assert told["gloss"] == ("Norland said no." if glossed else "")
    assert told["said"] == (f"“{quote}”" if quote else "Norland said no.")


def test_a_position_says_so_where_its_words_name_no_phase() -> None:
    record = make_record(
        make_statement(1, phase="unspecified", confidence="low"),
        make_statement(2, phase="wartime", entity="NRL", date="2024-03-02"),
    )
    table = tables.readable(record, record.frame.assign(phase="wartime", stated_phase=record.frame["phase"]))
    assert table["phase"].tolist() == ["While fighting goes on"] * 2
    assert table["named_phase"].tolist() == ["While fighting goes on, phase not stated", "While fighting goes on"]
    assert table["marks"].tolist() == ["phase not stated", ""]
    assert table["sign"].tolist() == ["◆?*", "◆"]
    of_statements = tables.readable(record, record.frame)
    assert of_statements["phase"].tolist() == ["Phase not stated", "While fighting goes on"]
    assert of_statements["sign"].tolist() == ["◆?", "◆"], "a statement stands in no phase that it does not name"


def test_silence_is_nobodys_claim() -> None:
    record = make_record(make_statement())
    silent = record.frame.reindex([-1]).assign(entity="ADV", position=tables.SILENT, kind="ground")
    table = tables.readable(record, silent)
    assert table["speaks_for"].tolist() == [""]
    assert table["told"].tolist() == [table["label"].iloc[0]]
