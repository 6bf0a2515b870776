"""How hard an item turned out to be, beside what its author expected."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0010_attempts_by_quiz'),
    ]

    operations = [
        migrations.CreateModel(
            name='FoundDifficulty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveIntegerField(verbose_name='first attempts')),
                ('facility', models.FloatField(verbose_name='facility')),
                ('difficulty', models.CharField(choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], max_length=10, verbose_name='difficulty as found')),
                ('counted_at', models.DateTimeField(verbose_name='counted')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='found', to='quizzes.item', verbose_name='item')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.itemversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'difficulty as found',
                'verbose_name_plural': 'difficulties as found',
                'constraints': [models.CheckConstraint(condition=models.Q(('facility__gte', 0), ('facility__lte', 1)), name='facility_is_a_share')],
            },
        ),
    ]
