"""What the kinds share in which options are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.interface import AnswerKey, Content, Posted, Response, ResponseRefused, exact, stored

ID_LENGTH = 10


@dataclass(frozen=True)
class AuthoredOption:
    """One option as its author wrote it."""

    key: str
    text: str
    is_right: bool
    rationale: str


def authored_options(item: Any) -> list[AuthoredOption]:
    """The options of an item that is being edited or frozen."""
    values = [child["value"] for child in item.options.raw_data]
    return [
        AuthoredOption(
            str(value.get("key") or ""),
            " ".join(str(value.get("text") or "").split()),
            bool(value.get("is_right")),
            str(value.get("rationale") or "").strip(),
        )
        for value in values
    ]


def option_id(item: Any, option: AuthoredOption) -> str:
    """Says nothing about the place in which the author wrote the option, nor whether it is right."""
    return sha256(f"{item.translation_key}:{option.key or option.text}".encode()).hexdigest()[:ID_LENGTH]


def options_by_id(content: Content) -> dict[str, str]:
    return {option["id"]: option["text"] for option in content["options"]}


class Choice:
    """The common ground of single choice, multiple response and true or false."""

    template = "quizzes/kinds/_choice.html"
    control = "radio"
    keeps_order = False
    can_be_emptied = False
    most = 1

    def fractions(self, options: list[AuthoredOption]) -> list[Fraction]:
        return [Fraction(option.is_right) for option in options]

    def faults(self, item: Any) -> list[str]:
        options = authored_options(item)
        texts = Counter(option.text.casefold() for option in options)
        found = []
        if len(options) < 2:
            found.append(_("Write at least two options."))
        if "" in texts:
            found.append(_("An option has no text."))
        if any(count > 1 for text, count in texts.items() if text):
            found.append(_("Two options say the same."))
        if not all(option.rationale for option in options):
            found.append(_("Every option needs its rationale."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        options = authored_options(item)
        ids = [option_id(item, option) for option in options]
        content = {"stem": item.stem, "options": [{"id": i, "text": o.text} for i, o in zip(ids, options, strict=True)]}
        answer_key = {
            "fractions": {i: stored(share) for i, share in zip(ids, self.fractions(options), strict=True)},
            "rationales": {i: option.rationale for i, option in zip(ids, options, strict=True)},
        }
        return content, answer_key

    def read_form(self, form: Posted, name: str) -> dict[str, Any]:
        return {"chosen": form.getlist(name)}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        chosen = data.get("chosen")
        if set(data) != {"chosen"} or not isinstance(chosen, list):
            raise ResponseRefused(_("This answer cannot be read."))
        known = options_by_id(content)
        if not all(isinstance(each, str) and each in known for each in chosen):
            raise ResponseRefused(_("This answer names an option that the question does not have."))
        if len(set(chosen)) > self.most:
            raise ResponseRefused(_("Choose one option only."))
        return {"chosen": sorted(set(chosen))}  # an order that says nothing about the author's

    def is_answered(self, response: Response | None) -> bool:
        return bool(response and response["chosen"])

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        """The sum of what was chosen, clipped to 0 … 1 (as Moodle's multi-response)."""
        chosen = response["chosen"] if response else []
        total = sum((exact(answer_key["fractions"][each]) for each in chosen), Fraction(0))
        return min(Fraction(1), max(Fraction(0), total))

    def summarise(self, content: Content, response: Response | None) -> str:
        texts = options_by_id(content)
        return "; ".join(texts[each] for each in response["chosen"]) if response and response["chosen"] else _("No answer")
