"""``manage.py send_reminders``: reminders, digests, letters and the forgetting of old rolls; once a day or more often."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.roll.services import forget_old_rolls
from readiness.reminders.digests import send_digests
from readiness.reminders.outbox import deliver_letters
from readiness.reminders.services import remind_everybody

log = logging.getLogger("bluehelm.readiness")
ROLLS_KEPT = timedelta(days=7)


def day(text: str) -> date:
    """A day as 2026-11-24. Raises CommandError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is no day. Write it as 2026-11-24.") from error


class Command(BaseCommand):
    help = "Reminds people of what is due, tells commanders the figures, sends waiting letters, and forgets unfinished rolls."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day, help="as if it were this day, for trials (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        on, at = options["on"] or timezone.localdate(), timezone.now()
        rolls = forget_old_rolls(before=at - ROLLS_KEPT, at=at)
        done, overdue = remind_everybody(on=on, at=at)
        digests = send_digests(overdue=overdue, on=on, at=at)
        letters = deliver_letters(clock=timezone.now)
        data = {"on": on.isoformat(), "sent": done["sent"], "suppressed": done["suppressed"], "digests": digests, "rolls": rolls}
        log.info("reminders sent", extra={"data": data | {f"letters_{state}": count for state, count in letters.items()}})
        if options["verbosity"]:
            self.stdout.write(
                f"{on}: {done['sent']} reminders sent, {done['suppressed']} recorded without a message, {digests} digests; "
                f"letters: {letters['sent']} sent, {letters['failed']} failed, {letters['pending']} to be tried again; "
                f"{rolls} unfinished rolls forgotten."
            )
