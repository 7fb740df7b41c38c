"""Stage 1, parsing: a limit to the time that one article may take. In: seconds. Out: `OutOfTimeError` after them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(BaseException):
    """The time is over. No `Exception`, so that nothing on the way takes it for a fault it may handle."""


@contextmanager
def seconds(limit: float) -> Iterator[None]:
    """Raise `OutOfTimeError` in the body once it has used `limit` seconds of processor time.

    Not of the clock: what is found in an article must not depend on what else the machine has to do.

    It works in the main thread of a process, on systems with such timers (not on Windows); elsewhere there is no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
