"""Three more kinds of items: matching, numbers with units, short answers; shares for each option."""

import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0003_corrections'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='answers',
            field=wagtail.fields.StreamField([('answer', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': '“*” stands for any text: “*crescent*”.', 'label': 'Accepted answer', 'max_length': 250}), 1: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 7, 'help_text': 'Of the mark. Empty: all of it.', 'label': 'Share (%)', 'max_digits': 10, 'max_value': 100, 'min_value': 0, 'required': False}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Rationale', 'required': False, 'rows': 2}), 3: ('wagtail.blocks.StructBlock', [[('text', 0), ('share', 1), ('rationale', 2)]], {})}, verbose_name='accepted answers'),
        ),
        migrations.AddField(
            model_name='item',
            name='is_all_or_nothing',
            field=models.BooleanField(default=False, verbose_name='partly right earns nothing'),
        ),
        migrations.AddField(
            model_name='item',
            name='keeps_order',
            field=models.BooleanField(default=False, verbose_name='options stay in this order'),
        ),
        migrations.AddField(
            model_name='item',
            name='match_case',
            field=models.BooleanField(default=False, verbose_name='capital letters count'),
        ),
        migrations.AddField(
            model_name='item',
            name='numbers',
            field=wagtail.fields.StreamField([('number', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': '“*” stands for every other answer.', 'label': 'Number', 'max_length': 40}), 1: ('wagtail.blocks.CharBlock', (), {'default': '0', 'help_text': 'How far off is still right, the limit included.', 'label': 'Tolerance', 'max_length': 40}), 2: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 7, 'help_text': 'Of the mark. Empty: all of it.', 'label': 'Share (%)', 'max_digits': 10, 'max_value': 100, 'min_value': 0, 'required': False}), 3: ('wagtail.blocks.TextBlock', (), {'label': 'Rationale', 'required': False, 'rows': 2}), 4: ('wagtail.blocks.StructBlock', [[('value', 0), ('tolerance', 1), ('share', 2), ('rationale', 3)]], {})}, help_text='The first that fits counts.', verbose_name='numbers'),
        ),
        migrations.AddField(
            model_name='item',
            name='pairs',
            field=wagtail.fields.StreamField([('pair', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Empty: the right side fits nowhere and misleads.', 'label': 'Left side', 'max_length': 300, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Right side', 'max_length': 300}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Rationale', 'required': False, 'rows': 2}), 3: ('wagtail.blocks.StructBlock', [[('stem', 0), ('choice', 1), ('rationale', 2)]], {})}, verbose_name='pairs'),
        ),
        migrations.AddField(
            model_name='item',
            name='unit_needed',
            field=models.BooleanField(default=False, verbose_name='without a unit the answer is wrong'),
        ),
        migrations.AddField(
            model_name='item',
            name='units',
            field=wagtail.fields.StreamField([('unit', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 20}), 1: ('wagtail.blocks.CharBlock', (), {'default': '1', 'help_text': 'What an answer in this unit is multiplied by: 1 for the unit of the numbers, 1000 for km where they are in m.', 'label': 'Factor', 'max_length': 40}), 2: ('wagtail.blocks.StructBlock', [[('name', 0), ('factor', 1)]], {})}, verbose_name='units'),
        ),
        migrations.AlterField(
            model_name='item',
            name='kind',
            field=models.CharField(choices=[('single', 'Single choice'), ('multiple', 'Multiple response'), ('true-false', 'True or false'), ('matching', 'Matching'), ('numerical', 'Number'), ('short-answer', 'Short answer')], default='single', max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='item',
            name='options',
            field=wagtail.fields.StreamField([('option', 5)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Set on saving; never shown.', 'label': 'Key', 'max_length': 20, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Option', 'max_length': 300}), 2: ('wagtail.blocks.BooleanBlock', (), {'label': 'Right', 'required': False}), 3: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 7, 'help_text': 'Of the mark, if options count differently. Usually empty.', 'label': 'Share (%)', 'max_digits': 10, 'max_value': 100, 'min_value': -100, 'required': False}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Rationale', 'rows': 2}), 5: ('wagtail.blocks.StructBlock', [[('key', 0), ('text', 1), ('is_right', 2), ('share', 3), ('rationale', 4)]], {})}, verbose_name='options'),
        ),
    ]
