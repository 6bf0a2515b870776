"""A blueprint asks by bank, topic, level and difficulty, sets minima and topics that must all be right."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client

from courses.models import Shortfall
from people.models import User
from quizzes.models import Attempt, BlueprintRow
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_topic
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, right_ids, wrong_ids


def answer_but(attempt: Attempt, at: datetime, *wrong: int) -> Attempt:
    """Everything right but these questions."""
    for item in attempt.items.select_related("version"):
        answer(attempt, item.number, wrong_ids(item)[:1] if item.number in wrong else right_ids(item), at)
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=attempt.enrolment.learner)


def test_rows_draw_by_level_and_difficulty(cast: Cast, ground: Ground, begin: Begin) -> None:
    bank = make_bank("levels", "Levels")
    for level in (1, 3):
        for difficulty in ("easy", "hard"):
            make_items(bank, 4, level=level, difficulty=difficulty)
    rows = [
        BlueprintRow(bank=bank, level=3, difficulty="hard", count=2),
        BlueprintRow(bank=bank, level=1, count=3),
        BlueprintRow(bank=bank, difficulty="easy", count=2),
    ]
    attempt = begin(cast.commander, make_quiz(ground.module, rows, minimum_level=3))
    drawn = attempt.items.values_list("row", "version__item__level", "version__item__difficulty")
    assert Counter(row for row, *_ in drawn) == {0: 2, 1: 3, 2: 2}
    assert {(level, difficulty) for row, level, difficulty in drawn if row == 0} == {(3, "hard")}
    assert {level for row, level, _ in drawn if row == 1} == {1}
    assert {difficulty for row, _, difficulty in drawn if row == 2} == {"easy"}


def test_a_critical_topic_fails_the_examination_and_is_named(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    torture = make_topic("torture", "Torture")
    make_items(ground.bank, 1, topic=torture)
    quiz = make_quiz(ground.module, [(ground.bank, None, 6)], critical_topics=[torture], pass_mark=80)
    attempt = begin(cast.learner, quiz)
    number = attempt.items.get(version__topic=torture).number
    failed = answer_but(attempt, now, number)
    assert (str(failed.percent), failed.passed, failed.result["critical_missed"]) == ("83.33", False, ["torture"])
    other = next(item.number for item in begin(cast.learner, quiz).items.exclude(version__topic=torture))
    passed = answer_but(begin(cast.learner, quiz), now, other)
    assert (str(passed.percent), passed.passed) == ("83.33", True)


def test_a_section_has_its_minimum(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    emblems = make_topic("emblems", "Emblems")
    make_items(ground.bank, 2, topic=emblems)
    rows = [(ground.bank, make_topic(), 5), BlueprintRow(bank=ground.bank, topic=emblems, count=2, minimum=2)]
    attempt = begin(cast.learner, make_quiz(ground.module, rows, pass_mark=50))
    failed = answer_but(attempt, now, attempt.items.filter(row=1)[0].number)
    assert not failed.passed
    assert failed.result["sections_missed"] == [{"name": "Emblems", "right": 1, "of": 2, "minimum": 2}]


def test_a_minimum_stays_within_its_row(ground: Ground) -> None:
    with pytest.raises(IntegrityError):
        make_quiz(ground.module, [BlueprintRow(bank=ground.bank, count=2, minimum=3)])


def test_topics_that_fell_short_go_down_with_the_completion(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    emblems = make_topic("emblems", "Emblems")
    make_items(ground.bank, 1, topic=emblems)
    attempt = begin(cast.learner, make_quiz(ground.module, [(ground.bank, None, 6)], pass_mark=80))
    assert answer_but(attempt, now, attempt.items.get(version__topic=emblems).number).passed
    assert list(Shortfall.objects.values_list("topic__key", "completion__enrolment__learner")) == [("emblems", cast.learner.pk)]


def test_the_page_tells_the_minima_of_parts_before_anybody_begins(
    cast: Cast, ground: Ground, client_of: Callable[[User | None], Client]
) -> None:
    emblems = make_topic("emblems", "Protective emblems")
    make_items(ground.bank, 3, topic=emblems)
    row = BlueprintRow(bank=ground.bank, topic=emblems, count=3, minimum=2)
    quiz = make_quiz(ground.module, [(ground.bank, None, 2), row])
    page = client_of(cast.learner).get(quiz.url).content.decode()
    assert "<dt>Right at least</dt><dd><bdi>Protective emblems</bdi>: 2 of 3</dd>" in page
    assert "Right at least" not in client_of(cast.learner).get(ground.quiz.url).content.decode()
