import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0019_sittings_that_end_by_themselves'),
    ]

    operations = [
        migrations.AddField(
            model_name='paperform',
            name='replaces',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='quizzes.attempt'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='replaces_because',
            field=models.CharField(blank=True, max_length=200, verbose_name='what happened'),
        ),
    ]
