"""Who was there: marked with one press, corrected with who and when kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from courses.classes.teaching import Mark, SessionNotHeld, call_off_session, mark_attendance, mark_lesson_taught
from courses.models import Attendance, ClassSession, LessonPage, TrainingClass
from people.models import User
from tests.conftest import NOW, Cast
from tests.factories.classes import make_session, mark, mark_all, member

pytestmark = pytest.mark.django_db


def states(session: ClassSession) -> dict[str, str]:
    return dict(session.attendance.standing().values_list("member__user__name", "state"))


def post(client: Client, session: ClassSession, **fields: str) -> str:
    with time_machine.travel(NOW, tick=False):
        return client.post(session.get_absolute_url(), fields, follow=True).content.decode()


def posted(session: ClassSession, **marks: tuple[User, str]) -> dict[str, str]:
    """``absent=(user, what was seen)``."""
    fields = {}
    for state, (user, seen) in marks.items():
        pk = member(session.training_class, user).pk
        fields |= {f"member-{pk}": state, f"seen-{pk}": seen}
    return fields


def test_the_form_offers_everybody_as_present(cast: Cast, session: ClassSession, client_of: Callable[[User], Client]) -> None:
    with time_machine.travel(NOW, tick=False):
        html = client_of(cast.trainer).get(session.get_absolute_url()).content.decode()
    assert html.count('value="present" checked') == 2
    assert "Cpl Amina Diallo" in html or "Pte Amina Diallo" in html


def test_one_press_saves_it(cast: Cast, session: ClassSession, client_of: Callable[[User], Client]) -> None:
    told = post(client_of(cast.trainer), session, **posted(session, present=(cast.learner, ""), absent=(cast.comrade, "")))
    assert "Attendance is saved." in told
    assert states(session) == {"Amina Diallo": "present", "Jonas Weber": "absent"}
    assert {word.marked_by for word in Attendance.objects.all()} == {cast.trainer}


def test_a_correction_keeps_what_stood_before(cast: Cast, officer: User, session: ClassSession, now: datetime) -> None:
    mark(session, cast.trainer, now, absent=cast.learner)
    mark(session, officer, now + timedelta(minutes=5), excused=cast.learner)
    words = Attendance.objects.order_by("pk").values_list("state", "marked_by", "replaced_at")
    assert list(words) == [
        ("absent", cast.trainer.pk, now + timedelta(minutes=5)),
        ("excused", officer.pk, None),
    ]


def test_saving_the_same_again_writes_nothing(cast: Cast, session: ClassSession, now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    assert mark(session, cast.trainer, now, present=cast.learner).written == 0
    assert Attendance.objects.count() == 1


def test_an_old_page_overwrites_nobody(
    cast: Cast, session: ClassSession, now: datetime, client_of: Callable[[User], Client]
) -> None:
    mark(session, cast.trainer, now, absent=cast.learner)
    told = post(client_of(cast.administrator), session, **posted(session, present=(cast.learner, "")))
    assert "Somebody else marked these people meanwhile, and that stands: Amina Diallo." in told
    assert states(session) == {"Amina Diallo": "absent"}


def test_people_of_another_class_are_not_marked(cast: Cast, session: ClassSession, now: datetime) -> None:
    assert mark_attendance(session=session, marks={999: Mark("present")}, by=cast.trainer, at=now).written == 0


@pytest.mark.parametrize(("minutes", "is_open"), [(31, False), (30, True)])
def test_attendance_opens_half_an_hour_before_the_session(
    cast: Cast, alpha_class: TrainingClass, now: datetime, minutes: int, is_open: bool
) -> None:
    coming = make_session(alpha_class, now + timedelta(minutes=minutes))
    if is_open:
        assert mark_all(coming, cast.trainer, now).written == 2
    else:
        with pytest.raises(SessionNotHeld):
            mark_all(coming, cast.trainer, now)


def test_a_session_called_off_takes_none(cast: Cast, session: ClassSession, now: datetime) -> None:
    call_off_session(session=session, at=now)
    with pytest.raises(SessionNotHeld):
        mark_all(session, cast.trainer, now)


def test_a_correction_withdraws_nothing_from_the_ledger_and_says_so(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime, client_of: Callable[[User], Client]
) -> None:
    mark_all(session, cast.trainer, now)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    told = post(client_of(cast.trainer), session, **posted(session, absent=(cast.comrade, "present")))
    assert "A lesson of this session stays finished for: Jonas Weber." in told
    assert cast.comrade.enrolments.get().completions.count() == 1


@pytest.mark.parametrize("value", ["late", ""])
def test_an_unknown_word_saves_nothing(
    cast: Cast, session: ClassSession, client_of: Callable[[User], Client], value: str
) -> None:
    pk = member(session.training_class, cast.learner).pk
    told = post(client_of(cast.trainer), session, **{f"member-{pk}": value})
    assert "Nothing was saved" in told
    assert not Attendance.objects.exists()


def test_who_joined_after_the_page_was_made_is_left_for_the_next_save(
    cast: Cast, session: ClassSession, client_of: Callable[[User], Client]
) -> None:
    post(client_of(cast.trainer), session, **posted(session, present=(cast.learner, "")))
    assert states(session) == {"Amina Diallo": "present"}


def test_the_sheet_to_sign_names_everybody(cast: Cast, session: ClassSession, client_of: Callable[[User], Client]) -> None:
    html = client_of(cast.trainer).get(f"/classes/sessions/{session.pk}/sheet/").content.decode()
    rows: Any = html.count('<th scope="row">')
    assert rows == 2
    assert "Signature" in html
