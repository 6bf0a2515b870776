"""``manage.py strip_scans``: takes place, time and device out of photographs that were kept before pictures were drawn anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from base.bare_pictures import FORMATS, NotReadable
from credentials.external.services import bare_scan
from credentials.models import ExternalCertificate


class Command(BaseCommand):
    help = "Draws photographs of external certificates anew where they carry more than their picture. Again, it does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = ExternalCertificate.objects.filter(scan_type__in=FORMATS).exclude(scan="").order_by("pk")
        done, unreadable = 0, []
        for row in rows.iterator(chunk_size=100):
            try:
                done += bare_scan(row=row, at=timezone.now())
            except NotReadable:
                unreadable.append(str(row.pk))
        self.stdout.write(f"{done} photographs were drawn anew.")
        if unreadable:
            raise CommandError(f"These cannot be read and stay as they are; look at them by hand: {', '.join(unreadable)}.")
