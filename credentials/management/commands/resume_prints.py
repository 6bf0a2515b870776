"""``manage.py resume_prints``: goes on with files of certificates whose worker died; every few minutes, beside the worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from credentials.prints.drawing import waiting_in_vain, wake_print
from credentials.prints.services import forget_prints
from credentials.prints.tasks import draw


class Command(BaseCommand):
    help = "Hands files of certificates at which nobody works any more to a worker again, and deletes those older than a day."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        forgotten = forget_prints(at=now)
        woken = [asked for asked in waiting_in_vain(now) if wake_print(asked=asked, at=now)]
        for asked in woken:
            draw.enqueue(asked.pk)
        self.stdout.write(f"{len(woken)} files go on, {forgotten} were deleted.")
