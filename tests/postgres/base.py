"""PostgreSQL as the tests use it: emptied by deleting the few rows a test wrote, not by making every file of it anew.

TRUNCATE of all tables at once writes some thousand files to the disk, seconds after each test with committed rows.
"""

from typing import Any

from django.db.backends.postgresql import base, operations


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
