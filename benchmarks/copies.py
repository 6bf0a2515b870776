"""A database as it was before the trials, put back before each of them; for processes with a database file of their own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Copy:
    """``fresh``: as it was; ``database``: the one that is worked on."""

    fresh: Path
    database: Path

    def put_back(self) -> None:
        from django.db import connection

        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.database}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.fresh, self.database)


def copied(folder: Path) -> Copy:
    """Of the database as it stands now."""
    from django.conf import settings
    from django.db import connection

    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    database, fresh = Path(settings.DATABASES["default"]["NAME"]), folder / "fresh.sqlite3"
    shutil.copy(database, fresh)
    return Copy(fresh, database)
