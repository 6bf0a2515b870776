"""``manage.py send_reminders``: everything that a scheduler starts, in one command."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from people.models import RollImport, User
from people.roll.services import send_roll
from readiness.models import Digest, Reminder
from tests.conftest import TODAY, Cast
from tests.readiness.reminders.asking import require


def command(**options: object) -> str:
    out = io.StringIO()
    call_command("send_reminders", stdout=out, **options)
    return out.getvalue()


def test_it_reminds_tells_commanders_and_sends_letters(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org")
    said = command(on=TODAY)
    assert said.startswith("2026-11-24: 2 reminders sent, 2 recorded without a message, 1 digests; letters: 1 sent, 0 failed")
    assert (Reminder.objects.delivered().count(), Digest.objects.count(), len(mail.outbox)) == (2, 1, 1)


def test_again_on_the_same_day_it_does_nothing(cast: Cast) -> None:
    require(cast.platoon, due_in=30)
    command(on=TODAY)
    assert "0 reminders sent, 0 recorded without a message, 0 digests; letters: 0 sent" in command(on=TODAY)


def test_without_a_day_it_is_today(cast: Cast) -> None:
    assert command().startswith(timezone.localdate().isoformat())


def test_a_day_that_is_none_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="soon"):
        call_command("send_reminders", "--on", "soon")


@pytest.mark.parametrize(("age", "left"), [(6, 1), (8, 0)])
def test_rolls_that_nobody_finished_are_forgotten_after_a_week(cast: Cast, age: int, left: int) -> None:
    roll = send_roll(
        unit=cast.alpha,
        by=cast.administrator,
        on=timezone.localdate(),
        file_name="roll.csv",
        content=b"Service number,Name\n90001,Ada Oko\n",
        is_complete=False,
        at=timezone.now(),
    )
    RollImport.objects.filter(pk=roll.pk).update(sent_at=timezone.now() - timedelta(days=age))
    command()
    assert RollImport.objects.open().count() == left
