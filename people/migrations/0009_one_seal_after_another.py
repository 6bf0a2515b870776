from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_roll_work_that_fails")]

    operations = [
        migrations.AddConstraint("auditseal", models.UniqueConstraint(fields=["previous"], name="one_seal_after_another")),
    ]
