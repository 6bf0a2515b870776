"""Letters: claimed by one run, sent once, taken over after the lease, tried again or given up."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as Memory

from people.models import User
from people.services import Message, notify_people
from readiness.models import Letter
from readiness.reminders.outbox import LEASE, MOST_TRIES, claim_letters, deliver_letters, message_id, send_again, send_letter
from readiness.reminders.services import write_letters
from tests.conftest import NOW, Cast


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def letter_to(user: User, address: str = "amina@example.org", language: str = "en") -> Letter:
    User.objects.filter(pk=user.pk).update(email=address)
    notices = notify_people(messages=[Message(user.pk, "Go on.", language, "/learn/")], at=NOW)
    write_letters(notices)
    return Letter.objects.get(notice=notices[0])


class Server(Memory):
    """A mail server that raises what it is told to, a letter at a time."""

    faults: list[Exception | None] = []

    def send_messages(self, messages: Any) -> int:
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        return super().send_messages(messages)


@pytest.fixture
def faults(settings: Any) -> Iterator[list[Exception | None]]:
    settings.DELIVERY_BACKEND = f"{__name__}.Server"
    Server.faults = []
    yield Server.faults
    Server.faults = []


def run(moment: datetime = NOW) -> Counter[str]:
    return deliver_letters(clock=at(moment))


def test_a_letter_says_what_the_notice_says_and_where_to_act(cast: Cast) -> None:
    letter = letter_to(cast.learner)
    assert run() == {"sent": 1}
    (sent,) = mail.outbox
    assert sent.to == ["amina@example.org"]
    assert "Go on." in sent.body
    assert "http://localhost:8000/learn/" in sent.body
    assert sent.extra_headers["Message-ID"] == message_id(letter.key)
    assert cast.learner.name not in sent.subject + sent.body


def test_a_sent_letter_is_not_sent_again(cast: Cast) -> None:
    letter_to(cast.learner)
    run()
    assert run(NOW + 2 * LEASE) == {}
    assert len(mail.outbox) == 1


def test_a_claimed_letter_belongs_to_one_run_until_its_lease_ends(cast: Cast) -> None:
    letter = letter_to(cast.learner)
    assert claim_letters(after=0, at=NOW) == [letter]
    assert claim_letters(after=0, at=NOW + LEASE - timedelta(seconds=1)) == []
    assert claim_letters(after=0, at=NOW + LEASE) == [letter]


def test_a_letter_taken_over_keeps_its_message_id_and_the_first_run_no_longer_marks_it(cast: Cast) -> None:
    letter = letter_to(cast.learner)
    (first,) = claim_letters(after=0, at=NOW)
    claim_letters(after=0, at=NOW + LEASE)
    send_letter(first, mail.get_connection("django.core.mail.backends.locmem.EmailBackend"), at(NOW))
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENDING
    assert run(NOW + 3 * LEASE) == {"sent": 1}
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1


def test_a_refused_address_fails_and_the_others_go_out(cast: Cast, faults: list[Exception | None]) -> None:
    refused, other = letter_to(cast.learner), letter_to(cast.comrade, "jonas@example.org")
    faults[:] = [smtplib.SMTPRecipientsRefused({"amina@example.org": (550, b"no such amina@example.org")})]
    assert run() == {"failed": 1, "sent": 1}
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.state, refused.error, other.state) == ("failed", "SMTPRecipientsRefused 550", "sent")


def test_a_busy_server_is_asked_again_a_few_times(cast: Cast, faults: list[Exception | None]) -> None:
    letter = letter_to(cast.learner)
    for _ in range(MOST_TRIES):
        faults[:] = [smtplib.SMTPDataError(451, b"later")]
        run()
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("failed", MOST_TRIES)


def test_without_a_mail_server_everything_waits_and_costs_no_try(cast: Cast, faults: list[Exception | None]) -> None:
    letters = [letter_to(cast.learner), letter_to(cast.comrade, "jonas@example.org")]
    for error in (ConnectionRefusedError(), smtplib.SMTPServerDisconnected("gone"), TimeoutError()):
        faults[:] = [error]
        assert run() == {}
    assert set(Letter.objects.values_list("state", "tries")) == {("pending", 0)}
    assert run() == {"sent": 2}
    assert len(letters) == len(mail.outbox)


def test_an_address_that_is_gone_fails(cast: Cast) -> None:
    letter = letter_to(cast.learner)
    User.objects.filter(pk=cast.learner.pk).update(email="")
    assert run() == {"failed": 1}
    letter.refresh_from_db()
    assert letter.error == "no address"


def test_a_line_break_in_an_address_sends_nothing_to_anybody_else(cast: Cast) -> None:
    letter_to(cast.learner, "amina@example.org\nBcc: x@example.org")
    assert run() == {"failed": 1}
    assert mail.outbox == []


def test_a_failed_letter_goes_again_under_the_same_message_id(cast: Cast, faults: list[Exception | None]) -> None:
    letter = letter_to(cast.learner)
    faults[:] = [smtplib.SMTPDataError(554, b"no")]
    run()
    assert send_again(letters=[letter.pk]) == 1
    assert run() == {"sent": 1}
    assert send_again(letters=[letter.pk]) == 0
    assert mail.outbox[0].extra_headers["Message-ID"] == message_id(letter.key)


def test_more_letters_than_a_batch_are_all_sent(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readiness.reminders.outbox.BATCH", 2)
    for _ in range(5):
        letter_to(cast.learner)
    assert run() == {"sent": 5}
