"""Legal reviewers mend what they review; they no longer make or delete items, nor upload files."""

from django.db import migrations

from curriculum.foundation import take_making_from_reviewers


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0006_lessons_and_the_training_standard")]

    operations = [migrations.RunPython(lambda apps, schema_editor: take_making_from_reviewers(apps), migrations.RunPython.noop)]
