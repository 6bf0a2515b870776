"""Ranks that people held before the present one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_roll_work_that_fails'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerRank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(null=True, verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('rank', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.rank', verbose_name='rank')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_ranks', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'former rank',
                'verbose_name_plural': 'former ranks',
                'ordering': ['ends_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('starts_on__lte', models.F('ends_on')), _connector='OR'), name='former_rank_days_in_order'), models.UniqueConstraint(fields=('user', 'ends_on'), name='one_rank_a_person_ends_on_a_day')],
            },
        ),
    ]
