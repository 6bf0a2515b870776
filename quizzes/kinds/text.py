"""What the kinds share in which something short is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.interface import Content, Plain, Posted, Response, ResponseRefused, Shuffle

LONGEST = 250  # characters; with two bytes each the message that saves the answer stays below 1 KB


# Signs that nobody sees: they steer the direction of a line, join nothing, and come with the keyboard or the clipboard.
UNSEEN = dict.fromkeys(map(ord, "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))


def visible(text: str) -> str:
    """What is seen of a text, without blanks around it."""
    return text.translate(UNSEEN).strip()


def readable(text: str) -> str:
    """Without what no database keeps: the sign nought, and half of a sign that takes two."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


class Typed(Plain):
    """The common ground of short answer and number: one line of text, kept as it was typed, trimmed."""

    fields: tuple[str, ...] = ()
    can_be_emptied = True
    longest = LONGEST

    def lay_out(self, content: Content, shuffle: Shuffle) -> list[str]:
        return []

    def view(self, question: Any) -> Any:
        return {"text": (question.response or {}).get("text", ""), "longest": self.longest}

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        return {"text": "".join(form.getlist(name)[:1])}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        if set(data) != {"text"} or not isinstance(data["text"], str):
            raise ResponseRefused(_("This answer cannot be read."))
        return {"text": self.clean_text(data["text"])}

    def clean_text(self, text: str) -> str:
        text = readable(text).strip()
        if len(text) > self.longest:
            raise ResponseRefused(
                _("An answer has at most %(most)d characters. Yours has %(number)d: please shorten it.")
                % {"most": self.longest, "number": len(text)}
            )
        return text

    def is_answered(self, response: Response | None) -> bool:
        return bool(response and response["text"])

    def summarise(self, content: Content, response: Response | None) -> str:
        return str(response["text"]) if response and response["text"] else _("No answer")
