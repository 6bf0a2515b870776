"""A letter goes after the deed and beside the request: a slow or dead mail server holds nobody up and undoes nothing."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Workflow, WorkflowState

from base.letters import post, seal, unseal
from config.settings import BY_WORKER
from people.groups import LEGAL_REVIEWERS
from people.models import User
from quizzes.models import Item
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.stage import furnish
from tests.people.at_the_door import OWN_PASSWORD, confirm_identity, sign_in

ADDRESS = "amina@example.org"
CHANGE = {"oldpassword": PASSWORD, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}


def letter(**changes: Any) -> EmailMultiAlternatives:
    fields = {"subject": "Ça", "body": "نص", "from_email": "a@example.org", "to": [ADDRESS], "headers": {"Auto-Submitted": "yes"}}
    return EmailMultiAlternatives(**(fields | changes))


@pytest.fixture
def learner(cast: Cast) -> User:
    User.objects.filter(pk=cast.learner.pk).update(email=ADDRESS)
    return User.objects.get(pk=cast.learner.pk)


@pytest.fixture
def by_worker(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": BY_WORKER}}


@pytest.fixture
def silent_server(settings: Any) -> Iterator[threading.Event]:
    """A mail server that takes a call and never says a word."""
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    listening = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
    asked, calls = threading.Event(), []

    def take() -> None:
        while True:
            try:
                calls.append(listening.accept())
            except OSError:
                return
            asked.set()

    threading.Thread(target=take, daemon=True).start()
    yield asked
    listening.close()
    for call, _address in calls:
        call.close()


def work() -> None:
    call_command("db_worker", batch=True, interval=0, stdout=StringIO())


def test_a_letter_waits_until_the_deed_is_through_and_goes_with_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert post(letter())
        assert mail.outbox == []
    assert [each.subject for each in mail.outbox] == ["Ça"]


def test_an_undone_deed_sends_no_letter(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        post(letter())
        1 / 0  # noqa: B018
    assert mail.outbox == []


def test_a_silent_server_holds_a_page_for_seconds_only(learner: User, silent_server: threading.Event, settings: Any) -> None:
    assert settings.EMAIL_TIMEOUT == 5
    settings.EMAIL_TIMEOUT = 0.3
    client = Client()
    sign_in(client, learner.username)
    begun = time.monotonic()
    assert client.post("/account/password/change/", CHANGE).status_code == 302
    assert silent_server.wait(1)
    assert time.monotonic() - begun < 5
    learner.refresh_from_db()
    assert learner.check_password(OWN_PASSWORD)


def test_in_production_no_page_asks_the_mail_server(learner: User, silent_server: threading.Event, by_worker: None) -> None:
    client = Client()
    sign_in(client, learner.username)
    confirm_identity(client)
    page = client.post("/account/email/", {"email": "new@example.org", "action_add": ""}, follow=True).content.decode()
    assert EmailAddress.objects.filter(user=learner, email="new@example.org").exists()
    assert "could not be sent" not in page
    client.post("/account/password/change/", CHANGE)
    assert not silent_server.is_set()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_worker_is_sealed_and_gone_once_sent(learner: User, by_worker: None) -> None:
    client = Client()
    sign_in(client, learner.username)
    client.post("/account/password/change/", CHANGE)
    [row] = DBTaskResult.objects.all()
    assert not [word for word in (ADDRESS, learner.name, learner.username, "127.0.0.1") if word in str(row.args_kwargs)]
    assert mail.outbox == []
    work()
    assert [each.to for each in mail.outbox] == [[ADDRESS]]
    row.refresh_from_db()
    assert (row.status, row.args_kwargs, row.return_value) == ("SUCCESSFUL", {"args": [], "kwargs": {}}, True)


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_the_worker_cannot_send_is_logged_by_number(
    learner: User, by_worker: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post(letter(), user=learner.pk)
    work()
    [line] = [each for each in caplog.records if each.getMessage() == "letter not sent"]
    assert line.levelno == logging.ERROR
    assert line.data == {"user": learner.pk, "error": "ConnectionRefusedError"}  # type: ignore[attr-defined]
    assert ADDRESS not in caplog.text


def test_a_letter_comes_out_of_its_seal_as_it_went_in(settings: Any) -> None:
    whole = letter(
        cc=["b@example.org"], bcc=["c@example.org"], reply_to=["d@example.org"], alternatives=[("<p>Ça</p>", "text/html")]
    )
    for each in (whole, EmailMessage("s", "b", "a@example.org", [ADDRESS])):
        sealed = seal(each)
        assert ADDRESS not in sealed
        opened = unseal(sealed)
        names = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")
        assert [getattr(opened, name) for name in names] == [getattr(each, name) for name in names]
        assert [tuple(kind) for kind in opened.alternatives] == [tuple(kind) for kind in getattr(each, "alternatives", [])]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [settings.SECRET_KEY]
    assert unseal(sealed).to == [ADDRESS]


def test_reviewers_hear_of_what_waits_for_them_and_who_handed_it_in_does_not(cast: Cast) -> None:
    furnish(cast)
    User.objects.filter(pk=cast.trainer.pk).update(email="trainer@example.org")
    for address in ("reviewer@example.org", ""):
        UserFactory(email=address).groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    item, story = Item.objects.first(), ScenarioPage.objects.first()
    assert item is not None and story is not None
    for content, name in ((item, "Legal review of items"), (story, "Legal review of scenarios")):
        content.save_revision(user=cast.trainer)
        Workflow.objects.get(name=name).start(content, cast.trainer)
    assert [each.to for each in mail.outbox] == [["reviewer@example.org"]] * 2
    assert story.title in mail.outbox[1].subject
    assert f"/admin/pages/{story.pk}/edit/" in mail.outbox[1].body


def test_sending_a_question_to_legal_review_outlasts_a_dead_mail_server(
    cast: Cast, client_of: Callable[..., Client], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Wagtail’s own letters as well: its log would name the address."""
    settings.EMAIL_BACKEND = "base.letters.LaterBackend"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "no-such-host.invalid", 1
    furnish(cast)
    reviewer = UserFactory(email="reviewer@example.org")
    reviewer.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    item, workflow = Item.objects.first(), Workflow.objects.get(name="Legal review of items")
    assert item is not None
    item.save_revision(user=cast.trainer)
    workflow.start(item, cast.trainer)
    assert WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count() == 1
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == ["letter not sent"]
    assert "reviewer@example.org" not in caplog.text
