"""An open answer as its marker sees it: the question, the rubric, the text. Neither a name nor anything that leads to one."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.grading import amended_responses
from quizzes.models import Marking
from quizzes.record import saved_answer


@dataclass(frozen=True)
class AnswerReading:
    """What a marker reads: the answer and the question, never who wrote it."""

    stem: str
    language: str
    text: str
    model_answer: str


def read_answer(marking: Marking) -> AnswerReading:
    """One query, and one more for an answer that came too late: handed in empty, and counted by a correction."""
    item, version = marking.item, marking.item.version
    text = (saved_answer(item.pk) or {}).get("text") or amended_responses([item.attempt_id]).get(item.pk, {}).get("text", "")
    return AnswerReading(version.content["stem"], version.language, text, version.answer_key["model_answer"])
