"""Why a deed on an attempt is refused, as exceptions that the views turn into words."""

from __future__ import annotations

from quizzes.permissions import Reason
from quizzes.record import Conflict


class CannotStart(Exception):
    """The quiz cannot be started now."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class AttemptClosed(Exception):
    """The attempt takes no more answers: it was submitted, or its time is over."""


class AttemptPaused(Exception):
    """The time stands still: the answer waits with whoever gave it until the invigilator lets it go on."""


class TimeGiven(Exception):
    """The attempt was to be handed in because its time is over, and meanwhile somebody gave more."""


class StaleAnswer(Exception):
    """Another page has answered the item meanwhile; the learner decides."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(f"question {conflict.number} was answered elsewhere")
        self.conflict = conflict
