"""A step still never changes, but for words that the retention of personal data takes out of it.

The words of an open answer go as a whole; the name of somebody who was erased is struck out of a text, which then holds the sign
of it. Whoever remakes the table on SQLite later makes its trigger again (a test sees when it is missing).
"""

from importlib import import_module
from typing import Any

from django.db import migrations

before = import_module("quizzes.migrations.0021_steps_never_change")

STAYS = "a step of an attempt never changes"
COLUMNS = ("id", "attempt_id", "sequence", "client_id", "kind", "item_id", "at", "actor_id")
STRUCK = {"sqlite": "COALESCE(NEW.{name}, '') LIKE '%\\u2014%'", "postgresql": "COALESCE(NEW.{name}::text, '') LIKE '%\u2014%'"}
SAME = {"sqlite": "NEW.{name} IS OLD.{name}", "postgresql": "NEW.{name} IS NOT DISTINCT FROM OLD.{name}"}
IS_OPEN = """EXISTS (SELECT 1 FROM quizzes_attemptitem i JOIN quizzes_itemversion v ON v.id = i.version_id
    WHERE i.id = OLD.item_id AND v.kind = 'open-answer')"""


def forgets_words(vendor: str) -> str:
    """The condition on an update that only takes words out."""
    same, struck = SAME[vendor], STRUCK[vendor]
    response = f"({same} OR {struck} OR (NEW.{{name}} IS NULL AND {IS_OPEN}))".format(name="response")
    detail = f"({same} OR {struck})".format(name="detail")
    is_other = "NOT ({} AND {})".format(*(same.format(name=name) for name in ("response", "detail")))
    return " AND ".join([*(same.format(name=name) for name in COLUMNS), response, detail, is_other])


def sqlite() -> list[str]:
    return [
        "DROP TRIGGER quizzes_step_no_UPDATE",
        f"""CREATE TRIGGER quizzes_step_no_UPDATE BEFORE UPDATE ON quizzes_step
        BEGIN SELECT RAISE(ABORT, '{STAYS}') WHERE NOT ({forgets_words("sqlite")}); END""",
    ]


def postgresql() -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION step_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {forgets_words("postgresql")} THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    ]


def let_words_go(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def keep_words(apps: Any, schema_editor: Any) -> None:
    before.allow(apps, schema_editor)
    before.forbid(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0023_a_page_sent_twice_draws_one_stack")]

    operations = [migrations.RunPython(let_words_go, keep_words)]
