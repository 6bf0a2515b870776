"""A survey shows how many answered what; nothing that fewer than five people said can be read from it."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest

from quizzes.models import PaperForm, QuizPage
from quizzes.reports.survey import told_numbers
from tests.conftest import Cast
from tests.factories.attempts import take_quiz, versions_of
from tests.factories.classes import make_class
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.quizzes.conftest import Ground
from tests.quizzes.figures.conftest import Read

OPTIONS = [("Often", True), ("Seldom", False), ("Never", False)]


@pytest.fixture
def survey(ground: Ground) -> QuizPage:
    bank = make_bank("survey", "Survey")
    make_items(bank, 1, stem="How often did you need it?", options=OPTIONS)
    return make_quiz(ground.module, [(bank, None, 1)], title="How was it?", slug="survey", policy="survey")


def answer(quiz: QuizPage, answers: list[str | None], now: datetime) -> list[int]:
    items = list(quiz.blueprint.get().bank.items.order_by("pk"))
    return [attempt.pk for attempt in take_quiz(quiz, versions_of(items, now), [[each] for each in answers], at=now)]


def test_the_answers_of_a_survey_are_counted(survey: QuizPage, read: Read, now: datetime) -> None:
    answer(survey, ["Often"] * 7 + ["Seldom"] * 5, now)
    page = read(survey, "questions/")
    assert "How often did you need it? Asked of 12 people" in page
    assert "Often 7 (58 %) Seldom 5 (42 %) Never 0 (0 %)" in page
    assert "right" not in page.lower()


def test_few_answers_are_not_told_and_not_to_be_worked_out(survey: QuizPage, read: Read, now: datetime) -> None:
    answer(survey, ["Often"] * 9 + ["Seldom"] * 6 + ["Never"], now)
    page = read(survey, "questions/")
    assert "Often 9 (56 %) Seldom not told Never not told" in page
    assert "fewer than five" in page


def test_a_survey_of_four_says_nothing(survey: QuizPage, read: Read, now: datetime) -> None:
    answer(survey, ["Often"] * 4, now)
    page = read(survey, "questions/")
    assert "Too few attempts" in page
    assert "Often" not in page


def test_no_number_below_five_is_told_nor_left_over() -> None:
    for numbers in product(range(9), repeat=4):
        told = told_numbers(numbers)
        assert all(number is None or number == 0 or number >= 5 for number in told)
        hidden = [number for number, said in zip(numbers, told, strict=True) if said is None]
        assert len(hidden) != 1 or sum(map(bool, numbers)) == 1


def test_the_time_of_sheets_is_not_counted(cast: Cast, ground: Ground, read: Read, now: datetime) -> None:
    """Their moments are those of the entering, all the same."""
    items = list(ground.bank.items.order_by("pk"))
    versions, rows = versions_of(items, now), [["right"] * 5] * 5
    take_quiz(ground.quiz, versions, rows, at=now, seconds=60)
    on_paper = take_quiz(ground.quiz, versions, rows + rows, at=now, seconds=0)
    form = {"quiz": ground.quiz, "quiz_key": ground.quiz.translation_key, "seed": 1, "rules": {}, "level": 1}
    form |= {"training_class": make_class(ground.course, cast.administrator, at=now)}
    deeds = {"printed_by": cast.trainer, "printed_at": now, "entered_by": cast.trainer, "entered_at": now}
    for attempt in on_paper:
        PaperForm.objects.create(attempt=attempt, **form, **deeds)
    page = read(ground.quiz)
    assert "First attempts 15" in page
    assert "Time taken 6 min" in page
