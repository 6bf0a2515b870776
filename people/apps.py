from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own pages for accounts, with our form: names, ranks and groups, never passwords."""

    user_viewset = "people.viewsets.PeopleViewSet"
