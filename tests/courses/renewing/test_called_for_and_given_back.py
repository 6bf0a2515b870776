"""Taken in error and given back: a call for renewal bears on the new certificate as it did, or would have, on the old one."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.models import Enrolment
from courses.services import earn_again, revoke_earned
from credentials.history import history_of
from credentials.models import Credential
from credentials.services import call_for_renewal
from tests.conftest import NOW, TODAY, Cast
from tests.courses.renewing.conftest import DAY

DUE = TODAY + 120 * DAY


def called(cast: Cast, at: datetime) -> None:
    call_for_renewal(achievement_key="core", due_on=DUE, reason="The law changed.", by=cast.administrator, at=at)


def revoked(cast: Cast, done: Enrolment, at: datetime) -> None:
    revoke_earned(enrolment=done, by=cast.administrator, reason="Marked wrongly.", at=at)


def given_back(done: Enrolment, at: datetime) -> Credential:
    found = earn_again(enrolment=done, at=at)
    assert found
    return found


@pytest.mark.parametrize("is_called_first", [True, False])
def test_the_call_bears_on_it_whether_made_before_it_was_taken_or_while_it_was_away(
    cast: Cast, done: Enrolment, is_called_first: bool
) -> None:
    if is_called_first:
        called(cast, NOW + DAY)
    revoked(cast, done, NOW + 2 * DAY)
    if not is_called_first:
        called(cast, NOW + 3 * DAY)
    held = given_back(done, NOW + 4 * DAY)
    days = [TODAY + 3 * DAY, TODAY + 4 * DAY, DUE, DUE + DAY]
    assert [held.state(day) for day in days] == ["not-held", "window-open", "expiring", "renewal-required"]
    assert [Credential.objects.valid(day).exists() for day in days] == [False, True, True, False]
    assert held.standing(TODAY + 4 * DAY).renewal_opens_on == held.issued_on
    assert [line.state for line in history_of(held, NOW + 5 * DAY, with_names=False)] == ["issued", "called"]


def test_after_the_day_of_the_call_nothing_is_left_to_give_back(cast: Cast, done: Enrolment) -> None:
    called(cast, NOW + DAY)
    revoked(cast, done, NOW + 2 * DAY)
    assert earn_again(enrolment=done, at=NOW + 121 * DAY) is None


def test_a_call_that_would_not_have_cut_it_short_leaves_it_alone(cast: Cast, done: Enrolment) -> None:
    revoked(cast, done, NOW + DAY)
    due_on = TODAY + 3000 * DAY
    call_for_renewal(achievement_key="core", due_on=due_on, reason="The law changed.", by=cast.administrator, at=NOW + 2 * DAY)
    held = given_back(done, NOW + 3 * DAY)
    assert held.renewal_call is None
    assert held.standing(held.issued_on).until == held.expires_on
