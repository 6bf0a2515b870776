"""Reads every signed certificate and status list again and finds what was changed behind the application's back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentials.badges.signing import is_intact, is_list_true
from credentials.models import CredentialSignature, StatusList


class Command(BaseCommand):
    help = "Verifies every certificate and status list; names those whose bytes, key or revocations no longer fit, and fails."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = CredentialSignature.objects.order_by("pk")
        broken = [str(row.pk) for row in rows.iterator(chunk_size=200) if not is_intact(row)]
        lists = StatusList.objects.order_by("number")
        untrue = [str(row.number) for row in lists if not is_list_true(row)]
        faults = []
        if broken:
            faults.append(f"{len(broken)} certificates do not fit their signature: {', '.join(broken)}.")
        if untrue:
            faults.append(f"Status lists that do not say what the record says, signed by a known key: {', '.join(untrue)}.")
        if faults:
            raise CommandError(" ".join(faults))
        self.stdout.write(f"{rows.count()} certificates and {lists.count()} status lists are as they were signed.")
