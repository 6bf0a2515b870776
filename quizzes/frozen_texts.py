"""What versions of items hold, kept in the process under their fingerprints.

A version never changes, and its fingerprint is that of all it says: reading it from the database, and from JSON, once is enough.
What is kept is shared by all who ask, so nobody changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizzes.models import ItemVersion

MOST_KEPT = 3000  # versions, some kilobytes each


class Kept:
    """One JSON column of versions: ``content`` for whoever shows it, ``answer_key`` for whoever marks."""

    def __init__(self, column: str) -> None:
        self.column = column
        self._known: dict[str, dict[str, Any]] = {}

    def __call__(self, fingerprints: Iterable[str]) -> dict[str, dict[str, Any]]:
        """By fingerprint. No query once they are known, else one."""
        asked = set(fingerprints)
        found = {each: self._known[each] for each in asked if each in self._known}
        if missing := asked - found.keys():
            rows = ItemVersion.objects.filter(sha256__in=missing).order_by().values_list("sha256", self.column)
            found |= dict(rows)
            self._keep(found)
        return found

    def _keep(self, found: dict[str, dict[str, Any]]) -> None:
        if len(self._known) + len(found) > MOST_KEPT:
            self._known = {}
        self._known |= found


contents_of = Kept("content")
keys_of = Kept("answer_key")
