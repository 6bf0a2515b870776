"""How many queries a page may ask is a recorded number, the same for few rows and for many.

The numbers stand in tests/query_budgets.json and are reviewed like code. To record them anew after a change that is meant:
``BLUEHELM_RECORD_BUDGETS=1 make test ARGS=tests/test_query_budgets.py``.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.classes.services import add_members
from courses.contests.services import contest_result
from credentials.models import Deployment, Requirement
from people.levels import Level
from people.models import User
from people.services import Message, notify_people, post_person
from quizzes.paper.services import print_forms
from quizzes.sittings.services import admit_learner, begin_seated
from readiness.reminders.services import remind_everybody
from tests.conftest import Cast, signed_in_client
from tests.factories.classes import make_class, make_session
from tests.factories.courses import finish, make_lesson, make_module, make_rule
from tests.factories.people import LONG_AGO, UserFactory
from tests.factories.stage import credential_of, furnish, sit_with_open_answers

FILE = Path(__file__).parent / "query_budgets.json"
RECORD = os.environ.get("BLUEHELM_RECORD_BUDGETS") == "1"
PAGES = {
    "learner's home": ("learner", "/learn/"),
    "course outline": ("learner", "/core/"),
    "course outline, stranger": (None, "/core/"),
    "module": ("learner", "/core/module/"),
    "lesson": ("learner", "/core/module/lesson/"),
    "lesson, stranger": (None, "/core/module/lesson/"),
    "scenario": ("learner", "/core/module/scenario/"),
    "quiz": ("learner", "/core/module/quiz/"),
    "classes": ("trainer", "/classes/"),
    "class": ("trainer", "/classes/{class}/"),
    "figures of quizzes": ("trainer", "/quiz/figures/"),
    "results of a quiz": ("trainer", "/quiz/figures/{quiz}/"),
    "results of a class": ("trainer", "/quiz/figures/classes/{class}/{quiz}/"),
    "session of a class": ("trainer", "/classes/sessions/{session}/"),
    "corrections": ("trainer", "/quiz/corrections/?q=what"),
    "late answers": ("administrator", "/quiz/corrections/late/"),
    "correction": ("administrator", "/quiz/corrections/{correction}/"),
    "attempt": ("learner", "/quiz/{attempt}/"),
    "attempt, review": ("learner", "/quiz/{attempt}/review/"),
    "attempt, time left": ("learner", "/quiz/{attempt}/time/"),
    "attempt, result": ("learner", "/quiz/{submitted-attempt}/result/"),
    "own results": ("learner", "/quiz/mine/"),
    "sittings": ("trainer", "/quiz/sittings/"),
    "sitting": ("trainer", "/quiz/sittings/{sitting}/"),
    "sitting, on the wall": ("trainer", "/quiz/sittings/{sitting}/wall/"),
    "sitting, record": ("trainer", "/quiz/sittings/{sitting}/record/"),
    "forms on paper": ("trainer", "/quiz/paper/"),
    "forms on paper of a class": ("trainer", "/quiz/paper/classes/{class}/"),
    "form on paper": ("trainer", "/quiz/paper/forms/{form}/"),
    "answers to mark": ("trainer", "/quiz/to-mark/"),
    "answer to mark": ("trainer", "/quiz/to-mark/{marking}/"),
    "readiness": ("commander", "/readiness/units/{alpha}/"),
    "requirements": ("administrator", "/requirements/"),
    "requirement, new": ("administrator", "/requirements/new/"),
    "deployments": ("administrator", "/deployments/"),
    "people of a unit": ("commander", "/units/{alpha}/people/"),
    "people of a unit, another day": ("commander", "/units/{alpha}/people/?on=2026-06-01"),
    "tree of units": ("administrator", "/admin/unit-tree/"),
    "question files": ("trainer", "/admin/question-files/"),
    "question file, dry run": ("trainer", "/admin/question-files/{question-file}/"),
    "readiness, names": ("commander", "/readiness/units/{alpha}/names/"),
    "readiness, what stands in the way": ("commander", "/readiness/units/{alpha}/obstacles/?achievement=core"),
    "rules library": (None, "/rules/"),
    "lessons and the training standard": ("trainer", "/curriculum/mapping/"),
    "verification": (None, "/v/{code}/"),
    "messages": ("learner", "/me/messages/"),
    "contested results": ("administrator", "/contests/"),
    "reminders": ("administrator", "/reminders/"),
    "reminding a group": ("commander", "/reminders/units/{alpha}/"),
}


def queries_of(user: User | None, path: str) -> int:
    """Queries of the third visit: the first two fill what a process keeps."""
    client = signed_in_client(user)
    for _ in range(2):
        assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def more_of_everything(cast: Cast, stage: dict[str, Any]) -> None:
    """Ten times the lessons, modules, rules and people."""
    at = timezone.now()
    for n in range(10):
        make_lesson(stage["module"], title=f"Lesson {n}", slug=f"more-{n}")
        make_lesson(make_module(stage["course"], number=10 + n, title=f"Module {n}", slug=f"more-{n}"), slug="first")
        make_rule(f"AP I Art {100 + n}", title=f"Rule {n}")
    for n in range(10):
        days = {"starts_on": at.date(), "ends_on": at.date() + timedelta(days=n)}
        Deployment.objects.create(unit=cast.alpha, mission=f"Tour {n}", **days)
        achievement = stage["learner-credential"].achievement
        Requirement.objects.create(unit=cast.platoon, achievement=achievement, days_before=n).ranks.add(cast.learner.rank)
    people = UserFactory.create_batch(20)
    add_members(training_class=stage["class"], people=people, on=timezone.localdate(at))
    make_class(stage["course"], cast.administrator, *people, at=at, instructors=[cast.trainer], title="Second class")
    make_session(stage["class"], at + timedelta(days=3))
    for n, user in enumerate(people):
        finish(user, stage["course"], at, stage["lesson"])
        enrolment = user.enrolments.get()  # type: ignore[attr-defined]
        contest_result(enrolment=enrolment, about="course", subject="Core", reason="I was there.", at=at)
        post_person(user=user, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
        if n % 2:
            credential_of(user, stage["learner-credential"].achievement, at)
    more_of_examinations(cast, stage, people)
    notify_people(messages=[Message(cast.learner.pk, f"Message {n}", "en", "/learn/") for n in range(10)], at=at)
    remind_everybody(on=timezone.localdate(at) + timedelta(days=7), at=at)


def more_of_examinations(cast: Cast, stage: dict[str, Any], people: list[User]) -> None:
    """Twenty people sit, and as many forms lie about; ten more answers wait for their marks."""
    at, quiz = timezone.now(), stage["quiz"]
    for user in people:
        seat = admit_learner(learner=user, code=stage["sitting"].code, quiz_key=None, at=at)
        begin_seated(seat=seat, quiz=quiz, at=at)
    print_forms(training_class=stage["class"], quiz=quiz, level=Level.EVERYONE, number=20, by=cast.administrator, at=at)
    for user in people[:5]:
        sit_with_open_answers(user, at)


@pytest.mark.django_db
def test_every_page_keeps_its_budget_however_many_rows_there_are(cast: Cast) -> None:
    stage = furnish(cast)
    names = {"alpha": cast.alpha.pk, "code": stage["learner-credential"].code}
    keys = ("class", "session", "quiz", "correction", "question-file", "sitting", "form", "marking")
    names |= {name: stage[name].pk for name in keys}
    names |= {name: stage[name].public_id for name in ("attempt", "submitted-attempt")}

    def measured() -> dict[str, int]:
        return {
            page: queries_of(getattr(cast, who) if who else None, path.format(**names)) for page, (who, path) in PAGES.items()
        }

    few = measured()
    more_of_everything(cast, stage)
    many = measured()
    if RECORD:
        FILE.write_text(json.dumps(few, indent=2, ensure_ascii=False) + "\n")
    assert many == few
    assert few == json.loads(FILE.read_text())
