"""When a learner of a sitting was last heard of. Kept in the shared cache: it helps an invigilator now, and is no evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache, caches

from quizzes.models import Attempt

KEPT = 12 * 60 * 60  # seconds
EVERY = 15  # seconds; not more often from one process


def note_contact(attempt: Attempt, at: datetime) -> None:
    """Costs one write in the shared cache every fifteen seconds."""
    if caches["local"].add(_key(attempt.pk), 1, EVERY):
        cache.set(_key(attempt.pk), at.timestamp(), KEPT)


def contacts(attempts: Iterable[int]) -> dict[int, float]:
    """Seconds since the epoch, by attempt; only of those that were heard of."""
    keys = {_key(attempt): attempt for attempt in attempts}
    return {keys[key]: float(moment) for key, moment in cache.get_many(keys).items()}


def _key(attempt: int) -> str:
    return f"sitting-contact-{attempt}"
