"""``manage.py close_overdue``: ends sittings that have lasted a day, and hands in attempts whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.overdue import end_old_sittings, hand_in_overdue


class Command(BaseCommand):
    help = "Ends sittings that have lasted a day, and hands in attempts whose time ran out an hour ago. Run it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        sittings, attempts = end_old_sittings(at=at), hand_in_overdue(at=at)
        if options["verbosity"]:
            self.stdout.write(f"{sittings} sittings, {attempts} attempts")
