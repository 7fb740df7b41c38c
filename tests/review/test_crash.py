"""Two processes at once, and processes that are killed: no lost update, no duplicate id, nothing half done."""

import contextlib
import multiprocessing
import os
import queue
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from review_help import NOW, make_inbox, numbered, problems, snapshot, statements
from serving import PATIENCE, ROOT

from dashboard.dataset import files, writing
from dashboard.dataset.checks import fix
from dashboard.review import decide, identity, journal, record_files, settle
from dashboard.review.errors import DecidedAlreadyError, ReviewError

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
    answers = [told.get(timeout=PATIENCE) for _ in range(2 * len(names))]
    for worker in workers:
        worker.join(PATIENCE)
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
    child.join(PATIENCE)
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


def test_killed_while_check_fixes(data, monkeypatch):
    path = next((data / "statements").glob("*.json"))
    before = path.read_bytes()
    path.write_bytes(before + b"\n")

    def act():
        monkeypatch.setattr(files.Path, "replace", die)
        fix(data)

    assert in_a_child(act) == -signal.SIGKILL
    (left,) = problems(data)
    assert f"{path.name}: line " in left
    assert fix(data) == [path]
    assert path.read_bytes() == before
    assert [path.name for path in data.rglob(".*")] == [writing.LOCK]
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
        child.join(PATIENCE)
        assert problems(data) == []
        assert decide.recover(inbox, data) == []
        states = Counter(inbox.candidate(name).state for name in names)
        assert set(states) <= {"open", "accepted"}
        assert states["accepted"] == len(statements(data)) == len(inbox.decisions()) >= accepted_before
        accepted_before = states["accepted"]
    assert [path.name for path in data.rglob(".*")] == [writing.LOCK]
    accept_all(tmp_path, data, names, "Sam", queue.SimpleQueue())  # nothing stands in the way of the rest
    ids = [statement["id"] for statement in statements(data)]
    assert len(ids) == len(set(ids)) == len(names)
    assert problems(data) == []


def test_killed_while_an_article_is_taken_in(inbox, tmp_path, monkeypatch):
    def act():
        monkeypatch.setattr(identity, "candidate_id", die)
        numbered(make_inbox(tmp_path), 3)

    assert in_a_child(act) == -signal.SIGKILL
    assert inbox.articles() == []
    assert len(numbered(inbox, 3)) == 3


ENOUGH, LITTLE = 1_000_000, 100


@pytest.mark.parametrize("room", [LITTLE, 40_000, 60_000, 80_000, ENOUGH])
def test_no_file_may_grow(inbox, data, tmp_path, room):
    """The system itself refuses what is written beyond so many bytes, be it to the record or to the database."""
    names = numbered(inbox, 6)

    resource = pytest.importorskip("resource")

    def act():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        for name in names:
            with contextlib.suppress(OSError, sqlite3.Error, ReviewError):
                decide.accept(make_inbox(tmp_path), data, name, reviewer="Rita", now=NOW, values=VALUES, speaker=None)
                decide.reject(make_inbox(tmp_path), name, reviewer="Rita", now=NOW, reason="too late")

    with (data / "officials.csv").open("a", encoding="utf-8") as file:
        file.write("nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,,\n")
    assert in_a_child(act) == 0
    assert problems(data) == []
    assert decide.recover(inbox, data) == []
    states = Counter(inbox.candidate(name).state for name in names)
    assert set(states) <= {"open", "accepted"}
    assert states["accepted"] == len(statements(data)) == len(inbox.decisions())
    assert (states["accepted"] == 6) == (room == ENOUGH)
    assert problems(data) == []


def test_command_that_is_killed_in_a_loop(inbox, data, tmp_path):
    names = numbered(inbox, 12)
    command = [sys.executable, "-m", "dashboard", "inbox", "accept", "--data", str(data), "--state"]
    command += [str(tmp_path / "state"), "--reviewer", "Rita"]
    chance, done = random.Random(7), 0
    for _ in range(2):
        todo = [candidate.id for candidate in inbox.candidates(states=("open", "accepting"))]
        with subprocess.Popen([*command, *todo], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            if process.stdout.readline():  # the first is through: somewhere in the others
                time.sleep(chance.uniform(0, 0.4))
            process.kill()
        assert problems(data) == []
        assert decide.recover(inbox, data) == []
        states = Counter(inbox.candidate(name).state for name in names)
        assert states["accepted"] == len(statements(data)) == len(inbox.decisions()) > done or not todo
        done = states["accepted"]


def test_path_of_the_lock_is_no_part_of_the_record(inbox, data):
    (name,) = numbered(inbox, 1)
    decide.accept(inbox, data, name, reviewer="Rita", now=NOW)
    assert (data / writing.LOCK).is_file()
    assert Path(data / writing.LOCK).suffix not in (".json", ".csv")
