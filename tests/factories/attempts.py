"""Many submitted attempts at once, for figures: written in bulk, marked by the house's own code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any
from uuid import uuid4

from courses.models import Enrolment
from courses.outline import course_of
from people.models import User
from quizzes.freezing import freeze_items
from quizzes.kinds import KINDS
from quizzes.marking import MarkedItem, mark_attempt
from quizzes.models import Attempt, AttemptItem, Item, ItemVersion, QuizPage, Step
from quizzes.services import frozen_rules
from tests.factories.people import CountryFactory, RankFactory

_numbers = count(1)

Answers = Sequence[str | None]  # to each question of one attempt: “right”, “wrong”, an option by its text, None: left open


def versions_of(items: list[Item], at: datetime) -> list[ItemVersion]:
    made = freeze_items(items=[item.pk for item in items], at=at)
    return [made[item.pk] for item in items]


def make_people(number: int) -> list[User]:
    rank, country = RankFactory(), CountryFactory()
    people = [
        User(username=f"QM-7{n:05}", service_number=f"7{n:05}", name=f"Person {n}", rank=rank, country=country, password="!")
        for n in (next(_numbers) for _ in range(number))
    ]
    return User.objects.bulk_create(people)


def respond(version: ItemVersion, word: str | None) -> dict[str, Any]:
    """The response that a word means; where the question takes words, the word itself."""
    if "fractions" not in version.answer_key:
        return {"text": word or ""}
    shares = version.answer_key["fractions"]
    match word:
        case None:
            return {"chosen": []}
        case "right":
            return {"chosen": sorted(key for key, share in shares.items() if share > 0)}
        case "wrong":
            return {"chosen": [next(option["id"] for option in version.options if shares[option["id"]] <= 0)]}
    return {"chosen": [next(option["id"] for option in version.options if option["text"] == word)]}


def take_quiz(
    quiz: QuizPage,
    drawn: Sequence[ItemVersion] | Sequence[Sequence[ItemVersion]],
    answers: Sequence[Answers],
    *,
    at: datetime,
    learners: Sequence[User] | None = None,
    number: int = 1,
    seconds: int = 60,
) -> list[Attempt]:
    """One submitted attempt for each row of answers. ``drawn``: the questions of all, or for each attempt its own;
    ``seconds``: from the start to each answer and from one answer to the next."""
    people = learners or make_people(len(answers))
    rows: Any = [drawn] * len(answers) if drawn and isinstance(drawn[0], ItemVersion) else drawn
    course = course_of(quiz)
    had = {e.learner_id: e for e in Enrolment.objects.filter(learner__in=people, course_key=course.translation_key)}
    new = [
        Enrolment(learner=person, course=course, course_key=course.translation_key, level=1, started_at=at)
        for person in people
        if person.pk not in had
    ]
    had |= {enrolment.learner_id: enrolment for enrolment in Enrolment.objects.bulk_create(new)}
    attempts = [
        _attempt(quiz, had[person.pk], own, given, at=at, number=number, seconds=seconds)
        for person, own, given in zip(people, rows, answers, strict=True)
    ]
    Attempt.objects.bulk_create(attempts)
    _record(attempts, rows, answers, seconds)
    return attempts


def _attempt(
    quiz: QuizPage, enrolment: Enrolment, drawn: Any, given: Answers, *, at: datetime, number: int, seconds: int
) -> Attempt:
    marked = [
        MarkedItem(place, v.topic.key, v.topic.name, v.is_critical, KINDS[v.kind].mark(v.answer_key, respond(v, word)))
        for place, (v, word) in enumerate(zip(drawn, given, strict=True), 1)
    ]
    result = mark_attempt(marked, quiz.pass_mark)
    return Attempt(
        enrolment=enrolment,
        quiz=quiz,
        quiz_key=quiz.translation_key,
        number=number,
        seed=1,
        rules=frozen_rules(quiz, list(quiz.blueprint.all())),
        started_at=at,
        submitted_at=at + timedelta(seconds=seconds * (len(drawn) + 1)),
        percent=result.percent,
        passed=result.passed,
        result=result.as_json(),
    )


def order_of(version: ItemVersion) -> list[str]:
    return [option["id"] for option in version.content.get("options", [])]


def _record(attempts: list[Attempt], rows: Any, answers: Sequence[Answers], seconds: int) -> None:
    items = [
        AttemptItem(attempt=attempt, number=place, version=version, option_order=order_of(version))
        for attempt, drawn in zip(attempts, rows, strict=True)
        for place, version in enumerate(drawn, 1)
    ]
    AttemptItem.objects.bulk_create(items)
    words = [word for given in answers for word in given]
    steps = [
        Step(
            attempt=item.attempt,
            sequence=item.number,
            client_id=uuid4(),
            kind=Step.Kind.ANSWER,
            item=item,
            response=respond(item.version, word),
            at=item.attempt.started_at + timedelta(seconds=seconds * item.number),
            actor_id=item.attempt.enrolment.learner_id,
        )
        for item, word in zip(items, words, strict=True)
        if word is not None
    ]
    Step.objects.bulk_create(steps)


def right_answer(key: dict, name: str = "item-1") -> dict[str, object]:
    """What a form posts to answer a question rightly, by the names of its fields; the places of an order from the first on."""
    if "fractions" in key:
        return {name: [each for each, share in key["fractions"].items() if Fraction(share) > 0]}
    if "pairs" in key:
        return {f"{name}.{stem}": choice for stem, choice in key["pairs"].items()}
    if "order" in key:
        return {f"{name}.{step}": place for place, step in enumerate(key["order"], start=1)}
    if "parts" in key:
        return {k: v for part, inner in key["parts"].items() for k, v in right_answer(inner, f"{name}.{part}").items()}
    if "numbers" in key:
        return {name: key["numbers"][0]["value"]}
    return {name: key["answers"][0]["text"]}
