"""Matching: each stem gets the choice that belongs to it; the mark is the share of right stems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

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


@dataclass(frozen=True)
class ShownStem:
    """One stem with the choice it was given, an id or nothing."""

    id: str
    text: str
    chosen: str


@dataclass(frozen=True)
class ShownPairs:
    """``choices``: {id, text}, in the order of the attempt."""

    stems: list[ShownStem]
    choices: list[dict[str, str]]


class Matching(Plain):
    name = "matching"
    template = "quizzes/kinds/_matching.html"
    fields: tuple[str, ...] = ("pairs", "is_all_or_nothing")
    can_be_emptied = True

    def faults(self, item: Any) -> list[str]:
        pairs = _authored(item)
        stems = [stem.casefold() for stem, _choice, _rationale in pairs if stem]
        found = []
        if len(stems) < 2:
            found.append(_("Write at least two pairs."))
        if any(not choice for _stem, choice, _rationale in pairs):
            found.append(_("A pair has no right side."))
        if len(set(stems)) < len(stems):
            found.append(_("Two pairs have the same left side."))
        if len({choice for _stem, choice, _rationale in pairs}) < 2:
            found.append(_("Write at least two different right sides."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem, stems: [{id, text}], choices: [{id, text}]}. Key: {pairs: {stem id: choice id}, rationales,
        is_all_or_nothing}. A pair without a left side is a choice too many."""
        pairs = [(opaque_id(item, f"stem {s}"), s, opaque_id(item, f"choice {c}"), c, r) for s, c, r in _authored(item)]
        content: Content = {
            "stem": item.stem,
            "stems": [{"id": stem_id, "text": stem} for stem_id, stem, _id, _choice, _rationale in pairs if stem],
            "choices": [{"id": each, "text": text} for each, text in sorted({(pair[2], pair[3]) for pair in pairs})],
        }
        answer_key: AnswerKey = {
            "pairs": {stem_id: choice_id for stem_id, stem, choice_id, _choice, _rationale in pairs if stem},
            "rationales": {stem_id: rationale for stem_id, stem, _id, _choice, rationale in pairs if stem},
            "is_all_or_nothing": bool(item.is_all_or_nothing),
        }
        return content, answer_key

    def lay_out(self, content: Content, shuffle: Shuffle) -> list[str]:
        return shuffle([choice["id"] for choice in content["choices"]])

    def view(self, question: Any) -> ShownPairs:
        given, content = (question.response or {}).get("pairs", {}), question.content
        places = {each: place for place, each in enumerate(question.order)}
        return ShownPairs(
            [ShownStem(stem["id"], stem["text"], given.get(stem["id"], "")) for stem in content["stems"]],
            sorted(content["choices"], key=lambda choice: places.get(choice["id"], len(places))),
        )

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        given = {stem["id"]: "".join(form.getlist(f"{name}.{stem['id']}")[:1]) for stem in content["stems"]}
        return {"pairs": {stem: choice for stem, choice in given.items() if choice}}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """{pairs: {stem id: choice id}} of the stems that were answered."""
        pairs = data.get("pairs")
        if set(data) != {"pairs"} or not isinstance(pairs, dict):
            raise ResponseRefused(_("This answer cannot be read."))
        stems, choices = ({part["id"] for part in content[name]} for name in ("stems", "choices"))
        given = {stem: choice for stem, choice in pairs.items() if choice != ""}
        if not all(stem in stems and isinstance(choice, str) and choice in choices for stem, choice in given.items()):
            raise ResponseRefused(_("This answer names something that the question does not have."))
        return {"pairs": dict(sorted(given.items()))}

    def is_answered(self, response: Response | None) -> bool:
        return bool(response and response["pairs"])

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        given, pairs = response["pairs"] if response else {}, answer_key["pairs"]
        share = Fraction(sum(given.get(stem) == choice for stem, choice in pairs.items()), len(pairs))
        return Fraction(share == 1) if answer_key["is_all_or_nothing"] else share

    def summarise(self, content: Content, response: Response | None) -> str:
        if not self.is_answered(response):
            return _("No answer")
        given, texts = (response or {})["pairs"], {choice["id"]: choice["text"] for choice in content["choices"]}
        return "; ".join(f"{s['text']} → {texts[given[s['id']]]}" for s in content["stems"] if s["id"] in given)

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        """A line for each right pair, and one for each pair that was wrong."""
        given, texts = response["pairs"] if response else {}, {choice["id"]: choice["text"] for choice in content["choices"]}
        lines = []
        for stem in content["stems"]:
            right, chosen = answer_key["pairs"][stem["id"]], given.get(stem["id"])
            if chosen and chosen != right:
                lines.append(Revealed(f"{stem['text']} → {texts[chosen]}", False, True, ""))
            why = answer_key["rationales"][stem["id"]]
            lines.append(Revealed(f"{stem['text']} → {texts[right]}", True, chosen == right, why))
        return lines


def _authored(item: Any) -> list[tuple[str, str, str]]:
    """Left side, right side and rationale of each pair as its author wrote it."""
    return [
        (squeezed(value.get("stem")), squeezed(value.get("choice")), str(value.get("rationale") or "").strip())
        for value in raw_parts(item, "pairs")
    ]
