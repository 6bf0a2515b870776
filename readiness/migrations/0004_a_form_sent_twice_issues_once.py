from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("readiness", "0003_issued_documents")]

    operations = [
        migrations.AddField("issueddocument", "client_id", models.UUIDField(null=True, unique=True, editable=False)),
    ]
