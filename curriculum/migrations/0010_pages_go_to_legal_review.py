"""Pages are handed in to the legal reviewers; the groups that Wagtail brings and nobody is in go."""

from typing import Any

from django.db import migrations

from curriculum.foundation import drop_groups_of_wagtail, ensure_review_of_lessons


def review_and_drop(apps: Any, schema_editor: Any) -> None:
    ensure_review_of_lessons(apps)
    drop_groups_of_wagtail(apps)


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0009_who_maps_lessons"), ("people", "0001_initial")]

    operations = [migrations.RunPython(review_and_drop, migrations.RunPython.noop)]
