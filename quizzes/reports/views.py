"""What trainers read of quizzes. Nothing here changes anything, and nothing is kept by a browser."""

from __future__ import annotations

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.models import TrainingClass
from people.audit.services import note
from people.permissions import can_hold_classes
from people.requests import PersonRequest
from quizzes.corrections.permissions import can_propose
from quizzes.models import QuizPage
from quizzes.reports.classes import read_class_results
from quizzes.reports.permissions import can_open_figures, classes_with_results, quizzes_of_class, quizzes_with_figures
from quizzes.reports.places import quiz_places
from quizzes.reports.questions import read_questions
from quizzes.reports.results import read_results
from quizzes.reports.survey import read_survey

logger = logging.getLogger("bluehelm.quizzes")


def quiz_of(request: PersonRequest, pk: int) -> QuizPage:
    """A quiz whose figures the reader may see. Raises Http404."""
    return get_object_or_404(quizzes_with_figures(request.user).select_related("locale"), pk=pk)


def class_of(request: PersonRequest, pk: int) -> TrainingClass:
    """A class whose results the reader may see by name. Raises Http404."""
    classes = classes_with_results(request.user, timezone.localdate())
    return get_object_or_404(classes.select_related("course__locale"), pk=pk)


@never_cache
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The own classes, and the quizzes by course and module."""
    today = timezone.localdate()
    if not can_open_figures(request.user, today):
        raise Http404
    classes = (
        classes_with_results(request.user, today)
        .filter(closed_at__isnull=True)
        .select_related("course__locale")
        .order_by("title")
    )
    places, may_correct = quiz_places(quizzes_with_figures(request.user)), can_propose(request.user)
    context = {"places": places, "classes": classes, "may_correct": may_correct}
    context["may_amend"] = can_hold_classes(request.user, today)
    return render(request, "quizzes/figures/index.html", context)


@never_cache
@require_safe
def results(request: PersonRequest, pk: int) -> HttpResponse:
    """How the scores of one quiz spread, and which topics fall short."""
    reading = read_results(quiz_of(request, pk), timezone.now(), get_language() or "en")
    return render(request, "quizzes/figures/results.html", {"results": reading})


@never_cache
@require_safe
def questions(request: PersonRequest, pk: int) -> HttpResponse:
    """How its questions worked, and which to review; of a survey what was answered."""
    quiz = quiz_of(request, pk)
    if quiz.policy == QuizPage.Policy.SURVEY:
        return render(request, "quizzes/figures/survey.html", {"survey": read_survey(quiz)})
    return render(request, "quizzes/figures/questions.html", {"questions": read_questions(quiz)})


@never_cache
@require_safe
def question(request: PersonRequest, pk: int, version: int) -> HttpResponse:
    """One question in one version: who chose what, in which language, in which time."""
    reading = read_questions(quiz_of(request, pk))
    row = reading.of(version)
    if row is None:
        raise Http404
    return render(request, "quizzes/figures/question.html", {"questions": reading, "question": row})


@never_cache
@require_safe
def class_quizzes(request: PersonRequest, pk: int) -> HttpResponse:
    """The quizzes of the course that a class is taught."""
    found = class_of(request, pk)
    return render(request, "quizzes/figures/class.html", {"class": found, "places": quiz_places(quizzes_of_class(found))})


@never_cache
@require_safe
def class_results(request: PersonRequest, training_class_id: int, pk: int) -> HttpResponse:
    """The results of a class by name. Each look is logged."""
    found = class_of(request, training_class_id)
    asked = get_object_or_404(quizzes_of_class(found).select_related("locale"), pk=pk)
    reading = read_class_results(found, asked, timezone.localdate(), timezone.now())
    people = [row.person.pk for row in reading.rows if row.attempts]
    ids = {"training_class": found.pk, "quiz": asked.pk, "people": people}
    note("results of a class looked at", by=request.user.pk, at=timezone.now(), **ids)
    logger.info("results read", extra={"data": {"by": request.user.pk, "class": found.pk, "quiz": asked.pk, "people": people}})
    return render(request, "quizzes/figures/class_results.html", {"results": reading})
