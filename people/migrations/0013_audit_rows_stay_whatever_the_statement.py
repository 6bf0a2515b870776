"""Two statements went past the triggers that keep the audit log: TRUNCATE of PostgreSQL, and an INSERT OR REPLACE of SQLite.

Whoever remakes these tables on SQLite later makes the triggers again (a test sees when they are missing).
"""

from typing import Any

from django.db import migrations

STAYS = "what the audit log holds is neither changed nor deleted"
TABLES = {"audit_entry": ("people_auditentry", "id"), "audit_seal": ("people_auditseal", "number")}


def forbid(apps: Any, schema_editor: Any) -> None:
    for name, (table, key) in TABLES.items():
        statement = {
            "sqlite": f"CREATE TRIGGER {name}_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{STAYS}'); END",
            "postgresql": f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION audit_rows_stay()",
        }
        schema_editor.execute(statement[schema_editor.connection.vendor], params=None)


def allow(apps: Any, schema_editor: Any) -> None:
    for name, (table, _key) in TABLES.items():
        statement = {"sqlite": f"DROP TRIGGER {name}_replace", "postgresql": f"DROP TRIGGER {name}_truncate ON {table}"}
        schema_editor.execute(statement[schema_editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0012_second_factors_are_sealed")]

    operations = [migrations.RunPython(forbid, allow)]
