"""What a lesson's page shows beside its own fields: its text, its place in the module, and the way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from courses.models import ActivityPage, LessonPage
from courses.outline import activity_rows, course_around, course_outline, level_in, module_row, standings
from courses.rendering import RenderedLesson, render_lesson
from courses.rows import ActivityRow, ModuleRow, missing_before, with_states
from courses.translations import nodes_around
from courses.tree import Node
from people.levels import Level


@dataclass(frozen=True)
class LessonReading:
    """``rows``: the activities of the module; ``own``: this lesson's; ``missing``: what must be finished before it."""

    text: RenderedLesson
    module: ModuleRow
    rows: tuple[ActivityRow, ...]
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
    def states(self) -> tuple[str, ...]:
        """For the row of segments."""
        return tuple(row.state for row in self.rows)


def lesson_reading(lesson: LessonPage, request: HttpRequest) -> LessonReading:
    """Three queries beside the page: the module with its activities, the ledger, the law. More where the course decides,
    and in several languages."""
    learner: Any = request.user
    around = nodes_around(lesson)
    standing = next(iter(standings(learner, around.course_keys).values()), None)
    level = level_in(standing, learner)
    rows = _rows_that_decide(lesson, around.found, level, learner)
    done = standing.done if standing else set()
    if learner.is_authenticated:
        rows = with_states(rows, done)
    own = next((row for row in rows if row.pk == lesson.pk), None)
    rows_here = tuple(row for row in rows if row.path.startswith(around.module.path))
    return LessonReading(
        text=render_lesson(lesson, level, is_preview=getattr(request, "is_preview", False)),
        module=module_row(around.module, rows_here),
        rows=rows_here,
        own=own,
        missing=missing_before(rows, own, done) if own else [],
    )


def _rows_that_decide(lesson: LessonPage, found: list[Node], level: Level, learner: Any) -> list[ActivityRow]:
    """The activities of the module; those of the whole course where one of them waits for what stands before it there."""
    if any(node.opens == ActivityPage.Opens.AFTER_COURSE for node in found):
        return course_outline(course_around(lesson), learner).activities
    return activity_rows(found, level)
