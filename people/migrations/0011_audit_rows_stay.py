"""The database itself refuses to change or delete what the audit log holds; an entry takes its seal once, and nothing else.

Whoever remakes these tables on SQLite later makes the triggers again (a test sees when they are missing).
"""

from typing import Any

from django.db import migrations

STAYS = "what the audit log holds is neither changed nor deleted"
SEALED_ONCE = """OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.event = OLD.event
AND NEW.actor {same} OLD.actor AND NEW.data = OLD.data"""
TABLES = {"audit_entry": "people_auditentry", "audit_seal": "people_auditseal"}


def _sqlite() -> list[str]:
    body = f"BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
    seal_once = f"WHEN NOT ({SEALED_ONCE.format(same='IS')})"
    return [
        f"CREATE TRIGGER {name}_{what.lower()} BEFORE {what} ON {table} "
        f"{seal_once if (name, what) == ('audit_entry', 'UPDATE') else ''} {body}"
        for name, table in TABLES.items()
        for what in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    seal_once = f"WHEN (NOT ({SEALED_ONCE.format(same='IS NOT DISTINCT FROM')}))"
    function = f"""CREATE FUNCTION audit_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    triggers = [
        f"CREATE TRIGGER {name}_{what.lower()} BEFORE {what} ON {table} FOR EACH ROW "
        f"{seal_once if (name, what) == ('audit_entry', 'UPDATE') else ''} EXECUTE FUNCTION audit_rows_stay()"
        for name, table in TABLES.items()
        for what in ("UPDATE", "DELETE")
    ]
    return [function, *triggers]


def forbid(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def allow(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, table in TABLES.items():
        for what in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {name}_{what}" + ("" if is_sqlite else f" ON {table}"), params=None)
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION audit_rows_stay()", params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0010_one_seal_after_another")]

    operations = [migrations.RunPython(forbid, allow)]
