"""Marks and reasons of candidates. Words are invented."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from benchmarks.gold import articles
from dashboard.cli_explain import LEFT_OUT, rendered
from dashboard.dataset.codebook import load_codebook
from dashboard.parsing.article import Article
from dashboard.parsing.explain import NAMES, columns_of, explained, reasons_of
from dashboard.parsing.reading import read
from dashboard.parsing.results import explanation, proposals

FIELDS = load_codebook().columns


def article(text):
    return Article(id="a", text=text, published=dt.date(2024, 3, 1))


def marks(text):
    [finding] = explained(read(article(text)))
    return {name: [text[start:end] for start, end in spans] for name, spans in finding.marks.items()}


def test_marks_of_a_quotation():
    found = marks("“We will not send troops to Ukraine,” Polish Prime Minister Donald Tusk told reporters.")
    assert found["speaker"] == ["Polish Prime Minister Donald Tusk"]
    assert found["cue"] == ["told"]
    assert found["content"] == ["“We will not send troops to Ukraine,”"]
    assert "not send troops to Ukraine" in found["stance"][0]
    assert "told" not in found["stance"][0]


def test_marks_of_a_stance_without_a_quotation():
    found = marks("Polish Prime Minister Donald Tusk is in favour of sending troops to Ukraine.")
    assert found["speaker"] == ["Polish Prime Minister Donald Tusk"]
    assert (found["cue"], found["content"]) == ([], [])
    assert found["stance"] == ["in favour of sending troops to Ukraine"]


def test_columns_hold_the_first_mark_of_each_kind():
    [row] = proposals(article("Polish Prime Minister Donald Tusk is in favour of sending troops to Ukraine."), FIELDS)
    assert (row["speaker_start"], row["speaker_end"], row["cue_start"]) == (0, 33, None)
    assert columns_of({}) == {f"{name}_{side}": None for name in NAMES for side in ("start", "end")}


@pytest.mark.parametrize("item", [*articles("dev")[::4], *articles("own")[::4]], ids=lambda item: item.id)
def test_marks_lie_in_the_text_and_every_rule_has_words(item):
    reading = read(Article(id=item.id, text=item.text, published=dt.date.fromisoformat(item.published)))
    for finding in explained(reading):
        assert set(finding.marks) == set(NAMES)
        assert finding.marks["stance"]
        assert all(item.text[start:end].strip() for spans in finding.marks.values() for start, end in spans)
        assert [rule for rule, meaning in finding.reasons if not meaning] == []


def test_a_rule_that_nobody_knows_has_no_words():
    assert reasons_of(["no_such_rule"]) == (("no_such_rule", ""),)


def shown(text, *, styled=False):
    rows, _ = explanation(article(text), FIELDS)
    return b"".join(rendered(rows, book=load_codebook(), styled=styled)).decode()


def test_plain_text_names_every_mark_and_reason():
    text = shown("Bread costs more.\n\n“We will not send troops to Ukraine,” Polish Prime Minister Donald Tusk said.")
    assert "[speaker: Polish Prime Minister Donald Tusk] [cue: said]" in " ".join(text.split())
    assert "1. Donald Tusk · POL · send: Rules out" in text
    assert "gazetteer: the office is the one held on that day" in text
    assert "Bread costs more." in text
    assert "\x1b" not in text


def test_a_terminal_gets_the_same_words_with_styles():
    text = "“We will not send troops to Ukraine,” Polish Prime Minister Donald Tusk said."
    styled = shown(text, styled=True)
    assert "\x1b[" in styled
    assert text in " ".join(re.sub(r"\x1b\[[0-9;]*m", "", styled).split())


def test_nothing_of_the_text_steers_the_terminal():
    text = shown(
        "Polish Prime Minister Donald Tusk\x1b[31m said [bold]Poland[/bold] will not send troops to Ukraine.\x07"
    )
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]Poland[/bold]" in text


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\x85"])
def test_no_name_of_an_article_steers_the_terminal(sign):
    rows, _ = explanation(article("Polish Prime Minister Donald Tusk ruled out sending troops to Ukraine."), FIELDS)
    rows[0]["article"]["id"] = f"a{sign}[31m"
    [finding] = rows[0]["findings"]
    finding["row"] |= dict.fromkeys(("speaker", "office"), f"Ada{sign}[31m Brandt")
    left = finding | {"left_out": "doubtful"}
    rows[0]["findings"].append(left)
    text = "".join(part.decode() for part in rendered(rows, book=load_codebook(), styled=False))
    assert text.count("Ada [31m Brandt") == 3
    assert text.startswith("a [31m")
    assert sign not in text


def test_an_article_without_a_statement_says_so():
    assert "No statement was found" in shown("Bread will cost more in Ukraine.")


@pytest.mark.parametrize(("why", "words"), LEFT_OUT.items())
def test_what_is_left_out_is_named_below_the_article(why, words):
    rows, _ = explanation(article("Polish Prime Minister Donald Tusk ruled out sending troops to Ukraine."), FIELDS)
    [finding] = rows[0]["findings"]
    assert finding["left_out"] == ""
    text = "".join(part.decode() for part in rendered(rows, book=load_codebook(), styled=False))
    assert "Left out" not in text
    finding["left_out"] = why
    text = "".join(part.decode() for part in rendered(rows, book=load_codebook(), styled=False))
    assert "[speaker:" not in text
    assert "No statement was found" in text
    assert f"Left out, {words}:\n    Donald Tusk · POL · send: Rules out (" in text
