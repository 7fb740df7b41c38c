"""Stage dataset: the record's files as they are changed.

In: a data folder and the new text of one of its files; out: the file, replaced at once, under a lock that every process
which changes the record holds from its first look at the files to its last write.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.dataset.files import holds, write_text
from dashboard.dataset.problems import DataError, Problem

LOCK = ".lock"
LOCK_SECONDS = 60


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the data folder's lock; the system frees it when a process dies.

    Half-written copies are removed first: whoever left them was killed. Raises `DataError` after a minute, and where
    the folder can't be written.
    """
    lock = FileLock(data / LOCK, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        held = "held by another program for over a minute"
        raise DataError([Problem(data.name, "", "lock", held, "a folder that nobody is writing: try later")]) from error
    except OSError as error:
        found = error.strerror or str(error)
        raise DataError([Problem(data.name, "", "lock", found, "a folder that can be written")]) from error
    try:
        _sweep(data)
        yield
    finally:
        lock.release()


def replace(data: Path, path: Path, text: str) -> None:
    """Replace a file of a data folder, where its text is another; to be called under the lock.

    The half-written copy stands in the data folder itself, where nothing is taken for statements. Raises `OSError` only
    where the file is as it was.
    """
    if not holds(path, text):
        write_text(path, text, data)
        _sync(path.parent)


def remove(path: Path) -> None:
    """Remove a file, if it is there; to be called under the lock."""
    path.unlink(missing_ok=True)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a replaced or removed name last through a loss of power; Windows has no such call, and needs none.

    The name stands by then: a folder that can't be synced must not pass for a file that was not changed.
    """
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _sweep(data: Path) -> None:
    for pattern in (".*.json.????????", ".*.csv.????????"):  # as `tempfile` ends a name; an editor's are shorter
        for path in data.glob(pattern):
            path.unlink(missing_ok=True)
