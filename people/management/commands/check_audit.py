"""``manage.py check_audit``: finds changed and missing entries of the audit log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.audit.services import faults_of_log, sealed_in_all
from people.models import AuditEntry, AuditSeal


class Command(BaseCommand):
    help = "Computes every seal of the audit log again; names those that no longer fit, and then fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", default="", help="the digest of a seal, as it was written down elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        if faults := faults_of_log(options["expect"], at=timezone.now()):
            raise CommandError("\n".join(faults))
        unsealed = AuditEntry.objects.unsealed().count()
        seals = f"{AuditSeal.objects.count()} seals with {sealed_in_all()} entries fit"
        self.stdout.write(f"{seals}; {unsealed} entries wait for the next one.")
