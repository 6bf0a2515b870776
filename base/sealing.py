"""What must be read again later, and by this site alone: sealed with a key that follows from the site's own."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sealer(purpose: str) -> MultiFernet:
    """Seals with the present ``SECRET_KEY``, opens also with those that it follows. What is sealed for one purpose opens for no
    other."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"{purpose} {key}".encode()).digest())) for key in keys])
