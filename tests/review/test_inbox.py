"""The queue: what is taken in, what is the same, what is put before people again."""

import sqlite3
import threading

import pytest
from review_help import NOW, TEXT, make_article, make_inbox, make_row

from dashboard.review import decide, identity, ledger
from dashboard.review.errors import NotFoundError, ReviewError


def take(inbox, article=None, rows=None, **more):
    rows = [make_row()] if rows is None else rows
    return inbox.take_in(article or make_article(), rows, how="test", by="Tester", now=NOW, **more)


def test_proposal_is_kept_exactly(inbox):
    intake = take(inbox)
    (candidate,) = inbox.candidates()
    assert intake.outcome == "queued"
    assert intake.candidates == (candidate.id,)
    assert candidate.proposed["rules"] == "cue.said stance.not_send"
    assert candidate.rules == ("cue.said", "stance.not_send")
    assert candidate.spans["quote"] == (make_row()["quote_start"], make_row()["quote_end"])
    assert inbox.text_of(candidate) == TEXT
    assert inbox.articles()[0].published == "2026-03-01"


@pytest.mark.parametrize(
    "again",
    [
        {"url": "http://NEWS.example/one/?utm_source=feed#top"},
        {"url": ""},
        {"url": "https://other.example/copy", "text": "  " + TEXT.replace("\n\n", "\n")},
    ],
)
def test_same_article_is_known_and_not_queued(inbox, again):
    first = take(inbox)
    second = take(inbox, make_article(**again))
    assert (second.outcome, second.article_id, second.candidates) == ("known", first.article_id, ())
    assert second.added_by == "Tester"
    assert len(inbox.candidates()) == 1


def test_other_addresses_and_texts_are_other_articles(inbox):
    take(inbox)
    other = take(inbox, make_article(url="https://news.example/one?id=2", text=TEXT + " More."))
    assert other.outcome == "queued"
    assert len(inbox.articles()) == 2


def test_decision_is_reopened_only_when_text_and_extraction_changed(inbox):
    (first,) = take(inbox).candidates
    decide.reject(inbox, first, reviewer="R", now=NOW, reason="not his words")
    unchanged = take(inbox, make_article(text=TEXT + " (Corrected.)"))
    assert (unchanged.outcome, unchanged.candidates) == ("changed", ())
    (second,) = take(inbox, make_article(text=TEXT + " (Twice.)"), [make_row(position="no_plans")]).candidates
    assert inbox.candidate(second).revises == first
    assert inbox.candidate(first).state == "rejected"
    assert [c.id for c in inbox.candidates()] == [second]


def test_open_reading_gives_way_to_a_newer_one_and_can_come_back(inbox):
    (first,) = take(inbox).candidates
    (second,) = take(inbox, make_article(text=TEXT + " 2"), [make_row(position="no_plans")]).candidates
    assert inbox.candidate(first).state == "superseded"
    with pytest.raises(ReviewError, match="superseded"):
        decide.reject(inbox, first, reviewer="R", now=NOW, reason="old")
    assert take(inbox, make_article(text=TEXT + " 3")).candidates == (first,)
    assert [inbox.candidate(name).state for name in (first, second)] == ["open", "superseded"]


def test_text_of_a_candidate_stays_that_of_its_offsets(inbox):
    (first,) = take(inbox).candidates
    article = take(inbox, make_article(text="New beginning. " + TEXT)).article_id
    assert inbox.text_of(inbox.candidate(first)) == TEXT
    assert inbox.article(article).text.startswith("New beginning.")


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ({"text": " \n"}, "no text"),
        ({"url": "javascript:alert(1)"}, "no http"),
        ({"url": "https://user@news.example/"}, "no http"),
        ({"text": "x" * 2_000_001}, "at most"),
    ],
)
def test_bad_article_is_refused_whole(inbox, article, said):
    with pytest.raises(ReviewError, match=said):
        take(inbox, make_article(**article))
    assert inbox.articles() == []


def test_failure_in_the_middle_leaves_nothing(inbox, monkeypatch):
    monkeypatch.setattr(identity, "candidate_id", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(inbox)
    assert inbox.articles() == []


def test_order_by_confidence(inbox):
    take(inbox, rows=[make_row(score=0.2), make_row(score="0.8"), make_row(score="nonsense"), make_row(score=7)])
    assert [c.score for c in inbox.candidates(order="confidence")] == [1.0, 0.8, 0.2, 0.0]
    assert [c.score for c in inbox.candidates()] == [0.2, 0.8, 0.0, 1.0]


def test_lone_surrogates_and_nulls_are_taken_in(inbox):
    take(inbox, make_article(text="a\ud800b\x00c"), [make_row(evidence="\udfff")])
    assert inbox.articles()[0].text == "a?b\x00c"


def test_candidate_by_beginning_of_its_id(inbox):
    take(inbox, rows=[make_row(), make_row(position="no_plans")])
    one = inbox.candidates()[0]
    assert inbox.candidate(one.id[:10]).id == one.id
    for name in ("", "zzz"):
        with pytest.raises(NotFoundError, match="inbox list"):
            inbox.candidate(name)
    with pytest.raises(NotFoundError):
        inbox.article("none")


def test_same_ids_in_every_inbox(inbox, tmp_path):
    other = make_inbox(tmp_path / "elsewhere")
    assert take(inbox).candidates == take(other).candidates


def test_log_cannot_be_rewritten(inbox):
    (name,) = take(inbox).candidates
    decide.reject(inbox, name, reviewer="R", now=NOW, reason="x")
    for query in ("DELETE FROM decision", "UPDATE decision SET reviewer = 'S'"):
        with pytest.raises(sqlite3.IntegrityError, match="decisions stay"), ledger.transaction(inbox.path) as db:
            db.execute(query)


def test_newer_database_is_left_alone(inbox, tmp_path):
    with ledger.transaction(inbox.path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(ReviewError, match="newer version"):
        make_inbox(tmp_path)


def test_file_that_is_no_database_is_reported(tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / ledger.FILE).write_text("no database, only words, and enough of them to be read" * 20)
    with pytest.raises(ReviewError, match="--state"):
        make_inbox(tmp_path)


def test_many_threads_open_a_new_inbox_at_once(tmp_path):
    failed = []

    def open_and_take(number):
        try:
            take(make_inbox(tmp_path), make_article(url=f"https://news.example/{number}", text=f"{TEXT} {number}"))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_and_take, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(make_inbox(tmp_path).articles()) == 8
