"""An open answer as its marker sees it: the question, the rubric, the text. Neither a name nor anything that leads to one."""

from __future__ import annotations

from dataclasses import dataclass

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
    """One query."""
    version = marking.item.version
    response = saved_answer(marking.item_id) or {}
    return AnswerReading(version.content["stem"], version.language, response.get("text", ""), version.answer_key["model_answer"])
