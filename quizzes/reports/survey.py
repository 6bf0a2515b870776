"""What was answered in a survey: how many chose what, question by question, without names and without right or wrong.

Where fewer than five people gave an answer, their number is not told; and never a single one alone, because the others would
give it away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.models import QuizPage
from quizzes.reports.answers import Answers, Version, parts_of
from quizzes.reports.columns import Column, read_columns, read_versions
from quizzes.reports.first import read_first_attempts
from quizzes.reports.permissions import LEAST_PEOPLE


@dataclass(frozen=True)
class Given:
    """One answer, and how many gave it; None: fewer than may be told. ``text``: empty for those who left the question open."""

    text: str
    people: int | None
    percent: float | None


@dataclass(frozen=True)
class Asked:
    """One question in one version, to so many people."""

    version: Version
    people: int
    given: tuple[Given, ...]

    @property
    def hides(self) -> bool:
        return any(each.people is None for each in self.given)


@dataclass(frozen=True)
class Survey:
    """``asked`` is empty below the least number of people of whom figures may tell."""

    quiz: QuizPage
    attempts: int
    asked: tuple[Asked, ...] = ()

    @property
    def least(self) -> int:
        return LEAST_PEOPLE


def read_survey(quiz: QuizPage) -> Survey:
    """Over first attempts, as every figure. Six queries."""
    taken = read_first_attempts(quiz.translation_key)
    if len(taken) < LEAST_PEOPLE:
        return Survey(quiz, len(taken))
    columns = read_columns(taken)
    versions = read_versions(list(columns))
    rows = [_asked(version, columns[pk]) for pk, version in versions.items() if len(columns[pk].places) >= LEAST_PEOPLE]
    return Survey(quiz, len(taken), tuple(rows))


def _asked(version: Version, column: Column) -> Asked:
    answers, people = Answers(version), len(column.places)
    choices = [answers.choice(response) for response in column.responses]
    parts = parts_of(version, choices, column.marks)
    counted = Counter(part for choice in choices for part in set(choice))
    texts = [*(part.text for part in parts), ""]
    numbers = [*(counted[part.key] for part in parts), sum(not choice for choice in choices)]
    told = told_numbers(numbers)
    return Asked(version, people, tuple(_given(*each, people) for each in zip(texts, told, strict=True)))


def _given(text: str, people: int | None, of: int) -> Given:
    return Given(text, people, None if people is None else 100 * people / of)


def told_numbers(numbers: Sequence[int]) -> list[int | None]:
    """The numbers that may be told: none is fewer than five people, and not all but one are told, unless all are.

    Nobody at all is no secret: 0 stays.
    """
    hidden = {place for place, number in enumerate(numbers) if 0 < number < LEAST_PEOPLE}
    others = sorted((number, place) for place, number in enumerate(numbers) if number and place not in hidden)
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return [None if place in hidden else number for place, number in enumerate(numbers)]
