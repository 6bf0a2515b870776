from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0005_levels_minima_and_critical_topics'),
    ]

    operations = [
        migrations.RemoveConstraint('correction', 'key_where_it_is_marked_anew'),
        migrations.RenameField('correction', 'answer_key', 'key_after'),
        migrations.AddField('correction', 'key_before', models.JSONField(null=True)),
        migrations.AddConstraint(
            'correction',
            models.CheckConstraint(condition=models.Q(('deed', 're-key'), _negated=True) | models.Q(('key_after__isnull', False)), name='key_where_it_is_marked_anew'),
        ),
        migrations.AddConstraint(
            'correction',
            models.CheckConstraint(condition=models.Q(('deed', 'withdraw'), _negated=True) | models.Q(('key_after__isnull', True)), name='no_key_where_it_is_withdrawn'),
        ),
    ]
