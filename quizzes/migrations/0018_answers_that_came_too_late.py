import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0017_minutes_given_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='LateAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField()),
                ('response', models.JSONField(null=True)),
                ('at', models.DateTimeField(verbose_name='arrived')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_answers', to='quizzes.attempt')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_answers', to='quizzes.attemptitem')),
            ],
            options={
                'verbose_name': 'late answer',
                'verbose_name_plural': 'late answers',
                'ordering': ['attempt', 'at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'client_id'), name='late_answer_sent_once')],
            },
        ),
    ]
