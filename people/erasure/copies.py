"""Files that hold names and are no row about one person, such as the certificates of a company: they go with the person too.

Lower floors do not know higher ones: each floor registers how it forgets its own in ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction

Forget = Callable[[int], int]  # the number of an account; how many files went

_forgetters: dict[str, Forget] = {}


def register(name: str, forget: Forget) -> None:
    """Adds one; registering it again replaces it. ``forget`` removes files on commit, and may be called twice."""
    _forgetters[name] = forget


def forget_copies(person: int) -> int:
    """Forgets them with the transaction, and looks once more behind it: somebody may have written one meanwhile."""
    for forget in _forgetters.values():
        transaction.on_commit(partial(forget, person))
    return sum(forget(person) for forget in _forgetters.values())
