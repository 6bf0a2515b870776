"""Letters go out after the deed and beside its request: at once by default, by the worker in production.

A letter that cannot be sent undoes nothing and stops nobody; the log says that it did not go, and to whom by number alone. What
waits for the worker is sealed with the key of the site, and taken out of its row when it was sent.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from base.sealing import sealer

log = logging.getLogger("bluehelm.base")

SEALED_AS = "letters"
FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")
NOTHING: dict[str, Any] = {"args": [], "kwargs": {}}
_straight: ContextVar[bool] = ContextVar("straight", default=False)


class LaterBackend(BaseEmailBackend):
    """What Django and Wagtail send their mail with: it never waits for a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            post(message)
        return len(email_messages)


@contextmanager
def straight() -> Iterator[None]:
    """Whoever works beside a request already sends without another round."""
    token = _straight.set(True)
    try:
        yield
    finally:
        _straight.reset(token)


def post(message: EmailMessage, *, user: int | None = None) -> bool:
    """Hands a letter over, once the transaction under way is through. False: it is known already that it did not go."""
    if _straight.get():
        return send(message, user=user)
    sealed = seal(message)
    if is_in_a_deed():
        transaction.on_commit(lambda: _hand_over(sealed, user), robust=True)
        return True
    return _hand_over(sealed, user)


def is_in_a_deed() -> bool:
    return bool(transaction.get_connection().in_atomic_block)


def _hand_over(sealed: str, user: int | None) -> bool:
    result = deliver.enqueue(sealed, user)
    return result.status != TaskResultStatus.SUCCESSFUL or result.return_value is True


@task(takes_context=True)
def deliver(context: TaskContext, sealed: str, user: int | None) -> bool:
    """Sends a sealed letter; whether it went."""
    went = send(unseal(sealed), user=user)
    if isinstance(context.task_result.task.get_backend(), DatabaseBackend):
        DBTaskResult.objects.filter(pk=context.task_result.id).update(args_kwargs=NOTHING)
    return went


def send(message: EmailMessage, *, user: int | None = None) -> bool:
    """Hands the letter to the mail server, which gets ``EMAIL_TIMEOUT`` seconds; whether it took it."""
    try:
        get_connection(settings.DELIVERY_BACKEND).send_messages([message])
    except (SMTPException, OSError, ValueError) as error:  # the text of an error may hold an address
        log.error("letter not sent", extra={"data": {"user": user, "error": type(error).__name__}})
        return False
    return True


def seal(message: EmailMessage) -> str:
    """The letter as text that only this site can read. Letters with files are none of ours."""
    fields = {name: getattr(message, name) for name in FIELDS} | {"headers": message.extra_headers}
    alternatives = [list(each) for each in getattr(message, "alternatives", [])]
    return sealer(SEALED_AS).encrypt(json.dumps(fields | {"alternatives": alternatives}, default=str).encode()).decode()


def unseal(sealed: str) -> EmailMultiAlternatives:
    fields = json.loads(sealer(SEALED_AS).decrypt(sealed.encode()))
    return EmailMultiAlternatives(**fields)
