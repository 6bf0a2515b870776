"""``manage.py reseal_second_factors``: seals the secrets of second factors with the present key of the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.second_factors import reseal_second_factors


class Command(BaseCommand):
    help = "Seals second factors with the present SECRET_KEY. Run it before an older key leaves SECRET_KEY_FALLBACKS."

    def handle(self, *args: Any, **options: Any) -> None:
        resealed, lost = reseal_second_factors()
        self.stdout.write(f"{resealed} second factors sealed with the present key.")
        if lost:
            raise CommandError(f"{lost} were sealed with a key that is not here: bring it back, or reset them.")
