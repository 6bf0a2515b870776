"""Writes one text at a time, remembers what was written, and leaves alone what somebody changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Page

from curriculum.fingerprints import canonical_sha256, stored_sha256
from curriculum.indexing import Written
from curriculum.models import LoadedText
from curriculum.writing import write

Fields = dict[str, Any]


@dataclass
class Outcome:
    """What a loading did, by key."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # edited here since, or made here; left alone
    absent: list[str] = field(default_factory=list)  # taken away here since; not made again
    dropped: list[str] = field(default_factory=list)  # no longer in the source; still here
    renamed: list[str] = field(default_factory=list)  # known under a new key from now on
    superseded: list[str] = field(default_factory=list)  # named anew, and the old row stays for what refers to it


class Shelf:
    """Rows to find again by what was remembered of them, or by the name that they bear."""

    def __init__(self, rows: Iterable[Any], name: Callable[[Any], Hashable]) -> None:
        self.rows = list(rows)
        self.by_key = {row.pk: row for row in self.rows}
        self.by_name = {name(row): row for row in self.rows}

    def find(self, known: LoadedText | None, name: Hashable) -> Any | None:
        return (self.by_key.get(known.row_pk) if known else None) or self.by_name.get(name)


class Keeper:
    """One loading's memory. ``restore``: what was taken away here is made again."""

    def __init__(self, at: datetime, *, restore: bool = False) -> None:
        self.at = at
        self.restore = restore
        self.outcome = Outcome()
        self.known = {row.key: row for row in LoadedText.objects.all()}
        self.seen: set[str] = set()
        self.written: Written = defaultdict(set)

    def put(self, key: str, found: Any | None, fields: Fields, make: Callable[[], Any], *, needed: bool = False) -> Any | None:
        """Creates, updates or leaves one object. ``fields``: attribute → value; ``make``: a new unsaved or placed object.

        None: somebody took it away, and nothing else needs it.
        """
        self.seen.add(key)
        known = self.known.get(key)
        if found is None and known is not None and not (needed or self.restore):
            self.outcome.absent.append(key)
            return None
        if found is not None and known is not None and known.row_pk is None:
            self._recognise(key, found, fields, known)
            known = self.known[key]
        source_sha = canonical_sha256(fields)
        if found is not None and self._is_edited(found, fields, known):
            self.outcome.kept.append(key)
            return found
        if found is not None and known is not None and known.source_sha256 == source_sha:
            self.outcome.unchanged.append(key)
            return found
        stored = write(found or make(), fields)
        self.written[type(stored)].add(stored.pk)
        (self.outcome.created if found is None else self.outcome.updated).append(key)
        self.remember(key, stored.pk, source_sha, stored_sha256(stored, fields), list(fields))
        return stored

    def _is_edited(self, found: Any, fields: Fields, known: LoadedText | None) -> bool:
        """Also what stood here before, or was made here under the same name: it is somebody's own."""
        if known is None or found.pk != known.row_pk:
            return True
        return stored_sha256(found, known.parts or fields) != known.stored_sha256

    def _recognise(self, key: str, found: Any, fields: Fields, known: LoadedText) -> None:
        """What was loaded before rows were remembered: those many to many counted in the order of their names then."""
        if stored_sha256(found, fields, in_order=True) == known.stored_sha256:
            self.remember(key, found.pk, known.source_sha256, stored_sha256(found, fields), list(fields))

    def find_page(self, key: str, kind: type[Page], parent: Page | None, slug: str) -> Page | None:
        """The page that was loaded, wherever it stands and whatever its address is by now; else what has its address here."""
        known = self.known.get(key)
        page = kind.objects.filter(pk=known.row_pk).first() if known else None
        if page is None and parent is not None:
            page = Page.objects.child_of(parent).filter(slug=slug).first()
        return page.specific if page is not None else None

    def rename(self, key: str, new: str) -> None:
        """What was loaded under ``key`` is known as ``new`` from now on; nothing may be known as that yet."""
        row = self.known.pop(key)
        row.key = new
        row.save(update_fields=["key"])
        self.known[new] = row
        self.outcome.renamed.append(f"{key} → {new}")

    def leave_away(self, key: str) -> None:
        """The place where it would stand was taken away."""
        self.seen.add(key)
        self.outcome.absent.append(key)

    def remember(self, key: str, row_pk: int, source_sha: str, stored_sha: str, parts: list[Any]) -> None:
        self.known[key], _ = LoadedText.objects.update_or_create(
            key=key,
            defaults={
                "row_pk": row_pk,
                "source_sha256": source_sha,
                "stored_sha256": stored_sha,
                "parts": parts,
                "loaded_at": self.at,
            },
        )

    def note_dropped(self, prefix: str, standing: Callable[[list[int]], Iterable[int]]) -> None:
        """Notes what was loaded once under a prefix, was not met this time, and still stands."""
        left = {
            row.row_pk: key for key, row in self.known.items() if row.row_pk and key.startswith(prefix) and key not in self.seen
        }
        self.outcome.dropped += sorted(left[pk] for pk in standing(list(left)))
