"""The database itself refuses to change or delete a step: what was answered, and when, stays as it was.

Whoever remakes the table on SQLite later makes its triggers again (a test sees when they are missing).
"""

from typing import Any

from django.db import migrations

DEEDS = ("UPDATE", "DELETE")
SQLITE = """
CREATE TRIGGER quizzes_step_no_{deed} BEFORE {deed} ON quizzes_step
BEGIN SELECT RAISE(ABORT, 'a step of an attempt never changes'); END
"""
POSTGRESQL = """
CREATE FUNCTION step_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a step of an attempt never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER step_never_changes BEFORE UPDATE OR DELETE ON quizzes_step
FOR EACH ROW EXECUTE FUNCTION step_never_changes();
"""
UNDO = "DROP TRIGGER step_never_changes ON quizzes_step; DROP FUNCTION step_never_changes()"


def forbid(apps: Any, schema_editor: Any) -> None:
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in [SQLITE.format(deed=deed) for deed in DEEDS] if on_sqlite else [POSTGRESQL]:
        schema_editor.execute(statement, params=None)


def allow(apps: Any, schema_editor: Any) -> None:
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in [f"DROP TRIGGER quizzes_step_no_{deed}" for deed in DEEDS] if on_sqlite else [UNDO]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0020_sheets_in_place_of_a_device")]

    operations = [migrations.RunPython(forbid, allow)]
