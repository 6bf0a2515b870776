"""Makes the next key for signing certificates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from credentials.badges.signing import take_next_key


class Command(BaseCommand):
    help = "Makes the next key that signs certificates and signs the status lists with it; what older keys signed still verifies."

    def handle(self, *args: Any, **options: Any) -> None:
        number = take_next_key(at=timezone.now())
        self.stdout.write(f"Key {number} signs from now on. Back up {settings.SIGNING_KEYS_DIR}, apart from the database.")
