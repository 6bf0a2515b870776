"""Single choice: one option is right."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import Choice, authored_options


class SingleChoice(Choice):
    name = "single"

    def faults(self, item: Any) -> list[str]:
        found = super().faults(item)
        if sum(option.is_right for option in authored_options(item)) != 1:
            found.append(_("Single choice needs exactly one right option."))
        return found
