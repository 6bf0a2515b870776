from django.apps import AppConfig
from django.core.checks import register


class CredentialsConfig(AppConfig):
    name = "credentials"

    def ready(self) -> None:
        from credentials import retention
        from credentials.checks import SIGNING, there_is_a_key
        from credentials.own_data import credentials_held, external_held, links_held, scans, signed_files
        from people import archive, own_data
        from people.retention import rules

        own_data.register("credentials", credentials_held)
        own_data.register("share_links", links_held)
        own_data.register("external_certificates", external_held)
        archive.register_files("certificates", signed_files)
        archive.register_files("scans", scans)
        register(there_is_a_key, SIGNING, deploy=True)
        rules.register("credentials", retention.RULES, retention.IMPERSONAL)
