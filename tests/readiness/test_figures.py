"""The figures are a partition of the strength on a day, and a unit is the sum of what stands below it and its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import CoursePage
from credentials.services import revoke_credential
from people.models import Posting, User
from people.services import post_person
from readiness.figures import Figures, figures_by_unit
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_achievement, make_course
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.contingents import STATES, bring_to, course_for, page_of, soldier

counts = st.integers(0, 400)


@given(lasting=counts, expiring=counts, begun=counts, untouched=counts)
def test_the_parts_make_the_whole(lasting: int, expiring: int, begun: int, untouched: int) -> None:
    figures = Figures(lasting + expiring + begun + untouched, lasting + expiring, expiring, begun)
    assert figures.lasting + figures.expiring + figures.in_progress + figures.not_started == figures.strength
    assert (figures.lasting, figures.not_started) == (lasting, untouched)
    assert 0 <= figures.per_cent <= 100
    assert (figures.per_cent == 100) == (figures.strength > 0 and figures.qualified == figures.strength)


@given(st.lists(st.tuples(counts, counts, counts, counts)))
def test_adding_adds_every_part(rows: list[tuple[int, int, int, int]]) -> None:
    added = sum((Figures(*row) for row in rows), Figures())
    assert (added.strength, added.qualified, added.expiring, added.in_progress) == tuple(
        sum(row[place] for row in rows) for place in range(4)
    )


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    return course_for()


def states_of(figures: Figures) -> dict[str, int]:
    return {
        "qualified": figures.lasting,
        "expiring": figures.expiring,
        "in-progress": figures.in_progress,
        "not-started": figures.not_started,
    }


@pytest.mark.parametrize("state", STATES)
def test_a_person_is_counted_in_one_state(cast: Cast, course: CoursePage, state: str) -> None:
    before = states_of(page_of(cast.bravo).own)
    soldier(cast.bravo, state, course)
    after = states_of(page_of(cast.bravo).own)
    counted = "not-started" if state == "expired" else state
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {counted: 1}


def test_a_unit_is_the_sum_of_its_sub_units_and_its_own_people(cast: Cast, course: CoursePage) -> None:
    for unit in (cast.battalion, cast.alpha, cast.bravo, cast.platoon):
        for state in STATES:
            soldier(unit, state, course)
    for unit in (cast.contingent, cast.battalion, cast.alpha, cast.platoon):
        page = page_of(unit)
        assert page.total == sum((sub.figures for sub in page.sub_units), page.own)
    assert page_of(cast.contingent).total == page_of(cast.battalion).total
    assert page_of(cast.battalion).total.strength == 4 * len(STATES) + 4
    assert [sub.unit for sub in page_of(cast.battalion).sub_units] == [cast.alpha, cast.bravo]


def test_a_revoked_credential_counts_no_longer(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "qualified", course)
    assert page_of(cast.bravo).own.qualified == 1
    revoke_credential(credential=user.credentials.get(), by=cast.administrator, reason="Wrong person.", at=NOW)
    assert page_of(cast.bravo).own.qualified == 0


def test_a_person_who_repeats_the_course_in_time_stays_qualified(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "expiring", course)
    bring_to(user, "in-progress", course)
    own = page_of(cast.bravo).own
    assert (own.expiring, own.in_progress) == (1, 0)


def test_another_achievement_does_not_qualify(cast: Cast, course: CoursePage) -> None:
    other = make_course("Driving", make_achievement("driving", name="Driving"))
    soldier(cast.bravo, "qualified", other)
    assert page_of(cast.bravo, key="core").own.qualified == 0
    assert page_of(cast.bravo, key="driving").own.qualified == 1


def test_the_horizon_is_the_one_of_the_credential(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "qualified", course)
    held = user.credentials.get()
    for days in range(58, 63):
        on = held.expires_on - timedelta(days=days)
        assert (page_of(cast.bravo, on).own.expiring == 1) == (held.state(on) == "expiring")
    assert page_of(cast.bravo, held.expires_on).own.qualified == 1
    assert page_of(cast.bravo, held.expires_on + timedelta(days=1)).own.qualified == 0


def test_a_transferred_soldier_counts_in_the_new_unit_from_the_day(cast: Cast, course: CoursePage) -> None:
    on = TODAY + timedelta(days=5)
    post_person(user=cast.learner, unit=cast.bravo, on=on)

    def strengths(day: date) -> tuple[int, int, int]:
        return tuple(page_of(unit, day).total.strength for unit in (cast.alpha, cast.bravo, cast.battalion))  # type: ignore[return-value]

    assert strengths(on - timedelta(days=1)) == (3, 1, 4)
    assert strengths(on) == (2, 2, 4)


def test_side_postings_and_closed_accounts_are_not_counted(cast: Cast, course: CoursePage) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=LONG_AGO, is_main=False)
    assert page_of(cast.bravo).total.strength == 1
    User.objects.filter(pk=cast.learner.pk).update(is_active=False)
    assert page_of(cast.platoon).total.strength == 1


def test_a_posting_that_is_over_or_has_not_begun_is_not_counted(cast: Cast, course: CoursePage) -> None:
    gone, coming = UserFactory(), UserFactory()
    post_person(user=gone, unit=cast.bravo, on=LONG_AGO, until=TODAY - timedelta(days=1))
    post_person(user=coming, unit=cast.bravo, on=TODAY + timedelta(days=1))
    assert page_of(cast.bravo).total.strength == 1


def test_without_any_achievement_there_is_strength_and_nothing_else(cast: Cast) -> None:
    page = page_of(cast.battalion)
    assert page.asked.achievement is None
    assert page.total == Figures(strength=4)


def test_figures_of_no_unit_are_no_figures(cast: Cast, django_assert_num_queries: Any) -> None:
    assert figures_by_unit([], None, TODAY) == {}


def test_an_enrolment_that_was_completed_without_a_credential_is_not_in_progress(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "in-progress", course)
    user.enrolments.update(completed_at=NOW)
    assert page_of(cast.bravo).own.in_progress == 0


def test_two_open_courses_for_one_achievement_count_a_person_once(cast: Cast, course: CoursePage) -> None:
    user = soldier(cast.bravo, "in-progress", course)
    bring_to(user, "in-progress", make_course("Refresher", course.achievement))
    assert page_of(cast.bravo).own.in_progress == 1
    assert Posting.objects.filter(user=user).count() == 1
