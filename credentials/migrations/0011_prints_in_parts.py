import credentials.models.printing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentials", "0010_edition_of_the_sheet")]

    operations = [
        migrations.AddField("certificateprint", "language", models.CharField(max_length=10, default="en")),
        migrations.AddField("certificateprint", "run", models.UUIDField(null=True)),
        migrations.AddField("certificateprint", "beat_at", models.DateTimeField(null=True)),
        migrations.AddField("certificateprint", "contents", models.CharField(max_length=64, blank=True)),
        migrations.AddField(
            "certificateprint",
            "parts",
            models.FileField(storage=credentials.models.printing.private_files, blank=True, upload_to="prints/"),
        ),
        migrations.AddField("certificateprint", "ends", models.JSONField(default=list)),
    ]
