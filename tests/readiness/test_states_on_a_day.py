"""Which state a person is in on a day: tours and their horizon, what is overdue, of whom nothing is asked, who is excused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from courses.models import CoursePage
from credentials.models import Credential, Deployment, Requirement
from credentials.services import issue_credential, revoke_credential
from people.levels import Level
from people.models import Posting, Unit, User
from people.services import place_unit, post_person
from readiness.names import names
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import LONG_AGO, RankFactory, UnitFactory
from tests.readiness.contingents import bring_to, course_for, own_of, reading, soldier, total_of

DAY = timedelta(days=1)
TOUR_STARTS, TOUR_ENDS = TODAY + 40 * DAY, TODAY + 220 * DAY


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    return course_for()


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))


def require(unit: Unit, course: CoursePage, **extra: Any) -> Requirement:
    how = {"due_on": TODAY + 30 * DAY, "starts_on": LONG_AGO} | extra
    return Requirement.objects.create(unit=unit, achievement=course.achievement, **how)


def deploy(unit: Unit, **extra: Any) -> Deployment:
    how = {"mission": "MINURA", "starts_on": TOUR_STARTS, "ends_on": TOUR_ENDS, "announced_on": LONG_AGO}
    return Deployment.objects.create(unit=unit, **(how | extra))


def holder(unit: Unit, course: CoursePage, expires_on: date) -> User:
    user = soldier(unit, "qualified", course)
    user.credentials.update(expires_on=expires_on)
    return user


def state_of(user: User, on: date = TODAY) -> str:
    unit = Posting.objects.main().valid(on).get(user=user).unit
    return next(posting.standing for posting in names(reading(unit, on)) if posting.user == user)


# --- Tours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "state"), [(-1, "lapsing"), (0, "qualified"), (1, "qualified")])
def test_what_ends_before_the_tour_and_thirty_days_is_a_gap_now(cast: Cast, course: CoursePage, days: int, state: str) -> None:
    deploy(cast.battalion)
    user = holder(cast.bravo, course, TOUR_ENDS + timedelta(days=30 + days))
    assert state_of(user) == state
    figures = own_of(cast.bravo)
    assert (figures.lapsing, figures.qualified) == ((1, 0) if state == "lapsing" else (0, 1))
    assert figures.gap == 1 + (state == "lapsing")  # the commander has not started


@pytest.mark.parametrize(("days", "state"), [(0, "expiring"), (60, "expiring"), (61, "qualified")])
def test_without_a_tour_sixty_days_decide_and_nobody_is_missing(cast: Cast, course: CoursePage, days: int, state: str) -> None:
    user = holder(cast.bravo, course, TODAY + days * DAY)
    assert state_of(user) == state
    assert own_of(cast.bravo).ready == 1


def test_each_sub_unit_is_counted_under_its_own_tour(cast: Cast, course: CoursePage) -> None:
    """Bravo deploys for longer than the battalion; Alpha’s platoon goes with the battalion."""
    deploy(cast.battalion)
    deploy(cast.bravo, ends_on=TOUR_ENDS + 100 * DAY)
    until = TOUR_ENDS + 60 * DAY
    for unit in (cast.bravo, cast.platoon, cast.battalion):
        holder(unit, course, until)
    assert [own_of(unit).lapsing for unit in (cast.bravo, cast.platoon, cast.battalion)] == [1, 0, 0]
    assert (total_of(cast.battalion).lapsing, total_of(cast.battalion).qualified) == (1, 2)


def test_a_tour_counts_from_its_announcement_to_its_withdrawal(cast: Cast, course: CoursePage) -> None:
    deploy(cast.bravo, announced_on=TODAY - 10 * DAY, withdrawn_on=TODAY)
    user = holder(cast.bravo, course, TODAY + 100 * DAY)
    assert [state_of(user, TODAY - days * DAY) for days in (11, 10, 1, 0)] == ["qualified", "lapsing", "lapsing", "qualified"]


# --- What is overdue ------------------------------------------------------------------------------


@pytest.mark.parametrize("begun", ["in-progress", "not-started", "expired"])
def test_whoever_lacks_it_after_the_day_is_overdue(cast: Cast, course: CoursePage, begun: str) -> None:
    require(cast.battalion, course, due_on=TODAY)
    user = soldier(cast.bravo, begun, course)
    assert state_of(user) == {"expired": "not-started"}.get(begun, begun)
    assert state_of(user, TODAY + DAY) == "overdue"


def test_whoever_has_it_is_never_overdue(cast: Cast, course: CoursePage) -> None:
    require(cast.battalion, course, due_on=TODAY - DAY)
    assert state_of(soldier(cast.bravo, "expiring", course)) == "expiring"


def test_each_sub_unit_is_late_by_its_own_day(cast: Cast, course: CoursePage) -> None:
    require(cast.battalion, course, due_on=TODAY + 30 * DAY)
    require(cast.alpha, course, due_on=TODAY - DAY)
    assert [own_of(unit).overdue for unit in (cast.alpha, cast.platoon, cast.bravo)] == [1, 2, 0]
    assert total_of(cast.battalion).overdue == 3


def test_days_before_a_tour_make_the_day(cast: Cast, course: CoursePage) -> None:
    require(cast.battalion, course, due_on=None, days_before=41)
    assert own_of(cast.bravo).overdue == 0
    deploy(cast.bravo)
    assert (own_of(cast.bravo).overdue, own_of(cast.platoon).overdue) == (1, 0)


# --- Of whom it is asked --------------------------------------------------------------------------


def test_whom_no_requirement_of_the_unit_means_is_not_counted_as_missing(cast: Cast, course: CoursePage) -> None:
    require(cast.alpha, course, levels=[3])
    assert state_of(cast.commander) == "not-started"
    assert own_of(cast.platoon) == own_of(cast.platoon)._replace(not_required=2, not_started=0)
    assert own_of(cast.bravo).not_started == 1  # nothing is asked of Bravo, so everybody counts
    assert total_of(cast.battalion).strength == 4


@pytest.mark.parametrize(
    ("scope", "required"),
    [({"levels": [1]}, 2), ({"levels": [3]}, 1), ({"posts": ["commander"]}, 1), ({"levels": [1], "posts": ["commander"]}, 0)],
)
def test_levels_and_posts_narrow_it(cast: Cast, course: CoursePage, scope: dict[str, Any], required: int) -> None:
    require(cast.alpha, course, **scope)
    assert total_of(cast.alpha).required == required


def test_ranks_narrow_it_and_people_without_one_are_of_the_first_level(cast: Cast, course: CoursePage) -> None:
    stray = soldier(cast.alpha, "not-started", course, rank=None)
    captains = require(cast.alpha, course)
    captains.ranks.add(RankFactory(abbreviation="Capt"))
    assert (state_of(stray), state_of(cast.commander)) == ("not-required", "not-started")
    require(cast.alpha, course, levels=[1])
    assert state_of(stray) == "not-started"


def test_a_requirement_for_everybody_beside_a_narrow_one_asks_everybody(cast: Cast, course: CoursePage) -> None:
    require(cast.alpha, course, levels=[3], due_on=TODAY - DAY)
    require(cast.contingent, course)
    assert total_of(cast.alpha).not_required == 0
    assert (total_of(cast.alpha).overdue, total_of(cast.alpha).not_started) == (1, 2)


def test_a_requirement_for_everybody_that_is_late_makes_everybody_late_beside_a_narrow_one(
    cast: Cast, course: CoursePage
) -> None:
    require(cast.contingent, course, due_on=TODAY - DAY)
    require(cast.contingent, course, due_on=TODAY - DAY, levels=[3])
    assert total_of(cast.contingent).overdue == total_of(cast.contingent).strength


# --- Who is excused -------------------------------------------------------------------------------


def test_excused_people_count_nowhere_and_are_said_beside(cast: Cast, course: CoursePage) -> None:
    soldier(cast.bravo, "qualified", course)
    Posting.objects.filter(user=cast.other_commander).update(status="excused", reason="leave")
    figures = own_of(cast.bravo)
    assert (figures.strength, figures.excused, figures.gap) == (1, 1, 0)
    assert state_of(cast.other_commander) == "excused"


# --- The same figure for the same day, asked later --------------------------------------------------


def test_what_happens_later_changes_no_earlier_day(cast: Cast, course: CoursePage) -> None:
    """Everything that can happen to a unit happens on a day; the day before stays as it was, asked then and asked now."""
    users = [soldier(cast.bravo, state, course) for state in ("qualified", "expiring", "in-progress", "not-started")]
    earlier, later = TODAY, TODAY + 3 * DAY
    units = (cast.battalion, cast.alpha, cast.bravo, cast.platoon)
    before = [total_of(unit, earlier) for unit in units]
    revoke_credential(credential=users[0].credentials.get(), by=cast.administrator, reason="Wrong.", at=noon(later))
    issue_credential(holder=users[1], achievement=course.achievement, level=Level.EVERYONE, at=noon(later))
    users[2].enrolments.update(completed_at=noon(later))
    bring_to(users[3], "in-progress", course, at=noon(later))
    post_person(user=cast.learner, unit=cast.bravo, on=later, at=timezone.now())
    cast.platoon.placements.update(ends_on=later - DAY)
    place_unit(unit=cast.platoon, parent=cast.bravo, on=later)
    User.objects.filter(pk=cast.comrade.pk).update(is_active=False, closed_on=later)
    require(cast.alpha, course, due_on=later - DAY, starts_on=later)
    deploy(cast.bravo, announced_on=later)
    assert [total_of(unit, earlier) for unit in units] == before
    assert [total_of(unit, later) for unit in units if unit != cast.platoon] != before[:3]


def test_a_closed_account_is_counted_until_the_day_before(cast: Cast, course: CoursePage) -> None:
    User.objects.filter(pk=cast.comrade.pk).update(is_active=False, closed_on=TODAY)
    assert [own_of(cast.platoon, TODAY - days * DAY).strength for days in (1, 0)] == [2, 1]


def test_a_credential_is_valid_from_its_day_to_the_day_before_its_end(cast: Cast, course: CoursePage) -> None:
    user = cast.other_commander
    issue_credential(holder=user, achievement=course.achievement, level=Level.EVERYONE, at=NOW)
    held = Credential.objects.get(holder=user)
    revoke_credential(credential=held, by=cast.administrator, reason="Wrong.", at=noon(TODAY + 5 * DAY))
    assert [state_of(user, TODAY + days * DAY) for days in (-1, 0, 4, 5)] == [
        "not-started",
        "qualified",
        "qualified",
        "not-started",
    ]


def test_a_unit_made_later_had_no_place_before(cast: Cast, course: CoursePage) -> None:
    unit = UnitFactory()
    place_unit(unit=unit, parent=cast.alpha, on=TODAY)
    soldier(unit, "qualified", course)
    assert (total_of(cast.alpha, TODAY - DAY).qualified, total_of(cast.alpha).qualified) == (0, 1)
