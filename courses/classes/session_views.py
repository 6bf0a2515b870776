"""In the classroom: sessions, attendance, the lesson on the wall and the notes beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from base.dates import in_words
from courses.classes import teaching
from courses.classes.forms import AttendanceForm, SessionForm, SessionsForm
from courses.classes.languages import language_name
from courses.classes.permissions import instructors_of, teachable_lessons, visible_sessions
from courses.classes.reading import lesson_choices, roster_rows, taught_rows
from courses.classes.slides import slides_of
from courses.classes.views import open_at_the_deed, open_class_to_teach
from courses.models import Attendance, ClassSession, Instructor, LessonPage, ModulePage
from courses.permissions import visible_lessons
from people.audit.services import note
from people.requests import PersonRequest

MOST_DIGITS = 19  # that a database takes for a key


def own_session(request: PersonRequest, pk: int) -> ClassSession:
    """A session of a class that the reader may see. Raises Http404."""
    sessions = visible_sessions(request.user, timezone.localdate())
    return get_object_or_404(sessions.select_related("training_class__course__locale", "instructor__user__rank"), pk=pk)


def session_to_teach(request: PersonRequest, pk: int) -> ClassSession:
    """One that takes place, of a class that is open. Raises Http404."""
    found = own_session(request, pk)
    if not (found.is_held and found.training_class.is_open):
        raise Http404
    return found


# --- The timetable -------------------------------------------------------------------------------


@never_cache
@open_at_the_deed
def schedule(request: PersonRequest, pk: int) -> HttpResponse:
    """One session or one on each of several days; a double booking of the instructor is said, not refused."""
    found = open_class_to_teach(request, pk)
    form = SessionsForm(request.POST or None, training_class=found, on=timezone.localdate())
    if not form.is_valid() or not (made := _scheduled(form, found)):
        return render(request, "courses/classes/schedule.html", {"class": found, "form": form})
    number = len(made)
    told = ngettext("%(number)d session stands in the timetable.", "%(number)d sessions stand in the timetable.", number)
    messages.success(request, told % {"number": number})
    _warn_of_double_bookings(request, made)
    return redirect(found)


def _warn_of_double_bookings(request: PersonRequest, made: list[ClassSession]) -> None:
    for other in teaching.double_bookings(made):
        when = in_words(timezone.localtime(other.starts_at), "j F Y, H:i")
        told = _("%(person)s teaches another class on %(when)s. Both stand in the timetable.")
        messages.warning(request, told % {"person": made[0].instructor.user.name, "when": when})


def _scheduled(form: SessionsForm, found: Any) -> list[ClassSession]:
    """The new sessions; none where the form now says why not."""
    try:
        return teaching.schedule_sessions(training_class=found, slots=form.slots(), at=timezone.now(), **_fields(form))
    except teaching.CannotSchedule as error:
        _say(form, error)
        return []


def _fields(form: SessionsForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("place", "instructor", "language", "topic")}


def _say(form: SessionsForm, error: teaching.CannotSchedule) -> None:
    words = {
        "past": _("This is more than a year ago. Choose a later day."),
        "taken": _("The class has a session at that time already."),
    }
    form.add_error("first_on" if error.reason == "past" else "starts", words[error.reason])


@never_cache
@open_at_the_deed
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """What was wrong in the timetable, or came otherwise; what the record rests upon stays."""
    found = session_to_teach(request, pk)
    form = SessionForm(request.POST or None, session=found, on=timezone.localdate())
    if not form.is_valid() or not (changed := _changed(request, form, found)):
        return render(request, "courses/classes/change.html", {"class": found.training_class, "session": found, "form": form})
    _warn_of_double_bookings(request, [changed])
    return redirect(changed)


def _changed(request: PersonRequest, form: SessionForm, found: ClassSession) -> ClassSession | None:
    """The corrected session, or the untouched one with a word why; None where the form now says why not."""
    try:
        changed = teaching.correct_session(session=found, slot=form.slot(), at=timezone.now(), **_fields(form))
    except teaching.CannotSchedule as error:
        _say(form, error)
        return None
    except teaching.SessionTaught:
        messages.warning(request, _("This session took place as it stands in the record. Nothing was changed."))
        return found
    note("session corrected", by=request.user.pk, at=timezone.now(), session=found.pk)
    messages.success(request, _("The session is corrected. Tell the class."))
    return changed


@never_cache
@open_at_the_deed
def call_off(request: PersonRequest, pk: int) -> HttpResponse:
    """The session does not take place, after a question."""
    found = session_to_teach(request, pk)
    if request.method != "POST":
        return render(request, "courses/classes/call_off.html", {"class": found.training_class, "session": found})
    try:
        teaching.call_off_session(session=found, at=timezone.now())
        messages.success(request, _("The session is called off. Tell the class."))
    except teaching.SessionTaught:
        messages.warning(request, _("Attendance was taken: the session took place."))
    return redirect(found.training_class)


# --- Attendance ----------------------------------------------------------------------------------


@never_cache
@open_at_the_deed
def session(request: PersonRequest, pk: int) -> HttpResponse:
    """The roster, everybody present unless it is said otherwise; one press saves."""
    found = own_session(request, pk)
    roster = list(teaching.roster_of(found))
    if request.method == "POST" and found.training_class.is_open:
        return _mark(request, found, [member.pk for member in roster])
    rows, taught = roster_rows(found, roster), taught_rows(found)
    context = {
        "session": found,
        "class": found.training_class,
        "language_name": language_name(found.language),
        "rows": rows,
        "is_marked": any(row.state for row in rows),
        "states": Attendance.State.choices,
        "taught": taught,
        "choices": lesson_choices(found.training_class),
        "may_change": found.is_held and found.training_class.is_open and not taught,
        "may_mark": found.training_class.is_open and teaching.takes_attendance(found, timezone.now()),
    }
    return render(request, "courses/classes/session.html", context)


def _mark(request: PersonRequest, found: ClassSession, members: list[int]) -> HttpResponse:
    form = AttendanceForm(request.POST, members=members)
    if not form.is_valid():
        messages.error(request, _("Something was not readable. Nothing was saved; try again."))
        return redirect(found)
    marks = {pk: teaching.Mark(*pair) for pk, pair in form.choices().items()}
    try:
        marked = teaching.mark_attendance(session=found, marks=marks, by=request.user, at=timezone.now())
    except teaching.SessionNotHeld:
        messages.warning(request, _("Attendance opens half an hour before the session."))
        return redirect(found)
    messages.success(request, _("Attendance is saved."))
    if marked.overtaken:
        told = _("Somebody else marked these people meanwhile, and that stands: %(names)s. Look again.")
        messages.warning(request, told % {"names": _names(marked.overtaken)})
    if marked.still_finished:
        told = _("A lesson of this session stays finished for: %(names)s. What stands in the record is not taken back.")
        messages.warning(request, told % {"names": _names(marked.still_finished)})
    return redirect(found)


def _names(members: list[Any]) -> str:
    return ", ".join(member.user.name for member in members)


@require_GET
@never_cache
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """A sheet to sign."""
    found = own_session(request, pk)
    context = {"session": found, "class": found.training_class, "people": teaching.roster_of(found)}
    return render(request, "courses/classes/sheet.html", context)


# --- A lesson ------------------------------------------------------------------------------------


@require_GET
@never_cache
def notes(request: PersonRequest, pk: int, lesson_id: int) -> HttpResponse:
    """The instructor's own device: the screens by number, and the note of the module beside them."""
    found = session_to_teach(request, pk)
    page = _lesson(request, found, lesson_id)
    module = ModulePage.objects.select_related("locale").get(path=page.path[: -ModulePage.steplen])
    context = {
        "session": found,
        "class": found.training_class,
        "lesson": page,
        "module": module,
        "slides": slides_of(page),
        "teaching": found.teachings.filter(lesson_key=page.translation_key).first(),
        "instructors": instructors_of(found.training_class),
        "screen_address": settings.PUBLIC_URL + reverse("courses:lesson-screen", args=[page.pk]),
        "is_open": teaching.takes_attendance(found, timezone.now()),
    }
    return render(request, "courses/classes/notes.html", context)


def _lesson(request: PersonRequest, found: ClassSession, pk: int) -> LessonPage:
    lessons = teachable_lessons(request.user, found.training_class)
    lesson: LessonPage = get_object_or_404(lessons.select_related("locale"), pk=pk)
    return lesson


@require_POST
@open_at_the_deed
def taught(request: PersonRequest, pk: int, lesson_id: int) -> HttpResponse:
    """Finishes the lesson for those present."""
    found = session_to_teach(request, pk)
    page = _lesson(request, found, lesson_id)
    try:
        who = _instructor(request, found)
        done = teaching.mark_lesson_taught(session=found, lesson=page, by=request.user, at=timezone.now(), taught_by=who)
    except teaching.AttendanceMissing:
        messages.warning(request, _("Take attendance first: the lesson is finished for those who are present."))
        return redirect(found)
    except teaching.SessionNotHeld:
        messages.warning(request, _("The session has not begun."))
        return redirect(found)
    told = ngettext(
        "“%(lesson)s” is finished for %(number)d person present.",
        "“%(lesson)s” is finished for %(number)d people present.",
        done.completed,
    )
    messages.success(request, told % {"lesson": page.title, "number": done.completed})
    if done.known:
        told = ngettext("%(number)d had finished it before.", "%(number)d had finished it before.", done.known)
        messages.info(request, told % {"number": done.known})
    return redirect(found)


def _instructor(request: PersonRequest, found: ClassSession) -> Instructor | None:
    """Who was chosen of those who teach the class; None for the one of the timetable."""
    chosen = request.POST.get("taught_by", "")
    if not chosen.isdecimal() or len(chosen) >= MOST_DIGITS:
        return None
    return instructors_of(found.training_class).filter(pk=chosen).first()


@login_not_required
@require_GET
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """A lesson on the wall. It shows what the lesson's page shows, and asks nobody to sign in at the classroom's computer."""
    lesson = get_object_or_404(visible_lessons(request.user).select_related("locale"), pk=pk)
    bidi = translation.get_language_info(lesson.locale.language_code)["bidi"]
    context = {"lesson": lesson, "slides": slides_of(lesson), "content_dir": "rtl" if bidi else "ltr"}
    return render(request, "courses/classes/screen.html", context)
