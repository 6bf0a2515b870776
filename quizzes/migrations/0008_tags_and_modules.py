"""Free words on items, and the module that a bank belongs to."""

import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('courses', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('quizzes', '0007_more_kinds'),
    ]

    operations = [
        migrations.AddField(
            model_name='itembank',
            name='module',
            field=models.ForeignKey(blank=True, help_text='Holds for the banks below as well, unless they name another.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.modulepage', verbose_name='module'),
        ),
        migrations.CreateModel(
            name='ItemTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='quizzes.item')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='item',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='quizzes.ItemTag', to='taggit.Tag', verbose_name='tags'),
        ),
    ]
