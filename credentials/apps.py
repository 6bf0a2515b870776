from django.apps import AppConfig
from django.core.checks import register


class CredentialsConfig(AppConfig):
    name = "credentials"

    def ready(self) -> None:
        from credentials import retention
        from credentials.checks import SIGNING, there_is_a_key
        from credentials.own_data import credentials_held, external_held, links_held
        from people import own_data
        from people.retention import rules

        own_data.register("credentials", credentials_held)
        own_data.register("share_links", links_held)
        own_data.register("external_certificates", external_held)
        register(there_is_a_key, SIGNING, deploy=True)
        rules.register("credentials", retention.RULES, retention.IMPERSONAL)
