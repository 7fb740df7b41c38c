"""The scorer of the parser, on tiny invented candidates: what agrees, what counts, and what the figures are."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.accuracy import Name, by_tag, calibration, details, misses, statement_tables, summary
from benchmarks.gold import SETS, Attribution, Item, articles, contrast, reports
from benchmarks.match import Rates, agreement, distinct, fold, interval, rates, same_speaker, tally
from benchmarks.quotes import attribution, compare, overlap, same_source
from benchmarks.tables import Table


def row(**overrides: Any) -> dict[str, Any]:
    """An invented statement, or a candidate that agrees with it."""
    base = {
        "speaker": "Petr Fiala",
        "entity": "CZE",
        "speaker_entity": "CZE",
        "question": "send",
        "position": "open",
        "phase": "ceasefire",
        "mission": "unspecified",
        "date": "2025-03-01",
        "confidence": "high",
        "score": 0.9,
    }
    return {**base, **overrides}


def item(*expected: dict[str, Any], tag: str = "wire") -> Item:
    return Item("i", "An invented text.", "2025-03-01", tag, expected)


def outcome(*candidates: dict[str, Any], of: Item, strict: bool = False) -> tuple[int, int, int]:
    found = rates([tally(of, candidates, agreement(strict=strict))])
    return found.right, found.wrong, found.missed


@pytest.mark.parametrize(
    ("wanted", "given", "same"),
    [
        ("Jonas Gahr Støre", "Jonas Gahr Store", True),
        ("Władysław Kosiniak-Kamysz", "Wladyslaw Kosiniak Kamysz", True),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("Ondrej Halabala", "O. Halabala", True),
        ("Petr Fiala", "Petr Pavel", False),
        ("Petr Fiala", "", False),
        ("Czech government", "Czech Ministry of Defence", True),
        ("Czech government", "Petr Fiala", False),
    ],
)
def test_speakers_are_compared_by_name_or_body(wanted: str, given: str, same: bool) -> None:
    assert same_speaker(row(speaker=wanted), row(speaker=given)) is same


def test_a_body_of_another_state_is_another_speaker() -> None:
    assert not same_speaker(row(speaker="Czech government"), row(speaker="Polish government", speaker_entity="POL"))


def test_without_the_listed_aliases_a_name_counts_as_it_is_written() -> None:
    names = row(speaker="Volodymyr Zelensky"), row(speaker="Volodymyr Zelenskyy")
    assert same_speaker(*names)
    assert not same_speaker(*names, aliases=False)


def test_folding_keeps_letters_that_have_no_accent_to_lose() -> None:
    assert fold("Łukasz Đurić-Øst") == "lukasz duric ost"


@pytest.mark.parametrize("field", ["speaker", "entity", "question", "position"])
def test_each_of_the_four_fields_must_agree(field: str) -> None:
    candidate = row(**{field: "other"})
    assert outcome(candidate, of=item(row())) == (0, 1, 1)


def test_a_position_in_also_agrees_only_when_lenient() -> None:
    gold = item(row(position="no_plans", also=["rules_out"]))
    candidate = row(position="rules_out")
    assert outcome(candidate, of=gold) == (1, 0, 0)
    assert outcome(candidate, of=gold, strict=True) == (0, 1, 1)


def test_an_optional_statement_and_one_already_found_count_neither_way() -> None:
    gold = item(row(), row(position="willing", required=False))
    assert outcome(row(), row(date="2025-02-01"), row(position="willing"), of=gold) == (1, 0, 0)


def test_candidates_alike_in_the_seven_fields_are_one_with_the_highest_score() -> None:
    assert [c["score"] for c in distinct([row(score=0.2), row(score=0.7), row(phase="wartime", score=0.1)])] == [
        0.7,
        0.1,
    ]


def test_a_statement_of_the_same_phase_is_taken_first() -> None:
    gold = item(row(phase="wartime"), row(phase="ceasefire"))
    result = tally(gold, [row(phase="ceasefire")], agreement())
    assert [found["phase"] for found, _ in result.right] == ["ceasefire"]
    assert [missed["phase"] for missed in result.missed] == ["wartime"]


def test_figures_of_precision_recall_and_f1() -> None:
    assert (Rates(3, 1, 2).precision, Rates(3, 1, 2).recall) == (0.75, 0.6)
    assert Rates(3, 1, 2).f1 == pytest.approx(2 / 3)
    assert (Rates(0, 0, 0).precision, Rates(0, 0, 0).f1) == (0, 0)


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    tallies = [tally(item(row()), [row()] * (n % 2), agreement()) for n in range(20)]
    low, high = interval(tallies)
    assert low < rates(tallies).f1 < high
    assert (low, high) == interval(tallies)


def test_rows_of_the_tables() -> None:
    gold = item(row(mission="training", mission_also=["support"]), tag="live blog")
    good, bad = row(mission="support", phase="wartime"), row(entity="POL", confidence="low")
    tallies = [tally(gold, [good, bad], agreement()), tally(item(), [], agreement())]
    assert summary("articles", tallies, tallies)[:8] == ["articles", "2", "1", "1", "0", "0.500", "1.000", "0.667"]
    assert details("articles", tallies) == ["articles", "1", "0.000", "1.000", "1.000"]
    assert calibration("a", tallies) == [
        ["a, high", "1", "1.000", "1.000"],
        ["a, medium", "0", "–", "0.000"],
        ["a, low", "1", "0.000", "0.000"],
    ]
    assert [tag for tag, *_ in by_tag([gold, item()], tallies)] == ["wire", "live blog"]
    assert [line.split()[0] for line in misses([gold, item()], tallies)] == ["WRONG"]


def test_contrast_sentences_have_no_day_to_get_right() -> None:
    expected = {name: value for name, value in row().items() if name != "date"}
    assert details("contrast", [tally(item(expected), [row()], agreement())])[-1] == "–"


def test_tables_of_a_set_come_from_the_parsers_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that finds nothing has no error and misses every required statement."""
    monkeypatch.setattr("benchmarks.accuracy.run", lambda command, texts: {text.id: [] for text in texts})
    tables, lines = statement_tables("dev", plain=False, phenomena=True)
    assert tables[0].rows[0][:6] == ["articles", "40", "0", "0", "200", "0.000"]
    assert tables[0].rows[1][:5] == ["contrast", "80", "0", "0", "80"]
    assert len(lines) == 280


def test_every_set_is_read_with_its_texts() -> None:
    for name in SETS:
        assert len({text.id for text in [*articles(name), *contrast(name)]}) >= 120
        assert all(text.text.strip() for text in articles(name))
    assert len(reports("own")) == 10
    assert reports("dev") == []
    assert [name.value for name in Name] == list(SETS)


def spans(source: tuple[int, int] | None, *content: tuple[int, int], direct: bool = False) -> Attribution:
    return Attribution(source, content, direct)


def test_content_overlaps_in_characters_over_all_its_spans() -> None:
    split = spans(None, (0, 10), (20, 30))
    assert overlap(split, spans(None, (0, 10))) == 0.5
    assert overlap(split, spans(None, (10, 20))) == 0
    assert overlap(split, split) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [((0, 5), (4, 9), True), ((0, 5), (5, 9), False), (None, None, True), ((0, 5), None, False)],
)
def test_sources_share_a_character_or_are_both_none(
    one: tuple[int, int] | None, other: tuple[int, int] | None, same: bool
) -> None:
    assert same_source(spans(one, (0, 1)), spans(other, (0, 1))) is same


def test_attributions_count_once_and_by_content_and_source() -> None:
    gold = [spans((0, 5), (10, 30), direct=True), spans((40, 45), (50, 60))]
    found = [spans((0, 5), (10, 28)), spans((0, 5), (10, 30)), spans((70, 75), (50, 60))]
    result = compare(gold, found)
    assert result.both == Rates(1, 2, 1)
    assert result.content == Rates(2, 1, 0)
    assert (result.direct, result.direct_found, result.direct_right) == (1, 1, 1)


def test_a_line_without_source_is_an_attribution_without_source() -> None:
    line = {"source_start": "", "source_end": "", "content": [[3, 9]]}
    assert attribution(line) == spans(None, (3, 9))
    assert attribution({**line, "source_start": 1, "source_end": 2}).source == (1, 2)


def test_a_table_in_markdown() -> None:
    text = Table("T", ("", "n"), [("a", "1")]).markdown()
    assert text == "**T**\n\n|  | n |\n| --- | --: |\n| a | 1 |\n"
