"""Legal review of items as a task of Wagtail’s workflow."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0098_apitoken'),
        ('quizzes', '0008_tags_and_modules'),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalReviewState',
            fields=[
                ('taskstate_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.taskstate')),
            ],
            options={
                'verbose_name': 'legal review of an item',
            },
            bases=('wagtailcore.taskstate',),
        ),
        migrations.CreateModel(
            name='LegalReview',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'legal review of items',
                'verbose_name_plural': 'legal reviews of items',
            },
            bases=('wagtailcore.task',),
        ),
    ]
