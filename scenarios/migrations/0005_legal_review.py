"""Legal review of scenarios as a task of Wagtail’s workflow."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('scenarios', '0004_going_back'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScenarioReviewState',
            fields=[
                ('taskstate_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.taskstate')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'legal review of a scenario',
            },
            bases=('wagtailcore.taskstate',),
        ),
        migrations.CreateModel(
            name='ScenarioReview',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'legal review of scenarios',
                'verbose_name_plural': 'legal reviews of scenarios',
            },
            bases=('wagtailcore.task',),
        ),
    ]
