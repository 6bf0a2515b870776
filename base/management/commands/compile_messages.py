"""Compiles the translations of the interface without GNU gettext."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def is_stale(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compile_file(source: Path, target: Path) -> None:
    """Writes the .mo file beside its source, whole or not at all; entries marked fuzzy stay out. Raises CommandError."""
    try:
        entries = polib.pofile(str(source))
    except (OSError, ValueError) as error:
        raise CommandError(f"{source} cannot be read: {error}") from error
    draft = target.with_suffix(".mo.new")
    entries.save_as_mofile(str(draft))
    draft.replace(target)


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/*.po to .mo where the text is newer."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if is_stale(source, target):
                    compile_file(source, target)
                    if options["verbosity"] > 1:
                        self.stdout.write(f"compiled {source}")
