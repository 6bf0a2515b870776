"""When somebody is reminded: pure sums over days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

THRESHOLDS = (60, 30, 7, 0, -7)  # days before the due day; the last is one week after it


@dataclass(frozen=True)
class Decision:
    """Which threshold is sent today, if any, and which are recorded without a message."""

    send: int | None
    suppress: tuple[int, ...]

    def __bool__(self) -> bool:
        return self.send is not None or bool(self.suppress)


@dataclass(frozen=True)
class DueDay:
    """``is_renewal``: the day on which a credential expires, not the day by which it is first asked for."""

    on: date
    is_renewal: bool = False


def decide(due_on: date, on: date, recorded: Collection[int]) -> Decision:
    """Of the thresholds reached and not recorded yet the most urgent is sent, the others are suppressed.

    After a threshold that is more urgent than any left (the due day is the same, so that happens only when an older rule
    left gaps) nothing is sent.
    """
    reached = [each for each in THRESHOLDS if due_on - timedelta(days=each) <= on]
    left = [each for each in reached if each not in recorded]
    if not left:
        return Decision(None, ())
    most_urgent = min(reached)
    send = most_urgent if most_urgent in left else None
    return Decision(send, tuple(each for each in left if each != send))


def due_day(
    *, asked_by: date | None, lasts_until: date | None, horizon_on: date, is_held: bool, expires_on: date | None, on: date
) -> DueDay | None:
    """The day of which the person is reminded; None where there is nothing to remind of.

    ``asked_by``: the day that the demand names, if any. ``lasts_until``: for a tour the day through which the credential
    must last, else None. ``is_held``, ``expires_on``: the current credential, whether or not it has expired; without a day
    it never does. Of two days that are both missed, the next one counts; when both are past, the last.
    """
    if not is_held:
        return DueDay(asked_by) if asked_by else None
    if expires_on is None:
        return None
    suffices = expires_on >= (lasts_until or max(asked_by or on, on))
    if suffices or asked_by is None:
        return DueDay(expires_on, True) if expires_on <= horizon_on else None
    ahead = [day for day in (asked_by, expires_on) if day >= on]
    chosen = min(ahead) if ahead else max(asked_by, expires_on)
    return DueDay(chosen, chosen == expires_on)
