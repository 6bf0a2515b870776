from django.db import migrations, models


class Migration(migrations.Migration):
    """What was issued so far was printed by the first edition."""

    dependencies = [("credentials", "0009_letters_that_could_not_be_printed")]

    operations = [
        migrations.AddField(
            "credential", "sheet_edition", models.PositiveSmallIntegerField(default=1, editable=False)
        ),
    ]
