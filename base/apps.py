"""What the base does once, before the applications of Wagtail are made ready (they come later in INSTALLED_APPS)."""

from django.apps import AppConfig

from base.rest_api import leave_out


class BaseConfig(AppConfig):
    """Bluehelm's base."""

    name = "base"

    def ready(self) -> None:
        leave_out()
