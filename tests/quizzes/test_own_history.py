"""A learner's own attempts at every quiz, and what to read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from people.models import User
from people.own_data import everything
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_lesson, make_rule, make_topic
from tests.factories.quizzes import make_bank, make_item, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer_all

ClientOf = Callable[[User | None], Client]


def hand_in(attempt: Attempt, at: datetime, wrong: int = 0) -> None:
    answer_all(attempt, at, wrong)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=attempt.enrolment.learner)


def test_every_attempt_stands_in_the_own_history_the_latest_first(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    hand_in(begin(cast.learner, ground.quiz), now, wrong=3)
    later = now + timedelta(days=1)
    hand_in(begin(cast.learner, ground.quiz, later), later)
    page = client_of(cast.learner).get("/quiz/mine/").content.decode()
    assert "2 attempts, the best with 100 per cent." in page
    assert page.index("Passed with 100 per cent") < page.index("Not passed: 40 per cent")
    assert ground.quiz.title in page


def test_the_attempts_of_others_do_not(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime) -> None:
    hand_in(begin(cast.learner, ground.quiz), now)
    page = client_of(cast.comrade).get("/quiz/mine/").content.decode()
    assert "Passed with" not in page
    assert "No quiz yet" in page


def test_an_attempt_under_way_is_no_result_yet(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf) -> None:
    begin(cast.learner, ground.quiz)
    assert "No quiz yet" in client_of(cast.learner).get("/quiz/mine/").content.decode()


def test_the_result_stands_by_topic(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime) -> None:
    bank = make_bank("emblems", "Emblems")
    make_items(bank, 3, topic=make_topic("emblems", "Protective emblems"))
    make_items(bank, 2, topic=make_topic("torture", "Torture"))
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 5)], title="Emblem quiz"))
    hand_in(attempt, now)
    page = client_of(cast.learner).get(f"{attempt.get_absolute_url()}result/").content.decode()
    table = page[page.index("Your result by topic") :]
    assert "3 of 3" in table and "2 of 2" in table
    assert "Study again" not in table


@pytest.mark.usefixtures("reference_index")
def test_a_topic_that_fell_short_leads_to_the_rules_that_its_lessons_cite(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    topic = make_topic("emblems", "Protective emblems")
    rules = [make_rule(f"AP II Art {number}", title=f"Rule {number}") for number in (12, 13, 14)]
    for rule in rules[:2]:
        rule.topics = [topic]
        rule.save()
    key_rule = {"type": "key_rule", "value": {"sentence": "Never shoot at it.", "rules": [rules[0].pk, rules[2].pk]}}
    make_lesson(ground.module, title="The emblems", body=[key_rule])
    bank = make_bank("emblems", "Emblems")
    make_item(bank, topic=topic)
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="Emblem quiz"))
    hand_in(attempt, now, wrong=1)
    page = client_of(cast.learner).get(f"{attempt.get_absolute_url()}result/").content.decode()
    study = page[page.index("Study these topics again") :]
    assert 'href="/rules/ap-ii-art-12/"' in study
    assert "AP II Art 13" not in study  # of the topic, but no lesson cites it
    assert "AP II Art 14" not in study  # cited, but of another topic


def test_what_a_trainer_still_has_to_mark_stands_there_too(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="With words"))
    step = {
        "number": 1,
        "response": {"text": "Because."},
        "client_id": uuid4(),
        "seen_sequence": 0,
        "at": now,
        "by": cast.learner,
    }
    save_answer(attempt=attempt, **step)  # type: ignore[arg-type]
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    page = client_of(cast.learner).get("/quiz/mine/").content.decode()
    assert "With words" in page
    assert "Handed in; a trainer is marking it" in page


def test_a_survey_has_no_mark_in_the_own_data_either(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    survey = make_quiz(ground.module, [(ground.bank, None, 5)], title="Survey", policy="survey")
    hand_in(begin(cast.learner, survey), now, wrong=3)
    hand_in(begin(cast.learner, ground.quiz), now, wrong=3)
    rows = {row["quiz"]: (row["percent"], row["passed"]) for row in everything(cast.learner)["attempts"].rows}
    assert rows == {"Survey": (None, None), "Module quiz": ("40.00", "No")}
