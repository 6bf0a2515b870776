import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0021_steps_never_change'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='correction',
            name='one_undecided_correction_a_version',
        ),
        migrations.AddField(
            model_name='correction',
            name='item',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='quizzes.attemptitem'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='deed',
            field=models.CharField(choices=[('withdraw', 'Withdraw: it counts for nobody'), ('re-key', 'Mark by another key'), ('reverse', 'Take an earlier correction back'), ('amend', 'Put right one answer, or its points, of one attempt')], max_length=10, verbose_name='what is to be done'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('item', None), ('state', 'proposed')), fields=('version',), name='one_undecided_correction_a_version'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('item',), name='one_undecided_amendment_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deed', 'amend'), ('item__isnull', False), ('key_after__isnull', False)), models.Q(models.Q(('deed', 'amend'), _negated=True), ('item__isnull', True)), _connector='OR'), name='amendment_names_its_answer'),
        ),
    ]
