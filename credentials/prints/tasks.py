"""Drawing many certificates is beyond a request's bearing; at once by default, by the worker in production."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from credentials.models import CertificatePrint
from credentials.prints.drawing import make_print


@task()
def draw(pk: int) -> None:
    """Running it again goes on where the last one came to, or leaves what is ready."""
    make_print(asked=CertificatePrint.objects.get(pk=pk), clock=timezone.now)
