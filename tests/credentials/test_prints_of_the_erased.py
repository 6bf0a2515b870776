"""A file of certificates that holds the name of an erased person goes with the name, and does not stay a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import CertificatePrint
from credentials.prints import drawing
from credentials.prints.drawing import make_print
from credentials.prints.services import ask_for_print
from people.erasure.services import erase_person
from people.models import User
from tests.conftest import Cast
from tests.credentials.issued import issued

AT = timezone.now()
ClientOf = Callable[[User | None], Client]
Capture = Callable[..., Any]
State = CertificatePrint.State


@pytest.fixture
def asked(cast: Cast) -> CertificatePrint:
    """Of Alpha: the learner, who is erased, and a comrade."""
    for person in (cast.learner, cast.comrade):
        issued(person, at=AT)
    return ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=AT)


def erase(cast: Cast) -> None:
    erase_person(person=cast.learner, by=cast.administrator, why="asked", at=timezone.now())


def files_of(row: CertificatePrint) -> list[Path]:
    return sorted(Path(row.file.storage.path("prints")).glob("*"))


def test_a_ready_file_is_gone_as_soon_as_the_erasure_is_written(
    cast: Cast, asked: CertificatePrint, client_of: ClientOf, django_capture_on_commit_callbacks: Capture
) -> None:
    made, client = make_print(asked=asked, clock=lambda: AT), client_of(cast.commander)
    storage, name = made.file.storage, made.file.name
    assert client.get(f"/prints/{made.pk}/certificates.pdf").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast)
        assert storage.exists(name)
    assert not storage.exists(name)
    assert client.get(f"/prints/{made.pk}/certificates.pdf").status_code == 404
    assert "somebody in it was erased" in client.get(f"/prints/{made.pk}/").content.decode()
    made.refresh_from_db()
    assert (made.state, made.printed) == (State.GONE, [])


def test_a_file_without_the_name_stays(cast: Cast, client_of: ClientOf, django_capture_on_commit_callbacks: Capture) -> None:
    issued(cast.other_commander, at=AT)
    made = make_print(asked=ask_for_print(unit=cast.bravo, achievement_key="", by=cast.administrator, at=AT), clock=lambda: AT)
    assert made.total
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast)
    assert client_of(cast.administrator).get(f"/prints/{made.pk}/certificates.pdf").status_code in {200, 302}
    made.refresh_from_db()
    assert made.state == State.READY


def test_what_is_half_drawn_is_gone_and_whoever_draws_stops(
    cast: Cast, asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    before, real = files_of(asked), drawing._child

    def erasing(verb: str, data: bytes) -> bytes:
        drawn = real(verb, data)
        if verb == "join":
            with django_capture_on_commit_callbacks(execute=True):
                erase(cast)
        return drawn

    monkeypatch.setattr(drawing, "_child", erasing)
    assert make_print(asked=asked, clock=lambda: AT).state == State.GONE
    assert files_of(asked) == before


def test_a_file_that_is_ready_just_before_the_erasure_is_written_goes_too(
    cast: Cast, asked: CertificatePrint, django_capture_on_commit_callbacks: Capture
) -> None:
    made = make_print(asked=asked, clock=lambda: AT)
    whole = {"state": State.READY, "file": made.file.name, "printed": made.printed}
    CertificatePrint.objects.filter(pk=made.pk).update(state=State.WAITING, file="", printed=[])
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast)
        CertificatePrint.objects.filter(pk=made.pk).update(**whole)  # another connection saw the name still
    assert not made.file.storage.exists(made.file.name)
    assert CertificatePrint.objects.get(pk=made.pk).state == State.GONE


def test_the_half_drawn_of_a_worker_that_died_is_gone(
    cast: Cast, asked: CertificatePrint, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    before = files_of(asked)

    def dying(verb: str, _data: bytes) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(drawing, "_child", dying)
    with pytest.raises(KeyboardInterrupt):
        make_print(asked=asked, clock=lambda: timezone.now() + timedelta(minutes=1))
    assert len(files_of(asked)) == len(before) + 1
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast)
    assert files_of(asked) == before
