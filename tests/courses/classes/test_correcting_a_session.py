"""A session is corrected as long as nothing hangs on it: hours until attendance, the rest until a lesson was taught."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from courses.classes.services import add_instructors
from courses.classes.teaching import CannotSchedule, SessionTaught, correct_session, mark_lesson_taught
from courses.classes.timetable import Slot
from courses.models import ClassSession, Completion, Instructor, LessonPage, TrainingClass
from people.models import AuditEntry, User
from tests.conftest import NOW, Cast
from tests.factories.classes import make_session, mark

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def substitute(alpha_class: TrainingClass, officer: User) -> Instructor:
    [found] = add_instructors(training_class=alpha_class, people=[officer])
    return found


def correct(session: ClassSession, slot: Slot | None, at: datetime, **changed: Any) -> ClassSession:
    fields = {name: getattr(session, name) for name in ("instructor", "place", "language", "topic")}
    return correct_session(session=session, slot=slot, at=at, **fields | changed)


def test_hours_place_and_instructor_are_corrected_by_form(
    cast: Cast, session: ClassSession, substitute: Instructor, client_of: ClientOf
) -> None:
    fields = {"first_on": "2026-11-26", "starts": "07:30", "ends": "09:00", "place": "Tent 4", "topic": "Detention"}
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.trainer)
        assert "Correct the session" in client.get(session.get_absolute_url()).content.decode()
        data = {**fields, "instructor": substitute.pk, "language": "fr"}
        client.post(f"/classes/sessions/{session.pk}/change/", data)
    session.refresh_from_db()
    assert (session.starts_at.isoformat(), session.hours) == ("2026-11-26T07:30:00+00:00", 1.5)
    assert (session.place, session.topic, session.language, session.instructor) == ("Tent 4", "Detention", "fr", substitute)
    assert AuditEntry.objects.get(event="session corrected").data == {"session": session.pk}


def test_it_never_meets_another_session_of_the_class(alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    other = make_session(alpha_class, now + timedelta(days=1))
    with pytest.raises(CannotSchedule, match="taken"):
        correct(session, Slot(other.starts_at + HOUR, other.starts_at + 2 * HOUR), now)
    assert correct(session, Slot(session.starts_at + HOUR, session.ends_at + HOUR), now).hours == session.hours


def test_hours_are_fixed_once_attendance_was_taken_and_the_rest_is_not(
    cast: Cast, session: ClassSession, substitute: Instructor, now: datetime, client_of: ClientOf
) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    with pytest.raises(SessionTaught):
        correct(session, Slot(session.starts_at, session.ends_at + HOUR), now)
    with time_machine.travel(NOW, tick=False):
        data = {"first_on": "2026-12-24", "starts": "01:00", "ends": "02:00", "instructor": substitute.pk, "language": "en"}
        client_of(cast.trainer).post(f"/classes/sessions/{session.pk}/change/", data)
    begun = session.starts_at
    session.refresh_from_db()
    assert (session.starts_at, session.instructor) == (begun, substitute)


def test_nothing_is_corrected_once_a_lesson_was_taught(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime, client_of: ClientOf
) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    with pytest.raises(SessionTaught):
        correct(session, None, now, place="Elsewhere")
    assert "/change/" not in client_of(cast.trainer).get(session.get_absolute_url()).content.decode()


def test_the_ledger_names_the_one_who_stood_in_front(
    cast: Cast, session: ClassSession, substitute: Instructor, lessons: list[LessonPage], client_of: ClientOf
) -> None:
    mark(session, cast.trainer, NOW, present=cast.learner)
    address = f"/classes/sessions/{session.pk}/lessons/{lessons[0].pk}/"
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.trainer)
        assert f'<option value="{substitute.pk}">Capt Omar Kimani</option>' in client.get(address).content.decode()
        client.post(f"{address}taught/", {"taught_by": substitute.pk})
    assert Completion.objects.get().instructor_name == "Capt Omar Kimani"


def test_somebody_who_does_not_teach_the_class_is_not_named(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime, client_of: ClientOf
) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    with time_machine.travel(NOW, tick=False):
        for chosen in ("999999", "x", "9" * 30):
            address = f"/classes/sessions/{session.pk}/lessons/{lessons[0].pk}/taught/"
            client_of(cast.trainer).post(address, {"taught_by": chosen})
    assert Completion.objects.get().instructor_name == session.instructor.name
