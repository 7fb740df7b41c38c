"""Stage 2, review: what can stand in the way. In: nothing; out: errors worded for the person who decides."""

from __future__ import annotations


class ReviewError(Exception):
    """Something a reviewer can act on: the message says what was found and what to do."""


class NotFoundError(ReviewError):
    """No article, candidate or decision goes by that name."""


class DecidedAlreadyError(ReviewError):
    """Somebody else was first: who, when and how it was decided."""

    def __init__(self, candidate_id: str, action: str, reviewer: str, decided_at: str) -> None:
        self.candidate_id, self.action, self.reviewer, self.decided_at = candidate_id, action, reviewer, decided_at
        super().__init__(f"{candidate_id} was decided already: {action} by {reviewer}, {decided_at}; undo that first")


class UndoError(ReviewError):
    """What was to be undone can't be: there is nothing to undo, or the statement was changed since."""
