"""Work on a roll beyond a request's bearing; at once by default, by the worker in production."""

from __future__ import annotations

from django.utils import timezone, translation
from django_tasks import task

from people.models import RollImport
from people.roll import services


@task()
def check(roll: int, language: str) -> None:
    """Checks the roll; its sentences are in the language of whoever sent it."""
    with translation.override(language):
        services.check_roll(roll=RollImport.objects.select_related("unit", "sent_by").get(pk=roll), at=timezone.now())


@task()
def take_over(roll: int, language: str) -> None:
    """Takes the roll over; when the record changed meanwhile, the roll is checked anew and nothing else happens."""
    with translation.override(language):
        try:
            services.apply_roll(roll=RollImport.objects.select_related("unit", "sent_by").get(pk=roll), at=timezone.now())
        except services.RollChanged:
            RollImport.objects.filter(pk=roll).update(was_overtaken=True)
