"""The learner's home; finishing a lesson, and a course."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from base.routing import page_path
from courses.classes.home import next_session_of
from courses.home import learner_home
from courses.models import CoursePage, Enrolment, LessonPage
from courses.outline import course_around, course_of, course_outline
from courses.permissions import can_finish, readable, visible_lessons
from courses.services import complete_course, enrol_learner, record_completion
from people.requests import PersonRequest


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is required, by when, what is next, what was earned."""
    reading = learner_home(request.user, timezone.localdate(), get_language() or "en")
    session = next_session_of(request.user, timezone.now()) if reading.is_in_class else None
    return render(request, "courses/home.html", {"home": reading, "session": session})


def lesson_finish(request: PersonRequest, pk: int) -> HttpResponse:
    """The deliberate act at the end of a lesson, once. Who comes here from the sign-in is led to the lesson."""
    lesson = get_object_or_404(visible_lessons(request.user).select_related("locale"), pk=pk)
    if request.method != "POST":
        return redirect(page_path(lesson.url_path, lesson.locale.language_code))
    at = timezone.now()
    if not can_finish(request.user, lesson, timezone.localdate(at)):
        messages.warning(request, _("Finish what stands before this lesson first."))
        return redirect(page_path(lesson.url_path, lesson.locale.language_code))
    enrolment = enrol_learner(learner=request.user, course=course_of(lesson), at=at)
    record_completion(enrolment=enrolment, activity=lesson, at=at)
    return redirect(_way_on(request, lesson))


def course_renew(request: PersonRequest, pk: int) -> HttpResponse:
    """The deliberate beginning of the next certification period; what was done in the last one stays in the record."""
    if request.method != "POST":  # from the sign-in
        return redirect("courses:home")
    course = get_object_or_404(readable(CoursePage.objects.live(), request.user).select_related("locale", "achievement"), pk=pk)
    enrolment = enrol_learner(learner=request.user, course=course, at=timezone.now())
    if enrolment.completed_at is not None:
        messages.info(request, _("It is too early to renew. Nothing was changed."))
        return redirect("courses:home")
    return redirect(page_path(course.url_path, course.locale.language_code))


def course_finish(request: PersonRequest, pk: int) -> HttpResponse:
    """For a course of which nothing is left because its author took away what was: the certificate is asked for."""
    enrolment = get_object_or_404(Enrolment.objects.of(request.user), pk=pk)
    if request.method != "POST":  # from the sign-in
        return redirect("courses:home")
    if complete_course(enrolment=enrolment, at=timezone.now()):
        messages.success(request, _("Saved. Nothing is left in this course."))
    else:
        messages.warning(request, _("Something is still left in this course."))
    return redirect("courses:home")


def _way_on(request: HttpRequest, lesson: LessonPage) -> str:
    """The next activity; when nothing is left, the learner's home with what was earned."""
    outline = course_outline(course_around(lesson), request.user)
    if outline.next is not None:
        messages.success(request, _("Lesson finished. Saved."))
        return outline.next.url
    messages.success(request, _("Lesson finished. Saved. Nothing is left in this course."))
    return reverse("courses:home")
