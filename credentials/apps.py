from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    name = "credentials"

    def ready(self) -> None:
        from credentials import audit_words, retention
        from credentials.checks import SIGNING, there_is_a_key
        from credentials.own_data import credentials_held, external_held, links_held, scans, signed_files
        from credentials.prints.services import forget_prints_of
        from credentials.verdicts import credential_of_code
        from people import archive, own_data
        from people.audit import kinds, words
        from people.erasure import copies
        from people.retention import rules

        own_data.register("credentials", credentials_held)
        own_data.register("share_links", links_held)
        own_data.register("external_certificates", external_held)
        archive.register_files("certificates", signed_files)
        archive.register_files("scans", scans)
        copies.register("prints", forget_prints_of)
        kinds.register("credential", kinds.Kind(_("Certificate"), keys=("credential",), find=credential_of_code))
        kinds.register("external", kinds.Kind(_("External certificate"), keys=("external",)))
        words.register(events=audit_words.EVENTS, rows=audit_words.ROWS)
        register(there_is_a_key, SIGNING, deploy=True)
        rules.register("credentials", retention.RULES, retention.IMPERSONAL)
