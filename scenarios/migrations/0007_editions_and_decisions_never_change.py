"""The database itself refuses to change or delete an edition or a decision: what was played and chosen stays as it was.

Whoever remakes one of the tables on SQLite later makes its triggers again (a test sees when they are missing).
"""

from typing import Any

from django.db import migrations

TABLES = ("scenarios_edition", "scenarios_decision")
DEEDS = ("UPDATE", "DELETE")
SQLITE = """
CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'editions and decisions never change'); END
"""
FUNCTION = """
CREATE FUNCTION scenarios_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'editions and decisions never change' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION scenarios_never_change()
"""


def statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [SQLITE.format(table=table, deed=deed) for table in TABLES for deed in DEEDS]
    return [FUNCTION, *(POSTGRESQL.format(table=table) for table in TABLES)]


def undoing(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_{deed}" for table in TABLES for deed in DEEDS]
    return [*(f"DROP TRIGGER {table}_never_changes ON {table}" for table in TABLES), "DROP FUNCTION scenarios_never_change()"]


def forbid(apps: Any, schema_editor: Any) -> None:
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def allow(apps: Any, schema_editor: Any) -> None:
    for statement in undoing(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0006_proven_families")]

    operations = [migrations.RunPython(forbid, allow)]
