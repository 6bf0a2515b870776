"""Work on a roll beyond a request's bearing; at once by default, by the worker in production."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone, translation
from django_tasks import task

from people.models import RollImport
from people.roll import services


@contextmanager
def _work_on(key: int, language: str) -> Iterator[RollImport]:
    """The roll, in the language of whoever sent it. When the work fails, its page says so and the log why."""
    roll = RollImport.objects.select_related("unit", "sent_by").get(pk=key)
    try:
        with translation.override(language):
            yield roll
    except Exception:
        services.mark_failed(roll=roll)
        raise


@task()
def check(roll: int, language: str) -> None:
    """Checks the roll."""
    with _work_on(roll, language) as found:
        services.check_roll(roll=found, at=timezone.now())


@task()
def take_over(roll: int, language: str) -> None:
    """Takes the roll over; when the record changed meanwhile, the roll is checked anew and nothing else happens."""
    with _work_on(roll, language) as found:
        try:
            services.apply_roll(roll=found, at=timezone.now())
        except services.RollChanged:
            RollImport.objects.filter(pk=roll, begun_at=found.begun_at).update(was_overtaken=True)
