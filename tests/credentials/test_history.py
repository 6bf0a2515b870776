"""Each state of a certificate stands on its page with its moment, its actor and its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.history import history_of
from credentials.models import Credential
from credentials.services import revoke_credential
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued

LATER = NOW + timedelta(days=10 * 365)


def lines(held: Credential, **how: Any) -> list[tuple[str, str, str]]:
    found = history_of(Credential.objects.get(pk=held.pk), how.pop("at", LATER), **({"with_names": True} | how))
    return [(line.state, line.actor, line.reason) for line in found]


def test_issued_then_expiring_then_expired(cast: Cast) -> None:
    held = issued(cast.learner)
    assert [state for state, _, _ in lines(held)] == ["issued", "expiring", "expired"]
    assert [state for state, _, _ in lines(held, at=NOW)] == ["issued"]
    issued_line, expiring, expired = history_of(held, LATER, with_names=True)
    assert issued_line.actor == "Meridia Peacekeeping Training Centre"
    assert held.expires_on is not None
    assert timezone.localdate(expiring.at) == held.expires_on - timedelta(days=60)
    assert timezone.localdate(expired.at) == held.expires_on + timedelta(days=1)


def test_the_moments_are_those_of_the_states(cast: Cast) -> None:
    """A line begins on the very day on which the state begins."""
    held = issued(cast.learner)
    _, expiring, expired = history_of(held, LATER, with_names=True)
    for line in (expiring, expired):
        day = timezone.localdate(line.at)
        assert held.state(day) == line.state
        assert held.state(day - timedelta(days=1)) != line.state


def test_revoked_by_whom_and_why(cast: Cast) -> None:
    held = revoke_credential(credential=issued(cast.learner), by=cast.administrator, reason=REASON, at=NOW)
    assert lines(held)[-1] == ("revoked", cast.administrator.rank_and_name, REASON)
    assert "expired" not in [state for state, _, _ in lines(held)]


def test_commanders_read_that_it_was_revoked_and_not_why(cast: Cast) -> None:
    held = revoke_credential(credential=issued(cast.learner), by=cast.administrator, reason=REASON, at=NOW)
    assert lines(held, with_names=False)[-1] == ("revoked", "An administrator", "")


def test_replaced_by_which(cast: Cast) -> None:
    older, newer = issued(cast.learner, at=NOW - timedelta(days=30)), issued(cast.learner)
    state, actor, reason = lines(older)[-1]
    assert (state, actor) == ("superseded", newer.issuer)
    assert newer.grouped_code in reason


@pytest.mark.parametrize(("who", "reads"), [("learner", True), ("administrator", True), ("commander", False)])
def test_the_page_tells_it(cast: Cast, client_of: Callable[..., Client], who: str, reads: bool) -> None:
    held = revoke_credential(credential=issued(cast.learner), by=cast.administrator, reason=REASON, at=timezone.now())
    text = client_of(getattr(cast, who)).get(held.get_absolute_url()).content.decode()
    assert "What happened to it" in text
    assert (REASON in text) is reads
    assert (cast.administrator.rank_and_name in text.split("<main")[1]) is reads
