"""Ordering: each step gets its place; the mark is the share of steps in their right place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import options_by_id
from quizzes.kinds.interface import (
    AnswerKey,
    Content,
    Plain,
    Posted,
    Response,
    ResponseRefused,
    Revealed,
    Shuffle,
    opaque_id,
    raw_parts,
    squeezed,
)

MOST_STEPS = 20


@dataclass(frozen=True)
class ShownStep:
    """One step with the place it was given, 1 … n or None."""

    id: str
    text: str
    place: int | None


@dataclass(frozen=True)
class ShownSteps:
    """``places``: 1 … n, of which each step gets one."""

    steps: list[ShownStep]
    places: range


class Ordering(Plain):
    name = "ordering"
    template = "quizzes/kinds/_ordering.html"
    scripts: tuple[str, ...] = ("js/quiz-order.js",)
    fields: tuple[str, ...] = ("steps", "is_all_or_nothing")
    can_be_emptied = True

    def faults(self, item: Any) -> list[str]:
        texts = [text.casefold() for text, _rationale in _authored(item)]
        found = []
        if not 2 <= len(texts) <= MOST_STEPS:
            found.append(_("Write 2 to %(most)d steps.") % {"most": MOST_STEPS})
        if "" in texts:
            found.append(_("A step has no text."))
        if len(set(texts)) < len(texts):
            found.append(_("Two steps say the same."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem, options: [{id, text}]}, sorted by id. Key: {order: [ids], rationales, is_all_or_nothing}."""
        steps = [(opaque_id(item, f"step {text}"), text, rationale) for text, rationale in _authored(item)]
        content = {"stem": item.stem, "options": [{"id": each, "text": text} for each, text, _rationale in sorted(steps)]}
        answer_key = {
            "order": [each for each, _text, _rationale in steps],
            "rationales": {each: rationale for each, _text, rationale in steps},
            "is_all_or_nothing": bool(item.is_all_or_nothing),
        }
        return content, answer_key

    def lay_out(self, content: Content, shuffle: Shuffle) -> list[str]:
        return shuffle(list(options_by_id(content)))

    def view(self, question: Any) -> ShownSteps:
        """In the order that was given, once every step has a place of its own; else as chance laid them out."""
        texts, places = options_by_id(question.content), (question.response or {}).get("places", {})
        steps = [ShownStep(each, texts[each], places.get(each)) for each in question.order if each in texts]
        if sorted(places.values()) == list(range(1, len(texts) + 1)):
            steps.sort(key=lambda step: step.place or 0)
        return ShownSteps(steps, range(1, len(texts) + 1))

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        given = {each: "".join(form.getlist(f"{name}.{each}")[:1]) for each in options_by_id(content)}
        return {"places": {each: place for each, place in given.items() if place}}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """{places: {id: 1 … n}} of the steps that were given a place; two may have the same, and one of them is wrong."""
        places = data.get("places")
        if set(data) != {"places"} or not isinstance(places, dict):
            raise ResponseRefused(_("This answer cannot be read."))
        known = options_by_id(content)
        given = {each: place for each, place in places.items() if place != ""}
        if not all(each in known and str(place) in map(str, range(1, len(known) + 1)) for each, place in given.items()):
            raise ResponseRefused(_("This answer names something that the question does not have."))
        return {"places": {each: int(place) for each, place in sorted(given.items())}}

    def is_answered(self, response: Response | None) -> bool:
        return bool(response and response["places"])

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        given, order = response["places"] if response else {}, answer_key["order"]
        share = Fraction(sum(given.get(each) == place for place, each in enumerate(order, start=1)), len(order))
        return Fraction(share == 1) if answer_key["is_all_or_nothing"] else share

    def summarise(self, content: Content, response: Response | None) -> str:
        if not self.is_answered(response):
            return _("No answer")
        texts, places = options_by_id(content), (response or {})["places"]
        return "; ".join(f"{place}. {texts[each]}" for each, place in sorted(places.items(), key=lambda pair: pair[1]))

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        """The right order; a step that was put elsewhere says where."""
        texts, given, lines = options_by_id(content), response["places"] if response else {}, []
        for place, each in enumerate(answer_key["order"], start=1):
            put = given.get(each)
            words = f"{place}. {texts[each]}"
            if put not in (None, place):
                words = _("%(step)s (you put it at place %(place)d)") % {"step": words, "place": put}
            lines.append(Revealed(words, True, put == place, answer_key["rationales"][each]))
        return lines


def _authored(item: Any) -> list[tuple[str, str]]:
    """Text and rationale of each step, in the right order."""
    return [(squeezed(v.get("text")), str(v.get("rationale") or "").strip()) for v in raw_parts(item, "steps")]
