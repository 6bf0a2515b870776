"""The outbox: letters are claimed with a lease, sent one by one, and marked one by one.

A run that dies leaves its letters leased; a later run takes them over once the lease has ended. A letter that the mail
server took just before the run died is sent again under the same Message-ID: docs/decisions/0006-reminders.md.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F

from readiness.models import Letter
from readiness.reminders import texts

log = logging.getLogger("bluehelm.readiness")
BATCH = 50
LEASE = timedelta(minutes=30)  # longer than a batch takes when every letter waits for EMAIL_TIMEOUT
MOST_TRIES = 5
NO_ADDRESS = "no address"  # the words for it: readiness/reminders/reading.py


class MailServerGone(Exception):
    """Nothing more can be sent now."""


def deliver_letters(*, clock: Callable[[], datetime]) -> Counter[str]:
    """Sends what waits, each letter at most once in this run; counts by the state in which they ended.

    When the mail server cannot be reached, letters go on waiting for the next run. ``clock``: tells the moment.
    """
    done, connection = Counter[str](), get_connection(settings.DELIVERY_BACKEND)
    last = 0
    try:
        while letters := claim_letters(after=last, at=clock()):
            last = letters[-1].pk
            _send_batch(letters, connection, clock, done)
    except MailServerGone as gone:
        log.error("mail server not reached", extra={"data": {"error": kind_of(gone.__cause__)}})
    finally:
        connection.close()
    return done


def claim_letters(*, after: int, at: datetime) -> list[Letter]:
    """The next letters that wait, now leased to the caller and to nobody else."""
    lease = uuid4()
    with transaction.atomic():
        waiting = Letter.objects.waiting(at).filter(pk__gt=after).order_by("pk").select_for_update(skip_locked=True)
        keys = list(waiting.values_list("pk", flat=True)[:BATCH])
        Letter.objects.filter(pk__in=keys).update(
            state=Letter.State.SENDING, lease=lease, lease_until=at + LEASE, tries=F("tries") + 1
        )
    return list(Letter.objects.filter(lease=lease).select_related("notice__user").order_by("pk")) if keys else []


def _send_batch(letters: list[Letter], connection: Any, clock: Callable[[], datetime], done: Counter[str]) -> None:
    """Raises MailServerGone, after giving back the letters that were not sent."""
    for place, letter in enumerate(letters):
        try:
            done[send_letter(letter, connection, clock)] += 1
        except MailServerGone:
            release(letters[place:])
            raise


def send_letter(letter: Letter, connection: Any, clock: Callable[[], datetime]) -> str:
    """Hands one letter to the mail server and marks what came of it; the new state. Raises MailServerGone."""
    if not letter.notice.user.email or not letter.notice.user.is_active:
        return _mark(letter, Letter.State.FAILED, error=NO_ADDRESS)
    try:
        connection.send_messages([message_of(letter)])
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        is_final = letter.tries >= MOST_TRIES or code_of(refusal) >= 500
        return _mark(letter, Letter.State.FAILED if is_final else Letter.State.PENDING, error=kind_of(refusal))
    except (SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
        raise MailServerGone from error
    except SMTPException as error:
        return _mark(letter, Letter.State.FAILED, error=kind_of(error))
    except OSError as error:
        raise MailServerGone from error
    except ValueError as error:  # an address or a subject that is none
        return _mark(letter, Letter.State.FAILED, error=kind_of(error))
    return _mark(letter, Letter.State.SENT, sent_at=clock())


def message_of(letter: Letter) -> EmailMessage:
    """The letter as mail: in the language of its notice, and with a Message-ID of its own for ever."""
    notice = letter.notice
    body = texts.letter(notice.language, notice.text, f"{settings.PUBLIC_URL}{notice.url}")
    headers = {"Message-ID": message_id(letter.key), "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, body, to=[notice.user.email], headers=headers)


def message_id(key: UUID) -> str:
    """The same at every try, so that a mail server can tell a letter that was sent twice (RFC 5322, section 3.6.4)."""
    return f"<{key}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def _mark(letter: Letter, state: str, *, error: str = "", sent_at: datetime | None = None) -> str:
    """Ends the lease; without effect where another run has taken the letter over meanwhile."""
    mine = Letter.objects.filter(pk=letter.pk, lease=letter.lease)
    mine.update(state=state, error=error, sent_at=sent_at, lease=None, lease_until=None)
    return state


def release(letters: list[Letter]) -> None:
    """Gives letters back that were claimed and not sent."""
    mine = Letter.objects.filter(pk__in=[letter.pk for letter in letters], state=Letter.State.SENDING, lease=letters[0].lease)
    mine.update(state=Letter.State.PENDING, lease=None, lease_until=None, tries=F("tries") - 1)


def code_of(refusal: SMTPRecipientsRefused | SMTPResponseException) -> int:
    """The SMTP reply code; 0 where none was given."""
    if isinstance(refusal, SMTPResponseException):
        return int(refusal.smtp_code)
    return max((int(code) for code, _text in refusal.recipients.values()), default=0)


def kind_of(error: BaseException | None) -> str:
    """What may be kept of an error: its kind and its number, never its text, which may hold an address."""
    code = code_of(error) if isinstance(error, SMTPRecipientsRefused | SMTPResponseException) else 0
    return " ".join([type(error).__name__, *([str(code)] if code else [])])[:60]


def send_again(*, letters: Any) -> int:
    """Puts failed letters back into the outbox, under the same Message-ID; returns how many."""
    failed = Letter.objects.failed().filter(pk__in=letters)
    return failed.update(state=Letter.State.PENDING, error="", tries=0)
