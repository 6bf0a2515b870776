"""``manage.py find_difficulties``: counts how hard every item turned out to be."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.reports.difficulty import find_difficulties


class Command(BaseCommand):
    help = "Counts over first attempts how hard every item turned out to be, for the list of items. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        known = find_difficulties(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{known} items")
