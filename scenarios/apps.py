"""Connects the one receiver of the house."""

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "scenarios"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from scenarios.compiling import compile_when_published
        from scenarios.models import ScenarioPage

        page_published.connect(compile_when_published, sender=ScenarioPage, dispatch_uid="scenarios.compile")
