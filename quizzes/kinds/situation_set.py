"""Situation set: one text and several questions on it, drawn together; the mark is the mean of theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from quizzes.kinds.interface import (
    Alone,
    AnswerKey,
    Content,
    Inner,
    Plain,
    Posted,
    Response,
    ResponseRefused,
    Revealed,
    Shuffle,
    opaque_id,
)

if TYPE_CHECKING:
    from quizzes.kinds.interface import Kind

MOST_BYTES = 850  # of the answers to all parts together: the message that saves them stays below 1 KB


@dataclass(frozen=True)
class ShownPart:
    """One question of the set, as the templates of kinds take a question."""

    number: int
    kind: Kind
    content: Content
    order: list[str]
    response: Response | None
    name: str
    path: str
    language: str
    direction: str

    @property
    def view(self) -> Any:
        return self.kind.view(self)


class SituationSet(Plain):
    name = "situation-set"
    template = "quizzes/kinds/_situation_set.html"
    scripts: tuple[str, ...] = ("js/quiz-image.js", "js/quiz-order.js")
    fields: tuple[str, ...] = ()
    can_be_emptied = True

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds  # those that a part may have

    def faults(self, item: Any) -> list[str]:
        """Of its parts as they stand; a new set has none yet, and gets its questions one by one."""
        parts = list(item.parts.all()) if item.pk else []
        return [_("A question of a situation cannot be of this kind.") for part in parts if part.kind not in self.kinds][:1]

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem, parts: [{id, kind, content}]}. Key: {parts: {id: key}, kinds: {id: kind}}."""
        content: Content = {"stem": item.stem, "parts": []}
        answer_key: AnswerKey = {"parts": {}, "kinds": {}}
        for part in sorted(item.parts.all(), key=lambda each: (each.situation_order, each.pk)):
            if part.kind not in self.kinds:
                continue
            part_id = opaque_id(part, "part")
            shown, key = self.kinds[part.kind].freeze(part)
            content["parts"].append({"id": part_id, "kind": part.kind, "content": shown})
            answer_key["parts"][part_id], answer_key["kinds"][part_id] = key, part.kind
        return content, answer_key

    def lay_out(self, content: Content, shuffle: Shuffle) -> list[str]:
        """The questions stay in their order; what is in them is laid out as their kinds do it."""
        return [each for part in content["parts"] for each in self.kinds[part["kind"]].lay_out(part["content"], shuffle)]

    def view(self, question: Any) -> list[ShownPart]:
        answers = (question.response or {}).get("parts", {})
        return [
            ShownPart(
                number=number,
                kind=self.kinds[part["kind"]],
                content=part["content"],
                order=question.order,
                response=answers.get(part["id"]),
                name=f"{question.name}.{part['id']}",
                path=f"{getattr(question, 'path', '')}parts.{part['id']}.",
                language=question.language,
                direction=question.direction,
            )
            for number, part in enumerate(question.content["parts"], start=1)
        ]

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        parts = content["parts"]
        return {"parts": {p["id"]: self.kinds[p["kind"]].read_form(form, f"{name}.{p['id']}", p["content"]) for p in parts}}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """{parts: {part id: response}} of the parts that were answered."""
        given, parts = data.get("parts"), {part["id"]: part for part in content["parts"]}
        if set(data) != {"parts"} or not isinstance(given, dict) or not set(given) <= set(parts):
            raise ResponseRefused(_("This answer cannot be read."))
        cleaned = {}
        for each, part in parts.items():
            if not isinstance(given.get(each, {}), dict):
                raise ResponseRefused(_("This answer cannot be read."))
            if each in given:
                response = self.kinds[part["kind"]].clean_response(part["content"], given[each])
                if self.kinds[part["kind"]].is_answered(response):
                    cleaned[each] = response
        if len(json.dumps(cleaned, ensure_ascii=False).encode()) > MOST_BYTES:
            raise ResponseRefused(_("Your answers to this situation are too long together. Please shorten them."))
        return {"parts": cleaned}

    def is_answered(self, response: Response | None) -> bool:
        return bool(response and response["parts"])

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        given, kinds = response["parts"] if response else {}, answer_key["kinds"]
        shares = [self.kinds[kinds[each]].mark(key, given.get(each)) for each, key in answer_key["parts"].items()]
        return sum(shares, Fraction(0)) / len(shares)

    def questions_in(self, content: Content, answer_key: AnswerKey) -> list[Inner]:
        return [Inner(p["id"], p["kind"], p["content"], answer_key["parts"][p["id"]]) for p in content["parts"]]

    def answers_in(self, content: Content, response: Response | None) -> list[Alone]:
        given, found = (response or {}).get("parts", {}), []
        for part in content["parts"]:
            kind, own = self.kinds[part["kind"]], given.get(part["id"])
            alone = {part["id"]: own} if own is not None else {}
            words = kind.summarise(part["content"], own)
            found.append(Alone(part["id"], part["content"]["stem"], words, kind.is_answered(own), {"parts": alone}))
        return found

    def summarise(self, content: Content, response: Response | None) -> str:
        if not self.is_answered(response):
            return _("No answer")
        given = (response or {})["parts"]
        parts = enumerate(content["parts"], start=1)
        return "; ".join(f"({n}) {self.kinds[p['kind']].summarise(p['content'], given.get(p['id']))}" for n, p in parts)

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        given, lines = response["parts"] if response else {}, []
        for number, part in enumerate(content["parts"], start=1):
            kind, key = self.kinds[part["kind"]], answer_key["parts"][part["id"]]
            for line in kind.reveal(part["content"], key, order, given.get(part["id"])):
                lines.append(Revealed(f"({number}) {line.text}", line.is_right, line.is_chosen, line.rationale))
        return lines
