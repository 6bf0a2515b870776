"""What a learner sees after handing in, by policy."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from people.models import User
from quizzes.models import Attempt, QuizPage
from quizzes.services import submit_attempt
from tests.conftest import NOW, Cast
from tests.factories.courses import make_lesson, make_rule, make_topic
from tests.factories.quizzes import make_bank, make_item, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, answer_all, wrong_ids

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def quiz(ground: Ground) -> QuizPage:
    bank = make_bank("emblems", "Emblems")
    rule = make_rule("AP II Art 12", title="The emblem", gist="Never shoot at the emblem.")
    make_items(bank, 3, topic=make_topic("emblems", "Protective emblems"), rules=[rule])
    make_items(bank, 2, topic=make_topic("torture", "Torture"))
    return make_quiz(ground.module, [(bank, None, 5)], title="Emblem quiz")


def result(client: Client, attempt: Attempt, now: datetime) -> str:
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=attempt.enrolment.learner)
    return client.get(f"{attempt.get_absolute_url()}result/").content.decode()


def miss(attempt: Attempt, topic: str, now: datetime) -> None:
    for item in attempt.items.filter(version__topic__key=topic).select_related("version"):
        answer(attempt, item.number, wrong_ids(item)[:1], now)


def test_a_failed_certification_names_the_topics_to_study(
    cast: Cast, quiz: QuizPage, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    attempt = begin(cast.learner, quiz)
    answer_all(attempt, now)
    miss(attempt, "emblems", now)
    page = result(client_of(cast.learner), attempt, now)
    assert "Not passed yet" in page
    assert "40 %" in page
    assert "You need 80 per cent." in page
    assert "Protective emblems" in page
    assert "/rules/?topic=emblems" in page
    assert "topic=torture" not in page
    assert "Back to the quiz" in page


@pytest.mark.usefixtures("reference_index")
def test_lessons_of_the_module_that_cite_the_rules_of_the_topic_are_named(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    topic = make_topic("emblems", "Protective emblems")
    rule = make_rule("AP II Art 12")
    rule.topics = [topic]
    rule.save()
    key_rule = {"type": "key_rule", "value": {"sentence": "Never shoot at it.", "rules": [rule.pk]}}
    make_lesson(ground.module, title="The emblems", body=[key_rule])
    make_lesson(ground.module, title="Something else")
    bank = make_bank("emblems", "Emblems")
    make_item(bank, topic=topic)
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="Emblem quiz"))
    page = result(client_of(cast.learner), attempt, now)
    study = page[page.index("Study these topics again") :]
    study = study[: study.index("</section>")]
    assert "/core-course/humane-treatment/the-emblems/" in study
    assert "Something else" not in study


def test_a_missed_critical_question_is_named_by_its_topic(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    bank = make_bank("orders", "Orders")
    make_items(bank, 9, topic=make_topic("torture", "Torture"))
    make_item(bank, topic=make_topic("unlawful-orders", "Unlawful orders"), is_critical=True)
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 10)]))
    answer_all(attempt, now)
    miss(attempt, "unlawful-orders", now)
    page = result(client_of(cast.learner), attempt, now)
    assert "90 %" in page
    assert "Not passed yet" in page
    assert "Critical questions must be right to pass. Wrong were those on:" in page
    assert "<li><bdi>Unlawful orders</bdi></li>" in page


def test_practice_shows_every_answer_with_its_reason_and_rule(
    cast: Cast, quiz: QuizPage, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    quiz.policy = "practice"
    quiz.save()
    attempt = begin(cast.learner, quiz)
    answer(attempt, 1, wrong_ids(attempt.items.get(number=1))[:1], now)
    page = result(client_of(cast.learner), attempt, now)
    assert page.count("Because: Search her with respect") == 5
    assert page.count("Right answer") == 5
    assert page.count("Your answer<") == 1
    assert page.count("No answer") == 4
    assert page.count("Never shoot at the emblem.") == 3
    assert "/rules/ap-ii-art-12/" in page


def test_a_passed_quiz_leads_on(cast: Cast, ground: Ground, quiz: QuizPage, begin: Begin, client_of: ClientOf) -> None:
    learner, client, now = cast.learner, client_of(cast.learner), NOW
    attempt = begin(learner, quiz)
    answer_all(attempt, now)
    page = result(client, attempt, now)
    assert "Passed" in page
    assert "Continue: Module quiz" in page
    last = begin(learner, ground.quiz)
    answer_all(last, now)
    assert "See what you earned" in result(client, last, now)


def test_the_own_attempts_stand_on_the_page_of_the_quiz(
    cast: Cast, quiz: QuizPage, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    client = client_of(cast.learner)
    result(client, begin(cast.learner, quiz), now)
    open_ = begin(cast.learner, quiz)
    page = client.get(quiz.get_url()).content.decode()
    assert "Not passed: 0 per cent" in page
    assert "Continue the quiz" in page
    assert open_.get_absolute_url() in page
    assert "Not passed" not in client_of(cast.comrade).get(quiz.get_url()).content.decode()


def test_a_stranger_reads_what_the_quiz_asks_and_signs_in(quiz: QuizPage, client_of: ClientOf) -> None:
    page = client_of(None).get(quiz.get_url()).content.decode()
    assert "Sign in to take this quiz" in page
    assert "80 per cent" in page


def test_a_locked_quiz_names_what_is_missing(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    lesson = make_lesson(ground.module, title="First this")
    lesson.move(ground.quiz, pos="left")
    quiz = QuizPage.objects.get(pk=ground.quiz.pk)
    quiz.opens = "after-module"
    quiz.save()
    page = client_of(cast.learner).get(quiz.get_url()).content.decode()
    assert "Go to: First this" in page
    assert "Start the quiz" not in page


def test_of_much_that_is_missing_five_are_named_and_the_rest_counted(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    for number in range(7):
        make_lesson(ground.module, title=f"Lesson {number}").move(ground.quiz, pos="left")
    quiz = QuizPage.objects.get(pk=ground.quiz.pk)
    quiz.opens = "after-module"
    quiz.save()
    page = client_of(cast.learner).get(quiz.get_url()).content.decode()
    assert "<bdi>Lesson 4</bdi>" in page
    assert "<bdi>Lesson 5</bdi>" not in page
    assert "and 2 more activities" in page
