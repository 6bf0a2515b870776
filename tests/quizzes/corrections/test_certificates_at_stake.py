"""Who fails now loses a certificate only where the approver says so, through the floor that keeps certificates."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.models import Completion
from credentials.models import Credential
from credentials.services import revoke_credential
from people.models import User
from quizzes.corrections.reading import read_correction
from quizzes.corrections.services import propose_reversal, propose_withdrawal
from quizzes.models import Attempt, Correction
from tests.conftest import TODAY, Cast
from tests.quizzes.conftest import Ground
from tests.quizzes.corrections.conftest import HOUR, REASON, Sit, approved, stands, version_of

pytestmark = pytest.mark.usefixtures("earning")


@pytest.fixture
def passed(cast: Cast, ground: Ground, sit: Sit) -> Attempt:
    """Passed with 80 per cent; without the first item it would be 75."""
    return sit(cast.learner, wrong=[ground.items[1].pk])


@pytest.fixture
def proposal(cast: Cast, ground: Ground, passed: Attempt, now: datetime) -> Correction:
    return propose_withdrawal(version=version_of(ground.items[0]), reason=REASON, by=cast.trainer, at=now)


def test_the_proposal_says_what_hangs_on_it(cast: Cast, proposal: Correction) -> None:
    line = read_correction(proposal, cast.administrator, TODAY).down[0]
    assert (line.learner, line.stake, line.may_revoke) == (cast.learner, "Human rights for peacekeepers", True)


def test_a_certificate_stays_unless_the_approver_takes_it(
    cast: Cast, passed: Attempt, proposal: Correction, second: User, now: datetime
) -> None:
    approved(proposal, second, now)
    assert stands(passed) == ("75.00", False)
    assert Credential.objects.get().revoked_at is None
    assert Completion.objects.filter(enrolment=passed.enrolment).count() == 1


def test_the_approver_takes_it_with_reason_and_actor(
    cast: Cast, passed: Attempt, proposal: Correction, second: User, now: datetime
) -> None:
    done = approved(proposal, second, now + HOUR, revoke=[passed])
    held = Credential.objects.get()
    assert (held.revoked_at, held.revoked_by) == (now + HOUR, second)
    assert REASON in held.revocation_reason
    assert read_correction(done, second, TODAY).down[0].was_revoked


def test_nothing_hangs_on_it_where_another_attempt_stands(
    cast: Cast, ground: Ground, sit: Sit, second: User, now: datetime
) -> None:
    ground.quiz.policy = "practice"
    ground.quiz.save()
    first = sit(cast.learner, wrong=[ground.items[1].pk])
    better = sit(cast.learner, at=now + HOUR)
    proposal = propose_withdrawal(version=version_of(ground.items[0]), reason=REASON, by=cast.trainer, at=now)
    line = read_correction(proposal, second, TODAY).down[0]
    assert (line.attempt, line.stake) == (first.pk, "")
    approved(proposal, second, now, revoke=[first])
    assert Credential.objects.get().revoked_at is None
    assert stands(better) == ("100.00", True)


def test_who_fails_now_may_sit_it_again(
    ground: Ground, passed: Attempt, proposal: Correction, second: User, now: datetime
) -> None:
    from quizzes.permissions import Reason, allowance

    def refusal() -> Reason | None:
        return allowance(ground.quiz, Attempt.objects.select_related("corrected"), now + HOUR).refusal

    assert refusal() == Reason.PASSED
    approved(proposal, second, now)
    assert refusal() is None


def test_what_a_correction_took_is_held_again_once_it_is_taken_back(
    cast: Cast, passed: Attempt, proposal: Correction, second: User, now: datetime
) -> None:
    first = Credential.objects.get()
    done = approved(proposal, second, now + HOUR, revoke=[passed])
    back = propose_reversal(correction=done, reason="It was right.", by=cast.trainer, at=now + 2 * HOUR)
    approved(back, second, now + 3 * HOUR)
    passed.enrolment.refresh_from_db()
    held = passed.enrolment.credential
    assert stands(passed) == ("80.00", True)
    assert held is not None and held != first and held.revoked_at is None
    assert (held.expires_on, held.level, held.issued_at) == (first.expires_on, first.level, now + 3 * HOUR)
    assert read_correction(done, second, TODAY).down[0].was_revoked, "the page of the first still tells what it did"


def test_what_somebody_else_revoked_stays_revoked(
    cast: Cast, passed: Attempt, proposal: Correction, second: User, now: datetime
) -> None:
    done = approved(proposal, second, now + HOUR)
    revoke_credential(credential=Credential.objects.get(), by=second, reason="Fraud.", at=now + 2 * HOUR)
    back = propose_reversal(correction=done, reason="It was right.", by=cast.trainer, at=now + 2 * HOUR)
    approved(back, second, now + 3 * HOUR)
    assert Credential.objects.get().revoked_at == now + 2 * HOUR
