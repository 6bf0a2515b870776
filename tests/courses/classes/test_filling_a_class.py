"""People come into a class by unit or by name, and leave it; nobody stands in it twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from courses.classes.services import add_members, remove_member
from courses.classes.teaching import roster_of
from courses.models import ClassMember, ClassSession, TrainingClass
from people.models import User
from people.services import post_person
from tests.conftest import NOW, TODAY, Cast
from tests.factories.classes import member
from tests.factories.people import LONG_AGO, CountryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def newcomer(cast: Cast) -> User:
    user = UserFactory(name="Nadia Costa")
    post_person(user=user, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    return user


def names_in(training_class: TrainingClass) -> set[str]:
    return set(training_class.members.staying().values_list("user__name", flat=True))


def add(client: Client, training_class: TrainingClass, **fields: Any) -> str:
    data = {"units": [], "names": "", "joined_on": TODAY.isoformat()} | fields
    return client.post(f"/classes/{training_class.pk}/members/", data, follow=True).content.decode()


def test_a_unit_brings_everybody_below_it_once(
    cast: Cast, officer: User, alpha_class: TrainingClass, newcomer: User, client_of: Callable[[User], Client]
) -> None:
    told = add(client_of(officer), alpha_class, units=[cast.alpha.pk])
    assert names_in(alpha_class) == {"Amina Diallo", "Jonas Weber", "Nadia Costa", "Grace Mensah", "Omar Kimani"}
    assert "3 people were added." in told


def test_names_are_read_as_people_type_them(
    officer: User, alpha_class: TrainingClass, newcomer: User, client_of: Callable[[User], Client]
) -> None:
    add(client_of(officer), alpha_class, names=f"  qm {newcomer.service_number}\n")
    assert "Nadia Costa" in names_in(alpha_class)


@pytest.mark.parametrize("case", [("SN-001", "sn-001"), ("BA4567", "BA4567"), ("SN-001", "QM-SN-001")])
def test_a_service_number_may_begin_with_letters(
    officer: User, alpha_class: TrainingClass, newcomer: User, client_of: Callable[[User], Client], case: tuple[str, str]
) -> None:
    number, typed = case
    User.objects.filter(pk=newcomer.pk).update(service_number=number, username=f"QM-{number}")
    told = add(client_of(officer), alpha_class, names=typed)
    assert "1 person was added." in told
    assert "Nadia Costa" in names_in(alpha_class)


def test_letters_of_another_country_mean_that_country(
    cast: Cast, officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    CountryFactory(code="KA", name="Kalinda")
    post_person(user=UserFactory(name="Nadia Costa", service_number="KA-001"), unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    told = add(client_of(officer), alpha_class, names="KA-001")
    assert "Not found among your people: KA-001." in told
    assert "Nadia Costa" not in names_in(alpha_class)


def test_who_is_not_found_is_said(
    officer: User, alpha_class: TrainingClass, newcomer: User, client_of: Callable[[User], Client]
) -> None:
    told = add(client_of(officer), alpha_class, names=f"QM-99999, {newcomer.username}")
    assert "1 person was added." in told
    assert "Not found among your people: QM-99999." in told


def test_other_peoples_soldiers_are_not_found_either(
    cast: Cast, officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    told = add(client_of(officer), alpha_class, names=cast.other_commander.username)
    assert f"Not found among your people: {cast.other_commander.username}." in told
    assert "Pavel Novak" not in names_in(alpha_class)


def test_nothing_chosen_is_said(officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client]) -> None:
    assert "Choose a unit, or type a sign-in name." in add(client_of(officer), alpha_class)


def test_nobody_joins_on_a_day_to_come(
    officer: User, alpha_class: TrainingClass, newcomer: User, client_of: Callable[[User], Client]
) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert "people join when they come" in add(client_of(officer), alpha_class, names=newcomer.username, joined_on=tomorrow)
    assert "Nadia Costa" not in names_in(alpha_class)


def test_adding_somebody_twice_changes_nothing(cast: Cast, alpha_class: TrainingClass) -> None:
    assert add_members(training_class=alpha_class, people=[cast.learner, cast.learner], on=TODAY) == []
    assert alpha_class.members.filter(user=cast.learner).count() == 1


def test_who_left_is_off_later_rosters_and_on_the_older_ones(
    cast: Cast, alpha_class: TrainingClass, session: ClassSession
) -> None:
    remove_member(member=member(alpha_class, cast.comrade), on=TODAY - timedelta(days=1))
    assert [row.user for row in roster_of(session)] == [cast.learner]
    assert alpha_class.members.valid(TODAY - timedelta(days=1)).filter(user=cast.comrade).exists()


def test_leaving_twice_keeps_the_first_day(cast: Cast, alpha_class: TrainingClass) -> None:
    for day in (TODAY - timedelta(days=2), TODAY):
        left = remove_member(member=member(alpha_class, cast.comrade), on=day)
    assert left.left_on == TODAY - timedelta(days=2)


def test_who_comes_back_the_same_day_stands_once_on_the_roster(
    cast: Cast, alpha_class: TrainingClass, session: ClassSession
) -> None:
    remove_member(member=member(alpha_class, cast.comrade), on=TODAY)
    add_members(training_class=alpha_class, people=[cast.comrade], on=TODAY)
    assert roster_of(session).filter(user=cast.comrade).count() == 1


def test_who_comes_back_later_has_a_second_spell(cast: Cast, alpha_class: TrainingClass) -> None:
    remove_member(member=member(alpha_class, cast.comrade), on=TODAY - timedelta(days=3))
    add_members(training_class=alpha_class, people=[cast.comrade], on=TODAY)
    spells = ClassMember.objects.filter(user=cast.comrade).order_by("joined_on").values_list("left_on", flat=True)
    assert list(spells) == [TODAY - timedelta(days=3), None]


def test_the_page_lets_a_member_leave(
    cast: Cast, officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    row = member(alpha_class, cast.comrade)
    told = client_of(officer).post(f"/classes/members/{row.pk}/remove/", follow=True).content.decode()
    assert "Jonas Weber has left the class. The record stays." in told
    assert names_in(alpha_class) == {"Amina Diallo"}
