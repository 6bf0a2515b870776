"""``manage.py check_documents``: finds issued documents that were changed behind the application's back; run it weekly."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.models import AuditEntry
from readiness.documents.services import fingerprint
from readiness.models import IssuedDocument


class Command(BaseCommand):
    help = "Compares every issued document with what the audit log says of its issue and withdrawal; fails where they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        issued = dict(_noted("document issued").values_list("data__document", "data__fingerprint"))
        withdrawn = set(_noted("document withdrawn").values_list("data__document", flat=True))
        faults, checked = [], 0
        for row in IssuedDocument.objects.order_by("pk").iterator(chunk_size=20):
            known = issued.pop(row.pk, None)
            if row.content and known:  # after ten years the files and the list are gone
                checked += 1
                if fingerprint(row) != known:
                    faults.append(f"Document {row.pk} is not what was issued.")
            if row.pk in withdrawn and row.withdrawn_at is None:
                faults.append(f"Document {row.pk} was withdrawn, and its row says it was not.")
        faults += [f"Document {pk} was issued, and is not there." for pk in issued]
        if faults:
            raise CommandError(" ".join(faults))
        self.stdout.write(f"{checked} documents are as they were issued.")


def _noted(event: str) -> Any:
    return AuditEntry.objects.filter(event=event).order_by("pk")
