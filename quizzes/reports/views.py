"""What trainers read of quizzes. Nothing here changes anything, and nothing is kept by a browser."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.requests import PersonRequest
from quizzes.models import QuizPage
from quizzes.reports.permissions import can_open_figures, quizzes_with_figures
from quizzes.reports.places import quiz_places
from quizzes.reports.questions import read_questions
from quizzes.reports.results import read_results


def quiz_of(request: PersonRequest, pk: int) -> QuizPage:
    """A quiz whose figures the reader may see. Raises Http404."""
    return get_object_or_404(quizzes_with_figures(request.user).select_related("locale"), pk=pk)


@never_cache
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The quizzes by course and module."""
    if not can_open_figures(request.user, timezone.localdate()):
        raise Http404
    return render(request, "quizzes/figures/index.html", {"places": quiz_places(quizzes_with_figures(request.user))})


@never_cache
@require_safe
def results(request: PersonRequest, pk: int) -> HttpResponse:
    """How the scores of one quiz spread, and which topics fall short."""
    reading = read_results(quiz_of(request, pk), timezone.now(), get_language() or "en")
    return render(request, "quizzes/figures/results.html", {"results": reading})


@never_cache
@require_safe
def questions(request: PersonRequest, pk: int) -> HttpResponse:
    """How its questions worked, and which to review."""
    return render(request, "quizzes/figures/questions.html", {"questions": read_questions(quiz_of(request, pk))})


@never_cache
@require_safe
def question(request: PersonRequest, pk: int, version: int) -> HttpResponse:
    """One question in one version: who chose what, in which language, in which time."""
    reading = read_questions(quiz_of(request, pk))
    row = reading.of(version)
    if row is None:
        raise Http404
    return render(request, "quizzes/figures/question.html", {"questions": reading, "question": row})
