import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0005_moments_of_enrolments'),
        ('quizzes', '0014_versions_never_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='quizpage',
            name='is_supervised',
            field=models.BooleanField(default=False, help_text='Starts only in an open sitting, with the code on the wall.', verbose_name='sat only under supervision'),
        ),
        migrations.CreateModel(
            name='PaperForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quiz_key', models.UUIDField(editable=False)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Everyone'), (2, 'NCOs and junior officers'), (3, 'Commanders and staff')], verbose_name='level')),
                ('seed', models.BigIntegerField()),
                ('rules', models.JSONField()),
                ('printed_at', models.DateTimeField(verbose_name='printed')),
                ('entered_at', models.DateTimeField(null=True, verbose_name='entered')),
                ('attempt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper_form', to='quizzes.attempt')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='printed by')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_forms', to='quizzes.quizpage', verbose_name='quiz')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_forms', to='courses.trainingclass', verbose_name='class')),
            ],
            options={
                'verbose_name': 'paper form',
                'verbose_name_plural': 'paper forms',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PaperItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('option_order', models.JSONField()),
                ('row', models.PositiveSmallIntegerField(null=True)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='quizzes.paperform')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemversion')),
            ],
            options={
                'ordering': ['form', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quiz_key', models.UUIDField(editable=False)),
                ('code', models.CharField(editable=False, max_length=6, verbose_name='code')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('paused_at', models.DateTimeField(null=True, verbose_name='paused')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('note', models.TextField(blank=True, verbose_name='what happened')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='quizzes.quizpage', verbose_name='quiz')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='courses.trainingclass', verbose_name='class')),
            ],
            options={
                'verbose_name': 'sitting',
                'verbose_name_plural': 'sittings',
                'ordering': ['-opened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('admitted_at', models.DateTimeField(verbose_name='let in')),
                ('attempt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seat', to='quizzes.attempt')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL, verbose_name='learner')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='quizzes.sitting')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ['sitting', 'admitted_at'],
            },
        ),
        migrations.CreateModel(
            name='SittingEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pause', 'Paused'), ('resume', 'Went on'), ('extend', 'More time')], max_length=10)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('people', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.seat')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='quizzes.sitting')),
            ],
            options={
                'verbose_name': 'event of a sitting',
                'verbose_name_plural': 'events of sittings',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attempt__isnull', True), ('entered_at__isnull', True), ('entered_by__isnull', True)), models.Q(('attempt__isnull', False), ('entered_at__isnull', False), ('entered_by__isnull', False)), _connector='OR'), name='entered_when_and_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='paperitem',
            constraint=models.UniqueConstraint(fields=('form', 'number'), name='slot_once_a_form'),
        ),
        migrations.AddConstraint(
            model_name='paperitem',
            constraint=models.UniqueConstraint(fields=('form', 'version'), name='version_once_a_form'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('code',), name='code_once_an_open_sitting'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('training_class', 'quiz_key'), name='one_open_sitting_a_class_and_quiz'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__gte', models.F('opened_at')), ('closed_by__isnull', False)), _connector='OR'), name='sitting_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('sitting', 'learner'), name='one_seat_a_learner'),
        ),
    ]
