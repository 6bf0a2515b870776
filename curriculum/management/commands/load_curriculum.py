"""``manage.py load_curriculum``: reads the built-in course and loads what is new or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from curriculum.loader import Outcome, load_content
from curriculum.reading import CONTENT, read_content
from curriculum.source import ContentError


class Command(BaseCommand):
    help = "Loads the built-in course. Repeating it changes nothing; what trainers edited since is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only read and name every fault")
        parser.add_argument("--from", dest="folder", default=str(CONTENT), help="another content folder of the same form")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read_content(Path(options["folder"]).resolve())
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {len(error.faults)} faults:\n{error}") from error
        if options["check"]:
            self.stdout.write(f"No faults: {len(content.rules)} rules, {len(content.modules)} modules.")
            return
        self.tell(load_content(content=content, at=timezone.now()), verbosity=options["verbosity"])

    def tell(self, outcome: Outcome, verbosity: int) -> None:
        if verbosity == 0:
            return
        counts = f"{len(outcome.created)} new, {len(outcome.updated)} changed, {len(outcome.unchanged)} unchanged"
        self.stdout.write(f"Curriculum: {counts}, {len(outcome.kept)} left alone because they were edited here.")
        for key in outcome.kept:
            self.stdout.write(f"  left alone: {key}")
