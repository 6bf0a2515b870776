"""Connects the one receiver of the house, and says what this floor holds about a person."""

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "scenarios"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from people import own_data
        from people.retention import rules
        from scenarios import retention
        from scenarios.compiling import compile_when_published
        from scenarios.models import ScenarioPage
        from scenarios.own_data import decisions, runs

        page_published.connect(compile_when_published, sender=ScenarioPage, dispatch_uid="scenarios.compile")
        own_data.register("runs", runs)
        own_data.register("decisions", decisions)
        rules.register("scenarios", retention.RULES, retention.IMPERSONAL)
