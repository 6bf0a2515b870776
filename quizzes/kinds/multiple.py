"""Multiple response: several options are right, and each counts."""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import AuthoredOption, Choice, authored_options
from quizzes.kinds.interface import AnswerKey, Content, Response


class MultipleResponse(Choice):
    name = "multiple"
    fields = ("options", "keeps_order", "is_all_or_nothing")
    control = "checkbox"
    can_be_emptied = True
    most = sys.maxsize

    def even_fractions(self, options: list[AuthoredOption]) -> list[Fraction]:
        """The right options share +1, the wrong ones share −1: who ticks everything earns nothing."""
        right = sum(option.is_right for option in options)
        return [Fraction(1, right) if option.is_right else Fraction(-1, len(options) - right) for option in options]

    def faults(self, item: Any) -> list[str]:
        found = super().faults(item)
        options = authored_options(item)
        right = sum(option.is_right for option in options)
        if right < 2 or right == len(options):
            found.append(_("Multiple response needs at least two right options and at least one wrong one."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        content, answer_key = super().freeze(item)
        if getattr(item, "is_all_or_nothing", False):
            answer_key["is_all_or_nothing"] = True
        return content, answer_key

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        if not answer_key.get("is_all_or_nothing"):
            return super().mark(answer_key, response)
        right = {each for each, share in answer_key["fractions"].items() if share > 0}
        return Fraction(response is not None and set(response["chosen"]) == right)
