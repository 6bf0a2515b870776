"""What is asked of each stretch of the tree for one achievement: of whom, by when, and how long it must last.

Somebody of whom another post asks more, such as an acting command elsewhere, has terms of the own:
docs/decisions/0021-other-posts-ask-too.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from credentials.demands import STEP, Bearing, bearing_on
from credentials.posts import Holder, holders_within, places_beside, ranks_of


@dataclass(frozen=True)
class Asking:
    """A requirement as it binds a stretch; ``due_on`` is None while no tour sets the day."""

    requirement: Any
    due_on: date | None

    @property
    def is_narrow(self) -> bool:
        """Whether it means some of the people only."""
        return bool(self.requirement.levels or self.requirement.posts or ranks_of(self.requirement))

    @property
    def content(self) -> tuple[object, ...]:
        row = self.requirement
        narrowed = (sorted(row.levels), sorted(row.posts), sorted(ranks_of(row)))
        return (str(self.due_on), *narrowed, row.accepts_external)


@dataclass(frozen=True)
class Terms:
    """The terms of a stretch: the unit at ``path`` and all below it, but for what has terms of its own.

    What is valid until ``needed_until`` or later counts as lasting. ``horizon_on``: the same day as people say it.
    ``today``: when it is asked, since of a past day other ranks are asked than of one to come.
    ``is_personal``: of one person, whom all of it means.
    """

    path: str
    on: date
    today: date
    horizon_on: date
    is_deploying: bool
    asked: tuple[Asking, ...]
    is_personal: bool = False

    @property
    def needed_until(self) -> date:
        """With a tour, its end and thirty days; else the day after those that “soon” means."""
        return self.horizon_on if self.is_deploying else self.horizon_on + timedelta(days=1)

    @property
    def is_narrow(self) -> bool:
        """Whether it may ask nothing of somebody who serves here. Where nothing is asked at all, everybody counts."""
        return not self.is_personal and bool(self.asked) and all(asking.is_narrow for asking in self.asked)

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
        asked = sorted(asking.content for asking in self.asked)
        content = (str(self.needed_until), self.is_deploying, asked, *(["personal"] if self.is_personal else []))
        return sha256(repr(content).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Personal:
    """Somebody who is counted in the unit at the path, under the terms of the own."""

    user: int
    path: str
    terms: Terms


class TermsOfTree:
    """The terms of every stretch, the deepest first, and those of single people; finds the terms of a unit by its path."""

    def __init__(self, stretches: Iterable[Terms], personal: Iterable[Personal] = ()) -> None:
        self.stretches = list(stretches)
        self.by_path = {each.path: each for each in self.stretches}
        self.personal = list(personal)

    def at(self, path: str) -> Terms:
        """Of the nearest stretch at or above the path. Raises KeyError outside the tops."""
        ends = range(len(path), 0, -STEP)
        return self.by_path[next((path[:end] for end in ends if path[:end] in self.by_path), path)]

    def digest_at(self, path: str) -> str:
        """The same for the same terms of the unit and of its people."""
        own, people = self.at(path).digest, self._people.get(path)
        return sha256(repr((own, sorted(people))).encode()).hexdigest()[:16] if people else own

    def people_alike(self) -> list[tuple[Terms, list[int]]]:
        """The terms of single people, each once, with everybody who is under the same."""
        terms = {one.terms.digest: one.terms for one in self.personal}
        users: dict[str, list[int]] = {}
        for one in self.personal:
            users.setdefault(one.terms.digest, []).append(one.user)
        return [(terms[digest], found) for digest, found in users.items()]

    def units_alike(self, places: Iterable[tuple[str, int]]) -> list[tuple[Terms, list[int]]]:
        """The terms of these units (path and key), each once, with all units that are under the same."""
        units: dict[str, list[int]] = {}
        for path, unit in places:
            units.setdefault(self.at(path).digest, []).append(unit)
        terms = {each.digest: each for each in self.stretches}
        return [(terms[digest], found) for digest, found in units.items()]

    @cached_property
    def _people(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for each in self.personal:
            found.setdefault(each.path, []).append((each.user, each.terms.digest))
        return found


def asked_below(top: str, on: date, *, today: date) -> tuple[Bearing, list[Holder]]:
    """What is asked at and below the top, and of people counted there for another post, wherever that is. Three queries."""
    holders = holders_within([top], on, today=today)
    return bearing_on([top], on, beside=places_beside(holders)), holders


def terms_of(bearing: Bearing, key: str, tops: Iterable[str], holders: Iterable[Holder] = (), *, today: date) -> TermsOfTree:
    """The terms of every stretch under the tops; the first whose path a unit's path begins with counts.

    ``holders``: people counted under the tops who hold more than one post.
    """
    tops = tuple(tops)
    asking = replace(bearing, requirements=[r for r in bearing.requirements if r.achievement.key == key])
    cuts = {*tops, *(row.path for row in [*asking.requirements, *bearing.deployments] if row.path.startswith(tops))}
    stretches = [_terms_at(asking, path, today) for path in sorted(cuts, key=lambda path: (-len(path), path))]
    return TermsOfTree(stretches, _personal(asking, holders, today))


def _terms_at(asking: Bearing, path: str, today: date) -> Terms:
    asked = tuple(Asking(row, asking.due_at(row, path)) for row in asking.requirements if path.startswith(row.path))
    horizon = asking.horizon_over([path])
    return Terms(path, asking.on, today, horizon.on, horizon.is_tour, asked)


def _personal(asking: Bearing, holders: Iterable[Holder], today: date) -> Iterator[Personal]:
    """Of those of whom another post than the main one asks something."""
    of_posts = replace(asking, requirements=[row for row in asking.requirements if row.posts])
    for holder in holders if of_posts.requirements else ():
        beside = of_posts.bindings(holder.others)
        if beside:
            bindings = [*asking.bindings([holder.main]), *beside]
            horizon = asking.horizon_over({holder.main.path, *(each.path for each in beside)})
            asked = tuple(Asking(each.requirement, each.due_on) for each in bindings)
            terms = Terms(holder.main.path, asking.on, today, horizon.on, horizon.is_tour, asked, is_personal=True)
            yield Personal(holder.user, holder.main.path, terms)
