from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentials", "0011_prints_in_parts")]

    operations = [migrations.AddField("certificateprint", "printed", models.JSONField(default=list))]
