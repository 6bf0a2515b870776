"""Reads every signed certificate and status list again and finds what was changed behind the application's back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentials.badges.signing import is_intact, is_list_true
from credentials.models import Credential, CredentialSignature, StatusList
from people.models import AuditEntry


class Command(BaseCommand):
    help = "Verifies every certificate, status list and revocation; names those that no longer fit, and then fails."

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
        if hidden := _hidden():
            faults.append(f"Revoked by the audit log, and not by the record: {', '.join(hidden)}.")
        if faults:
            raise CommandError(" ".join(faults))
        self.stdout.write(f"{rows.count()} certificates and {lists.count()} status lists are as they were signed.")


def _hidden() -> list[str]:
    """Certificates whose revocation stands in the audit log alone."""
    revoked = set(AuditEntry.objects.filter(event="credential revoked").values_list("data__credential", flat=True))
    standing = Credential.objects.filter(revoked_at__isnull=True).values_list("pk", flat=True)
    return [str(pk) for pk in standing.order_by("pk").iterator() if pk in revoked]
