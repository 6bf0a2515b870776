"""Reads every signed certificate again and finds what was changed behind the application's back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentials.badges.signing import is_intact
from credentials.models import CredentialSignature


class Command(BaseCommand):
    help = "Verifies the signature of every certificate; names those whose bytes or key no longer fit, and then fails."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = CredentialSignature.objects.order_by("pk")
        broken = [str(row.pk) for row in rows.iterator(chunk_size=200) if not is_intact(row)]
        if broken:
            raise CommandError(f"{len(broken)} certificates do not fit their signature: {', '.join(broken)}.")
        self.stdout.write(f"{rows.count()} certificates are as they were signed.")
