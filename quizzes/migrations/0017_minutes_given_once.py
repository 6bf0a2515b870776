from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0016_answers_shown_in_practice'),
    ]

    operations = [
        migrations.AddField(
            model_name='sittingevent',
            name='client_id',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='sittingevent',
            constraint=models.UniqueConstraint(fields=('sitting', 'client_id'), name='event_sent_once'),
        ),
    ]
