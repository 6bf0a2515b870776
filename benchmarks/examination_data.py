"""What an examination is measured on: learners with sessions, a bank, a quiz of twenty items, and stored attempts by SQL.

``python -m benchmarks.examination_data make 40`` fills the empty database of its environment and prints what the harness
needs as JSON; ``… store 1000000 7 20`` copies one attempt of the quiz 7 until there are so many, with
twenty items and steps each.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any

import django

ITEMS, DRAWN = 60, 20
STEM = "You command a checkpoint at dusk. A vehicle stops, and the driver says that {} of the passengers need a doctor. What now?"
OPTION = "Option {} for question {}: you speak to the driver, tell your commander and do what the standing order asks of you."
RATIONALE = "Why option {} stands as it does: the rule asks for care of the wounded, without any distinction, at all times."


@dataclass
class Ground:
    """``start``: the address that starts the examination."""

    quiz: Any
    start: str
    people: list[Any]


def make_ground(learners: int) -> Ground:
    """Migrates, and makes one course with the quiz, and learners."""
    from django.core.management import call_command

    for command in ("migrate", "collectstatic"):
        call_command(command, verbosity=0, interactive=False)
    quiz = _quiz()
    return Ground(quiz, f"/quiz/start/{quiz.pk}/", _learners(learners))


def make(learners: int) -> dict[str, Any]:
    """The same as JSON, with everybody signed in."""
    from base.routing import page_path

    ground = make_ground(learners)
    return {
        "quiz": ground.quiz.pk,
        "start": ground.start,
        "page": page_path(ground.quiz.url_path, "en"),
        "cookies": sessions(ground.people),
        "plain_cookies": sessions(ground.people[:1], "django.contrib.auth.backends.ModelBackend"),
    }


def _quiz() -> Any:
    from wagtail.models import Locale

    from base.models import HomePage
    from courses.models import CoursePage, LessonPage, ModulePage
    from law.models import Topic
    from quizzes.models import BlueprintRow, ItemBank, QuizPage

    english = Locale.objects.get(language_code="en")
    home = HomePage.objects.get(locale=english)
    course = home.add_child(instance=CoursePage(title="Core course", slug="measured"))
    module = course.add_child(instance=ModulePage(title="Humane treatment", slug="module", number=1))
    module.add_child(instance=LessonPage(title="A lesson", slug="lesson"))
    topics = [Topic.objects.create(key=f"topic-{n}", name=f"Topic {n}", locale=english) for n in range(4)]
    bank = ItemBank.add_root(key="measured", name="Measured")
    for number in range(ITEMS):
        _item(bank, topics[number % 4], english, number)
    quiz = QuizPage(title="Examination", slug="examination", time_limit=60, opens="anytime")
    quiz.blueprint = [BlueprintRow(bank=bank, topic=topic, count=DRAWN // 4) for topic in topics]
    return module.add_child(instance=quiz)


def _item(bank: Any, topic: Any, locale: Any, number: int) -> Any:
    from quizzes.models import Item

    options = [
        {"key": f"o{n}", "text": OPTION.format(n, number), "is_right": n == number % 4, "rationale": RATIONALE.format(n)}
        for n in range(4)
    ]
    item = Item(bank=bank, topic=topic, locale=locale, key=f"item-{number}", stem=STEM.format(number), status="ready")
    stream = json.dumps([{"type": "option", "value": option} for option in options])
    item.options = Item._meta.get_field("options").to_python(stream)
    item.save()
    return item


def _learners(count: int) -> list[Any]:
    from people.models import Country, Rank, User

    country, _ = Country.objects.get_or_create(code="QM", defaults={"name": "Meridia"})
    rank, _ = Rank.objects.get_or_create(country=country, name="Private", defaults={"abbreviation": "Pte", "level": 1})
    people = [
        User(
            username=f"QM-{n}",
            country=country,
            service_number=str(n),
            name=f"Amina Diallo {n}",
            rank=rank,
            password="!",  # noqa: S106
        )
        for n in range(700_000, 700_000 + count)
    ]
    return list(User.objects.bulk_create(people))


def sessions(people: list[Any], backend: str = "") -> list[str]:
    """A cookie of a new session for each, signed in without a password."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    cookies = []
    for user in people:
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = backend or settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={store.session_key}")
    return cookies


def end_session(key: str) -> None:
    """As if it had lapsed."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=key).delete()


# --- Stored attempts -----------------------------------------------------------------------------

ATTEMPTS_EACH = 10


def store(attempts: int, quiz_pk: int, items: int) -> None:
    """Copies one attempt of the engine by SQL (PostgreSQL) until there are so many, each with its items and steps."""
    from django.db import connection

    from quizzes.models import Attempt

    template = Attempt.objects.submitted().filter(quiz=quiz_pk, enrolment__learner__service_number="00").first()
    template = template or _finished(quiz_pk)
    first = Attempt.objects.filter(enrolment__learner__service_number__startswith="S").count() // ATTEMPTS_EACH + 1
    with connection.cursor() as cursor:
        for sql in _copies(template, first, attempts // ATTEMPTS_EACH, items):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def _finished(quiz_pk: int) -> Any:
    """One attempt of a person of its own, answered and handed in."""
    from uuid import uuid4

    from django.utils import timezone

    from courses.outline import course_of
    from courses.services import enrol_learner
    from people.models import User
    from quizzes.models import QuizPage
    from quizzes.services import save_answer, start_attempt, submit_attempt

    at, quiz, like = timezone.now(), QuizPage.objects.get(pk=quiz_pk), User.objects.order_by("pk")[0]
    person = User.objects.create(
        username=f"{like.country_id}-00", country_id=like.country_id, service_number="00", name="Stored", rank_id=like.rank_id
    )
    attempt = start_attempt(enrolment=enrol_learner(learner=person, course=course_of(quiz), at=at), quiz=quiz, at=at)
    for item in attempt.items.all():
        given = {"chosen": item.option_order[:1]}
        save_answer(attempt=attempt, number=item.number, response=given, client_id=uuid4(), seen_sequence=0, at=at, by=person)
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=person)


def _copies(template: Any, first: int, last: int, items: int) -> list[str]:
    """People, enrolments, attempts, items and steps, numbered on from the first that is missing."""
    from courses.models import Enrolment
    from people.models import User
    from quizzes.models import Attempt, AttemptItem, Step

    person = {"username": "template.country_id || '-S' || n", "service_number": "'S' || n", "name": "'Stored ' || n"}
    numbers = f"substr(u.service_number, 2)::int BETWEEN {first} AND {last}"
    new_people = f"(SELECT id FROM people_user u WHERE u.service_number LIKE 'S%' AND {numbers})"  # noqa: S608
    new_enrolments = f"(SELECT e.id FROM courses_enrolment e JOIN {new_people} p ON p.id = e.learner_id)"  # noqa: S608
    new_attempts = f"(SELECT a.id FROM quizzes_attempt a JOIN {new_enrolments} e ON e.id = a.enrolment_id)"  # noqa: S608
    attempt = {"public_id": "gen_random_uuid()", "enrolment_id": "e.id", "number": "n"}
    step = {"attempt_id": "a.id", "item_id": "i.id", "client_id": "gen_random_uuid()"}
    own = f"JOIN quizzes_attemptitem t ON t.id = template.item_id AND t.number <= {items} CROSS JOIN {new_attempts} a"
    same = "JOIN quizzes_attemptitem i ON i.attempt_id = a.id AND i.number = t.number"
    learner = template.enrolment.learner_id
    return [
        _copied(User, person, f"CROSS JOIN generate_series({first}, {last}) n WHERE template.id = {learner}"),
        _copied(Enrolment, {"learner_id": "p.id"}, f"CROSS JOIN {new_people} p WHERE template.id = {template.enrolment_id}"),
        _copied(
            Attempt,
            attempt,
            f"CROSS JOIN {new_enrolments} e CROSS JOIN generate_series(1, {ATTEMPTS_EACH}) n WHERE template.id = {template.pk}",
        ),
        _copied(
            AttemptItem,
            {"attempt_id": "a.id"},
            f"CROSS JOIN {new_attempts} a WHERE template.attempt_id = {template.pk} AND template.number <= {items}",
        ),
        _copied(Step, step, f"{own} {same} WHERE template.attempt_id = {template.pk}"),
    ]


def _copied(model: Any, changed: dict[str, str], source: str) -> str:
    """An INSERT of copies of a template row; ``changed``: what is another in each."""
    columns = [field.column for field in model._meta.local_concrete_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'template."{column}"') for column in columns)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" template {source}'  # noqa: S608


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    match sys.argv[1:]:
        case ["make", learners]:
            json.dump(make(int(learners)), sys.stdout)
        case ["store", attempts, quiz, items]:
            store(int(attempts), int(quiz), int(items))
