from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0022_amendments_of_one_attempt")]

    operations = [
        migrations.AddField("paperform", "client_id", models.UUIDField(null=True, unique=True, editable=False)),
    ]
