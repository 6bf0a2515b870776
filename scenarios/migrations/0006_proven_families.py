"""What was passed before courses asked for families proves its family as well."""

from django.db import migrations

ASSESSED = "assessed"


def note_families(apps, schema_editor):
    runs = apps.get_model("scenarios", "Run").objects.filter(passed=True).select_related("edition__scenario")
    ledger = apps.get_model("courses", "Completion").objects.filter(family="")
    for run in runs.order_by("finished_at").iterator():
        document = run.edition.document
        if document.get("mode", ASSESSED) == ASSESSED:
            key = run.edition.scenario.translation_key
            ledger.filter(enrolment=run.enrolment_id, activity_key=key).update(family=document.get("family", ""))


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0005_legal_review"), ("courses", "0007_families")]

    operations = [migrations.RunPython(note_families, migrations.RunPython.noop)]
