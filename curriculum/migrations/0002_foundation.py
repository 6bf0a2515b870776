"""Languages, home page, site, groups: what a new house needs to stand."""

from django.db import migrations

from curriculum.foundation import ensure_foundation


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailredirects", "__first__"),
        ("curriculum", "0001_initial"),
        ("people", "0001_initial"),
        ("base", "0001_initial"),
        ("law", "0001_initial"),
        ("credentials", "0001_initial"),
        ("courses", "0001_initial"),
        ("scenarios", "0001_initial"),
        ("quizzes", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(lambda apps, schema_editor: ensure_foundation(apps), migrations.RunPython.noop)]
