"""Stage 2, review: what can stand in the way. In: nothing; out: errors worded for the person who decides."""

from __future__ import annotations

from dashboard.review.words import load_words


def not_kept(error: Exception) -> str:
    """What the disk or the ledger refused, in words."""
    why = getattr(error, "strerror", None) or error
    return f"It could not be kept ({why}): nothing was changed. Make room on the disk, or try again."


class ReviewError(Exception):
    """Something a reviewer can act on: the message says what was found and what to do."""


class NotFoundError(ReviewError):
    """No article, candidate or decision goes by that name."""


class DecidedAlreadyError(ReviewError):
    """Somebody else was first: who, when and how it was decided. `name` is what people call the candidate."""

    def __init__(self, name: str, action: str, reviewer: str, decided_at: str) -> None:
        self.action, self.reviewer = action, reviewer
        done, when = load_words().done.get(action, action), f"{decided_at[:16].replace('T', ' ')} UTC"
        super().__init__(f"{name} was decided already: {done} by {reviewer}, {when}; take that back first")


class UndoError(ReviewError):
    """What was to be undone can't be: there is nothing to undo, or the statement was changed since."""
