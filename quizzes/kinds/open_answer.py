"""Open answer: a few sentences, marked by a trainer with a rubric. Until then its mark is pending."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.interface import AnswerKey, Content, Response, ResponseRefused, Revealed, raw_parts, squeezed
from quizzes.kinds.text import Typed

MOST_BYTES = 850  # as JSON: the message that saves an answer stays below 1 KB
MOST_POINTS = 20  # of one criterion


class OpenAnswer(Typed):
    name = "open-answer"
    template = "quizzes/kinds/_open_answer.html"
    fields = ("criteria", "model_answer")
    is_marked_by_hand = True
    longest = MOST_BYTES

    def faults(self, item: Any) -> list[str]:
        criteria = _authored(item)
        names = [criterion["text"].casefold() for criterion in criteria]
        found = []
        if not criteria:
            found.append(_("Write at least one criterion by which the answer is marked."))
        if "" in names or len(set(names)) < len(names):
            found.append(_("Every criterion has a name of its own."))
        if any(not 1 <= criterion["points"] <= MOST_POINTS for criterion in criteria):
            found.append(_("A criterion gives 1 to %(most)d points.") % {"most": MOST_POINTS})
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem}. Key: {criteria: [{text, points, guidance}], model_answer}."""
        return {"stem": item.stem}, {"criteria": _authored(item), "model_answer": item.model_answer.strip()}

    def clean_text(self, text: str) -> str:
        """Its lines, trimmed; no longer than one message can carry."""
        text = "\n".join(line.rstrip() for line in text.replace("\x00", "").splitlines()).strip()
        size = len(json.dumps(text, ensure_ascii=False).encode())
        if size > MOST_BYTES:
            words = len(text.split())
            raise ResponseRefused(
                _("Your answer has %(number)d words and is too long by about %(over)d. Please shorten it.")
                % {"number": words, "over": max(1, words - words * MOST_BYTES // size)}
            )
        return text

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        """Nothing for nothing; for a text, a trainer's points decide (``share_of_points``)."""
        return Fraction(0)

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        lines = [Revealed(self.summarise(content, response), False, True, "")] if self.is_answered(response) else []
        if answer_key["model_answer"]:
            lines.append(Revealed(answer_key["model_answer"], True, False, ""))
        return lines


def share_of_points(answer_key: Mapping[str, Any], points: list[int]) -> Fraction:
    """The share of the mark that the points of the criteria make. Raises ValueError where they do not fit the rubric."""
    criteria = answer_key["criteria"]
    if len(points) != len(criteria) or not all(0 <= n <= c["points"] for n, c in zip(points, criteria, strict=True)):
        raise ValueError("the points do not fit the rubric")
    return Fraction(sum(points), sum(criterion["points"] for criterion in criteria))


def _authored(item: Any) -> list[dict[str, Any]]:
    return [
        {
            "text": squeezed(value.get("text")),
            "points": int(value.get("points") or 0),
            "guidance": str(value.get("guidance") or "").strip(),
        }
        for value in raw_parts(item, "criteria")
    ]
