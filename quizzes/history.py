"""A learner's own attempts at every quiz, in every period: the own history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from base.routing import page_path
from quizzes.models import Attempt, QuizPage


@dataclass
class QuizHistory:
    """One quiz in whatever language it was taken last, with the attempts handed in, latest first, marked or not."""

    quiz: QuizPage
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def url(self) -> str:
        return page_path(self.quiz.url_path, self.quiz.locale.language_code) if self.quiz.live else ""

    @property
    def has_marks(self) -> bool:
        return any(attempt.policy != QuizPage.Policy.SURVEY and not attempt.pending for attempt in self.attempts)

    @property
    def best(self) -> float:
        return max((float(a.standing.percent or 0) for a in self.attempts if a.policy != QuizPage.Policy.SURVEY), default=0.0)


def own_history(learner: Any) -> list[QuizHistory]:
    """The quiz taken last stands first; a sheet stands in the place of what it replaced. One query."""
    rows = (
        Attempt.objects.of(learner)
        .counting()
        .filter(submitted_at__isnull=False)
        .select_related("quiz__locale", "corrected")
        .order_by("-submitted_at", "-pk")
    )
    return grouped(rows)


def grouped(attempts: Iterable[Attempt]) -> list[QuizHistory]:
    """By the quiz in whatever language it was taken; the one shown is that of the first attempt in the list."""
    by_quiz: dict[Any, QuizHistory] = {}
    for attempt in attempts:
        by_quiz.setdefault(attempt.quiz_key, QuizHistory(attempt.quiz)).attempts.append(attempt)
    return list(by_quiz.values())
