"""Makes the first key for signing certificates, publishes the next one, and a day later lets it sign."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from credentials.badges.rotation import AHEAD, Step, TooEarly, take_next_step


class Command(BaseCommand):
    help = (
        "Takes the next step to another signing key: the first call makes or publishes it, the call a day later lets it sign and "
        "signs the status lists with it. What older keys signed still verifies. A step that was cut off is brought to its end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", action="store_true", help="Publish and sign in one go: for a key that was stolen or lost.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            step = take_next_step(at=now, at_once=options["now"])
        except TooEarly as early:
            raise CommandError(
                f"Key {early.number} was published a short while ago; verifiers may still have an older copy of the keys. "
                f"Run this again from {early.ready_at:%Y-%m-%d %H:%M} UTC on, or with --now where the old key was stolen."
            ) from early
        self.stdout.write(self._told(step, f"{now + AHEAD:%Y-%m-%d %H:%M} UTC"))

    def _told(self, step: Step, ready: str) -> str:
        if step.what == "published":
            return (
                f"Key {step.number} is published and signs nothing yet. Copy {settings.SIGNING_KEYS_DIR} to every server; "
                f"run this again after {ready}, and it signs."
            )
        return f"Key {step.number} signs from now on. Back up {settings.SIGNING_KEYS_DIR}, apart from the database."
