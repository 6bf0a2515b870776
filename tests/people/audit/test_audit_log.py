"""The audit log holds numbers and no names, is only added to, and a changed or missing entry is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from credentials.services import revoke_credential
from people.audit.services import note, seal_entries
from people.groups import AUDITORS
from people.models import AuditEntry, AuditSeal, User
from people.tree.services import move_unit
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.people import UserFactory

AT = timezone.now()
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def sealed(db: None) -> list[AuditEntry]:
    """Two batches of three."""
    for _batch in range(2):
        for number in range(3):
            note("credential revoked", by=7, at=AT, credential=number)
        seal_entries(at=AT)
    return list(AuditEntry.objects.order_by("pk"))


def faults(expect: str = "") -> str:
    try:
        call_command("check_audit", expect=expect)
    except CommandError as error:
        return str(error)
    return ""


def test_an_untouched_log_fits(sealed: list[AuditEntry]) -> None:
    assert faults() == ""
    assert [seal.entries_sealed for seal in AuditSeal.objects.all()] == [3, 3]
    assert seal_entries(at=AT) is None


CHANGES: dict[str, Callable[[Any], Any]] = {
    "event": lambda rows: rows.update(event="credential issued"),
    "actor": lambda rows: rows.update(actor=8),
    "data": lambda rows: rows.update(data={"credential": 99}),
    "moment": lambda rows: rows.update(at=AT.replace(year=2020)),
    "unsealed again": lambda rows: rows.update(seal=None),
    "deleted": lambda rows: rows.delete(),
}


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_changed_or_missing_entry_is_found(sealed: list[AuditEntry], how: str, place: int) -> None:
    CHANGES[how](AuditEntry.objects.filter(pk=sealed[place].pk))
    assert f"seal {place // 3 + AuditSeal.objects.first().number}" in faults().lower()  # type: ignore[union-attr]


def test_a_slipped_in_entry_is_found(sealed: list[AuditEntry]) -> None:
    AuditEntry.objects.create(event="credential revoked", actor=7, at=AT, seal=AuditSeal.objects.first())
    assert "holds 4 entries instead of 3" in faults()


def test_a_missing_batch_is_found(sealed: list[AuditEntry]) -> None:
    first, last = AuditSeal.objects.all()
    first.entries.all().delete()  # type: ignore[attr-defined]
    first.delete()
    assert "a seal is missing or was changed" in faults()
    AuditEntry.objects.all().delete()
    last.delete()
    assert faults() == ""
    assert "written down elsewhere is missing" in faults(expect=last.digest)


def test_a_deed_that_did_not_happen_leaves_no_entry(db: None) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        note("credential issued", by=1, at=AT)
        raise Undone
    assert not AuditEntry.objects.exists()


def test_issue_revocation_and_move_are_in_it_without_names(cast: Cast) -> None:
    held = issued(cast.learner)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=AT)
    move_unit(unit=cast.platoon, parent=cast.bravo, on=timezone.localdate(), by=cast.administrator)
    found = {entry.event: entry for entry in AuditEntry.objects.all()}
    assert found["credential issued"].data["credential"] == held.pk
    assert (found["credential revoked"].actor, found["credential revoked"].data) == (
        cast.administrator.pk,
        {"credential": held.pk, "holder": cast.learner.pk},
    )
    assert found["unit moved"].data["unit"] == cast.platoon.pk
    whole = str(list(AuditEntry.objects.values()))
    assert not [word for word in ("Amina", "Diallo", "QM-", "Platoon", REASON) if word in whole]


def test_whoever_looks_at_somebody_elses_certificate_is_noted(cast: Cast, client_of: ClientOf) -> None:
    held = issued(cast.learner)
    AuditEntry.objects.all().delete()
    client_of(cast.learner).get(held.get_absolute_url())
    assert not AuditEntry.objects.exists()
    client_of(cast.commander).get(held.get_absolute_url())
    [entry] = AuditEntry.objects.all()
    assert (entry.event, entry.actor, entry.data["holder"]) == ("credential looked at", cast.commander.pk, cast.learner.pk)


# --- The auditor's page -----------------------------------------------------------------------------


@pytest.fixture
def auditor(cast: Cast) -> User:
    user = UserFactory(name="Noor Aziz")
    user.groups.add(Group.objects.get(name=AUDITORS))
    return user


def test_auditors_and_administrators_read_it_and_nobody_else(cast: Cast, auditor: User, client_of: ClientOf) -> None:
    for path in ("/audit/", "/audit/entries.csv"):
        for person in (auditor, cast.administrator):
            assert client_of(person).get(path).status_code == 200
        for person in (cast.learner, cast.commander, cast.trainer):
            assert client_of(person).get(path).status_code == 404


def test_it_is_filtered_by_event_account_and_day(sealed: list[AuditEntry], auditor: User, client_of: ClientOf) -> None:
    note("unit moved", by=9, at=AT, unit=3)
    client = client_of(auditor)

    def shown(**query: Any) -> int:
        return len(re.findall(r'<th scope="row">', client.get("/audit/", query).content.decode()))

    today = timezone.localdate(AT).isoformat()
    assert [shown(event="moved"), shown(actor=7), shown(first=today), shown(last="2020-01-01")] == [1, 6, 7, 0]
    assert shown(actor="x") == 7


def test_the_export_is_noted_itself(sealed: list[AuditEntry], auditor: User, client_of: ClientOf) -> None:
    answer = client_of(auditor).get("/audit/entries.csv", {"actor": 7})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.count("credential revoked") == 6
    assert AuditEntry.objects.filter(event="audit log exported", actor=auditor.pk).exists()
