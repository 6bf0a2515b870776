"""Open answers: whom they are assigned to, and the points they got."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0012_question_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Marking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assigned_at', models.DateTimeField(verbose_name='assigned')),
                ('points', models.JSONField(null=True, verbose_name='points')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('marked_at', models.DateTimeField(null=True, verbose_name='marked')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='marking', to='quizzes.attemptitem')),
                ('marker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='markings', to=settings.AUTH_USER_MODEL, verbose_name='marker')),
            ],
            options={
                'verbose_name': 'marking of an open answer',
                'verbose_name_plural': 'markings of open answers',
                'ordering': ['assigned_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('marked_at', None), ('points', None)), models.Q(('marked_at__isnull', False), ('marker__isnull', False), ('points__isnull', False)), _connector='OR'), name='marked_with_points_by_somebody')],
            },
        ),
    ]
