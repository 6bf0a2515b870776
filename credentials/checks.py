"""What certificates need before the site goes live."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

SIGNING = "signing"  # the tag under which the start asks for it


def there_is_a_key(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """credentials.E001: production signs with a key that somebody made on purpose, the same one for every server."""
    from credentials.badges.keys import NoSigningKey, signing_key

    if not settings.PRODUCTION:
        return []
    try:
        signing_key()
    except (NoSigningKey, OSError, ValueError) as error:
        hint = "Run “manage.py rotate_signing_key” once, and give every server the same folder."
        return [Error(f"No key signs certificates: {error}", hint=hint, id="credentials.E001")]
    return []
