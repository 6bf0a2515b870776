"""The project's settings for trials of reminders: mail goes to a folder, tables are made without migrations."""

from config.settings import *  # noqa: F403


class NoMigrations:
    """Every table as its model says; quicker, and the same."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = NoMigrations()
DELIVERY_BACKEND = "benchmarks.mail_sink.EmailBackend"
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "local")}
