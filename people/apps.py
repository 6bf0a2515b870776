from django.apps import AppConfig
from django.core.checks import Tags, register
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    default = True  # there are two in this file, and Django takes neither unless one says so

    def ready(self) -> None:
        from people.audit import deeds
        from people.checks import no_invented_people
        from people.retention import ground, rules

        deeds.register()
        register(no_invented_people, Tags.database)
        rules.register("people", ground.RULES, ground.IMPERSONAL)


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own pages for accounts, with our form: names, ranks and groups, never passwords."""

    user_viewset = "people.viewsets.PeopleViewSet"
