from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import audit_words, retention
        from courses.classes.own_data import attendance, class_messages, classes
        from courses.contests.own_data import contests
        from courses.models import Contest
        from courses.own_data import completions, enrolments
        from people import own_data
        from people.audit import kinds, words
        from people.retention import rules

        own_data.register("enrolments", enrolments)
        own_data.register("completions", completions)
        own_data.register("classes", classes)
        own_data.register("attendance", attendance)
        own_data.register("class_messages", class_messages)
        own_data.register("contests", contests)
        kinds.register("training_class", kinds.Kind(_("Class"), keys=("training_class",)))
        words.register(
            events=audit_words.EVENTS,
            rows=audit_words.ROWS,
            values={"outcome": dict(Contest.Outcome.choices)},
            places={words.Place.AMONG_WHOM: ["training_class"]},
        )
        rules.register("courses", retention.RULES, retention.IMPERSONAL)
