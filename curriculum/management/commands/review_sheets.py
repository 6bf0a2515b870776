"""``manage.py review_sheets``: one printable HTML file a module and language for the legal adviser, and one for the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from curriculum.reading import CONTENT, read_content
from curriculum.review import review_sheets
from curriculum.source import ContentError

STYLE = settings.BASE_DIR / "static" / "css" / "review.css"


class Command(BaseCommand):
    help = "Writes the review sheets of the built-in course: each claim beside its citation, what is open first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", default=str(CONTENT), help="another content folder of the same form")
        parser.add_argument("--to", default=str(Path(settings.DATA_DIR) / "review"), help="where the files are written")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read_content(Path(options["folder"]).resolve())
        except ContentError as error:
            raise CommandError(str(error)) from error
        target = Path(options["to"])
        target.mkdir(parents=True, exist_ok=True)
        style = mark_safe(f"<style>\n{STYLE.read_text('utf-8')}</style>")
        for name, sheet in review_sheets(content):
            file = target / f"{name}.html"
            file.parent.mkdir(exist_ok=True)
            file.write_text(render_to_string("curriculum/review_sheet.html", {"sheet": sheet, "style": style}), "utf-8")
            self.stdout.write(f"{name}.html: {len(sheet.open_points) + len(sheet.open_rules)} open points")
        self.stdout.write(f"Written to {target}.")
