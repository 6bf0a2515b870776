"""``manage.py seal_audit``: seals what was noted in the audit log since the last seal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from people.audit.services import seal_entries, sealed_in_all


class Command(BaseCommand):
    help = "Seals the entries of the audit log that have no seal yet. Run it often, and write the printed digest down elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        seal = seal_entries(at=timezone.now())
        if seal is None:
            self.stdout.write("Nothing to seal.")
            return
        self.stdout.write(f"Seal {seal.number}: {seal.entries_sealed} entries, {sealed_in_all()} in all, {seal.digest}")
