from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    name = "readiness"

    def ready(self) -> None:
        from credentials.verdicts import register_finder
        from people import own_data
        from people.audit import kinds, words
        from people.retention import rules
        from readiness import audit_words, retention
        from readiness.documents.public import document_of_code, find_document
        from readiness.own_data import digests, documents, reminders

        own_data.register("reminders", reminders)
        own_data.register("digests", digests)
        own_data.register("documents", documents)
        register_finder("documents", find_document)
        kinds.register("document", kinds.Kind(_("Document"), keys=("document",), find=document_of_code))
        words.register(events=audit_words.EVENTS, rows=audit_words.ROWS)
        rules.register("readiness", retention.RULES, retention.IMPERSONAL)
