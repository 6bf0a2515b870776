import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0002_time_as_steps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField()),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='per cent')),
                ('passed', models.BooleanField(verbose_name='passed')),
                ('passed_before', models.BooleanField()),
                ('result', models.JSONField()),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrected_results', to='quizzes.attempt')),
            ],
            options={
                'verbose_name': 'corrected result',
                'verbose_name_plural': 'corrected results',
                'ordering': ['attempt', 'sequence'],
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='corrected',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.correctedresult'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('withdraw', 'Withdraw: it counts for nobody'), ('re-key', 'Mark by another key'), ('reverse', 'Take an earlier correction back')], max_length=10, verbose_name='what is to be done')),
                ('answer_key', models.JSONField(null=True)),
                ('reason', models.TextField(verbose_name='reason')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('state', models.CharField(choices=[('proposed', 'Waits for a second person'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Taken back by who proposed it')], default='proposed', max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('note', models.TextField(blank=True, verbose_name='note on the decision')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('reverses', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='quizzes.correction', verbose_name='takes back')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='quizzes.itemversion', verbose_name='question')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='correctedresult',
            name='correction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='quizzes.correction'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('version',), name='one_undecided_correction_a_version'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('reverses',), name='correction_taken_back_once'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'refused']), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='correction_decided_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('decided_at__isnull', False), _connector='XOR'), name='correction_decided_at'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('deed', 're-key'), ('answer_key__isnull', True), _connector='XOR'), name='key_where_it_is_marked_anew'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('deed', 'reverse'), ('reverses__isnull', True), _connector='XOR'), name='reversal_names_its_correction'),
        ),
        migrations.AddConstraint(
            model_name='correctedresult',
            constraint=models.UniqueConstraint(fields=('attempt', 'sequence'), name='corrected_result_sequence_once'),
        ),
        migrations.AddConstraint(
            model_name='correctedresult',
            constraint=models.UniqueConstraint(fields=('attempt', 'correction'), name='one_result_a_correction'),
        ),
    ]
