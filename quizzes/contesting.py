"""Contesting the own result of a quiz: what is contested, in words that stay."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.contests.views import contest_page
from people.requests import PersonRequest
from quizzes.models import Attempt, QuizPage


@never_cache
def attempt_contest(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Of an own attempt that was handed in and marked."""
    own = Attempt.objects.of(request.user).submitted().select_related("quiz", "enrolment__learner", "corrected")
    attempt = get_object_or_404(own, public_id=public_id)
    if attempt.policy == QuizPage.Policy.SURVEY:
        raise Http404
    return contest_page(request, attempt.enrolment, about=f"attempt:{attempt.public_id}", subject=subject_of(attempt))


def subject_of(attempt: Attempt) -> str:
    """Such as “Final examination, attempt 2: 64 per cent”."""
    words = {"quiz": attempt.quiz.title[:180], "number": attempt.number, "percent": floatformat(attempt.standing.percent, "-2")}
    return _("%(quiz)s, attempt %(number)s: %(percent)s per cent") % words
