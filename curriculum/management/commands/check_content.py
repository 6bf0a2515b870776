"""``manage.py check_content``: reads the built-in course as a careful editor would, and names what is to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from curriculum.lacking import Share, lacks
from curriculum.quality import findings
from curriculum.reading import CONTENT, read_content
from curriculum.source import ContentError
from curriculum.teaching import coverage

FEW = 12  # names that may stand without being asked for


class Command(BaseCommand):
    help = "Looks at lessons and banks of the built-in course: parts, lengths, reading level, keys, misconceptions, doubles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", default=str(CONTENT), help="another content folder of the same form")
        parser.add_argument("--missing", action="store_true", help="also name all that each language lacks")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read_content(Path(options["folder"]).resolve())
        except ContentError as error:
            raise CommandError(str(error)) from error
        found = findings(content)
        if found:
            raise CommandError("\n".join(["To be mended:", *map(str, found)]))
        seen = coverage(content)
        told = f"{seen.taught} are taught, {seen.examined} examined, {seen.reference} kept for reference"
        self.stdout.write(f"Nothing to mend. Of {seen.rules} rules {told}.")
        for lack in lacks(content):
            self.stdout.write(f"In {lack.language} stand {', '.join(map(str, lack.whole))}.")
            self._name(lack.whole if options["missing"] else ())
            for module, shares in lack.modules:
                self.stdout.write(f"  {module}: {', '.join(map(str, shares))}")
                self._name(share for share in shares if options["missing"] or len(share.missing) <= FEW)

    def _name(self, shares: Iterable[Share]) -> None:
        """What is missing, by name."""
        for share in shares:
            if share.missing:
                self.stdout.write(f"    missing {share.what}: {', '.join(share.missing)}")
