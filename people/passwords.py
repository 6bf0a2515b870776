"""Words that everybody here would try first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CONTEXT_WORDS = ("bluehelm", "peacekeep", "bluehelmet", "unitednations", "karana")


class ContextWordValidator:
    """Refuses passwords built on the site's, the mission's or the person's unit's name (ASVS 6.2.11)."""

    def validate(self, password: str, user: Any = None) -> None:
        squeezed = "".join(c for c in password.casefold() if c.isalnum())
        if any(word in squeezed for word in (*CONTEXT_WORDS, *self._unit_words(user))):
            raise ValidationError(
                _("This password holds a word that others would guess: the name of the site, the mission or your unit."),
                code="password_context_word",
            )

    def get_help_text(self) -> str:
        return _("Do not use the name of the site, the mission or your unit.")

    @staticmethod
    def _unit_words(user: Any) -> list[str]:
        if user is None or not getattr(user, "pk", None):
            return []
        names = user.postings.values_list("unit__name", "unit__short_name")
        squeezed = ["".join(c for c in name.casefold() if c.isalnum()) for pair in names for name in pair]
        return [word for word in squeezed if len(word) >= 5]
