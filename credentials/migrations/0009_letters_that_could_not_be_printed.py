from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentials", "0008_certificates_of_others_and_links")]

    operations = [
        migrations.AddField("certificateprint", "unprinted", models.PositiveIntegerField(default=0)),
    ]
