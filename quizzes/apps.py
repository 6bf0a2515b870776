from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self) -> None:
        from people import own_data
        from people.audit import words
        from people.retention import rules
        from quizzes import audit_words, retention
        from quizzes.corrections.own_data import corrected_results
        from quizzes.own_data import answers, attempts, extra_time, late_answers, marks
        from quizzes.paper.own_data import paper_forms
        from quizzes.sittings.own_data import sitting_events, sittings

        own_data.register("attempts", attempts)
        own_data.register("answers", answers)
        own_data.register("extra_time", extra_time)
        own_data.register("late_answers", late_answers)
        own_data.register("marks", marks)
        own_data.register("corrected_results", corrected_results)
        own_data.register("sittings", sittings)
        own_data.register("sitting_events", sitting_events)
        own_data.register("paper_forms", paper_forms)
        words.register(events=audit_words.EVENTS, rows=audit_words.ROWS, places={words.Place.WHAT: ["quiz"]})
        rules.register("quizzes", retention.RULES, retention.IMPERSONAL)
