"""Drawing many certificates is beyond a request's bearing; at once by default, by the worker in production."""

from __future__ import annotations

from django.utils import timezone, translation
from django_tasks import task

from credentials.models import CertificatePrint
from credentials.prints.services import make_print


@task()
def draw(pk: int, language: str) -> None:
    """``language``: of whoever asked; a worker has none of its own."""
    with translation.override(language):
        make_print(asked=CertificatePrint.objects.select_related("unit").get(pk=pk), at=timezone.now())
