"""True or false: two options in a fixed order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import Choice, authored_options
from quizzes.kinds.interface import AnswerKey, Content

# Content is in its own language, whatever the interface of its author speaks.
WORDS = {"en": ("True", "False"), "fr": ("Vrai", "Faux"), "ar": ("صحيح", "خطأ")}


def words_for(item: Any) -> tuple[str, str]:
    """The two options in the language of the item."""
    return WORDS.get(item.locale.language_code, WORDS["en"])


class TrueFalse(Choice):
    name = "true-false"
    fields = ("options",)
    keeps_order = True

    def faults(self, item: Any) -> list[str]:
        found = super().faults(item)
        options = authored_options(item)
        if sorted(option.text for option in options) != sorted(words_for(item)):
            true, false = words_for(item)
            found.append(_("True or false has exactly these options: %(true)s, %(false)s.") % {"true": true, "false": false})
        if sum(option.is_right for option in options) != 1:
            found.append(_("Mark either True or False as right."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """True first, in whatever order they were written."""
        content, answer_key = super().freeze(item)
        words = words_for(item)
        content["options"].sort(key=lambda option: words.index(option["text"]) if option["text"] in words else len(words))
        return content, answer_key
