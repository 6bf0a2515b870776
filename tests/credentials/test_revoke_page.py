"""An administrator revokes on a page of its own: a reason, the own password again, and the public page says so at once."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client

from credentials.models import Credential
from people.models import User
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued, verdict_page
from tests.people.at_the_door import confirm_identity

ClientOf = Callable[[User | None], Client]


def page_of(held: Credential) -> str:
    return f"/certificates/{held.code}/revoke/"


@pytest.fixture
def confirmed(cast: Cast, client_of: ClientOf) -> Client:
    """The administrator, who has just typed the own password again."""
    client = client_of(cast.administrator)
    confirm_identity(client)
    return client


def test_the_password_is_asked_again_first(cast: Cast, client_of: ClientOf) -> None:
    held = issued(cast.learner)
    answer = client_of(cast.administrator).get(page_of(held))
    assert answer["Location"].startswith("/account/")
    assert "reauthenticate" in answer["Location"]


def test_a_post_without_it_changes_nothing(cast: Cast, client_of: ClientOf) -> None:
    held = issued(cast.learner)
    answer = client_of(cast.administrator).post(page_of(held), {"reason": REASON})
    assert "reauthenticate" in answer["Location"]
    assert Credential.objects.get().revoked_at is None


def test_the_page_names_the_certificate_and_what_follows(cast: Cast, confirmed: Client) -> None:
    held = issued(cast.learner)
    text = confirmed.get(page_of(held)).content.decode()
    assert "Amina Diallo" in text
    assert held.grouped_code in text
    assert "cannot be undone" in text


def test_it_is_revoked_and_strangers_are_told(cast: Cast, confirmed: Client) -> None:
    held = issued(cast.learner)
    answer = confirmed.post(page_of(held), {"reason": REASON})
    assert answer["Location"] == held.get_absolute_url()
    held.refresh_from_db()
    assert (held.revoked_by, held.revocation_reason) == (cast.administrator, REASON)
    text = confirmed.get(answer["Location"]).content.decode()
    assert REASON in text
    assert "Revoke<" not in text
    told = verdict_page(held.code)
    assert "Revoked" in told
    assert REASON not in told


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_usable_reason_nothing_happens_and_the_page_says_why(cast: Cast, confirmed: Client, reason: str) -> None:
    held = issued(cast.learner)
    answer = confirmed.post(page_of(held), {"reason": reason})
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    assert Credential.objects.get().revoked_at is None


def test_a_second_revocation_keeps_the_first_and_says_so(cast: Cast, confirmed: Client) -> None:
    held = issued(cast.learner)
    confirmed.post(page_of(held), {"reason": REASON})
    answer = confirmed.post(page_of(held), {"reason": "Again."}, follow=True)
    assert "was revoked before" in answer.content.decode()
    assert Credential.objects.get().revocation_reason == REASON


def test_the_own_certificate_is_not_there(cast: Cast, confirmed: Client) -> None:
    own = issued(cast.administrator)
    assert confirmed.get(page_of(own)).status_code == 404
    assert page_of(own) not in confirmed.get(own.get_absolute_url()).content.decode()


@pytest.mark.parametrize("role", ["learner", "comrade", "commander", "trainer"])
def test_for_everybody_else_it_is_not_there(cast: Cast, client_of: ClientOf, role: str) -> None:
    held, client = issued(cast.learner), client_of(getattr(cast, role))
    assert client.get(page_of(held)).status_code == 404
    assert client.post(page_of(held), {"reason": REASON}).status_code == 404


def test_the_log_has_ids_and_no_names(cast: Cast, confirmed: Client, caplog: pytest.LogCaptureFixture) -> None:
    held = issued(cast.learner)
    with caplog.at_level(logging.INFO, logger="bluehelm.credentials"):
        confirmed.post(page_of(held), {"reason": REASON})
    record = next(r for r in caplog.records if r.getMessage() == "credential revoked")
    assert record.data == {"credential": held.pk, "by": cast.administrator.pk}  # type: ignore[attr-defined]
    assert "Diallo" not in json.dumps(record.data)  # type: ignore[attr-defined]
