"""Sessions stand in the timetable, also those that are over; never two of one class at once; a double booking is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from courses.classes.teaching import CannotSchedule, SessionTaught, call_off_session, double_bookings, schedule_sessions
from courses.classes.timetable import Slot
from courses.models import ClassMember, ClassSession, CoursePage, TrainingClass
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.classes import make_class, make_session, mark

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def schedule(training_class: TrainingClass, *slots: Slot, at: datetime) -> list[ClassSession]:
    instructor = training_class.instructors.get()
    return schedule_sessions(
        training_class=training_class, slots=slots, instructor=instructor, place="", language="en", topic="", at=at
    )


def form(training_class: TrainingClass, **fields: Any) -> dict[str, Any]:
    return {
        "first_on": (TODAY + timedelta(days=1)).isoformat(),
        "starts": "08:00",
        "ends": "12:00",
        "days": 1,
        "instructor": training_class.instructors.get().pk,
        "language": "en",
        "place": "Hall 2",
        "topic": "",
    } | fields


def post(client: Client, training_class: TrainingClass, **fields: Any) -> str:
    with time_machine.travel(NOW, tick=False):
        answer = client.post(f"/classes/{training_class.pk}/sessions/", form(training_class, **fields), follow=True)
    return answer.content.decode()


def test_a_week_is_one_form(cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client]) -> None:
    told = post(client_of(cast.trainer), alpha_class, days=5, without=["5", "6"])
    assert "5 sessions stand in the timetable." in told
    assert alpha_class.sessions.count() == 5
    assert {s.starts_at.hour for s in alpha_class.sessions.all()} == {8}


def test_times_are_those_of_the_sites_zone(
    cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client], settings: Any
) -> None:
    settings.TIME_ZONE = "Africa/Nairobi"
    told = post(client_of(cast.trainer), alpha_class)
    assert alpha_class.sessions.get().starts_at.isoformat() == "2026-11-25T05:00:00+00:00"
    assert "08:00–12:00" in told


def test_one_that_is_over_is_entered_afterwards_and_takes_attendance(
    cast: Cast, alpha_class: TrainingClass, now: datetime
) -> None:
    ClassMember.objects.update(joined_on=TODAY - timedelta(days=3))
    [session] = schedule(alpha_class, Slot(now - 26 * HOUR, now - 24 * HOUR), at=now)
    assert mark(session, cast.trainer, now, present=cast.learner).written == 1


def test_what_is_over_for_more_than_a_year_cannot_be_entered(alpha_class: TrainingClass, now: datetime) -> None:
    long_ago = now - timedelta(days=367)
    with pytest.raises(CannotSchedule, match="past"):
        schedule(alpha_class, Slot(now + HOUR, now + 2 * HOUR), Slot(long_ago, long_ago + HOUR), at=now)
    assert not alpha_class.sessions.exists()


def test_the_page_says_so(cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client]) -> None:
    years_ago = (TODAY - timedelta(days=800)).isoformat()
    assert "This is more than a year ago. Choose a later day." in post(client_of(cast.trainer), alpha_class, first_on=years_ago)


@pytest.mark.parametrize("day", ["9999-12-31", "0026-11-25"])
def test_a_slip_of_the_year_is_said(
    cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client], day: str
) -> None:
    assert "Look at the year." in post(client_of(cast.trainer), alpha_class, first_on=day)
    assert not alpha_class.sessions.exists()


def test_a_class_has_one_session_at_a_time(alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    with pytest.raises(CannotSchedule, match="taken"):
        schedule(alpha_class, Slot(now + HOUR, now + 5 * HOUR), at=now)


def test_sessions_may_touch(alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    assert schedule(alpha_class, Slot(session.ends_at, session.ends_at + HOUR), at=now)


def test_the_end_comes_after_the_start(cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client]) -> None:
    assert "The end comes after the start." in post(client_of(cast.trainer), alpha_class, ends="07:00")


def test_a_double_booking_is_warned_of_and_stands(
    cast: Cast, course: CoursePage, alpha_class: TrainingClass, now: datetime, client_of: Callable[[User], Client]
) -> None:
    other = make_class(course, cast.administrator, at=now, instructors=[cast.trainer], title="Secret plans")
    make_session(other, datetime.fromisoformat("2026-11-25T09:00:00+00:00"))
    told = post(client_of(cast.administrator), alpha_class)
    assert "Leila Haddad teaches another class on 25 November 2026, 09:00. Both stand in the timetable." in told
    assert alpha_class.sessions.count() == 1


def test_another_hour_or_another_instructor_is_no_double_booking(
    cast: Cast, course: CoursePage, alpha_class: TrainingClass, session: ClassSession, now: datetime
) -> None:
    later = make_class(course, cast.administrator, at=now, instructors=[cast.trainer])
    make_session(later, session.ends_at)
    make_session(make_class(course, cast.administrator, at=now), now)
    assert double_bookings([session]) == []


def test_a_session_called_off_frees_its_time(alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    call_off_session(session=session, at=now)
    assert schedule(alpha_class, Slot(session.starts_at, session.ends_at), at=now)


def test_one_that_took_place_cannot_be_called_off(cast: Cast, session: ClassSession, now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    with pytest.raises(SessionTaught):
        call_off_session(session=session, at=now)
