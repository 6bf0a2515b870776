"""A past day is told by the ranks of that day: a promotion changes what is asked from its day on, and no day before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import CoursePage
from credentials.models import Requirement
from people.models import FormerRank, Rank, User
from people.roll.services import apply_roll
from people.services import keep_former_ranks, place_unit, post_person
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import LONG_AGO, RankFactory, UnitFactory, UserFactory
from tests.people.roll.lists import as_csv, sent
from tests.readiness.contingents import course_for, own_of

ClientOf = Callable[[User | None], Client]
DAY, DUE = timedelta(days=1), TODAY + timedelta(days=90)
DAYS = [TODAY - n * DAY for n in range(40, -1, -1)]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    """Asked of the first level in the platoon, where two privates serve; and a rank of the second level."""
    course = course_for()
    Requirement.objects.create(unit=cast.platoon, achievement=course.achievement, levels=[1], due_on=DUE, starts_on=LONG_AGO)
    return course


@pytest.fixture
def corporal(cast: Cast) -> Rank:
    return RankFactory(name="Corporal", abbreviation="Cpl", level=2)


def asked(cast: Cast, *days: date) -> list[int]:
    """Of how many it was asked on each day."""
    return [own_of(cast.platoon, on).required for on in days]


@pytest.mark.usefixtures("course")
def test_a_promotion_in_the_editor_counts_from_today_on(cast: Cast, corporal: Rank, client_of: ClientOf) -> None:
    user = cast.learner
    values = {"country": "QM", "service_number": user.service_number, "name": user.name, "rank": corporal.pk, "language": "en"}
    answer = client_of(cast.administrator).post(f"/admin/users/edit/{user.pk}/", values | {"email": "", "is_active": "on"})
    assert answer.status_code == 302
    assert asked(cast, TODAY - 7 * DAY, TODAY - DAY, TODAY) == [2, 2, 1]


@pytest.mark.usefixtures("course", "corporal")
@pytest.mark.parametrize(("days_ago", "expected"), [(10, [2, 1, 1]), (0, [2, 2, 1]), (-10, [2, 2, 1])])
def test_a_promotion_by_a_list_counts_from_its_day_and_at_the_latest_from_today(
    cast: Cast, days_ago: int, expected: list[int]
) -> None:
    content = as_csv([[cast.learner.service_number, cast.learner.name, "Cpl", "", ""]])
    apply_roll(roll=sent(cast.platoon, cast.administrator, content, on=TODAY - days_ago * DAY), at=NOW)
    assert asked(cast, TODAY - 11 * DAY, TODAY - 5 * DAY, TODAY) == expected


@pytest.mark.usefixtures("course")
def test_whoever_had_no_rank_was_of_the_first_level_then(cast: Cast, corporal: Rank) -> None:
    User.objects.filter(pk=cast.learner.pk).update(rank=None)
    promote(cast.learner, corporal, TODAY - 3 * DAY)
    assert asked(cast, TODAY - 4 * DAY, TODAY - 3 * DAY) == [2, 1]


@pytest.mark.usefixtures("course")
def test_a_rank_that_was_held_for_no_whole_day_leaves_nothing(cast: Cast, corporal: Rank) -> None:
    promote(cast.learner, corporal, TODAY)
    promote(cast.learner, RankFactory(abbreviation="Sgt", level=2), TODAY)
    assert FormerRank.objects.filter(user=cast.learner).count() == 1
    assert asked(cast, TODAY - DAY, TODAY) == [2, 1]


def promote(user: User, rank: Rank, on: date) -> None:
    keep_former_ranks(ranks={user.pk: User.objects.get(pk=user.pk).rank_id}, on=on)
    User.objects.filter(pk=user.pk).update(rank=rank)


STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=5)  # (who, the new level)


class AnyCareer(TestCase):
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=5),
        st.lists(st.integers(0, 40), min_size=5),
    )
    def test_the_figure_of_a_day_is_the_same_whenever_it_is_asked_later(
        self, steps: list[tuple[int, int]], days: list[int]
    ) -> None:
        """Promotions on days in their order; after each, no day before it has changed, and a plain model says the same."""
        unit, course = UnitFactory(), course_for()
        place_unit(unit=unit, parent=None, on=LONG_AGO)
        ranks = {level: RankFactory(abbreviation=f"R{level}", level=level) for level in (1, 2, 3)}
        people = [UserFactory(rank=ranks[1]) for _ in range(3)]
        for user in people:
            post_person(user=user, unit=unit, on=LONG_AGO, at=timezone.now())
        Requirement.objects.create(unit=unit, achievement=course.achievement, levels=[1, 3], due_on=DUE, starts_on=LONG_AGO)
        model = {on: [1, 1, 1] for on in DAYS}
        for (who, level), number in zip(steps, sorted(days), strict=False):
            on = DAYS[number]
            promote(people[who], ranks[level], on)
            for each in DAYS[number:]:
                model[each][who] = level
        for on in (DAYS[0], *(DAYS[number] for number in days[:5]), *(DAYS[max(number - 1, 0)] for number in days[:5])):
            assert own_of(unit, on).required == sum(level != 2 for level in model[on]), on
