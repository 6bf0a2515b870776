"""Legal reviewers and administrators say what a lesson answers to."""

from django.db import migrations

from curriculum.foundation import let_lessons_be_mapped


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0008_words_of_the_mapping")]

    operations = [migrations.RunPython(lambda apps, schema_editor: let_lessons_be_mapped(apps), migrations.RunPython.noop)]
