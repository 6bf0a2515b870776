from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses.own_data import completions, enrolments
        from people import own_data

        own_data.register("enrolments", enrolments)
        own_data.register("completions", completions)
