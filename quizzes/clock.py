"""How pauses and extensions move a deadline. Plain values in and out; the server's moments are the only ones there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta


class TimeRefused(ValueError):
    """The time of the attempt cannot be changed so; the message is for whoever asked."""


@dataclass(frozen=True)
class Clock:
    """``deadline``: None without a limit. ``paused_at``: since when the time stands still."""

    deadline: datetime | None
    paused_at: datetime | None = None

    def is_over(self, at: datetime) -> bool:
        """The time has run out; never while it stands still."""
        return self.paused_at is None and self.deadline is not None and at >= self.deadline

    def paused(self, at: datetime) -> Clock:
        return self if self.paused_at else replace(self, paused_at=at)

    def resumed(self, at: datetime) -> Clock:
        """The deadline moves by as long as the pause took; by nothing where the two came at once."""
        if self.paused_at is None:
            return self
        return Clock(self.deadline + max(at - self.paused_at, timedelta()) if self.deadline else None)

    def extended(self, minutes: int, at: datetime) -> Clock:
        """More time from the deadline on; from now on where the deadline has passed."""
        if self.deadline is None:
            return self
        return replace(self, deadline=(at if self.is_over(at) else self.deadline) + timedelta(minutes=minutes))


@dataclass(frozen=True)
class Change:
    """A step that moved the clock: ``kind`` is pause, resume or extend."""

    kind: str
    at: datetime
    minutes: int = 0


def own_time(limit: int, extra_percent: int) -> timedelta:
    """``limit``: minutes, lengthened by the personal extra time, to the second."""
    return timedelta(seconds=limit * 60 * (100 + extra_percent) // 100)


def first_deadline(started_at: datetime, limit: int | None, extra_percent: int) -> datetime | None:
    """``limit``: minutes, or none."""
    return started_at + own_time(limit, extra_percent) if limit else None


def moved(clock: Clock, change: Change) -> Clock:
    """Where the clock stands after one step. Raises ValueError for a kind of step that moves none."""
    match change.kind:
        case "pause":
            return clock.paused(change.at)
        case "resume":
            return clock.resumed(change.at)
        case "extend":
            return clock.extended(change.minutes, change.at)
    raise ValueError(change.kind)


def replayed(clock: Clock, changes: Iterable[Change]) -> Clock:
    """The clock after all changes, in their order: what the record alone says of it."""
    for change in changes:
        clock = moved(clock, change)
    return clock
