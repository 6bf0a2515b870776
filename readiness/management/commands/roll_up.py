"""``manage.py roll_up``: counts every unit for the day, so that the top of a large tree opens at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from readiness.rollup import days_to_roll_up, forget_days, roll_up


class Command(BaseCommand):
    help = "Counts today for every unit, and the days before that were not counted to their end. Run it daily, or more often."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--weeks", type=int, default=1, help="also count Mondays so many weeks back that were not")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        for on in days_to_roll_up(today=today, weeks=options["weeks"]):
            kept = roll_up(on=on, at=timezone.now())
            if options["verbosity"]:
                self.stdout.write(f"{on}: {kept} figures")
        forget_days(today=today)
