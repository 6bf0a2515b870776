"""What an entry of the audit log can concern, and how a reader says which one.

Lower floors do not know higher ones: each floor registers what has a page or a code of its own, in ``AppConfig.ready``::

    kinds.register("credential", Kind(_("Certificate"), keys=("credential",), find=credential_of_code))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_NUMBER = 15  # digits; no code is that short

Find = Callable[[str], int | None]


@dataclass(frozen=True)
class Kind:
    """``keys``: under which an entry holds the number of such a row; ``list_key``: under which it may hold many numbers;
    ``find``: the number of the row that carries a typed code, None where there is none.
    """

    words: str | Promise
    keys: tuple[str, ...]
    list_key: str = ""
    find: Find | None = None

    def number_of(self, typed: str) -> int | None:
        """The number that was typed, or that of the row whose code was typed."""
        text = typed.strip()
        if text.isdecimal() and len(text) <= LONGEST_NUMBER:
            return int(text)
        return self.find(text) if self.find else None


PERSON = Kind(_("Person, by the number of the account"), keys=("user", "holder"), list_key="people")

_kinds: dict[str, Kind] = {}


def register(key: str, kind: Kind) -> None:
    """Adds a kind under a key that is unique on the whole site; registering it again replaces it."""
    _kinds[key] = kind


def kind_of(key: str) -> Kind:
    return _kinds[key]


def choices() -> list[tuple[str, str | Promise]]:
    return [("", _("Anything")), *((key, kind.words) for key, kind in _kinds.items())]


register("person", PERSON)
register("unit", Kind(_("Unit"), keys=("unit", "parent")))
