"""The audit log holds numbers and no names, is only added to, and a changed or missing entry is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from credentials.services import revoke_credential
from people.audit.services import note, seal_entries, sealed_in_all
from people.groups import AUDITORS
from people.models import AuditEntry, AuditSeal, User
from people.tree.services import move_unit
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.emptying import thawed
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
    with thawed():
        CHANGES[how](AuditEntry.objects.filter(pk=sealed[place].pk))
    assert f"seal {place // 3 + AuditSeal.objects.first().number}" in faults().lower()  # type: ignore[union-attr]


def go_past_the_rows(table: str, key: str) -> None:
    """By the statement of each database that looks at no row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what this transaction has written waits for its checks
            cursor.execute(f"TRUNCATE {table} CASCADE")
        else:
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} ORDER BY {key} LIMIT 1")  # noqa: S608


REFUSED: dict[str, Callable[[Any], Any]] = CHANGES | {
    "all entries at once": lambda rows: go_past_the_rows("people_auditentry", "id"),
    "all seals at once": lambda rows: go_past_the_rows("people_auditseal", "number"),
    "another seal": lambda rows: rows.update(seal=AuditSeal.objects.last()),
    "seal changed": lambda rows: AuditSeal.objects.update(entries_sealed=2),
    "seal deleted": lambda rows: AuditSeal.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_the_database_refuses_to_change_or_delete_a_row(sealed: list[AuditEntry], how: str) -> None:
    with pytest.raises(IntegrityError, match="neither changed nor deleted"), transaction.atomic():
        REFUSED[how](AuditEntry.objects.filter(pk=sealed[0].pk))
    assert faults() == ""


def test_what_has_no_seal_yet_is_refused_the_same(db: None) -> None:
    entry = note("credential issued", by=1, at=AT)
    for deed in (entry.delete, lambda: AuditEntry.objects.update(actor=2)):
        with pytest.raises(IntegrityError, match="neither changed nor deleted"), transaction.atomic():
            deed()


def test_an_entry_that_waits_for_its_seal_for_more_than_a_day_is_named(sealed: list[AuditEntry]) -> None:
    note("credential issued", by=1, at=AT - timedelta(hours=23))
    assert faults() == ""
    old = note("credential issued", by=1, at=AT - timedelta(hours=25))
    assert f"Entry {old.pk}" in faults()
    assert "has no seal yet" in faults()


def test_the_number_sealed_in_all_is_told(sealed: list[AuditEntry], capsys: pytest.CaptureFixture[str]) -> None:
    note("credential issued", by=1, at=AT)
    call_command("seal_audit")
    call_command("check_audit")
    told = capsys.readouterr().out
    assert "1 entries, 7 in all" in told
    assert "3 seals with 7 entries fit" in told


@pytest.mark.django_db(transaction=True)
def test_sealing_at_once_makes_one_chain() -> None:
    """Eight at once, four times, the first time with no seal to wait at; in between others go on noting."""

    def work(number: int) -> None:
        try:
            note("credential issued", by=number, at=AT)
            seal_entries(at=AT)
        finally:
            connection.close()

    for _round in range(4):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
    assert faults() == ""
    assert not AuditEntry.objects.unsealed().exists()
    assert sealed_in_all() == 32


def test_a_slipped_in_entry_is_found(sealed: list[AuditEntry]) -> None:
    AuditEntry.objects.create(event="credential revoked", actor=7, at=AT, seal=AuditSeal.objects.first())
    assert "holds 4 entries instead of 3" in faults()


def test_a_missing_batch_is_found(sealed: list[AuditEntry]) -> None:
    first, last = AuditSeal.objects.all()
    with thawed():
        first.entries.all().delete()  # type: ignore[attr-defined]
        first.delete()
    assert "a seal is missing or was changed" in faults()
    with thawed():
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
    move_unit(unit=cast.platoon, parent=cast.bravo, on=timezone.localdate(), by=cast.administrator, at=timezone.now())
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
    seal_entries(at=AT)
    client_of(cast.learner).get(held.get_absolute_url())
    assert not AuditEntry.objects.unsealed().exists()
    client_of(cast.commander).get(held.get_absolute_url())
    [entry] = AuditEntry.objects.unsealed()
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


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "account": ({"actor": "x"}, "Enter a whole number."),
    "first day": ({"first": "2026-13-40"}, "Enter a valid date."),
    "days the wrong way round": ({"first": "2026-02-02", "last": "2026-02-01"}, "The last day lies before the first."),
    "kind": ({"kind": "nothing", "number": "7"}, "Select a valid choice."),
    "kind without a number": ({"kind": "unit"}, "Type the number or code of what you look for."),
    "number without a kind": ({"number": "7"}, "Choose what the number or code belongs to."),
    "event": ({"event": "x" * 41}, "at most 40 characters"),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_question_typed_wrongly_gets_a_message_and_no_entry(
    sealed: list[AuditEntry], auditor: User, client_of: ClientOf, how: str
) -> None:
    """Neither on the page nor as a file, and no line says that something was taken away."""
    query, message = WRONG[how]
    client, shown = client_of(auditor), 'th scope="row"'
    page, file = client.get("/audit/", query), client.get("/audit/entries.csv", query)
    assert (page.status_code, file.status_code) == (200, 400)
    for answer in (page, file):
        text = answer.content.decode()
        assert message in text
        assert shown not in text
        assert 'href="/audit/entries.csv' not in text
        assert "Content-Disposition" not in answer
    assert not AuditEntry.objects.filter(event="audit log exported").exists()


def numbers(client: Client, **query: Any) -> list[int]:
    """The numbers of the entries in the file that fit; the page shows as many."""
    lines = b"".join(client.get("/audit/entries.csv", query).streaming_content).decode().splitlines()[1:]  # type: ignore[attr-defined]
    assert len(re.findall(r'<th scope="row">', client.get("/audit/", query).content.decode())) == len(lines)
    return sorted(int(line.split(",")[0].strip('"')) for line in lines)


def test_it_is_filtered_by_the_person_concerned(cast: Cast, auditor: User, client_of: ClientOf) -> None:
    """As the one of a deed, as holder, or one of many; neither a count nor another row with the same number."""
    person = cast.learner.pk
    about = [
        note("appointed", by=1, at=AT, user=person),
        note("credential issued", by=None, at=AT, credential=1, holder=person),
        note("slips issued", by=1, at=AT, people=[person + 1, person]),
    ]
    note("slips issued", by=person, at=AT, people=[person + 1, int(f"{person}0")])
    note("results looked at", by=1, at=AT, correction=1, people=person)
    note("unit renamed", by=1, at=AT, unit=person)
    assert numbers(client_of(auditor), kind="person", number=person) == [entry.pk for entry in about]
    assert numbers(client_of(auditor), kind="person", number=person, event="issued") == [entry.pk for entry in about[1:]]


def test_it_is_filtered_by_the_object_concerned(cast: Cast, auditor: User, client_of: ClientOf) -> None:
    client, held = client_of(auditor), issued(cast.learner)
    [made] = AuditEntry.objects.filter(event="credential issued")
    looked = note("credential looked at", by=1, at=AT, credential=held.pk, holder=cast.learner.pk)
    other = note("external certificate decided", by=1, at=AT, external=held.pk, holder=cast.learner.pk)
    moved = note("unit moved", by=1, at=AT, unit=900_001, parent=900_002)
    for typed in (held.pk, held.code, f" {held.code[:4].lower()} {held.code[4:]}"):
        assert numbers(client, kind="credential", number=typed) == [made.pk, looked.pk]
    assert numbers(client, kind="external", number=held.pk) == [other.pk]
    for unit in (900_001, 900_002):
        assert numbers(client, kind="unit", number=unit) == [moved.pk]
    for kind, typed in (("credential", "NOSUCHCODE"), ("unit", "x"), ("document", held.code), ("person", "9" * 30)):
        assert numbers(client, kind=kind, number=typed) == []


def test_the_export_is_noted_itself(sealed: list[AuditEntry], auditor: User, client_of: ClientOf) -> None:
    answer = client_of(auditor).get("/audit/entries.csv", {"actor": 7})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.count("credential revoked") == 6
    assert AuditEntry.objects.filter(event="audit log exported", actor=auditor.pk).exists()
