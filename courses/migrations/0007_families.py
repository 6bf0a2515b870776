"""Families that a course asks for, an enrolment was promised, and a line of the ledger proves."""

import courses.models.families
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0006_diagrams_in_lessons'),
    ]

    operations = [
        migrations.AddField(
            model_name='completion',
            name='family',
            field=models.CharField(blank=True, choices=[('protect', 'Protect'), ('detain', 'Detain'), ('conduct', 'Conduct')], max_length=10, verbose_name='family'),
        ),
        migrations.AddField(
            model_name='coursepage',
            name='required_families',
            field=courses.models.families.FamiliesField(blank=True, default=list, help_text='One passed assessed scenario of each. It counts for those who begin from now on.', verbose_name='scenarios needed of each family'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='required_families',
            field=courses.models.families.FamiliesField(blank=True, default=list, verbose_name='scenarios needed of each family'),
        ),
    ]
