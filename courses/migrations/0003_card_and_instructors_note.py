import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0002_refresher_courses'),
    ]

    operations = [
        migrations.AddField(
            model_name='modulepage',
            name='card',
            field=wagtail.fields.StreamField([('line', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Line'})}, help_text='What a soldier keeps in the pocket: a few short orders, shown and printed with the module.', verbose_name='card'),
        ),
        migrations.AddField(
            model_name='modulepage',
            name='instructor_note',
            field=wagtail.fields.StreamField([('prose', 4), ('table', 6)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'required': False}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'h3'], 'label': 'Text', 'required': False}), 2: ('wagtail.snippets.blocks.SnippetChooserBlock', ('law.Rule',), {'label': 'Rule'}), 3: ('wagtail.blocks.ListBlock', (2,), {'default': [], 'label': 'Rules cited'}), 4: ('wagtail.blocks.StructBlock', [[('heading', 0), ('text', 1), ('rules', 3)]], {}), 5: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'Text'}), 6: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 5)]], {'icon': 'table', 'label': 'Table', 'template': 'blocks/table.html'})}, help_text='Timing, exercises and hard questions. Shown to those who teach a class, never to learners.', verbose_name='instructor’s note'),
        ),
    ]
