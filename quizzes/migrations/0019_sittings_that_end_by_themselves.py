from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0018_answers_that_came_too_late'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sitting',
            name='sitting_closed_by_somebody',
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='sitting_closed_after_it_was_opened'),
        ),
    ]
