"""The workflow of the legal review of scenarios, in houses that stand already."""

from django.db import migrations

from curriculum.foundation import ensure_legal_review


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0004_legal_review"), ("scenarios", "0005_legal_review")]

    operations = [migrations.RunPython(lambda apps, schema_editor: ensure_legal_review(apps), migrations.RunPython.noop)]
