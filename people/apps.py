from django.apps import AppConfig
from django.core.checks import Tags, register
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people.checks import no_invented_people

        register(no_invented_people, Tags.database)


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own pages for accounts, with our form: names, ranks and groups, never passwords."""

    user_viewset = "people.viewsets.PeopleViewSet"
