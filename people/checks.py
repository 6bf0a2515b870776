"""What must not go live with these people in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError


def no_invented_people(app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """people.E001: production has no accounts of the demonstration, whose passwords are printed for everybody."""
    from people.models import User

    if not settings.PRODUCTION or not databases:
        return []
    try:
        found = User.objects.filter(is_demonstration=True).exists()
    except DatabaseError:  # no tables yet, or no database: nobody signs in either
        return []
    if not found:
        return []
    return [
        Error(
            "The database holds accounts of the demonstration, and BLUEHELM_MODE is “production”.",
            hint="Start production on a database of its own: set DATABASE_URL or DATA_DIR.",
            id="people.E001",
        )
    ]
