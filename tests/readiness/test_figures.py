"""The figures are a partition of the strength on a day, and a unit is the sum of what stands below it and its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import CoursePage
from credentials.services import revoke_credential
from people.models import Posting, User
from people.services import post_person
from readiness.figures import STATES as EVERY_STATE
from readiness.figures import Figures, together
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_achievement, make_course
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.contingents import COUNTED, STATES, bring_to, course_for, own_of, page_of, soldier, total_of

every_state = st.builds(Figures, *[st.integers(0, 400)] * len(Figures._fields))


@given(every_state)
def test_the_parts_make_the_whole(figures: Figures) -> None:
    assert sum(figures[:-1]) == figures.strength
    assert figures.ready + figures.gap == figures.required == figures.strength - figures.not_required
    assert 0 <= figures.per_cent <= 100
    assert (figures.per_cent == 100) == (figures.required > 0 and figures.gap == 0)


@given(st.lists(every_state))
def test_adding_adds_every_part(rows: list[Figures]) -> None:
    added = sum(rows, Figures())
    assert added == together(rows) or not rows
    assert tuple(added) == tuple(sum(row[place] for row in rows) for place in range(len(Figures._fields)))


def test_excused_people_are_beside_the_strength() -> None:
    assert Figures(qualified=3, excused=2).strength == 3
    assert Figures(qualified=3, excused=2).in_state("") == 5


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    return course_for()


def states_of(figures: Figures) -> dict[str, int]:
    return {state: figures.in_state(state) for state in EVERY_STATE}


@pytest.mark.parametrize("state", STATES)
def test_a_person_is_counted_in_one_state(cast: Cast, course: CoursePage, state: str) -> None:
    before = states_of(own_of(cast.bravo))
    soldier(cast.bravo, state, course)
    after = states_of(own_of(cast.bravo))
    counted = COUNTED.get(state, state)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {counted: 1}


def test_a_unit_is_the_sum_of_its_sub_units_and_its_own_people(cast: Cast, course: CoursePage) -> None:
    for unit in (cast.battalion, cast.alpha, cast.bravo, cast.platoon):
        for state in STATES:
            soldier(unit, state, course)
    below = {cast.contingent: [cast.battalion], cast.battalion: [cast.alpha, cast.bravo], cast.alpha: [cast.platoon]}
    for unit, children in below.items():
        assert total_of(unit) == sum((total_of(child) for child in children), own_of(unit))
    assert total_of(cast.battalion).strength == 4 * len(STATES) + 4
    assert [line.pk for line in page_of(cast.battalion).sub_units] == [cast.alpha.pk, cast.bravo.pk]


def test_a_revoked_credential_counts_no_longer(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "qualified", course)
    assert own_of(cast.bravo).qualified == 1
    revoke_credential(credential=user.credentials.get(), by=cast.administrator, reason="Wrong person.", at=NOW)
    assert own_of(cast.bravo).qualified == 0


def test_a_person_who_repeats_the_course_in_time_stays_qualified(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "expiring", course)
    bring_to(user, "in-progress", course)
    own = own_of(cast.bravo)
    assert (own.expiring, own.in_progress) == (1, 0)


def test_another_achievement_does_not_qualify(cast: Cast, course: CoursePage) -> None:
    other = make_course("Driving", make_achievement("driving", name="Driving"))
    soldier(cast.bravo, "qualified", other)
    assert own_of(cast.bravo, key="core").qualified == 0
    assert own_of(cast.bravo, key="driving").qualified == 1


def test_the_horizon_is_the_one_of_the_credential(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "qualified", course)
    held = user.credentials.get()
    for days in range(58, 63):
        on = held.expires_on - timedelta(days=days)
        assert (own_of(cast.bravo, on).expiring == 1) == (held.state(on) == "expiring")
    assert own_of(cast.bravo, held.expires_on).ready == 1
    assert own_of(cast.bravo, held.expires_on + timedelta(days=1)).ready == 0


def test_a_transferred_soldier_counts_in_the_new_unit_from_the_day(cast: Cast, course: CoursePage) -> None:
    on = TODAY + timedelta(days=5)
    post_person(user=cast.learner, unit=cast.bravo, on=on, at=timezone.now())

    def strengths(day: date) -> tuple[int, int, int]:
        return tuple(total_of(unit, day).strength for unit in (cast.alpha, cast.bravo, cast.battalion))  # type: ignore[return-value]

    assert strengths(on - timedelta(days=1)) == (3, 1, 4)
    assert strengths(on) == (2, 2, 4)


def test_side_postings_and_closed_accounts_are_not_counted(cast: Cast, course: CoursePage) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=LONG_AGO, is_main=False, at=timezone.now())
    assert total_of(cast.bravo).strength == 1
    User.objects.filter(pk=cast.learner.pk).update(is_active=False)
    assert total_of(cast.platoon).strength == 1


def test_a_posting_that_is_over_or_has_not_begun_is_not_counted(cast: Cast, course: CoursePage) -> None:
    gone, coming = UserFactory(), UserFactory()
    post_person(user=gone, unit=cast.bravo, on=LONG_AGO, until=TODAY - timedelta(days=1), at=timezone.now())
    post_person(user=coming, unit=cast.bravo, on=TODAY + timedelta(days=1), at=timezone.now())
    assert total_of(cast.bravo).strength == 1


def test_without_any_achievement_there_is_strength_and_nothing_else(cast: Cast) -> None:
    assert page_of(cast.battalion).asked.achievement is None
    assert total_of(cast.battalion) == Figures(not_started=4)


def test_an_enrolment_that_was_completed_without_a_credential_is_not_in_progress(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "in-progress", course)
    user.enrolments.update(completed_at=NOW)
    assert own_of(cast.bravo).in_progress == 0


def test_two_open_courses_for_one_achievement_count_a_person_once(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "in-progress", course)
    bring_to(user, "in-progress", make_course("Refresher", course.achievement))
    assert own_of(cast.bravo).in_progress == 1
    assert Posting.objects.filter(user=user).count() == 1
