"""The worker that test_printing_in_parts.py kills: ``python -m tests.credentials.printing_worker PRINT``; every sheet a part."""

from __future__ import annotations

import sys

import django


def main(asked: str) -> None:
    django.setup()
    from django.utils import timezone

    from credentials.models import CertificatePrint
    from credentials.prints import drawing

    drawing.PART = 1
    drawing.make_print(asked=CertificatePrint.objects.get(pk=asked), clock=timezone.now)


if __name__ == "__main__":
    main(sys.argv[1])
