"""A stranger who verifies while a certificate is revoked is told the one or the other, whole; afterwards always “revoked”."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from credentials.models import Credential
from credentials.services import revoke_credential
from people.models import User
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued

READERS = 4


def told(code: str) -> str:
    """valid or revoked; fails for a page that says both, or neither, or does not belong together."""
    page = Client().get(f"/v/{code}/").content.decode()
    states = {"valid": "tone-right" in page, "revoked": "tone-wrong" in page}
    assert sum(states.values()) == 1, page
    assert ("Revoked" in page) == states["revoked"]
    return "revoked" if states["revoked"] else "valid"


@pytest.mark.django_db(transaction=True)
def test_nobody_sees_half_a_revocation(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("credentials.views.certificates.CHECKS_A_MINUTE", "100000/m/ip")
    held, begun, done = issued(cast.learner), Event(), Event()

    def look(_number: int) -> list[tuple[bool, str]]:
        seen: list[tuple[bool, str]] = []
        try:
            while not seen or not seen[-1][0]:
                was_done = done.is_set()
                seen.append((was_done, told(held.code)))
                begun.set()
            return seen
        finally:
            connection.close()

    def revoke() -> Any:
        try:
            begun.wait(30)
            row, by = Credential.objects.get(pk=held.pk), User.objects.get(pk=cast.administrator.pk)
            revoke_credential(credential=row, by=by, reason=REASON, at=NOW)
            done.set()
        finally:
            done.set()
            connection.close()

    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(look, number) for number in range(READERS)]
        pool.submit(revoke).result()
        looks = [reader.result() for reader in readers]
    for seen in looks:
        states = [state for _was_done, state in seen]
        assert states == sorted(states, reverse=True), "once revoked, never valid again"
        assert all(state == "revoked" for was_done, state in seen if was_done)
    assert any(state == "valid" for seen in looks for _done, state in seen)
