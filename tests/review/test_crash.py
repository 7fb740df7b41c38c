"""Two processes at once, and processes that are killed: no lost update, no duplicate id, nothing half done."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from review_help import NOW, make_inbox, numbered, problems, snapshot, statements

from dashboard.dataset import files
from dashboard.review import decide, journal, record_files, settle
from dashboard.review.errors import DecidedAlreadyError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing children by signal needs POSIX")
FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else None
KILLS = 15
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
VALUES = {"speaker": "Nora Neu", "office": "Minister of New Things"}


def accept_all(folder, data, names, reviewer, told):
    inbox = make_inbox(folder)
    for name in names:
        try:
            told.put((reviewer, decide.accept(inbox, data, name, reviewer=reviewer, now=NOW).id))
        except DecidedAlreadyError as error:
            told.put((error.reviewer, "was first"))


def test_two_processes_at_once(inbox, data, tmp_path):
    names = numbered(inbox, 12)
    told = FORK.Queue()
    people = {"Rita": names, "Sam": names[::-1]}
    workers = [
        FORK.Process(target=accept_all, args=(tmp_path, data, order, who, told)) for who, order in people.items()
    ]
    for worker in workers:
        worker.start()
    answers = [told.get(timeout=120) for _ in range(2 * len(names))]
    for worker in workers:
        worker.join(60)
    ids = [answer for _, answer in answers if answer != "was first"]
    assert len(ids) == len(set(ids)) == len(names)
    assert sorted(statement["id"] for statement in statements(data)) == sorted(ids)
    assert Counter(d.candidate_id for d in inbox.decisions()) == Counter(names)
    assert {d.reviewer for d in inbox.decisions()} <= set(people)
    assert problems(data) == []


def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)


def after(module, name):
    """Do what the function does, then die."""
    whole = getattr(module, name)

    def both(*args, **more):
        whole(*args, **more)
        die()

    return both


def in_a_child(act):
    """Run an act in a process of its own; gives how it ended (-9 for killed)."""
    child = FORK.Process(target=act)
    child.start()
    child.join(60)
    return child.exitcode


ACCEPT_POINTS = {
    "before the intent": (journal, "intend", die, "open"),
    "before anything is written": (record_files, "put_speaker", die, "open"),
    "between speaker and statement": (record_files, "put_statement", die, "open"),
    "while the speaker's file is replaced": (files.Path, "replace", die, "open"),
    "after the statement is written": (record_files, "put_statement", after(record_files, "put_statement"), "accepted"),
    "before the log": (settle, "log", die, "accepted"),
}


@pytest.mark.parametrize("point", ACCEPT_POINTS)
def test_killed_while_accepting(inbox, data, monkeypatch, point):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    module, function, death, state = ACCEPT_POINTS[point]

    def act():
        monkeypatch.setattr(decide if module is journal else module, function, death)
        decide.accept(inbox, data, name, reviewer="Rita", now=NOW, values=VALUES, speaker=NEW)

    assert in_a_child(act) == -signal.SIGKILL
    assert problems(data) == []
    assert decide.recover(inbox, data) == []
    assert inbox.candidate(name).state == state
    assert [d.action for d in inbox.decisions()] == (["edit"] if state == "accepted" else [])
    if state == "open":
        assert snapshot(data) == before
        decide.accept(inbox, data, name, reviewer="Sam", now=NOW, values=VALUES, speaker=NEW)
    assert [s["id"] for s in statements(data)] == ["2026-03-01-lux-neu-1"]
    assert problems(data) == []


UNDO_POINTS = {
    "before anything is written": (record_files, "drop_statement", die, "accepted"),
    "between statement and speaker": (decide, "drop_new_speaker", die, "open"),
    "before the log": (settle, "log", die, "open"),
}


@pytest.mark.parametrize("point", UNDO_POINTS)
def test_killed_while_undoing(inbox, data, monkeypatch, point):
    (name,) = numbered(inbox, 1)
    before = snapshot(data)
    decide.accept(inbox, data, name, reviewer="Rita", now=NOW, values=VALUES, speaker=NEW)
    module, function, death, state = UNDO_POINTS[point]

    def act():
        monkeypatch.setattr(module, function, death)
        decide.undo(inbox, data, name, reviewer="Sam", now=NOW)

    assert in_a_child(act) == -signal.SIGKILL
    assert decide.recover(inbox, data) == []
    assert inbox.candidate(name).state == state
    assert [d.action for d in inbox.decisions()] == (["edit"] if state == "accepted" else ["edit", "undo"])
    assert (snapshot(data) == before) == (state == "open")
    assert problems(data) == []


def test_killed_at_any_moment(inbox, data, tmp_path):
    """Fifteen times: start to accept, kill after a random while, look, go on."""
    names = numbered(inbox, 40)
    chance = random.Random(5)
    accepted_before = 0
    for _ in range(KILLS):
        todo = [candidate.id for candidate in inbox.candidates(states=("open", "accepting"))]
        child = FORK.Process(target=accept_all, args=(tmp_path, data, todo, "Rita", FORK.Queue()))
        child.start()
        time.sleep(chance.uniform(0.02, 0.6))
        os.kill(child.pid, signal.SIGKILL)
        child.join(60)
        assert problems(data) == []
        assert decide.recover(inbox, data) == []
        states = Counter(inbox.candidate(name).state for name in names)
        assert set(states) <= {"open", "accepted"}
        assert states["accepted"] == len(statements(data)) == len(inbox.decisions()) >= accepted_before
        accepted_before = states["accepted"]
    assert [path.name for path in data.rglob(".*")] == [record_files.LOCK]
    ids = [statement["id"] for statement in statements(data)]
    assert len(ids) == len(set(ids)) > 0


def test_path_of_the_lock_is_no_part_of_the_record(inbox, data):
    (name,) = numbered(inbox, 1)
    decide.accept(inbox, data, name, reviewer="Rita", now=NOW)
    assert (data / record_files.LOCK).is_file()
    assert Path(data / record_files.LOCK).suffix not in (".json", ".csv")
