"""Nobody gets into an account with more powers than the own one by setting its address with a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group

from people.groups import TRAINERS
from people.models import User
from tests.conftest import Cast
from tests.factories.people import UserFactory, training_officer
from tests.people.roll.lists import as_csv, kinds, reasons, sent

OLD, NEW = "old@example.org", "new@example.org"
REASON = "email: A list cannot change the address of this account, because of its powers. Its owner can."


def row(user: User, address: str) -> list[str]:
    return [user.service_number, user.name, "", "", address]


MIGHTIER: dict[str, Callable[[Cast], User]] = {
    "an administrator who serves nowhere": lambda cast: cast.administrator,
    "a superuser": lambda cast: UserFactory(is_superuser=True),
    "the commander of another unit": lambda cast: lent(cast.other_commander),
    "a trainer of the own unit": lambda cast: grouped(cast.learner),
}


def grouped(user: User) -> User:
    user.groups.add(Group.objects.get(name=TRAINERS))
    return user


def lent(user: User) -> User:
    """Has a command there, and no main posting."""
    user.postings.update(is_main=False)
    return user


@pytest.mark.parametrize("whose", MIGHTIER)
def test_a_training_officer_sets_no_address_of_somebody_with_more_powers(cast: Cast, whose: str) -> None:
    officer, person = training_officer(cast.alpha), MIGHTIER[whose](cast)
    roll = sent(cast.alpha, officer, as_csv([row(person, NEW)]))
    assert reasons(roll) == {2: [REASON]}


def test_nor_an_administrator_that_of_another_but_their_own(cast: Cast) -> None:
    other = UserFactory()
    other.groups.add(*cast.administrator.groups.all())
    roll = sent(cast.alpha, cast.administrator, as_csv([row(other, NEW), row(cast.administrator, OLD)]))
    assert reasons(roll) == {2: [REASON]}


def test_an_address_that_stays_hinders_no_list(cast: Cast) -> None:
    officer, person = training_officer(cast.alpha), grouped(cast.learner)
    User.objects.filter(pk=person.pk).update(email=OLD)
    rows = [row(person, OLD.title()), row(cast.comrade, NEW)]
    assert reasons(sent(cast.alpha, officer, as_csv(rows))) == {}
    assert ("changed", cast.comrade.service_number) in kinds(sent(cast.alpha, officer, as_csv(rows)))
