from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "readiness"

    def ready(self) -> None:
        from credentials.verdicts import register_finder
        from people import own_data
        from people.retention import rules
        from readiness import retention
        from readiness.documents.public import find_document
        from readiness.own_data import digests, reminders

        own_data.register("reminders", reminders)
        own_data.register("digests", digests)
        register_finder("documents", find_document)
        rules.register("readiness", retention.RULES, retention.IMPERSONAL)
