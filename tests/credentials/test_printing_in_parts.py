"""Many certificates are drawn in parts, each in a process of its own: a worker that dies loses one part, and the next goes on."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from credentials.models import CertificatePrint, Credential
from credentials.prints import drawing
from credentials.prints.drawing import make_print, wake_print
from credentials.prints.services import ask_for_print, forget_prints
from credentials.services import revoke_credential
from people.models import User
from people.retention.services import apply_retention
from tests.base.pdf_structure import faults_of
from tests.children import running_child
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued

ClientOf = Callable[[User | None], Client]


class Died(BaseException):
    """Nothing catches it."""


def soon() -> datetime:
    return timezone.now() + timedelta(minutes=1)


def later() -> datetime:
    """When a worker that was at it until now is taken for dead."""
    return timezone.now() + timedelta(minutes=6)


@pytest.fixture(autouse=True)
def _parts_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PART", 1)


@pytest.fixture
def asked(cast: Cast) -> CertificatePrint:
    """Three certificates of Alpha, by name: Amina Diallo, Grace Mensah, Jonas Weber."""
    now = timezone.now()
    for person in (cast.learner, cast.comrade, cast.commander):
        issued(person, at=now)
    return ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=now)


def file_of(made: CertificatePrint) -> bytes:
    assert made.state == CertificatePrint.State.READY
    with made.file.open() as file:
        content: bytes = file.read()
    return content


def drawn_until(asked: CertificatePrint, parts: int, patch: pytest.MonkeyPatch) -> None:
    """A worker that dies without a word when it begins another part than so many."""
    real, left = drawing._child, iter(range(parts))

    def dying(verb: str, data: bytes) -> bytes:
        if next(left, None) is None:
            raise Died
        return real(verb, data)

    with patch.context() as now, pytest.raises(Died):
        now.setattr(drawing, "_child", dying)
        make_print(asked=asked, clock=timezone.now)


def counted(patch: pytest.MonkeyPatch) -> list[str]:
    """Which verbs a worker calls from now on."""
    called: list[str] = []
    real = drawing._child
    patch.setattr(drawing, "_child", lambda verb, data: called.append(verb) or real(verb, data))
    return called


def test_all_parts_become_one_file_that_keeps_to_the_standards(asked: CertificatePrint) -> None:
    content = file_of(make_print(asked=asked, clock=timezone.now))
    reader = PdfReader(io.BytesIO(content))
    names = [next(name for name in ("Diallo", "Mensah", "Weber") if name in page.extract_text()) for page in reader.pages]
    assert len(names) == 3
    signed = {f"certificate-{row.code}.json": [bytes(row.signature.document)] for row in Credential.objects.all()}
    assert dict(reader.attachments) == signed
    assert faults_of(content) == []


def test_the_next_worker_goes_on_after_the_last_whole_part(asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_until(asked, 2, monkeypatch)
    asked.refresh_from_db()
    assert (asked.state, asked.done, len(asked.ends)) == ("waiting", 2, 2)
    with asked.parts.storage.open(asked.parts.name, "ab") as file:
        file.write(b"half a part")
    called = counted(monkeypatch)
    assert make_print(asked=asked, clock=soon).state == "waiting"  # the other may be alive
    assert called == []
    made = make_print(asked=asked, clock=later)
    assert called == ["draw", "join"]
    assert len(PdfReader(io.BytesIO(file_of(made))).pages) == 3
    assert not made.parts
    assert (made.done, made.total, made.ends) == (3, 3, [])


def test_whoever_was_revoked_meanwhile_is_not_in_the_file(
    cast: Cast, asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_until(asked, 2, monkeypatch)
    revoke_credential(credential=cast.learner.credentials.get(), by=cast.administrator, reason=REASON, at=timezone.now())
    called = counted(monkeypatch)
    made = make_print(asked=asked, clock=later)
    assert called == ["draw", "draw", "join"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file_of(made))).pages)
    assert "Diallo" not in text
    assert (made.done, made.total) == (2, 2)


def test_what_is_revoked_while_its_sheet_is_drawn_is_not_in_the_file_either(
    cast: Cast, asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, called = drawing._child, []

    def revoked_meanwhile(verb: str, data: bytes) -> bytes:
        called.append(verb)
        if len(called) == 3:
            found = cast.learner.credentials.get()
            revoke_credential(credential=found, by=cast.administrator, reason=REASON, at=timezone.now())
        return real(verb, data)

    monkeypatch.setattr(drawing, "_child", revoked_meanwhile)
    made = make_print(asked=asked, clock=timezone.now)
    assert called == ["draw", "draw", "draw", "join", "draw", "draw", "join"]
    assert len(PdfReader(io.BytesIO(file_of(made))).pages) == 2
    assert (made.done, made.total, len(made.printed)) == (2, 2, 2)


def test_the_page_says_that_a_certificate_in_the_file_has_ended_since(
    cast: Cast, asked: CertificatePrint, client_of: ClientOf
) -> None:
    make_print(asked=asked, clock=timezone.now)
    client, page = client_of(cast.commander), f"/prints/{asked.pk}/"
    assert "no longer valid" not in client.get(page).content.decode()
    revoke_credential(credential=cast.comrade.credentials.get(), by=cast.administrator, reason=REASON, at=timezone.now())
    assert "1 certificate in this file is no longer valid" in client.get(page).content.decode()


def test_parts_that_are_lost_are_drawn_anew(asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_until(asked, 2, monkeypatch)
    asked.refresh_from_db()
    asked.parts.storage.delete(asked.parts.name)
    called = counted(monkeypatch)
    file_of(make_print(asked=asked, clock=later))
    assert called == ["draw", "draw", "draw", "join"]


def test_a_worker_that_was_taken_for_dead_changes_nothing(asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch) -> None:
    """It wakes in the middle of its second part, when another has finished."""
    real, begun = drawing._child, []

    def slow(verb: str, data: bytes) -> bytes:
        begun.append(verb)
        if len(begun) == 2:
            with monkeypatch.context() as now:
                now.setattr(drawing, "_child", real)
                file_of(make_print(asked=CertificatePrint.objects.get(), clock=lambda: timezone.now() + timedelta(minutes=6)))
        return real(verb, data)

    with monkeypatch.context() as now:
        now.setattr(drawing, "_child", slow)
        made = make_print(asked=asked, clock=timezone.now)
    assert len(PdfReader(io.BytesIO(file_of(made))).pages) == 3


def test_the_page_says_that_the_work_stopped_and_goes_on(
    asked: CertificatePrint, cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_until(asked, 1, monkeypatch)
    client, page = client_of(cast.commander), f"/prints/{asked.pk}/"
    assert "1 of 3 are drawn. You may leave" in client.get(page).content.decode()
    client.post(f"{page}again/")
    assert CertificatePrint.objects.get().state == "waiting"  # somebody is at it
    CertificatePrint.objects.update(beat_at=timezone.now() - timedelta(minutes=6))
    text = client.get(page).content.decode()
    assert "The work stopped; 1 of 3 are drawn and kept." in text
    assert "data-wait" not in text
    called = counted(monkeypatch)
    assert "The file is ready" in client.post(f"{page}again/", follow=True).content.decode()
    assert called == ["draw", "draw", "join"]


def test_of_many_who_wake_it_one_does(asked: CertificatePrint) -> None:
    assert not wake_print(asked=asked, at=soon())
    assert wake_print(asked=asked, at=later())
    assert not wake_print(asked=asked, at=later())


def test_a_command_goes_on_with_what_stopped(asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_until(asked, 1, monkeypatch)
    call_command("resume_prints")
    assert CertificatePrint.objects.get().state == "waiting"
    CertificatePrint.objects.update(beat_at=timezone.now() - timedelta(minutes=6))
    call_command("resume_prints")
    assert CertificatePrint.objects.get().state == "ready"


@pytest.mark.parametrize(
    "forget", [lambda at: forget_prints(at=at), lambda at: apply_retention(at=at)], ids=["prints", "retention"]
)
def test_half_a_file_is_gone_after_a_day_as_well(
    asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, forget: Any
) -> None:
    drawn_until(asked, 1, monkeypatch)
    asked.refresh_from_db()
    name, storage = asked.parts.name, asked.parts.storage
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        forget(timezone.now() + timedelta(hours=25))
    assert not storage.exists(name)
    assert CertificatePrint.objects.get().state == "gone"


def test_no_name_stands_in_the_list_of_processes(asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[Any] = []
    real = subprocess.run
    monkeypatch.setattr(drawing.subprocess, "run", lambda command, **how: commands.append(command) or real(command, **how))
    make_print(asked=asked, clock=timezone.now)
    assert [command[-1] for command in commands] == ["draw"] * 3 + ["join"]
    assert not [word for word in ("Amina", "Diallo", "QM-", "Alpha") if word in str(commands)]


def test_a_web_server_loads_neither_the_printer_nor_what_joins() -> None:
    script = "import sys, credentials.prints.child; print({'typst', 'pypdf', 'django'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)  # noqa: S603
    assert ran.stdout == "set()\n"


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_loses_one_part(asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch) -> None:
    """By ``kill -9``, once the first part is there."""
    with running_child("tests.credentials.printing_worker", str(asked.pk)):
        deadline = time.monotonic() + 60
        while CertificatePrint.objects.get().done < 1:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    done = CertificatePrint.objects.get().done
    if done < 3:  # else it was faster than the signal
        called = counted(monkeypatch)
        made = make_print(asked=asked, clock=lambda: timezone.now() + timedelta(minutes=6))
        assert called == ["draw"] * (3 - done) + ["join"]
        assert len(PdfReader(io.BytesIO(file_of(made))).pages) == 3
        assert len(re.findall(r"\S", str(made.file.name))) > 30
