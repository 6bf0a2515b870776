"""What a lesson's page shows beside its own fields: its text, its place in the module, and the way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from base.routing import page_path
from courses.models import ActivityPage, CoursePage, Enrolment, LessonPage, ModulePage
from courses.outline import activity_rows, course_of, course_outline, done_keys, reader_level
from courses.rendering import RenderedLesson, render_lesson
from courses.rows import STEP, ActivityRow, missing_before, with_states
from people.levels import Level


@dataclass(frozen=True)
class LessonReading:
    """``rows``: the activities of the module; ``own``: this lesson's; ``missing``: what must be finished before it."""

    text: RenderedLesson
    module: ModulePage
    module_url: str
    rows: list[ActivityRow]
    own: ActivityRow | None
    missing: list[ActivityRow]

    @property
    def position(self) -> int:
        """Place of the lesson in its module, counted from 1."""
        return self.rows.index(self.own) + 1 if self.own else 1

    @property
    def following(self) -> ActivityRow | None:
        """What stands after the lesson, for those who only read."""
        return self.rows[self.position] if self.position < len(self.rows) else None

    @property
    def way_on(self) -> ActivityRow | None:
        """Where to go on once the lesson is done: the nearest after it that is open, else what is left before it."""
        waiting = [row for row in self.rows if row.is_required and not row.is_done and not row.is_locked]
        return next((row for row in waiting if self.own and row.path > self.own.path), waiting[0] if waiting else None)

    @property
    def states(self) -> list[str]:
        """For the row of segments."""
        return [row.state for row in self.rows]


def lesson_reading(lesson: LessonPage, request: HttpRequest) -> LessonReading:
    """Four queries beside the page itself: module, its activities, enrolment, ledger. More where the course decides."""
    learner: Any = request.user
    module = ModulePage.objects.get(path=lesson.path[:-STEP])
    enrolment = enrolment_above(lesson, learner)
    level = Level(enrolment.level) if enrolment else reader_level(learner)
    rows = _rows_that_decide(lesson, module, level, learner)
    done = done_keys([enrolment])[enrolment.pk] if enrolment else set()
    if learner.is_authenticated:
        rows = with_states(rows, done)
    own = next((row for row in rows if row.pk == lesson.pk), None)
    return LessonReading(
        text=render_lesson(lesson, level, is_preview=getattr(request, "is_preview", False)),
        module=module,
        module_url=page_path(module.url_path, lesson.locale.language_code),
        rows=[row for row in rows if row.path.startswith(module.path)],
        own=own,
        missing=missing_before(rows, own, done) if own else [],
    )


def _rows_that_decide(lesson: LessonPage, module: ModulePage, level: Level, learner: Any) -> list[ActivityRow]:
    """The activities of the module; those of the whole course where one of them waits for what stands before it there."""
    pages = list(ActivityPage.objects.live().filter(path__startswith=module.path).order_by("path"))
    if any(page.opens == ActivityPage.Opens.AFTER_COURSE for page in pages):
        return course_outline(course_of(lesson), learner).activities
    return activity_rows(pages, level, lesson.locale.language_code)


def enrolment_above(page: Any, learner: Any) -> Enrolment | None:
    """The learner's latest enrolment in the course of an activity."""
    if not learner.is_authenticated:
        return None
    keys = CoursePage.objects.filter(path=page.path[: -2 * STEP]).values("translation_key")
    return Enrolment.objects.of(learner).filter(course_key__in=keys).latest_first().first()
