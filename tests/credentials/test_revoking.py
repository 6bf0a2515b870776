"""Revoking is one deed with a reason and an actor; it happens once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credentials.models import Credential
from credentials.permissions import can_revoke, revocable_credentials
from credentials.services import revoke_credential
from tests.conftest import NOW, TODAY, Cast
from tests.credentials.issued import REASON, issued


def test_a_revoked_credential_keeps_reason_actor_and_moment(cast: Cast) -> None:
    held = revoke_credential(credential=issued(cast.learner), by=cast.administrator, reason=f"  {REASON} ", at=NOW)
    held.refresh_from_db()
    assert (held.revoked_at, held.revoked_by, held.revocation_reason) == (NOW, cast.administrator, REASON)
    assert held.state(TODAY) == Credential.State.REVOKED
    assert not Credential.objects.valid(TODAY).exists()


def test_revoking_twice_keeps_the_first(cast: Cast) -> None:
    held = issued(cast.learner)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    again = revoke_credential(credential=held, by=cast.trainer, reason="Later.", at=NOW + timedelta(days=1))
    assert (again.revoked_at, again.revoked_by, again.revocation_reason) == (NOW, cast.administrator, REASON)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_there_is_no_revocation_without_a_reason(cast: Cast, reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        revoke_credential(credential=issued(cast.learner), by=cast.administrator, reason=reason, at=NOW)
    assert Credential.objects.get().revoked_at is None


def test_nobody_revokes_the_own_credential(cast: Cast) -> None:
    own = issued(cast.administrator)
    with pytest.raises(ValueError, match="own"):
        revoke_credential(credential=own, by=cast.administrator, reason=REASON, at=NOW)
    assert not can_revoke(cast.administrator, own)
    assert own not in revocable_credentials(cast.administrator)


@pytest.mark.parametrize("role", ["learner", "comrade", "commander", "other_commander", "trainer"])
def test_only_administrators_revoke(cast: Cast, role: str) -> None:
    held, person = issued(cast.learner), getattr(cast, role)
    assert not can_revoke(person, held)
    assert not revocable_credentials(person).exists()
    assert can_revoke(cast.administrator, held)
