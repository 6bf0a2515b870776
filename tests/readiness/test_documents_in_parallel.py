"""However many workers issue and replace at once, nothing is issued twice and nobody meets an error."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from people.models import User
from readiness.models import IssuedDocument
from tests.conftest import Cast
from tests.readiness.papers import issue

ClientOf = Callable[[User | None], Client]
WORKERS = 4


def together(client_of: ClientOf, person: User, path: str, data: dict[str, str]) -> list[tuple[int, str]]:
    """The answers to the same form, sent by several at once."""
    clients = [client_of(person) for _ in range(WORKERS)]

    def send(client: Client) -> tuple[int, str]:
        try:
            answer = client.post(path, data)
            return answer.status_code, answer.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(send, clients))


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_replacing_at_once_leaves_one_new_document(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    path = f"/readiness/documents/{document.pk}/withdraw/"
    answers = together(client_of, company.commander, path, {"reason": "Wrong day.", "replace": "on"})
    assert {status for status, _where in answers} == {302}
    assert IssuedDocument.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_once_issues_one(company: Cast, client_of: ClientOf) -> None:
    data = {"kind": "certification", "achievement": "core", "language": "en", "client_id": str(uuid4())}
    answers = together(client_of, company.commander, f"/readiness/documents/units/{company.alpha.pk}/", data)
    assert {status for status, _where in answers} == {302}
    assert len({where for _status, where in answers}) == 1
    assert IssuedDocument.objects.count() == 1
