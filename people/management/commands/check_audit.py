"""``manage.py check_audit``: finds changed and missing entries of the audit log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.audit.services import faults_of_log
from people.models import AuditEntry, AuditSeal


class Command(BaseCommand):
    help = "Computes every seal of the audit log again; names those that no longer fit, and then fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", default="", help="the digest of a seal, as it was written down elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        if faults := faults_of_log(options["expect"]):
            raise CommandError("\n".join(faults))
        unsealed = AuditEntry.objects.unsealed().count()
        self.stdout.write(f"{AuditSeal.objects.count()} seals fit; {unsealed} entries wait for the next one.")
