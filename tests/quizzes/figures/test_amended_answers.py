"""An answer that was put right counts in the figures as what it is now: its mark and its line in the table belong together."""

from __future__ import annotations

from datetime import datetime

from quizzes.corrections.services import propose_amendment
from quizzes.reports.questions import Question, read_questions
from tests.conftest import Cast
from tests.factories.attempts import respond, take_quiz, versions_of
from tests.quizzes.conftest import Ground, right_ids, wrong_ids
from tests.quizzes.corrections.conftest import approved

R, W = "right", "wrong"


def test_the_table_of_answers_goes_with_the_marks(cast: Cast, ground: Ground, now: datetime) -> None:
    versions = versions_of(ground.items, now)
    attempts = take_quiz(ground.quiz, versions, [[W] * 5] * 15 + [[R] * 5] * 15, at=now)
    assert _right_and_facility(ground, versions[0].pk) == (15, 15 / 30)
    item = attempts[0].items.select_related("version").get(version=versions[0])
    given = {"response": {"chosen": right_ids(item)}}
    approved(propose_amendment(item=item, after=given, reason="Typed wrong.", by=cast.trainer, at=now), cast.administrator, now)
    assert _right_and_facility(ground, versions[0].pk) == (16, 16 / 30)


def test_an_answer_that_stays_wrong_moves_its_line(cast: Cast, ground: Ground, now: datetime) -> None:
    versions = versions_of(ground.items, now)
    attempts = take_quiz(ground.quiz, versions, [[W] * 5] * 15 + [[R] * 5] * 15, at=now)
    item = attempts[0].items.select_related("version").get(version=versions[0])
    other = next(each for each in wrong_ids(item) if each not in respond(versions[0], W)["chosen"])
    given = {"response": {"chosen": [other]}}
    approved(propose_amendment(item=item, after=given, reason="Typed wrong.", by=cast.trainer, at=now), cast.administrator, now)
    row = _row(ground, versions[0].pk)
    assert [line.chosen for line in row.lines if line.part.key == other] == [1]
    assert sum(line.chosen for line in row.lines) == 30


def _row(ground: Ground, version: int) -> Question:
    row = read_questions(ground.quiz).of(version)
    assert row is not None
    return row


def _right_and_facility(ground: Ground, version: int) -> tuple[int, float]:
    row = _row(ground, version)
    assert row.figures is not None and row.figures.facility is not None
    return sum(line.chosen for line in row.lines if line.is_right), row.figures.facility
