"""Signs certificates that were issued before there were signatures, or brought in without one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from credentials.badges.signing import publish_list, sign_credential
from credentials.models import Credential, StatusList


class Command(BaseCommand):
    help = "Signs every certificate that has no signature yet. Running it again does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        unsigned = Credential.objects.filter(signature__isnull=True).order_by("pk")
        keys = list(unsigned.values_list("pk", flat=True))
        for pk in keys:
            sign_credential(credential=Credential.objects.get(pk=pk), at=at)
        for status_list in StatusList.objects.all() if keys else ():
            publish_list(status_list=status_list, at=at)  # some of them may have been revoked
        self.stdout.write(f"{len(keys)} certificates signed.")
