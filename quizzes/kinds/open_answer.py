"""Open answer: a text of some hundred words at most, marked by a trainer with a rubric. Until then its mark is pending."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.interface import AnswerKey, Content, Response, ResponseRefused, Revealed, raw_parts, squeezed
from quizzes.kinds.pieces import MOST_IN_ALL, fits_as_piece, in_pieces, is_piece, size_of, tidy
from quizzes.kinds.text import Typed, readable

BYTES_A_WORD = {"ar": 12}  # with the blank behind it; about
LATIN = 6
MOST_POINTS = 20  # of one criterion


class OpenAnswer(Typed):
    name = "open-answer"
    template = "quizzes/kinds/_open_answer.html"
    fields = ("criteria", "model_answer")
    scripts = ("js/quiz-room.js",)
    is_marked_by_hand = True
    longest = MOST_IN_ALL
    most_answers = 250  # it is saved while it is written

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

    def view(self, question: Any) -> Any:
        """``words``: for how many there is room, in the language of the question; ``most``: bytes of the text as JSON."""
        words = MOST_IN_ALL // BYTES_A_WORD.get(question.language, LATIN)
        return {**super().view(question), "words": words // 50 * 50, "most": MOST_IN_ALL}

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """{text}; or one piece of a long one, as ``quizzes.kinds.pieces`` has it."""
        if "run" not in data:
            return super().clean_response(content, data)
        if not fits_as_piece(data):
            raise ResponseRefused(_("This answer cannot be read."))
        return {**data, "text": readable(data["text"])}

    def clean_text(self, text: str) -> str:
        """Its lines, trimmed; no longer than so many pieces can carry."""
        text = tidy(text)
        size = size_of(text)
        if size > MOST_IN_ALL:
            words = len(text.split())
            raise ResponseRefused(
                _("Your answer has %(number)d words and is too long by about %(over)d. Please shorten it.")
                % {"number": words, "over": max(1, words - words * MOST_IN_ALL // size)}
            )
        return text

    def pieces(self, response: Response) -> list[Response]:
        return [response] if is_piece(response) else in_pieces(response["text"])

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
