"""An instructor leaves a class to others; the sessions that he or she taught keep the name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0009_enrolled_and_not_begun")]

    operations = [migrations.AddField("instructor", "left_at", models.DateTimeField(null=True, verbose_name="left"))]
