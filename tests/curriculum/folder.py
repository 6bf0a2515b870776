"""A small course as a content folder: whole and good, until a test changes a line of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command

from curriculum.keeping import Outcome
from curriculum.loader import load_content
from curriculum.reading import Content, read_content
from curriculum.source import ContentError
from tests.curriculum.texts import FILES, SECOND

FIRST = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Folder:
    """A content folder that a test may change, read and load."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Folder:
        folder = cls(root)
        for path, text in FILES.items():
            folder.write(path, text)
        return folder

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Replaces the first place where the file says this."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} does not say {old!r}"
        self.write(path, text.replace(old, new, 1))

    def line(self, path: str, text: str) -> int:
        """The number of the first line that holds a text."""
        lines = (self.root / path).read_text(encoding="utf-8").splitlines()
        return next(n for n, line in enumerate(lines, 1) if text in line)

    def read(self) -> Content:
        return read_content(self.root)

    def faults(self) -> list[str]:
        """Every fault as an author reads it; none when the folder is good."""
        try:
            self.read()
        except ContentError as error:
            return [str(fault) for fault in error.faults]
        return []

    def load(self, *, days: int = 0, restore: bool = False) -> Outcome:
        """Loads it, so many days after the first loading."""
        return load_content(content=self.read(), at=FIRST + timedelta(days=days), restore=restore)

    def command(self, **options: Any) -> str:
        """What ``manage.py load_curriculum`` says. Raises CommandError."""
        out = StringIO()
        call_command("load_curriculum", folder=str(self.root), stdout=out, **options)
        return out.getvalue()


def second_module(folder: Folder, name: str = "02-next") -> None:
    """Another module, with one lesson and no bank."""
    folder.change("course.yaml", "- 01-first-steps", f"- 01-first-steps\n  - {name}")
    folder.write(f"modules/{name}/module.yaml", "title: Next\nnumber: 2\nactivities: [lessons/1-the-dead.md]\n")
    folder.write(f"modules/{name}/lessons/1-the-dead.md", FILES[SECOND].replace('"1.2"', '"2.1"'))


def all_rows() -> dict[str, list[Any]]:
    """Every row of every table, to compare before and after."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models if model._meta.managed}
