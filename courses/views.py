"""The learner's home, and finishing a lesson."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base.routing import page_path
from courses.home import learner_home
from courses.outline import course_of, course_outline
from courses.permissions import can_finish, visible_lessons
from courses.services import enrol_learner, record_completion
from people.requests import PersonRequest


def home(request: HttpRequest) -> HttpResponse:
    """What is required, by when, what is next, what was earned."""
    reading = learner_home(request.user, timezone.localdate(), get_language() or "en")
    return render(request, "courses/home.html", {"home": reading})


@require_POST
def lesson_finish(request: PersonRequest, pk: int) -> HttpResponse:
    """The deliberate act at the end of a lesson; doing it twice changes nothing."""
    lesson = get_object_or_404(visible_lessons(request.user), pk=pk)
    if not can_finish(request.user, lesson):
        messages.warning(request, _("Finish what stands before this lesson first."))
        return redirect(page_path(lesson.url_path, lesson.locale.language_code))
    enrolment = enrol_learner(learner=request.user, course=course_of(lesson), at=timezone.now())
    record_completion(enrolment=enrolment, activity=lesson, at=timezone.now())
    return redirect(_way_on(request, lesson))


def _way_on(request: HttpRequest, lesson: object) -> str:
    """The next activity; when nothing is left, the learner's home with what was earned."""
    outline = course_outline(course_of(lesson), request.user)
    if outline.next is not None:
        messages.success(request, _("Lesson finished. Saved."))
        return outline.next.url
    messages.success(request, _("You have finished everything in this course."))
    return "/learn/"
