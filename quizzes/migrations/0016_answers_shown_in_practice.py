from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0015_sittings_and_paper_forms'),
    ]

    operations = [
        migrations.AlterField(
            model_name='step',
            name='kind',
            field=models.CharField(choices=[('answer', 'Answer'), ('submit', 'Submit'), ('pause', 'Pause'), ('resume', 'Resume'), ('extend', 'Extend'), ('reread', 'Read again'), ('show', 'Answers shown')], max_length=10),
        ),
    ]
