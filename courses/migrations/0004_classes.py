import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0003_card_and_instructors_note'),
        ('people', '0002_status_of_postings_and_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClassSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='place')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='topic')),
                ('called_off_at', models.DateTimeField(null=True, verbose_name='called off')),
            ],
            options={
                'verbose_name': 'session of a class',
                'verbose_name_plural': 'sessions of classes',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TrainingClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='place')),
                ('language', models.CharField(max_length=10, verbose_name='language of instruction')),
                ('made_at', models.DateTimeField(verbose_name='opened')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
            ],
            options={
                'verbose_name': 'class',
                'verbose_name_plural': 'classes',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='completion',
            name='instructor_name',
            field=models.CharField(blank=True, max_length=160, verbose_name='instructor'),
        ),
        migrations.CreateModel(
            name='ClassMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_on', models.DateField(verbose_name='joined')),
                ('left_on', models.DateField(null=True, verbose_name='left')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='class_memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'member of a class',
                'verbose_name_plural': 'members of classes',
            },
        ),
        migrations.CreateModel(
            name='ClassMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='message')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('notices', models.ManyToManyField(related_name='class_messages', to='people.notice', verbose_name='copies')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='from')),
            ],
            options={
                'verbose_name': 'message to a class',
                'verbose_name_plural': 'messages to classes',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent'), ('excused', 'Excused')], max_length=10, verbose_name='state')),
                ('marked_at', models.DateTimeField(verbose_name='marked')),
                ('replaced_at', models.DateTimeField(null=True, verbose_name='replaced')),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='marked by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='courses.classmember', verbose_name='member')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='courses.classsession', verbose_name='session')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendance',
            },
        ),
        migrations.CreateModel(
            name='Instructor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'instructor',
                'verbose_name_plural': 'instructors',
            },
        ),
        migrations.AddField(
            model_name='classsession',
            name='instructor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='courses.instructor', verbose_name='instructor'),
        ),
        migrations.CreateModel(
            name='Teaching',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson_key', models.UUIDField(editable=False)),
                ('at', models.DateTimeField(verbose_name='taught')),
                ('instructor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teachings', to='courses.instructor', verbose_name='instructor')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teachings', to='courses.lessonpage', verbose_name='lesson')),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='marked by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teachings', to='courses.classsession', verbose_name='session')),
            ],
            options={
                'verbose_name': 'taught lesson',
                'verbose_name_plural': 'taught lessons',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='completion',
            name='taught_in',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='courses.teaching', verbose_name='taught in a class'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('instructor_name', ''), ('taught_in__isnull', True)), models.Q(('taught_in__isnull', False), models.Q(('instructor_name', ''), _negated=True)), _connector='OR'), name='instructor_named_where_taught'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='courses.coursepage', verbose_name='course'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='people.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='instructor',
            name='training_class',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructors', to='courses.trainingclass', verbose_name='class'),
        ),
        migrations.AddField(
            model_name='classsession',
            name='training_class',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='courses.trainingclass', verbose_name='class'),
        ),
        migrations.AddField(
            model_name='classmessage',
            name='training_class',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='courses.trainingclass', verbose_name='class'),
        ),
        migrations.AddField(
            model_name='classmember',
            name='training_class',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='courses.trainingclass', verbose_name='class'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('session', 'member'), name='one_standing_word_on_attendance'),
        ),
        migrations.AddConstraint(
            model_name='teaching',
            constraint=models.UniqueConstraint(fields=('session', 'lesson_key'), name='lesson_taught_once_a_session'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('closed_at__gte', models.F('made_at')), _connector='OR'), name='class_closed_after_it_was_opened'),
        ),
        migrations.AddConstraint(
            model_name='instructor',
            constraint=models.UniqueConstraint(fields=('training_class', 'user'), name='instructor_once_a_class'),
        ),
        migrations.AddConstraint(
            model_name='classsession',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_times_in_order'),
        ),
        migrations.AddConstraint(
            model_name='classsession',
            constraint=models.UniqueConstraint(condition=models.Q(('called_off_at__isnull', True)), fields=('training_class', 'starts_at'), name='one_session_of_a_class_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='classmember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on__isnull', True)), fields=('training_class', 'user'), name='one_open_membership_a_class'),
        ),
        migrations.AddConstraint(
            model_name='classmember',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='membership_days_in_order'),
        ),
    ]
