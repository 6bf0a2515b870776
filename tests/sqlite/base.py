"""SQLite as the tests use it: a test database begins as a copy of the migrated file that is kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base, creation

from tests.migrated import kept_file, one_at_a_time


class DatabaseCreation(creation.DatabaseCreation):
    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        with one_at_a_time():
            name: str = super().create_test_db(*args, **kwargs)
            self._keep()
        return name

    def _create_test_db(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = super()._create_test_db(verbosity, autoclobber, keepdb)
        if kept_file().exists() and not Path(name).exists():
            for beside in ("-wal", "-shm"):  # of a run that was cut off: the log would be read into the copy
                Path(name + beside).unlink(missing_ok=True)
            shutil.copy(kept_file(), name)
        return name

    def _keep(self) -> None:
        kept = kept_file()
        if kept.exists():
            return
        for old in kept.parent.glob("test-migrated-*.sqlite3"):
            old.unlink()
        mine = kept.with_suffix(f".{os.getpid()}")
        mine.unlink(missing_ok=True)
        with self.connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(mine)])
        mine.replace(kept)


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
