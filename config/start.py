"""What is asked once more when the server starts, with the database at hand."""

from __future__ import annotations

from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections


def refuse_unsound_start() -> None:
    """Raises ImproperlyConfigured when a check of the database finds an error; leaves no connection for workers to inherit."""
    found = [message for message in run_checks(tags=[Tags.database], databases=["default"]) if message.is_serious()]
    connections.close_all()
    if found:
        raise ImproperlyConfigured(" ".join(f"{message.msg} {message.hint or ''}".strip() for message in found))
