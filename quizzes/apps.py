from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self) -> None:
        from people import own_data
        from quizzes.own_data import answers, attempts, marks

        own_data.register("attempts", attempts)
        own_data.register("answers", answers)
        own_data.register("marks", marks)
