from django.db import migrations, models

STATES = [("waiting", "Being made"), ("ready", "Ready"), ("failed", "Could not be made"), ("gone", "Deleted")]


class Migration(migrations.Migration):
    dependencies = [("credentials", "0012_which_certificates_are_printed")]

    operations = [
        migrations.AlterField(
            "certificateprint", "state", models.CharField(choices=STATES, default="waiting", max_length=10)
        ),
    ]
