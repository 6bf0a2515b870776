"""What is asked of each stretch of the tree for one achievement: of whom, by when, and how long it must last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from credentials.demands import STEP, Bearing


@dataclass(frozen=True)
class Asking:
    """A requirement as it binds a stretch; ``due_on`` is None while no tour sets the day."""

    requirement: Any
    due_on: date | None

    @property
    def is_narrow(self) -> bool:
        """Whether it means some of the people only."""
        return bool(self.requirement.levels or self.requirement.posts or self.requirement.ranks.all())

    @property
    def content(self) -> tuple[object, ...]:
        row = self.requirement
        narrowed = (sorted(row.levels), sorted(row.posts), sorted(rank.pk for rank in row.ranks.all()))
        return (str(self.due_on), *narrowed, row.accepts_external)


@dataclass(frozen=True)
class Terms:
    """The terms of a stretch: the unit at ``path`` and all below it, but for what has terms of its own.

    What is valid until ``needed_until`` or later counts as lasting. ``horizon_on``: the same day as people say it.
    """

    path: str
    on: date
    horizon_on: date
    is_deploying: bool
    asked: tuple[Asking, ...]

    @property
    def needed_until(self) -> date:
        """With a tour, its end and thirty days; else the day after those that “soon” means."""
        return self.horizon_on if self.is_deploying else self.horizon_on + timedelta(days=1)

    @property
    def is_narrow(self) -> bool:
        """Whether it may ask nothing of somebody who serves here. Where nothing is asked at all, everybody counts."""
        return bool(self.asked) and all(asking.is_narrow for asking in self.asked)

    @property
    def refusing(self) -> list[Asking]:
        """For which no certificate of others suffices; where nothing is asked, it is held all the same."""
        return [asking for asking in self.asked if not asking.requirement.accepts_external]

    @property
    def late(self) -> list[Asking]:
        """What should have been earned by now."""
        return [asking for asking in self.asked if asking.due_on is not None and asking.due_on < self.on]

    @property
    def due_on(self) -> date | None:
        """The earliest day, whomever it means."""
        return min((asking.due_on for asking in self.asked if asking.due_on), default=None)

    @cached_property
    def digest(self) -> str:
        """The same for the same terms, whichever rows say so: whether a figure was counted under them."""
        content = (str(self.needed_until), self.is_deploying, sorted(asking.content for asking in self.asked))
        return sha256(repr(content).encode()).hexdigest()[:16]


def terms_of(bearing: Bearing, key: str, tops: Iterable[str]) -> list[Terms]:
    """The terms of every stretch under the tops, the deepest first: the first whose path a unit's path begins with counts."""
    tops = tuple(tops)
    rows = [*(r for r in bearing.requirements if r.achievement.key == key), *bearing.deployments]
    cuts = {*tops, *(row.path for row in rows if row.path.startswith(tops))}
    return [_terms_at(bearing, key, path) for path in sorted(cuts, key=lambda path: (-len(path), path))]


def _terms_at(bearing: Bearing, key: str, path: str) -> Terms:
    binding = [r for r in bearing.requirements if r.achievement.key == key and path.startswith(r.path)]
    asked = tuple(Asking(requirement, bearing.due_at(requirement, path)) for requirement in binding)
    return Terms(path, bearing.on, bearing.horizon_at(path), bearing.deployment_at(path) is not None, asked)


class TermsOfTree:
    """Finds the terms of a unit by its path."""

    def __init__(self, terms: Iterable[Terms]) -> None:
        self.by_path = {each.path: each for each in terms}

    def at(self, path: str) -> Terms:
        """Of the nearest stretch at or above the path. Raises KeyError outside the tops."""
        ends = range(len(path), 0, -STEP)
        return self.by_path[next((path[:end] for end in ends if path[:end] in self.by_path), path)]
