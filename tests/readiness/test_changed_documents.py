"""A document that was changed in the database, behind the application, is found by what the sealed audit log says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from people.models import User
from readiness.documents.services import withdraw_document
from readiness.models import IssuedDocument, NamedPerson
from tests.conftest import Cast
from tests.readiness.papers import issue

ClientOf = Callable[[User | None], Client]


def fault() -> str:
    try:
        call_command("check_documents")
    except CommandError as error:
        return str(error)
    return ""


CHANGES: dict[str, dict[str, Any]] = {
    "number certified": {"certified": 120},
    "strength": {"strength": 3000},
    "people on the list": {"people": ["A" * 26]},
    "PDF and its digest": {"pdf": b"%PDF-1.7", "digest": "0" * 64},
    "workbook": {"workbook": b"PK"},
    "day": {"on": "2020-01-01"},
    "achievement": {"title": "Another"},
    "content": {"content": {"tables": []}},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_document_is_found(company: Cast, client_of: ClientOf, what: str) -> None:
    changed, other = issue(company, client_of), issue(company, client_of, "gaps")
    assert fault() == ""
    IssuedDocument.objects.filter(pk=changed.pk).update(**CHANGES[what])
    assert fault() == f"Document {changed.pk} is not what was issued."
    assert other.pk != changed.pk


def test_a_withdrawal_that_was_taken_back_is_found(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    withdraw_document(document=document, reason="Wrong day.", by=company.commander, at=timezone.now())
    assert fault() == ""
    IssuedDocument.objects.update(withdrawn_at=None, withdrawn_by=None)
    assert fault() == f"Document {document.pk} was withdrawn, and its row says it was not."


def test_a_missing_document_is_found(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    NamedPerson.objects.all().delete()
    IssuedDocument.objects.all().delete()
    assert fault() == f"Document {document.pk} was issued, and is not there."


def test_one_whose_retention_ended_is_no_fault(company: Cast, client_of: ClientOf) -> None:
    issue(company, client_of)
    IssuedDocument.objects.update(content={}, people=[], pdf=b"", workbook=b"")
    assert fault() == ""
