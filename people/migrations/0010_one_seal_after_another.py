from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_former_ranks")]

    operations = [
        migrations.AddConstraint("auditseal", models.UniqueConstraint(fields=["previous"], name="one_seal_after_another")),
    ]
