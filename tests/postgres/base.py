"""PostgreSQL as the tests use it: emptied by deleting the few rows a test wrote, not by making every file of it anew.

TRUNCATE of all tables at once writes some thousand files to the disk, seconds after each test with committed rows.
A test database begins as a copy of the migrated one that is kept beside it.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, creation, operations

from tests.migrated import fingerprint, one_at_a_time


class DatabaseCreation(creation.DatabaseCreation):
    """The kept database, “test_…_migrated”, says in its comment what it was migrated from."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._configured = connection.settings_dict["NAME"]

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        with one_at_a_time():
            is_kept = self._said_of_kept() == fingerprint()
            self.connection.settings_dict["TEST"]["TEMPLATE"] = self._kept if is_kept else None
            name: str = super().create_test_db(*args, **kwargs)
            if not is_kept:
                self._keep(name)
        return name

    @property
    def _kept(self) -> str:
        return f"test_{self._configured}_migrated"

    def _said_of_kept(self) -> str:
        with self._nodb_cursor() as cursor:
            cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [self._kept])
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def _keep(self, name: str) -> None:
        """A copy of the database, which nobody may be using meanwhile."""
        self.connection.close()
        kept, source = self._quote_name(self._kept), self._quote_name(name)
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {kept}")
            cursor.execute(f"CREATE DATABASE {kept} TEMPLATE {source}")
            cursor.execute(f"COMMENT ON DATABASE {kept} IS '{fingerprint()}'")


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style: Any, tables: Any, *, reset_sequences: bool = False, allow_cascade: bool = False) -> list[str]:
        """Deletes without triggers, which only a superuser may; anybody else truncates, as Django does."""
        if reset_sequences or not tables or not self._is_superuser():
            return super().sql_flush(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        deletes = "".join(f"{style.SQL_KEYWORD('DELETE FROM')} {self.quote_name(table)};" for table in tables)
        return [f"SET LOCAL session_replication_role = replica; {deletes}"]

    def _is_superuser(self) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('is_superuser') = 'on'")
            return bool(cursor.fetchone()[0])


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    creation_class = DatabaseCreation
