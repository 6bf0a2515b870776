"""Four more kinds of items: ordering, select on image, situations with several questions, open answers."""

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('quizzes', '0006_keys_before_and_after_a_correction'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='criteria',
            field=wagtail.fields.StreamField([('criterion', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Criterion', 'max_length': 200}), 1: ('wagtail.blocks.IntegerBlock', (), {'default': 2, 'label': 'Points', 'max_value': 20, 'min_value': 1}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'What earns all points, and what some of them.', 'label': 'Guidance', 'required': False, 'rows': 2}), 3: ('wagtail.blocks.StructBlock', [[('text', 0), ('points', 1), ('guidance', 2)]], {})}, verbose_name='rubric'),
        ),
        migrations.AddField(
            model_name='item',
            name='image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailimages.image', verbose_name='image'),
        ),
        migrations.AddField(
            model_name='item',
            name='image_alternative',
            field=models.CharField(blank=True, help_text='For whoever cannot see it; without the answer.', max_length=300, verbose_name='what the image shows'),
        ),
        migrations.AddField(
            model_name='item',
            name='image_credit',
            field=models.CharField(blank=True, max_length=150, verbose_name='credit of the image'),
        ),
        migrations.AddField(
            model_name='item',
            name='model_answer',
            field=models.TextField(blank=True, help_text='For whoever marks, and after practice.', verbose_name='model answer'),
        ),
        migrations.AddField(
            model_name='item',
            name='regions',
            field=wagtail.fields.StreamField([('region', 8)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Set on saving; never shown.', 'label': 'Key', 'max_length': 20, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is there, for whoever cannot see it. Do not tell whether it is right.', 'label': 'In words', 'max_length': 300}), 2: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'From the left (%)', 'max_digits': 6, 'max_value': 100, 'min_value': 0}), 3: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'From the top (%)', 'max_digits': 6, 'max_value': 100, 'min_value': 0}), 4: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Width (%)', 'max_digits': 6, 'max_value': 100, 'min_value': 0}), 5: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Height (%)', 'max_digits': 6, 'max_value': 100, 'min_value': 0}), 6: ('wagtail.blocks.BooleanBlock', (), {'label': 'Right', 'required': False}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Rationale', 'rows': 2}), 8: ('wagtail.blocks.StructBlock', [[('key', 0), ('text', 1), ('left', 2), ('top', 3), ('width', 4), ('height', 5), ('is_right', 6), ('rationale', 7)]], {})}, verbose_name='places on the image'),
        ),
        migrations.AddField(
            model_name='item',
            name='situation',
            field=models.ForeignKey(blank=True, help_text='It is then asked only together with the other questions on it.', limit_choices_to={'kind': 'situation-set'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='quizzes.item', verbose_name='belongs to the situation'),
        ),
        migrations.AddField(
            model_name='item',
            name='situation_order',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place in the situation'),
        ),
        migrations.AddField(
            model_name='item',
            name='steps',
            field=wagtail.fields.StreamField([('step', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Step', 'max_length': 300}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Rationale', 'required': False, 'rows': 2}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('rationale', 1)]], {})}, help_text='In the right order.', verbose_name='steps'),
        ),
        migrations.AlterField(
            model_name='item',
            name='kind',
            field=models.CharField(choices=[('single', 'Single choice'), ('multiple', 'Multiple response'), ('true-false', 'True or false'), ('matching', 'Matching'), ('numerical', 'Number'), ('short-answer', 'Short answer'), ('ordering', 'Ordering'), ('hotspot', 'Select on image'), ('situation-set', 'Situation with several questions'), ('open-answer', 'Open answer, marked by a trainer')], default='single', max_length=20, verbose_name='kind'),
        ),
    ]
