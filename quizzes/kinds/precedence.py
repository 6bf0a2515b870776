"""The first accepted answer that fits decides: one that earns more is never reached behind one that takes the same first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

Accepted = Mapping[str, Any]  # of a key, with the fraction that it earns


def never_reached(answers: Iterable[Accepted], name: str, takes_all_of: Callable[[Accepted, Accepted], bool]) -> list[str]:
    """Sentences for the author. ``name``: where an answer has its words; ``takes_all_of(first, second)``: whether whatever
    fits the second fits the first as well."""
    found, above = [], list[Accepted]()
    for answer in answers:
        first = next((each for each in above if takes_all_of(each, answer)), None)
        if first is not None and first["fraction"] < answer["fraction"]:
            words = {"text": answer[name], "first": first[name]}
            found.append(
                _("Nobody reaches “%(text)s”: “%(first)s” stands above it, and takes it for less. Change places.") % words
            )
        above.append(answer)
    return found
