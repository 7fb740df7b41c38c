"""A run over many articles: one process or several, whatever goes wrong with one. Words are invented."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from article_help import TUSK

from dashboard.parsing import results
from dashboard.parsing.admission import Given
from dashboard.parsing.article import BrokenParserError, Quarantined
from dashboard.parsing.intake import Raw
from dashboard.parsing.limits import OutOfTimeError, seconds
from dashboard.parsing.run import CHUNK, Job, do, run

JOB = Job("statements", Given(dt.date(2024, 3, 1)), ("entity", "position"))
GOOD = Raw("good", "s", TUSK)


def test_several_workers_give_what_one_gives_in_order():
    items = []
    for number in range(CHUNK * 3 + 5):
        items += [Raw(f"a-{number}", "s", f"{TUSK} It was no. {number}."), Raw(f"b-{number}", "s", "Bread costs.")]
    items[7] = Quarantined(id="q", source="s", reason="broken")
    alone = list(run(JOB, items))
    assert alone == list(run(JOB, items, workers=2))
    assert [done.article.id for done in alone if done.article] == [f"a-{n}" for n in range(CHUNK * 3 + 5)]


def test_items_are_read_only_a_little_ahead():
    taken = []

    def items():
        for number in range(10_000):
            taken.append(number)
            yield Raw(f"{number}", "s", "Bread costs more.")

    results_of = run(JOB, items(), workers=2)
    next(results_of)
    assert len(taken) <= 10 * CHUNK
    results_of.close()


def test_a_fault_in_one_article_costs_no_other(monkeypatch):
    def fail(article, fields):
        raise IndexError("out of bounds")

    monkeypatch.setitem(results.BY_JOB, "statements", fail)
    [record] = do(JOB, GOOD).left
    assert "the parser failed on it (IndexError: out of bounds): please report it" in record.reason
    assert not record.problem


def test_a_missing_file_of_the_parser_is_something_to_mend(monkeypatch):
    def fail(article, fields):
        raise BrokenParserError("data/judge/model.onnx: not a file of the judge")

    monkeypatch.setitem(results.BY_JOB, "statements", fail)
    left = do(JOB, GOOD).left
    assert [(one.reason, one.problem) for one in left] == [("data/judge/model.onnx: not a file of the judge", True)]


def test_an_article_that_takes_too_long_is_left(monkeypatch):
    def spin(article, fields):
        while True:
            pass

    monkeypatch.setitem(results.BY_JOB, "statements", spin)
    [record] = do(Job("statements", JOB.given, limit=0.05), GOOD).left
    assert record.reason == "took longer than 0.05 seconds: give it in parts"


def spend(processor_time):
    end = time.process_time() + processor_time
    while time.process_time() < end:
        pass


def test_the_limit_is_lifted_in_time():
    with seconds(0.2):
        time.sleep(0.3)  # time on the clock does not count
    spend(0.3)
    with pytest.raises(OutOfTimeError), seconds(0.2):
        spend(5)


def test_off_topic_is_nothing():
    done = do(JOB, Raw("x", "s", "Bread costs more in the town from Monday on."))
    assert (done.article, done.rows, done.left) == (None, (), ())
