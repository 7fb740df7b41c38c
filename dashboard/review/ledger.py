"""Stage 2, review: the database of the inbox. In: a state folder; out: connections to its SQLite file, newest form.

Four things are kept: articles with every text seen of them, candidates exactly as the machine proposed them,
decisions (a log to which lines are only ever added) and codings by second coders. An `intent` stands there only
while the record is being written: it says what a process that was killed had been about to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dashboard.review.errors import ReviewError

FILE = "inbox.sqlite"
BUSY_SECONDS = 30

MIGRATIONS = (
    """
    CREATE TABLE article (
        id TEXT PRIMARY KEY, given_id TEXT NOT NULL, url TEXT NOT NULL, url_key TEXT NOT NULL,
        content_hash TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL, published TEXT NOT NULL,
        language TEXT NOT NULL, how TEXT NOT NULL, added_at TEXT NOT NULL, added_by TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX article_url ON article (url_key) WHERE url_key <> '';
    CREATE TABLE source (
        content_hash TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES article, text TEXT NOT NULL,
        seen_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE candidate (
        id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES article,
        content_hash TEXT NOT NULL REFERENCES source, slot TEXT NOT NULL, place INTEGER NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('parsed', 'curated')), proposed TEXT NOT NULL, score REAL NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'accepting', 'accepted', 'rejected', 'superseded')),
        revises TEXT REFERENCES candidate
    ) STRICT;
    CREATE INDEX candidate_article ON candidate (article_id, place);
    CREATE INDEX candidate_state ON candidate (state);
    CREATE TABLE decision (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, candidate_id TEXT NOT NULL REFERENCES candidate,
        action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'reject', 'undo')), reviewer TEXT NOT NULL,
        decided_at TEXT NOT NULL, reason TEXT NOT NULL, machine TEXT NOT NULL, human TEXT NOT NULL,
        statement_id TEXT NOT NULL, speaker TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decision_candidate ON decision (candidate_id);
    CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions stay'); END;
    CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions stay'); END;
    CREATE TABLE intent (
        candidate_id TEXT PRIMARY KEY REFERENCES candidate, data TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'undo')), reviewer TEXT NOT NULL,
        decided_at TEXT NOT NULL, reason TEXT NOT NULL, statement TEXT NOT NULL, speaker TEXT NOT NULL
    ) STRICT;
    CREATE TABLE coding (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, candidate_id TEXT NOT NULL REFERENCES candidate,
        coder TEXT NOT NULL, coded_at TEXT NOT NULL, blind INTEGER NOT NULL, codes TEXT NOT NULL
    ) STRICT;
    """,
)
"""One script for each version of the file, in order; `user_version` counts those that were run."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection without implicit transactions: write-ahead log, foreign keys, patience with other writers."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    return db


@contextmanager
def transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction that has the write lock from its first moment: all of it happens, or nothing."""
    with closing(connect(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A view of the database at one moment; writers are not held up."""
    with closing(connect(path)) as db:
        db.execute("BEGIN")
        yield db
        db.execute("ROLLBACK")


def prepare(state: Path) -> Path:
    """Create or bring up to date the database of a state folder, and give its path.

    Raises `ReviewError` where the folder can't be written, or the file is none of ours or newer than this program.
    """
    path = state / FILE
    try:
        state.mkdir(parents=True, exist_ok=True)
        with closing(connect(path)) as db:
            db.execute("PRAGMA journal_mode = WAL")
        with transaction(path) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > len(MIGRATIONS):
                raise ReviewError(f"{path} was written by a newer version of this program: update it")
            for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
                for statement in _statements(script):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")
    except (OSError, sqlite3.Error) as error:
        raise ReviewError(f"{path} can't be used as the inbox ({error}); give another folder with --state") from error
    return path


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the transaction it runs in."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
