"""``manage.py apply_retention``: deletes and empties what has been kept long enough; once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from people.retention.services import apply_retention
from people.retention.words import as_markdown


class Command(BaseCommand):
    help = "Deletes and empties what docs/retention.md says has been kept long enough. With --dry-run it only counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what is due; change nothing")
        parser.add_argument("--table", action="store_true", help="print the table as docs/retention.md has it; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["table"]:
            self.stdout.write(as_markdown())
            return
        done = apply_retention(at=timezone.now(), dry_run=options["dry_run"])
        for each in done:
            self.stdout.write(f"{each.rows:>8}  {each.rule.model}  {each.rule.action}")
        total = sum(each.rows for each in done)
        self.stdout.write(f"{total} rows are due; nothing was changed." if options["dry_run"] else f"{total} rows done.")
