"""Finds the latest attempts at a quiz at once, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0009_legal_review'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['quiz_key', 'submitted_at'], name='attempts_by_quiz'),
        ),
    ]
