"""How a faulty folder is refused: with file, line and reason, and nothing is written."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from django.core.management.base import CommandError

from tests.curriculum.folder import Folder, all_rows


class Faulty(NamedTuple):
    """One line of a file that is changed for the worse, the line in which the fault lies then, and its reason."""

    old: str
    new: str
    at: str
    reason: str


def assert_refused(folder: Folder, path: str, at: str | int, reason: str) -> None:
    """This one fault is told, and the database stays as it is."""
    before = all_rows()
    with pytest.raises(CommandError) as told:
        folder.command()
    line = at if isinstance(at, int) else folder.line(path, at)
    assert str(told.value).splitlines() == ["Nothing was loaded. 1 fault:", f"{path}:{line}: {reason}"]
    assert all_rows() == before


def assert_change_is_refused(folder: Folder, path: str, faulty: Faulty) -> None:
    folder.change(path, faulty.old, faulty.new)
    assert_refused(folder, path, faulty.at, faulty.reason)
