"""What each question of a situation earned stands in the result of practice and in the statistics."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.services import enrol_learner
from quizzes.kinds import KINDS
from quizzes.models import Attempt, ItemVersion, QuizPage
from quizzes.reports.columns import read_columns
from quizzes.reports.first import read_first_attempts
from quizzes.reports.questions import Question, read_questions
from quizzes.reports.situations import inner_columns
from quizzes.services import save_answer, start_attempt, submit_attempt
from quizzes.statistics import Flag, item_figures
from tests.conftest import Cast
from tests.factories.attempts import make_people, right_answer
from tests.factories.quizzes import make_bank, make_item, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground, right_ids, wrong_ids
from tests.quizzes.figures.conftest import ClientOf, Read, words

LURED = "Send her back"


@pytest.fixture
def quiz(ground: Ground) -> QuizPage:
    """One situation with three questions (choice, ordering, short answer) and four choices."""
    bank = make_bank("situations", "Situations")
    make_item(bank, "situation-set", stem="A patrol stops a lorry.")
    make_items(bank, 4)
    return make_quiz(ground.module, [(bank, None, 5)], title="Situations", policy="practice")


def response_to(version: ItemVersion, right: int) -> dict[str, Any]:
    """The first so many parts right; the choice, where it is wrong, lured; the others left open."""
    parts: dict[str, Any] = {}
    for number, inner in enumerate(KINDS[version.kind].questions_in(version.content, version.answer_key), start=1):
        if number <= right:
            given = right_answer(inner.answer_key, "x")
            match inner.kind:
                case "single":
                    parts[inner.id] = {"chosen": given["x"]}
                case "ordering":
                    parts[inner.id] = {"places": {key.removeprefix("x."): place for key, place in given.items()}}
                case "short-answer":
                    parts[inner.id] = {"text": given["x"]}
        elif inner.kind == "single":
            parts[inner.id] = {"chosen": [each["id"] for each in inner.content["options"] if each["text"] == LURED]}
    return {"parts": parts}


def sit(attempt: Attempt, at: datetime, *, parts: int, choices: int) -> Attempt:
    left = choices
    for item in attempt.items.select_related("version").order_by("number"):
        if item.version.kind == "situation-set":
            response = response_to(item.version, parts)
        else:
            response = {"chosen": right_ids(item) if left > 0 else wrong_ids(item)[:1]}
            left -= 1
        deed = {"client_id": uuid4(), "seen_sequence": 0, "at": at, "by": attempt.enrolment.learner}
        save_answer(attempt=attempt, number=item.number, response=response, **deed)  # type: ignore[arg-type]
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=attempt.enrolment.learner)


def test_the_result_of_practice_says_what_each_part_earned(
    cast: Cast, quiz: QuizPage, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    attempt = sit(begin(cast.learner, quiz), now, parts=1, choices=4)
    page = words(client_of(cast.learner).get(f"{attempt.get_absolute_url()}result/").content.decode())
    told = page[page.index("A patrol stops a lorry.") :]
    assert told.startswith("A patrol stops a lorry. Partly right 1 part of 3 is right. Part 1 And then? (1) Right ")
    assert "Part 2 And then? (2) No answer" in told
    assert "Part 3 And then? (3) No answer" in told


def test_a_certification_says_nothing_of_parts(
    cast: Cast, quiz: QuizPage, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    quiz.policy = QuizPage.Policy.CERTIFICATION
    quiz.save()
    attempt = sit(begin(cast.learner, quiz), now, parts=1, choices=4)
    page = client_of(cast.learner).get(f"{attempt.get_absolute_url()}result/").content.decode()
    assert "Part 1" not in page and "A patrol stops" not in page


@pytest.fixture
def asked(ground: Ground, quiz: QuizPage) -> Question:
    """Of 36 people the better half (in the choices) falls for the lure in the first part of the situation."""
    at = timezone.now()
    for place, person in enumerate(make_people(36)):
        enrolment = enrol_learner(learner=person, course=ground.course, at=at)
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
        sit(attempt, at, parts=0 if place >= 18 else 2, choices=place // 8)
    [row] = [row for row in read_questions(quiz).rows if row.version.kind == "situation-set"]
    return row


def test_statistics_stand_for_each_part(asked: Question) -> None:
    assert [part.figures.facility for part in asked.inner if part.figures] == [0.5, 0.5, 0.0]
    assert [part.version.kind for part in asked.inner] == ["single", "ordering", "short-answer"]
    assert asked.figures is not None
    assert asked.figures.facility == pytest.approx(sum(part.figures.facility for part in asked.inner if part.figures) / 3)
    lured = [line for line in asked.inner[0].lines if line.part.text == LURED]
    assert [line.chosen for line in lured] == [18]
    assert asked.inner[1].table is not None
    assert asked.inner[1].table.unanswered == 18


def test_what_stands_out_in_a_part_stands_with_the_situation(asked: Question, quiz: QuizPage, read: Read) -> None:
    assert Flag.CHECK_KEY in {finding.flag for finding in asked.inner[0].findings}
    assert asked.is_to_review
    assert any(word.says.startswith("Part 1: ") for word in asked.words)
    page = read(quiz, f"questions/{asked.version.pk}/")
    assert "Part by part" in page and "What was answered to part 1" in page
    assert "1. And then? (1) 50.0 %" in page


def test_the_rest_of_an_attempt_is_what_stands_outside_the_situation(asked: Question, quiz: QuizPage) -> None:
    column = read_columns(read_first_attempts(quiz.translation_key))[asked.version.pk]
    [first, *_] = [inner for _version, inner in inner_columns(asked.version, column)]
    assert first.rests == column.rests
    assert asked.inner[0].figures == item_figures(first.marks, column.rests, 1)
