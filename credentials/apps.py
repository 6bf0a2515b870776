from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "credentials"

    def ready(self) -> None:
        from credentials.own_data import credentials_held
        from people import own_data

        own_data.register("credentials", credentials_held)
