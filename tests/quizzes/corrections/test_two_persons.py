"""Who proposes does not decide, and nobody decides on an own result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from people.models import User
from quizzes.corrections.services import (
    CorrectionRefused,
    propose_withdrawal,
    refuse_correction,
    withdraw_proposal,
)
from quizzes.models import Correction
from tests.conftest import Cast
from tests.quizzes.conftest import Ground
from tests.quizzes.corrections.conftest import HOUR, REASON, Sit, approved, stands, version_of


@pytest.fixture
def proposal(cast: Cast, ground: Ground, sit: Sit, now: datetime) -> Correction:
    sit(cast.learner, wrong=[ground.items[0].pk, ground.items[1].pk])
    return propose_withdrawal(version=version_of(ground.items[0]), reason=REASON, by=cast.administrator, at=now)


def test_who_proposed_it_neither_approves_nor_refuses(cast: Cast, proposal: Correction, now: datetime) -> None:
    with pytest.raises(CorrectionRefused, match="Somebody else"):
        approved(proposal, cast.administrator, now)
    with pytest.raises(CorrectionRefused, match="Somebody else"):
        refuse_correction(correction=proposal, by=cast.administrator, at=now)


def test_the_database_holds_it_too(cast: Cast, proposal: Correction, now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=proposal.pk).update(state="approved", decided_by=cast.administrator, decided_at=now)


def test_nobody_decides_on_an_own_result(cast: Cast, ground: Ground, sit: Sit, now: datetime, proposal: Correction) -> None:
    sit(cast.comrade, wrong=[ground.items[0].pk])
    with pytest.raises(CorrectionRefused, match="your own"):
        approved(proposal, cast.comrade, now)


def test_it_is_decided_once(cast: Cast, proposal: Correction, now: datetime, other: User) -> None:
    approved(proposal, other, now)
    with pytest.raises(CorrectionRefused, match="already"):
        approved(proposal, other, now)


def test_a_refused_proposal_changes_nothing(cast: Cast, proposal: Correction, now: datetime, other: User) -> None:
    row = refuse_correction(correction=proposal, by=other, at=now + HOUR, note="The rule says the same.")
    assert (row.state, row.decided_by, row.note) == ("refused", other, "The rule says the same.")
    assert stands(row.version.corrections.get() and attempt_of(cast)) == ("60.00", False)


def test_who_proposed_it_takes_it_back(cast: Cast, proposal: Correction, now: datetime, other: User) -> None:
    with pytest.raises(CorrectionRefused, match="who proposed"):
        withdraw_proposal(correction=proposal, by=other, at=now)
    assert withdraw_proposal(correction=proposal, by=cast.administrator, at=now).state == "withdrawn"


def test_one_proposal_a_question_at_a_time(cast: Cast, ground: Ground, proposal: Correction, now: datetime) -> None:
    with pytest.raises(CorrectionRefused, match="waits"):
        propose_withdrawal(version=version_of(ground.items[0]), reason=REASON, by=cast.trainer, at=now)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_there_is_no_proposal_without_a_reason(cast: Cast, ground: Ground, sit: Sit, now: datetime, reason: str) -> None:
    sit(cast.learner)
    with pytest.raises(CorrectionRefused, match="reason"):
        propose_withdrawal(version=version_of(ground.items[0]), reason=reason, by=cast.trainer, at=now)


@pytest.fixture
def other(cast: Cast) -> User:
    """A second administrator."""
    from django.contrib.auth.models import Group

    from people.groups import ADMINISTRATORS
    from tests.factories.people import UserFactory

    user = UserFactory(name="Sara Lund")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return user


def attempt_of(cast: Cast) -> Any:
    from quizzes.models import Attempt

    return Attempt.objects.get(enrolment__learner=cast.learner)
