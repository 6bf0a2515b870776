"""Training officers see and run the classes of their subtree on the day, instructors their own, and nobody else any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from courses.classes.permissions import can_run, people_to_train, run_classes, visible_classes, visible_sessions
from courses.models import ClassSession, CoursePage, TrainingClass
from people.groups import TRAINERS
from people.models import Placement, Posting, User
from people.services import place_unit, post_person
from tests.conftest import TODAY, Cast
from tests.factories.classes import make_class
from tests.factories.people import LONG_AGO, UserFactory

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def bravo_class(cast: Cast, course: CoursePage, now: datetime) -> TrainingClass:
    return make_class(course, cast.administrator, at=now, title="Bravo, first class", unit=cast.bravo)


def seen(user: User, on: date = TODAY) -> set[str]:
    return set(visible_classes(user, on).values_list("title", flat=True))


def test_the_training_officer_sees_the_own_subtree(
    cast: Cast, officer: User, alpha_class: TrainingClass, bravo_class: TrainingClass
) -> None:
    assert seen(officer) == {"Alpha, first class"}
    assert can_run(officer, alpha_class, TODAY)
    assert not can_run(officer, bravo_class, TODAY)


def test_one_above_sees_both(cast: Cast, alpha_class: TrainingClass, bravo_class: TrainingClass) -> None:
    above = UserFactory()
    post_person(user=above, unit=cast.battalion, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    assert seen(above) == {"Alpha, first class", "Bravo, first class"}


def test_one_below_does_not_see_the_class_of_the_company(cast: Cast, alpha_class: TrainingClass) -> None:
    below = UserFactory()
    post_person(user=below, unit=cast.platoon, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    assert seen(below) == set()


def test_the_instructor_sees_the_own_class_and_does_not_run_it(
    cast: Cast, alpha_class: TrainingClass, bravo_class: TrainingClass
) -> None:
    assert seen(cast.trainer) == {"Alpha, first class"}
    assert not can_run(cast.trainer, alpha_class, TODAY)


def test_a_trainer_who_is_none_any_more_sees_nothing(cast: Cast, alpha_class: TrainingClass) -> None:
    cast.trainer.groups.remove(Group.objects.get(name=TRAINERS))
    assert seen(User.objects.get(pk=cast.trainer.pk)) == set()


@pytest.mark.parametrize("who", ["learner", "comrade", "commander", "other_commander"])
def test_nobody_else_sees_any(cast: Cast, alpha_class: TrainingClass, session: ClassSession, who: str) -> None:
    user = getattr(cast, who)
    assert seen(user) == set()
    assert not visible_sessions(user, TODAY).exists()


def test_an_administrator_sees_all(cast: Cast, alpha_class: TrainingClass, bravo_class: TrainingClass) -> None:
    assert seen(cast.administrator) == {"Alpha, first class", "Bravo, first class"}


def test_an_officer_relieved_yesterday_sees_nothing_today(cast: Cast, officer: User, alpha_class: TrainingClass) -> None:
    Posting.objects.filter(user=officer, role=Posting.Role.TRAINING_OFFICER).update(ends_on=YESTERDAY)
    assert seen(officer, YESTERDAY) == {"Alpha, first class"}
    assert seen(officer) == set()


def test_a_company_moved_elsewhere_takes_its_class_along(
    cast: Cast, alpha_class: TrainingClass, bravo_class: TrainingClass
) -> None:
    above = UserFactory()
    post_person(user=above, unit=cast.battalion, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    Placement.objects.filter(unit=cast.bravo).update(ends_on=YESTERDAY)
    place_unit(unit=cast.bravo, parent=cast.contingent, on=TODAY)
    assert seen(above, YESTERDAY) == {"Alpha, first class", "Bravo, first class"}
    assert seen(above) == {"Alpha, first class"}


def test_whom_an_officer_takes_in_are_the_people_of_the_day(cast: Cast, officer: User) -> None:
    post_person(user=cast.comrade, unit=cast.bravo, on=TODAY, at=timezone.now())
    assert cast.comrade in people_to_train(officer, YESTERDAY)
    assert cast.comrade not in people_to_train(officer, TODAY)


def test_of_two_tasks_each_shows_its_own(cast: Cast, officer: User, course: CoursePage, now: datetime) -> None:
    make_class(course, cast.administrator, at=now, title="Guest", unit=cast.bravo, instructors=[officer])
    assert seen(officer) == {"Guest"}
    assert not run_classes(officer, TODAY).exists()


# --- The same through the pages -------------------------------------------------------------------


def addresses(training_class: TrainingClass) -> list[str]:
    start = training_class.get_absolute_url()
    return [
        start,
        *(f"{start}{page}/" for page in ("members", "instructors", "sessions", "message", "close", "roster", "results")),
    ]


def test_every_page_of_the_own_class_opens_for_its_officer_and_none_of_another(
    officer: User, alpha_class: TrainingClass, bravo_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    client = client_of(officer)
    assert {client.get(url).status_code for url in addresses(alpha_class)} == {200}
    assert {client.get(url).status_code for url in addresses(bravo_class)} == {404}


def test_the_list_shows_the_door_to_those_who_have_one(
    cast: Cast, officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    assert "Alpha, first class" in client_of(officer).get("/classes/").content.decode()
    assert 'href="/classes/"' in client_of(officer).get("/learn/").content.decode()
    assert 'href="/classes/"' not in client_of(cast.learner).get("/learn/").content.decode()


def test_an_instructor_finds_no_deed_that_only_officers_may_do(
    cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    html = client_of(cast.trainer).get(alpha_class.get_absolute_url()).content.decode()
    assert "Add people" not in html
    assert "Close the class" not in html
    assert "Message to the class" in html


def test_a_training_officer_needs_a_second_factor(officer: User, alpha_class: TrainingClass, client: Client) -> None:
    client.force_login(officer, backend="people.backends.AuthenticationBackend")
    assert client.get("/classes/")["Location"] == "/account/2fa/"
