"""The same figure either way: kept by the roll-up and mended by what changed since, or counted now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import CoursePage
from credentials.models import Credential, Deployment, Requirement
from credentials.services import issue_credential, revoke_credential
from people.levels import Level
from people.models import Posting, Unit, User
from people.services import place_unit, post_person
from readiness.figures import Figures
from readiness.models import DailyFigure
from readiness.rollup import roll_up
from tests.conftest import NOW, TODAY
from tests.factories.people import LONG_AGO, RankFactory, UnitFactory, UserFactory
from tests.readiness.contingents import STATES, bring_to, course_for, reading, soldier

DAY, MOMENT = timedelta(days=1), timedelta(seconds=1)
LATER = NOW + timedelta(hours=1)


class House:
    """Five units, some people, and what may happen to them after the roll-up of the day."""

    def __init__(self) -> None:
        self.course: CoursePage = course_for()
        self.units: list[Unit] = [UnitFactory() for _ in range(5)]
        for unit, parent in zip(self.units, (None, 0, 0, 1, 1), strict=True):
            place_unit(unit=unit, parent=None if parent is None else self.units[parent], on=LONG_AGO)
        ranks = [RankFactory(abbreviation=f"R{level}", level=level) for level in (1, 2, 3)]
        self.people = [soldier(self.units[n % 5], STATES[n % len(STATES)], self.course, rank=ranks[n % 3]) for n in range(15)]
        self.by = UserFactory()

    def issue(self, person: User, unit: Unit) -> None:
        issue_credential(holder=person, achievement=self.course.achievement, level=Level.EVERYONE, at=LATER)

    def revoke(self, person: User, unit: Unit) -> None:
        held = Credential.objects.current().filter(holder=person).first()
        if held is not None:
            revoke_credential(credential=held, by=self.by, reason="Wrong.", at=LATER)

    def begin(self, person: User, unit: Unit) -> None:
        if not person.enrolments.open().exists():
            bring_to(person, "in-progress", self.course, at=LATER)

    def finish(self, person: User, unit: Unit) -> None:
        person.enrolments.open().update(completed_at=LATER)

    def transfer(self, person: User, unit: Unit) -> None:
        post_person(user=person, unit=unit, on=TODAY)
        Posting.objects.filter(user=person).update(changed_at=LATER)
        for placed in Unit.objects.all():
            placed.placements.filter(changed_at__gt=NOW).update(changed_at=LATER)

    def leave(self, person: User, unit: Unit) -> None:
        Posting.objects.filter(user=person, starts_on__lt=TODAY).update(ends_on=TODAY - DAY, changed_at=LATER)

    def excuse(self, person: User, unit: Unit) -> None:
        Posting.objects.filter(user=person).update(status="excused", reason="duty", changed_at=LATER)

    def close(self, person: User, unit: Unit) -> None:
        User.objects.filter(pk=person.pk).update(is_active=False, closed_on=TODAY, changed_at=LATER)

    def promote(self, person: User, unit: Unit) -> None:
        User.objects.filter(pk=person.pk).update(rank=RankFactory(abbreviation="R3"), changed_at=LATER)

    def require(self, person: User, unit: Unit) -> None:
        row = Requirement.objects.create(
            unit=unit, achievement=self.course.achievement, due_on=TODAY - DAY, levels=[2, 3], starts_on=LONG_AGO
        )
        if person.pk % 2:
            row.ranks.add(person.rank)

    def drop_requirements(self, person: User, unit: Unit) -> None:
        Requirement.objects.filter(unit=unit).delete()

    def deploy(self, person: User, unit: Unit) -> None:
        Deployment.objects.create(
            unit=unit, mission="MINURA", starts_on=TODAY + DAY, ends_on=TODAY + 400 * DAY, announced_on=TODAY
        )

    def withdraw(self, person: User, unit: Unit) -> None:
        Deployment.objects.filter(unit=unit).update(withdrawn_on=TODAY)

    def found(self, person: User, unit: Unit) -> None:
        new = UnitFactory()
        place_unit(unit=new, parent=unit, on=TODAY)
        self.transfer(person, new)

    def move(self, person: User, unit: Unit) -> None:
        """The last platoon goes under another unit, or to the top."""
        last = self.units[-1]
        parent = None if unit == last else unit
        if last.placements.filter(starts_on=TODAY).exists():
            return
        last.placements.update(ends_on=TODAY - DAY)
        place_unit(unit=last, parent=parent, on=TODAY)


DEEDS = [name for name in vars(House) if not name.startswith("_")]
deeds = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 14), st.integers(0, 4)), max_size=6)


def figures(house: House) -> dict[int, dict[int, Figures]]:
    """Of every unit on its own page, by unit; nobody is no figure."""
    pages: dict[int, dict[int, Figures]] = {}
    for unit in house.units:
        by_unit = reading(unit).by_unit
        pages[unit.pk] = {pk: each for pk, each in by_unit.items() if each.in_state("")}
    return pages


def play(house: House, script: list[tuple[str, int, int]]) -> None:
    for name, person, unit in script:
        deed: Callable[[Any, Any], None] = getattr(house, name)
        deed(User.objects.get(pk=house.people[person].pk), house.units[unit])


class EitherWay(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(before=deeds, after=deeds)
    def test_whatever_happened_before_and_after_the_roll_up(self, before: list[Any], after: list[Any]) -> None:
        house = House()
        play(house, before)
        roll_up(on=TODAY, at=LATER - MOMENT)
        assert DailyFigure.objects.exists()
        play(house, after)
        mended = figures(house)
        DailyFigure.objects.all().delete()
        assert mended == figures(house)
