"""A roll knows since when it is worked on, and whether that work failed."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_erased_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='rollimport',
            name='begun_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='rollimport',
            name='has_failed',
            field=models.BooleanField(default=False),
        ),
    ]
