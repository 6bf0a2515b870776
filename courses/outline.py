"""A course as its learner sees it: child pages plus ledger, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from base.routing import page_path
from courses.models import ActivityPage, Completion, CoursePage, Enrolment, ModulePage
from courses.rows import STEP, ActivityRow, CourseOutline, ModuleRow, missing_before, with_states
from people.levels import Level

__all__ = ["ActivityRow", "CourseOutline", "ModuleRow", "course_of", "course_outline", "course_outlines", "missing_before"]


@dataclass(frozen=True)
class Record:
    """A learner and the ledger keys of each enrolment."""

    learner: Any
    done: dict[int, set[UUID]]


def activity_rows(pages: Iterable[ActivityPage], level: Level, language: str) -> list[ActivityRow]:
    return [
        ActivityRow(
            pk=page.pk,
            key=page.translation_key,
            title=page.title,
            summary=page.summary,
            url=page_path(page.url_path, language),
            kind=page.kind_of_activity,
            kind_label=page.kind_in_words,
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
    """Only live modules count, and only what stands in one of them."""
    language = course.locale.language_code
    level = Level(enrolment.level) if enrolment else reader_level(record.learner)
    own = [module for module in modules if module.path.startswith(course.path)]
    below = tuple(module.path for module in own)
    rows = activity_rows([activity for activity in activities if activity.path.startswith(below)], level, language)
    if record.learner.is_authenticated:
        rows = with_states(rows, record.done.get(enrolment.pk, set()) if enrolment else set())
    groups = [module_row(module, [row for row in rows if row.path.startswith(module.path)], language) for module in own]
    return CourseOutline(course, page_path(course.url_path, language), level, enrolment, groups)


def module_row(module: ModulePage, rows: list[ActivityRow], language: str) -> ModuleRow:
    url = page_path(module.url_path, language)
    return ModuleRow(module.pk, module.number, module.title, module.summary, url, rows)


def reader_level(reader: Any) -> Level:
    return reader.level if reader.is_authenticated else Level.EVERYONE


def course_outline(course: CoursePage, learner: Any) -> CourseOutline:
    return course_outlines([course], learner)[0]


def course_of(page: Any) -> CoursePage:
    """The course that a module or activity belongs to. Raises CoursePage.DoesNotExist when it stands outside one."""
    paths = [page.path[:end] for end in range(STEP, len(page.path) + 1, STEP)]
    return CoursePage.objects.select_related("locale").get(path__in=paths)


def missing_for(activity: ActivityPage, learner: Any) -> list[ActivityRow]:
    """What the learner must finish before the activity opens; nothing means that it is open."""
    outline = course_outline(course_of(activity), learner)
    done = {row.key for row in outline.activities if row.is_done}
    own = next((row for row in outline.activities if row.pk == activity.pk), None)
    return missing_before(outline.activities, own, done) if own else []


@dataclass(frozen=True)
class ModuleReading:
    """A module page: its row in the outline of its course."""

    module: ModuleRow
    course: CourseOutline

    @property
    def way_on(self) -> ActivityRow | None:
        """What is next in this module, else in the course."""
        is_open = (row for row in self.module.required if not row.is_done and not row.is_locked)
        return next(is_open, self.course.next)


def module_reading(module: ModulePage, learner: Any) -> ModuleReading:
    """A module that is not live, as in a preview, stands in no outline: it is shown without activities."""
    outline = course_outline(course_of(module), learner)
    row = next((row for row in outline.modules if row.pk == module.pk), None)
    return ModuleReading(row or module_row(module, [], module.locale.language_code), outline)


is_open = missing_for  # until quizzes asks by the new name
