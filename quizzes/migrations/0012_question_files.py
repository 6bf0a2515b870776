import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('law', '0001_initial'),
        ('quizzes', '0011_difficulty_as_found'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=64, unique=True)),
                ('document', models.JSONField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=150)),
                ('line', models.PositiveIntegerField()),
                ('warnings', models.JSONField(default=list)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='source', to='quizzes.item')),
            ],
            options={
                'verbose_name': 'source of an item',
            },
        ),
        migrations.CreateModel(
            name='QuestionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Everyone'), (2, 'NCOs and junior officers'), (3, 'Commanders and staff')], default=1, verbose_name='level')),
                ('name', models.CharField(max_length=150, verbose_name='file')),
                ('content', models.BinaryField(default=bytes)),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('taken_over_at', models.DateTimeField(null=True, verbose_name='taken over')),
                ('lines', models.JSONField(default=list)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.itembank', verbose_name='bank')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='law.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'question file',
                'verbose_name_plural': 'question files',
                'ordering': ['-sent_at'],
            },
        ),
    ]
