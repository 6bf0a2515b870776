"""``manage.py load_demonstration``: an invented contingent, and who can sign in."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from curriculum.demonstration import load_demonstration, welcome


class Command(BaseCommand):
    help = "Makes an invented contingent of about 300 people. Refused in production. Repeating it keeps the data."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demonstration accounts have no place in production. Nothing was made.")
        logging.disable(logging.INFO)  # nobody did these deeds
        try:
            demonstration = load_demonstration(at=timezone.now())
        finally:
            logging.disable(logging.NOTSET)
        if options["verbosity"]:
            self.stdout.write(welcome(demonstration, timezone.localdate()))
