"""Which row a loaded text became, and which of its fields were written: it is found again under another name or address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0002_foundation")]

    operations = [
        migrations.AddField("loadedtext", "row_pk", models.BigIntegerField(null=True)),
        migrations.AddField("loadedtext", "parts", models.JSONField(default=list)),
    ]
