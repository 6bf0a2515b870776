"""The database itself refuses to change a version of an item: what was asked stays what was asked.

Whoever remakes the table on SQLite later makes the trigger again (a test sees when it is missing).
"""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER item_version_never_changes BEFORE UPDATE ON quizzes_itemversion
BEGIN SELECT RAISE(ABORT, 'a version of an item never changes'); END
"""
POSTGRESQL = """
CREATE FUNCTION item_version_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a version of an item never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER item_version_never_changes BEFORE UPDATE ON quizzes_itemversion
FOR EACH ROW EXECUTE FUNCTION item_version_never_changes();
"""
UNDO = {
    "sqlite": "DROP TRIGGER item_version_never_changes",
    "postgresql": "DROP TRIGGER item_version_never_changes ON quizzes_itemversion; DROP FUNCTION item_version_never_changes()",
}


def forbid(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor], params=None)


def allow(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(UNDO[schema_editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0013_markings_of_open_answers")]

    operations = [migrations.RunPython(forbid, allow)]
