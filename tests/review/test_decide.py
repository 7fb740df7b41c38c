"""Accept, edit, reject, undo: the record and the log after each, and after each that failed."""

import datetime as dt
import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from review_help import NOW, make_article, make_row, numbered, problems, snapshot, statements

from dashboard.dataset import writing
from dashboard.dataset.files import dump_json
from dashboard.dataset.problems import DataError
from dashboard.review import decide, journal, record_files
from dashboard.review.errors import DecidedAlreadyError, ReviewError, UndoError

LATER = NOW + dt.timedelta(hours=1)


def accept(inbox, data, name, **more):
    return decide.accept(inbox, data, name, **{"reviewer": "Rita", "now": NOW} | more)


def actions(inbox):
    return [decision.action for decision in inbox.decisions()]


def test_accepted_statement_stands_in_the_record_with_its_trace(inbox, data):
    (name,) = numbered(inbox, 1)
    statement = accept(inbox, data, name)
    (written,) = statements(data)
    assert written["id"] == statement.id == "2026-03-01-lux-muster-1"
    assert written["origin"] == "parsed"
    assert written["trace"]["article_id"] == inbox.candidate(name).article_id
    assert written["trace"]["evidence"] == make_row()["evidence"]
    assert written["trace"]["rules"] == ["cue.said", "stance.not_send"]
    assert (written["trace"]["reviewer"], written["trace"]["decided_on"]) == ("Rita", "2026-03-02")
    assert inbox.candidate(name).state == "accepted"
    assert problems(data) == []


def test_edit_keeps_both_versions(inbox, data):
    (name,) = numbered(inbox, 1)
    accept(inbox, data, name, values={"position": "no_plans", "note": "Softer than it sounds."}, reason="context")
    (decision,) = inbox.decisions(name)
    assert (decision.action, decision.reason, decision.reviewer) == ("edit", "context", "Rita")
    assert (decision.machine["position"], decision.human["position"]) == ("rules_out", "no_plans")
    assert statements(data)[0]["trace"]["proposed"]["position"] == "rules_out"
    assert problems(data) == []


def test_values_that_change_nothing_are_an_acceptance(inbox, data):
    (name,) = numbered(inbox, 1)
    accept(inbox, data, name, values={"position": "rules_out"})
    assert actions(inbox) == ["accept"]


def test_quote_that_the_article_does_not_have_never_enters(inbox, data):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    for quote in ("We will send all our soldiers", "soldiers to Ukraine … We will not send", "[We will]"):
        with pytest.raises(DataError, match="words that stand in the article"):
            accept(inbox, data, name, values={"quote": quote})
    assert snapshot(data) == before
    assert accept(inbox, data, name, values={"quote": "we will not send … to Ukraine"}).quote


def test_signs_that_nobody_sees_stay_in_the_article(inbox, data):
    text = "Adam Muster said: “We will not\u200b send sol\u00addiers to Ukraine.”"
    quote = "We will not\u200b send sol\u00addiers to Ukraine"
    inbox.take_in(make_article(text=text), [make_row(quote=quote, evidence=text)], how="paste", by="T", now=NOW)
    (candidate,) = inbox.candidates()
    assert accept(inbox, data, candidate.id).quote == "We will not send soldiers to Ukraine"
    assert statements(data)[0]["trace"]["evidence"] == text
    assert problems(data) == []


def test_quote_of_a_sheet_is_a_matter_of_its_author(inbox, data):
    row = make_row(origin="curated", quote="Words from a source that the sheet names")
    inbox.take_in(make_article(), [row], how="sheet", by="T", now=NOW, origin="curated")
    (name,) = (candidate.id for candidate in inbox.candidates())
    assert accept(inbox, data, name).quote == row["quote"]
    assert problems(data) == []


def test_statement_after_the_editions_last_day_breaks_no_check(inbox, data):
    last = json.loads((data / "record.json").read_text("utf-8"))["coverage_end"]
    (name,) = numbered(inbox, 1)
    assert str(accept(inbox, data, name).date) > last
    assert problems(data) == []


def test_ids_count_up_and_are_never_given_to_another(inbox, data):
    first, second, third = numbered(inbox, 3)
    assert accept(inbox, data, first).id.endswith("-1")
    decide.undo(inbox, data, first, reviewer="Rita", now=NOW)
    assert accept(inbox, data, second).id.endswith("-2")
    assert accept(inbox, data, first).id.endswith("-1")
    assert accept(inbox, data, third).id.endswith("-3")
    assert problems(data) == []


def test_second_reviewer_is_told_who_was_first(inbox, data):
    (name,) = numbered(inbox, 1)
    accept(inbox, data, name)
    before = snapshot(data)
    for act in (
        lambda: accept(inbox, data, name, reviewer="Sam"),
        lambda: decide.reject(inbox, name, reviewer="Sam", now=LATER, reason="no"),
    ):
        with pytest.raises(DecidedAlreadyError, match="accepted by Rita, 2026-03-02 09:30 UTC") as caught:
            act()
        assert (caught.value.reviewer, caught.value.action) == ("Rita", "accept")
    assert snapshot(data) == before
    assert actions(inbox) == ["accept"]


def test_one_who_is_writing_just_now_counts_as_first(inbox, data):
    (name,) = numbered(inbox, 1)
    entry = journal.Entry("accept", "Rita", NOW.isoformat(), "")
    with decide.ledger.transaction(inbox.path) as db:
        journal.claim(db, name, "open", "accepting")
        journal.intend(db, name, data, entry, {"id": "x", "entity": "LUX"}, {})
    with pytest.raises(DecidedAlreadyError, match="Rita"):
        decide.reject(inbox, name, reviewer="Sam", now=LATER, reason="no")


def test_reject_needs_a_reason_and_leaves_the_record(inbox, data):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    with pytest.raises(ReviewError, match="needs a reason"):
        decide.reject(inbox, name, reviewer="Rita", now=NOW, reason="  ")
    decide.reject(inbox, name, reviewer="Rita", now=NOW, reason="a  hypothetical\nquestion")
    assert inbox.decisions(name)[0].reason == "a hypothetical question"
    assert snapshot(data) == before


@pytest.mark.parametrize("reviewer", ["", " ", "\u200b", "two\nlines", "x" * 81])
def test_reviewer_is_one_short_line(inbox, data, reviewer):
    (name,) = numbered(inbox, 1)
    with pytest.raises(ReviewError, match="is no name"):
        accept(inbox, data, name, reviewer=reviewer)
    assert inbox.candidate(name).state == "open"


def test_undo_leaves_the_bytes_as_they_were(inbox, data):
    first, second = numbered(inbox, 2)
    accept(inbox, data, first)
    before = snapshot(data)
    accept(inbox, data, second)
    undone = decide.undo(inbox, data, second, reviewer="Sam", now=LATER, reason="typo")
    assert undone.reviewer == "Rita"
    assert snapshot(data) == before
    assert inbox.candidate(second).state == "open"
    assert [(d.action, d.reviewer, d.reason) for d in inbox.decisions(second)] == [
        ("accept", "Rita", ""),
        ("undo", "Sam", "typo"),
    ]


def test_undo_of_the_only_statement_of_an_entity(inbox, data):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    accept(inbox, data, name)
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert snapshot(data) == before


def test_undo_of_a_rejection(inbox, data):
    (name,) = numbered(inbox, 1)
    decide.reject(inbox, name, reviewer="Rita", now=NOW, reason="no")
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    accept(inbox, data, name)
    assert actions(inbox) == ["reject", "undo", "accept"]


def test_nothing_to_undo(inbox, data):
    (name,) = numbered(inbox, 1)
    with pytest.raises(UndoError, match="is open"):
        decide.undo(inbox, data, name, reviewer="Rita", now=NOW)


def test_undo_of_one_decision_leaves_another_that_was_made_since(inbox, data):
    (name,) = numbered(inbox, 1)
    accept(inbox, data, name, reviewer="Ann")
    (own,) = inbox.decisions(name)
    decide.undo(inbox, data, name, reviewer="Bob", now=LATER)
    with pytest.raises(UndoError, match="no decision to undo"):
        decide.undo(inbox, data, name, reviewer="Ann", now=LATER, seq=own.seq)
    decide.reject(inbox, name, reviewer="Bob", now=LATER, reason="no")
    with pytest.raises(UndoError, match="decided anew by Bob"):
        decide.undo(inbox, data, name, reviewer="Ann", now=LATER, seq=own.seq)
    assert inbox.candidate(name).state == "rejected"
    decide.undo(inbox, data, name, reviewer="Bob", now=LATER, seq=inbox.decisions(name)[-1].seq)
    assert inbox.candidate(name).state == "open"


def test_statement_that_was_changed_since_is_not_removed(inbox, data):
    (name,) = numbered(inbox, 1)
    accept(inbox, data, name)
    (written,) = statements(data)
    path = data / "statements" / "LUX.json"
    path.write_text(dump_json([written | {"note": "Corrected by hand."}]), encoding="utf-8")
    with pytest.raises(UndoError, match=r"changed in LUX\.json"):
        decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert statements(data)[0]["note"] == "Corrected by hand."
    assert inbox.candidate(name).state == "accepted"


def test_statement_that_was_removed_by_hand_can_be_undone(inbox, data):
    (name,) = numbered(inbox, 1)
    accept(inbox, data, name)
    (data / "statements" / "LUX.json").unlink()
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert inbox.candidate(name).state == "open"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"position": "welcomes"}, "position"),
        ({"conditions": "ceasefire"}, "conditions"),
        ({"office": "King of Examples"}, "office"),
        ({"speaker": "Nobody Known"}, "speaker"),
        ({"summary": ""}, "summary"),
        ({"quote": "word " * 45 + "more"}, "quote"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"date": "2026-03-03", "source_date": "2026-03-03"}, "date"),
        ({"date": "soon"}, "date"),
        ({"entity": "../LUX"}, "entity"),
        ({"id": "2026-03-01-lux-muster-9"}, "id"),
        ({"origin": "curated"}, "origin"),
        ({"colour": "red"}, "colour"),
        ({"note": "two\nlines"}, "note"),
    ],
)
def test_what_is_not_valid_does_not_enter(inbox, data, values, field):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    with pytest.raises(DataError) as caught:
        accept(inbox, data, name, values=values)
    assert field in {problem.field for problem in caught.value.problems}
    assert snapshot(data) == before
    assert inbox.candidate(name).state == "open"
    assert actions(inbox) == []


def test_file_with_a_bad_statement_is_not_rewritten(inbox, data):
    first, second = numbered(inbox, 2)
    accept(inbox, data, first)
    path = data / "statements" / "LUX.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"rules_out",\n  "mission"', '"perhaps",\n  "mission"'))
    before = snapshot(data)
    with pytest.raises(DataError, match="perhaps"):
        accept(inbox, data, second)
    assert snapshot(data) == before
    assert inbox.candidate(second).state == "open"


def test_full_disk_leaves_record_and_queue_as_they_were(inbox, data, monkeypatch):
    first, second = numbered(inbox, 2)
    accept(inbox, data, first)
    before = snapshot(data)

    def full(self, target):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space left"):
            accept(inbox, data, second)
        with pytest.raises(OSError, match="No space left"):
            accept(inbox, data, second, speaker=NEW, values=NEW_VALUES)
    assert snapshot(data) == before
    assert inbox.candidate(second).state == "open"
    accept(inbox, data, second)
    assert problems(data) == []


def test_undo_on_a_full_disk_leaves_the_decision(inbox, data, monkeypatch):
    first, second = numbered(inbox, 2)
    accept(inbox, data, first)
    accept(inbox, data, second)
    before = snapshot(data)
    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_text", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(OSError, match="full"):
            decide.undo(inbox, data, second, reviewer="Rita", now=NOW)
    assert snapshot(data) == before
    assert inbox.candidate(second).state == "accepted"
    assert actions(inbox) == ["accept", "accept"]


def test_folder_that_cannot_be_synced_keeps_nothing_from_being_done(inbox, data, monkeypatch):
    """As where a disk fails, or a file system knows no such call: the files are replaced by then."""
    (name,) = numbered(inbox, 1)
    before, whole = snapshot(data), os.fsync

    def no_folders(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        whole(handle)

    monkeypatch.setattr(os, "fsync", no_folders)
    assert accept(inbox, data, name, values=NEW_VALUES, speaker=NEW).id == statements(data)[0]["id"]
    assert inbox.candidate(name).state == "accepted"
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert snapshot(data) == before
    assert actions(inbox) == ["edit", "undo"]


def test_half_that_cannot_be_taken_back_now_is_said_to_be_one(inbox, data, monkeypatch):
    (name,) = numbered(inbox, 1)
    before, whole = snapshot(data), writing.write_text
    accept(inbox, data, name, values=NEW_VALUES, speaker=NEW)

    def no_room(path, *more):
        if path.name == "officials.csv":
            raise OSError(28, "No space left on device")
        whole(path, *more)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_text", no_room)
        with pytest.raises(ReviewError, match="neither decided nor open until this is put right"):
            decide.undo(inbox, data, name, reviewer="Sam", now=LATER)
    assert decide.recover(inbox, data) == []
    assert snapshot(data) == before
    assert actions(inbox) == ["edit", "undo"]


def test_what_was_done_all_the_same_is_no_failure(inbox, data, monkeypatch):
    (name,) = numbered(inbox, 1)
    whole = record_files.put_statement

    def late(*given):
        whole(*given)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(record_files, "put_statement", late)
    assert accept(inbox, data, name).id == statements(data)[0]["id"]
    assert actions(inbox) == ["accept"]


@pytest.mark.parametrize("error", [OSError(28, "full"), sqlite3.OperationalError("database or disk is full")])
def test_database_that_fails_after_the_write_is_settled_later(inbox, data, monkeypatch, error):
    (name,) = numbered(inbox, 1)
    with monkeypatch.context() as patch:
        patch.setattr(decide, "settle", lambda *_: (_ for _ in ()).throw(error))
        with pytest.raises(ReviewError, match="neither decided nor open"):
            accept(inbox, data, name)
    assert inbox.candidate(name).state == "accepting"
    assert decide.recover(inbox, data) == []
    assert inbox.candidate(name).state == "accepted"
    assert actions(inbox) == ["accept"]
    assert problems(data) == []


def test_intent_on_another_data_folder_is_left_to_it(inbox, data, tmp_path):
    (name,) = numbered(inbox, 1)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with decide.ledger.transaction(inbox.path) as db:
        journal.claim(db, name, "open", "accepting")
        journal.intend(db, name, elsewhere, journal.Entry("accept", "R", "", ""), {"id": "x", "entity": "LUX"}, {})
    decide.recover(inbox, data)
    assert inbox.candidate(name).state == "accepting"
    elsewhere.rmdir()
    decide.recover(inbox, data)
    assert inbox.candidate(name).state == "open"


def test_intent_that_cannot_be_settled_is_named(inbox, data):
    (name,) = numbered(inbox, 1)
    with decide.ledger.transaction(inbox.path) as db:
        journal.claim(db, name, "open", "accepting")
        journal.intend(db, name, data, journal.Entry("accept", "R", "", ""), {"id": "x", "entity": "LUX"}, {})
    (data / "statements" / "LUX.json").write_text("[{", encoding="utf-8")
    (said,) = decide.recover(inbox, data)
    assert name in said
    assert "LUX.json" in said


def test_curated_candidate_enters_without_trace(inbox, data):
    row = make_row(evidence="", rules=[])
    taken = inbox.take_in(make_article(url=""), [row], how="sheet", by="T", now=NOW, origin="curated")
    accept(inbox, data, taken.candidates[0])
    (written,) = statements(data)
    assert written["origin"] == "curated"
    assert "trace" not in written


NEW = {
    "id": "nora-neu",
    "name": "Nora Neu",
    "aliases": "Neu",
    "entity": "LUX",
    "office": "Minister of New Things",
    "authority": "minister",
    "from": "",
    "to": "",
}
NEW_VALUES = {"speaker": "Nora Neu", "office": "Minister of New Things"}


def test_new_speaker_enters_with_the_statement(inbox, data):
    (name,) = numbered(inbox, 1)
    statement = accept(inbox, data, name, values=NEW_VALUES, speaker=NEW)
    assert statement.id == "2026-03-01-lux-neu-1"
    lines = (data / "officials.csv").read_text(encoding="utf-8").splitlines()
    assert "nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,," in lines
    assert lines[1:] == sorted(lines[1:], key=lambda line: (line.split(",")[3], line.split(",")[1], line.split(",")[6]))
    assert inbox.decisions()[0].speaker == NEW
    assert problems(data) == []


def test_new_institution_enters_with_the_statement(inbox, data):
    (name,) = numbered(inbox, 1)
    row = {key: value for key, value in NEW.items() if key not in ("from", "to")} | {
        "id": "ministry-of-new-things",
        "name": "Ministry of New Things",
        "aliases": "",
        "office": "Ministry of New Things",
        "authority": "spokesperson",
    }
    values = {"speaker": row["name"], "office": row["office"], "authority": "spokesperson"}
    assert accept(inbox, data, name, values=values, speaker=row).id == "2026-03-01-lux-ministry-of-new-things-1"
    assert problems(data) == []


def test_undo_takes_the_new_speaker_out_again(inbox, data):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    accept(inbox, data, name, values=NEW_VALUES, speaker=NEW)
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert snapshot(data) == before


def test_undo_keeps_a_speaker_on_whom_others_rest(inbox, data):
    first, second = numbered(inbox, 2)
    accept(inbox, data, first, values=NEW_VALUES, speaker=NEW)
    accept(inbox, data, second, values=NEW_VALUES)
    decide.undo(inbox, data, first, reviewer="Rita", now=NOW)
    assert "Nora Neu" in (data / "officials.csv").read_text(encoding="utf-8")
    assert problems(data) == []


def test_speaker_and_statement_stand_or_fall_together(inbox, data):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    with pytest.raises(DataError):
        accept(inbox, data, name, values=NEW_VALUES | {"position": "perhaps"}, speaker=NEW)
    with pytest.raises(DataError, match=r"officials\.csv"):
        accept(inbox, data, name, values=NEW_VALUES, speaker=NEW | {"id": "adam-muster"})
    assert snapshot(data) == before
