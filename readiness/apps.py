from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "readiness"

    def ready(self) -> None:
        from people import own_data
        from readiness.own_data import digests, reminders

        own_data.register("reminders", reminders)
        own_data.register("digests", digests)
