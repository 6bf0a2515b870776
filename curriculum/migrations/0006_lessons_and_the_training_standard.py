"""Which lesson answers to which lesson of the training standard."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0006_diagrams_in_lessons"),
        ("curriculum", "0005_legal_review_of_scenarios"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrainingStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=100)),
                ("review", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="MappedLesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=10)),
                ("answers_to", models.CharField(blank=True, max_length=100)),
                ("topics", models.CharField(blank=True, max_length=500)),
                ("also", models.CharField(blank=True, max_length=500)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("lesson", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="courses.lessonpage")),
                ("standard", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="curriculum.trainingstandard")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("standard", "lesson"), name="a_lesson_is_mapped_once")],
            },
        ),
    ]
