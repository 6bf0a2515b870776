from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentials", "0013_prints_go_with_the_erased")]

    operations = [
        migrations.AddField("sharelink", "client_id", models.UUIDField(null=True, editable=False)),
        migrations.AddConstraint(
            "sharelink", models.UniqueConstraint(fields=["credential", "client_id"], name="link_made_once")
        ),
    ]
