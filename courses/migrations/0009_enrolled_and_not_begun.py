"""Whoever is enrolled by an officer has begun nothing yet: the start stays empty until the first deed of the own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("courses", "0008_contested_results")]

    operations = [
        migrations.AlterField("enrolment", "started_at", models.DateTimeField(null=True, verbose_name="started")),
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(started_at__isnull=False), name="completed_only_when_started"
            ),
        ),
    ]
