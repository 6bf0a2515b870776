"""``manage.py load_curriculum``: reads the built-in course and loads what is new or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from curriculum.keeping import Outcome
from curriculum.loader import load_content
from curriculum.reading import CONTENT, read_content
from curriculum.source import ContentError


class Command(BaseCommand):
    help = "Loads the built-in course. Repeating it changes nothing; what trainers edited since is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only read and name every fault")
        parser.add_argument("--from", dest="folder", default=str(CONTENT), help="another content folder of the same form")
        parser.add_argument("--restore", action="store_true", help="make again what was deleted here since it was loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read_content(Path(options["folder"]).resolve())
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {counted(len(error.faults), 'fault')}:\n{error}") from error
        if options["check"]:
            rules, modules = counted(len(content.rules), "rule"), counted(len(content.modules), "module")
            self.stdout.write(f"No faults: {rules}, {modules}.")
            return
        outcome = load_content(content=content, at=timezone.now(), restore=options["restore"])
        if options["verbosity"]:
            self.tell(outcome)

    def tell(self, outcome: Outcome) -> None:
        counts = f"{len(outcome.created)} new, {len(outcome.updated)} changed, {len(outcome.unchanged)} unchanged"
        self.stdout.write(f"Curriculum: {counts}, {len(outcome.kept)} left alone because they were edited here.")
        for keys, what in (
            (outcome.kept, "left alone"),
            (outcome.absent, "deleted here, not loaded again (--restore brings it back)"),
            (outcome.dropped, "no longer in the course, still here"),
            (outcome.renamed, "renamed, with all that refers to it"),
            (outcome.superseded, "superseded, kept for what cites it"),
        ):
            for key in keys:
                self.stdout.write(f"  {what}: {key}")


def counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
