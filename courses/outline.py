"""A course as its learner sees it: child pages plus ledger, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.routing import page_path
from courses.models import ActivityPage, Completion, CoursePage, Enrolment, LessonPage, ModulePage
from courses.rendering import RenderedLesson, render_lesson
from people.levels import Level

STEP = CoursePage.steplen
KIND_LABELS = {"lesson": gettext_lazy("Lesson"), "scenario": gettext_lazy("Scenario"), "quiz": gettext_lazy("Quiz")}
STATE_LABELS = {
    "done": gettext_lazy("Done"),
    "current": gettext_lazy("Next"),
    "open": gettext_lazy("Open"),
    "locked": gettext_lazy("Opens later"),
}


@dataclass(frozen=True)
class ActivityRow:
    """One activity for one learner. ``state``: done, current (the next to do), open or locked."""

    pk: int
    key: UUID
    title: str
    summary: str
    url: str
    kind: str
    minutes: int
    level: Level
    is_required: bool
    opens: str
    path: str
    state: str = "open"

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS.get(self.kind, self.kind))

    @property
    def state_label(self) -> str:
        """The state as a word; what a level does not need says so."""
        if self.state == "open" and not self.is_required:
            return _("For %(level)s") % {"level": self.level.label} if self.level > Level.EVERYONE else _("If you like")
        return str(STATE_LABELS[self.state])

    @property
    def is_locked(self) -> bool:
        return self.state == "locked"


@dataclass(frozen=True)
class ModuleRow:
    pk: int | None
    number: int | None
    title: str
    summary: str
    url: str
    activities: list[ActivityRow]

    @property
    def required(self) -> list[ActivityRow]:
        return [row for row in self.activities if row.is_required]

    @property
    def done(self) -> int:
        return sum(row.is_done for row in self.required)

    @property
    def total(self) -> int:
        return len(self.required)

    @property
    def states(self) -> list[str]:
        """For the row of segments."""
        return [row.state for row in self.required]


@dataclass(frozen=True)
class CourseOutline:
    """The whole course; ``level`` is that of the enrolment, else of the reader's rank."""

    course: CoursePage
    url: str
    level: Level
    enrolment: Enrolment | None = None
    modules: list[ModuleRow] = field(default_factory=list)

    @property
    def activities(self) -> list[ActivityRow]:
        return [row for module in self.modules for row in module.activities]

    @property
    def done(self) -> int:
        return sum(module.done for module in self.modules)

    @property
    def total(self) -> int:
        return sum(module.total for module in self.modules)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def next(self) -> ActivityRow | None:
        """What to do next: the one accent action."""
        return next((row for row in self.activities if row.state == "current"), None)

    @property
    def is_complete(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is not None

    @property
    def minutes_left(self) -> int:
        return sum(row.minutes for row in self.activities if row.is_required and not row.is_done)


# --- Sums: plain values in, rows out -------------------------------------------------------------


def missing_before(rows: list[ActivityRow], row: ActivityRow, done: set[UUID]) -> list[ActivityRow]:
    """Required activities that the author ordered before this one and that are not in the ledger yet."""
    if row.opens == ActivityPage.Opens.ANYTIME:
        return []
    reach = row.path[:-STEP] if row.opens == ActivityPage.Opens.AFTER_MODULE else row.path[: STEP * 3]
    return [r for r in rows if r.is_required and r.path < row.path and r.path.startswith(reach) and r.key not in done]


def with_states(rows: list[ActivityRow], done: set[UUID]) -> list[ActivityRow]:
    """The rows with done, locked, open, and the first required open one as current."""
    stated = []
    found_next = False
    for row in rows:
        state = "done" if row.key in done else "locked" if missing_before(rows, row, done) else "open"
        if state == "open" and row.is_required and not found_next:
            state, found_next = "current", True
        stated.append(replace(row, state=state))
    return stated


@dataclass(frozen=True)
class Record:
    """A learner and the ledger keys of each enrolment."""

    learner: Any
    done: dict[int, set[UUID]]


# --- Reading -------------------------------------------------------------------------------------


def activity_rows(pages: Iterable[ActivityPage], level: Level, language: str) -> list[ActivityRow]:
    return [
        ActivityRow(
            pk=page.pk,
            key=page.translation_key,
            title=page.title,
            summary=page.summary,
            url=page_path(page.url_path, language),
            kind=page.kind_of_activity,
            minutes=page.minutes,
            level=Level(page.minimum_level),
            is_required=page.is_required and page.minimum_level <= level,
            opens=page.opens,
            path=page.path,
        )
        for page in pages
    ]


def latest_enrolments(learner: Any, course_keys: Iterable[UUID]) -> dict[UUID, Enrolment]:
    """The learner's latest enrolment in each course; empty for strangers."""
    if not learner.is_authenticated:
        return {}
    rows = Enrolment.objects.of(learner).filter(course_key__in=list(course_keys)).order_by("started_at", "pk")
    return {row.course_key: row for row in rows}


def course_outlines(courses: list[CoursePage], learner: Any) -> list[CourseOutline]:
    """Outlines of several courses: four queries, however many courses and activities there are."""
    if not courses:
        return []
    below = reduce(or_, (Q(path__startswith=course.path, depth__gt=course.depth) for course in courses))
    modules = list(ModulePage.objects.live().filter(below).order_by("path"))
    activities = list(ActivityPage.objects.live().filter(below).order_by("path"))
    enrolments = latest_enrolments(learner, [course.translation_key for course in courses])
    record = Record(learner, done_keys(enrolments.values()))
    return [_outline(course, modules, activities, enrolments.get(course.translation_key), record) for course in courses]


def done_keys(enrolments: Iterable[Enrolment]) -> dict[int, set[UUID]]:
    """Ledger keys by enrolment."""
    keys: dict[int, set[UUID]] = {enrolment.pk: set() for enrolment in enrolments}
    if keys:
        for enrolment, key in Completion.objects.filter(enrolment__in=keys).values_list("enrolment", "activity_key"):
            keys[enrolment].add(key)
    return keys


def _outline(
    course: CoursePage, modules: list[ModulePage], activities: list[ActivityPage], enrolment: Enrolment | None, record: Record
) -> CourseOutline:
    language = course.locale.language_code
    level = Level(enrolment.level) if enrolment else reader_level(record.learner)
    rows = activity_rows([a for a in activities if a.path.startswith(course.path)], level, language)
    if record.learner.is_authenticated:
        rows = with_states(rows, record.done.get(enrolment.pk, set()) if enrolment else set())
    groups = [
        ModuleRow(
            m.pk, m.number, m.title, m.summary, page_path(m.url_path, language), [r for r in rows if r.path.startswith(m.path)]
        )
        for m in modules
        if m.path.startswith(course.path)
    ]
    direct = [row for row in rows if len(row.path) == len(course.path) + STEP]
    if direct:
        groups.append(ModuleRow(None, None, "", "", "", direct))
    return CourseOutline(course, page_path(course.url_path, language), level, enrolment, groups)


def reader_level(reader: Any) -> Level:
    return reader.level if reader.is_authenticated else Level.EVERYONE


def course_outline(course: CoursePage, learner: Any) -> CourseOutline:
    return course_outlines([course], learner)[0]


def course_of(page: Any) -> CoursePage:
    """The course that a module or activity belongs to. Raises CoursePage.DoesNotExist when it stands outside one."""
    paths = [page.path[:end] for end in range(STEP, len(page.path) + 1, STEP)]
    return CoursePage.objects.select_related("locale").get(path__in=paths)


def is_open(activity: ActivityPage, learner: Any) -> list[ActivityRow]:
    """What must be finished before the activity opens for the learner; empty means it is open."""
    outline = course_outline(course_of(activity), learner)
    done = {row.key for row in outline.activities if row.is_done}
    own = next((row for row in outline.activities if row.pk == activity.pk), None)
    return missing_before(outline.activities, own, done) if own else []


@dataclass(frozen=True)
class ModuleReading:
    """A module page: its row in the outline of its course."""

    module: ModuleRow
    outline: CourseOutline


def module_outline(module: ModulePage, learner: Any) -> ModuleReading:
    outline = course_outline(course_of(module), learner)
    row = next((m for m in outline.modules if m.pk == module.pk), None)
    return ModuleReading(row or ModuleRow(module.pk, module.number, module.title, module.summary, "", []), outline)


@dataclass(frozen=True)
class LessonReading:
    """What a lesson page shows beside its own fields."""

    text: RenderedLesson
    module: ModulePage
    module_url: str
    rows: list[ActivityRow]
    own: ActivityRow | None
    enrolment: Enrolment | None

    @property
    def position(self) -> int:
        return self.rows.index(self.own) + 1 if self.own in self.rows else 1

    @property
    def following(self) -> ActivityRow | None:
        """The next activity of the module."""
        return self.rows[self.position] if self.position < len(self.rows) else None

    @property
    def states(self) -> list[str]:
        return [row.state for row in self.rows]


def lesson_reading(lesson: LessonPage, request: HttpRequest) -> LessonReading:
    """Four queries beside the page itself: module, its activities, enrolment, ledger."""
    learner: Any = request.user
    module = ModulePage.objects.get(path=lesson.path[:-STEP])
    pages = ActivityPage.objects.live().filter(path__startswith=module.path).order_by("path")
    enrolment = _enrolment_above(lesson, learner)
    level = Level(enrolment.level) if enrolment else reader_level(learner)
    rows = activity_rows(pages, level, lesson.locale.language_code)
    if learner.is_authenticated:
        done = done_keys([enrolment])[enrolment.pk] if enrolment else set()
        rows = with_states(rows, done)
    own = next((row for row in rows if row.pk == lesson.pk), None)
    module_url = page_path(module.url_path, lesson.locale.language_code)
    return LessonReading(render_lesson(lesson, level), module, module_url, rows, own, enrolment)


def _enrolment_above(page: Any, learner: Any) -> Enrolment | None:
    if not learner.is_authenticated:
        return None
    keys = CoursePage.objects.filter(path=page.path[: -2 * STEP]).values("translation_key")
    return Enrolment.objects.of(learner).filter(course_key__in=keys).latest_first().first()
