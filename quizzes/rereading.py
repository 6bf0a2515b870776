"""Lessons that are read again before another attempt; the learner says so of each, as a step of the attempt that fell short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from people.models import User
from quizzes.models import Attempt, QuizPage, Step
from quizzes.study import Lesson, lessons_on


def lessons_to_reread(quiz: QuizPage, attempts: Iterable[Attempt]) -> list[Lesson]:
    """What must still be read after the latest attempt. No query where nothing was asked for, else five."""
    done = sorted((attempt for attempt in attempts if attempt.submitted_at is not None), key=lambda each: each.number)
    if not done or done[-1].pending or done[-1].standing.passed or not (quiz.rereads and done[-1].rules.get("rereads")):
        return []
    read = set(done[-1].steps.filter(kind=Step.Kind.REREAD).values_list("client_id", flat=True))
    return [lesson for lesson in lessons_of(done[-1], quiz) if lesson.key not in read]


def lessons_of(attempt: Attempt, quiz: QuizPage) -> list[Lesson]:
    """The lessons on the topics that fell short, each once."""
    short = [topic["key"] for topic in (attempt.standing.result or {})["topics"] if topic["short"]]
    found = lessons_on(short, quiz) if short else {}
    return list({lesson.key: lesson for topic in short for lesson in found[topic]}.values())


@transaction.atomic
def reread_lesson(*, attempt: Attempt, lesson: UUID, at: datetime, by: User) -> None:
    """Notes, once, that the lesson (by its translation key) was read again. The key is the step's client id too."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("quiz").get(pk=attempt.pk)
    asked = {each.key for each in lessons_to_reread(attempt.quiz, [attempt])}
    if lesson not in asked:
        return
    last = attempt.steps.aggregate(last=Max("sequence"))["last"] or 0
    Step.objects.create(
        attempt=attempt,
        sequence=last + 1,
        client_id=lesson,
        kind=Step.Kind.REREAD,
        detail={"lesson": str(lesson)},
        at=at,
        actor=by,
    )
