"""A course for one learner, row by row. Plain values in, rows out; no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import ActivityPage, CoursePage, Enrolment, Family
from people.levels import Level

STEP = CoursePage.steplen
ANYTIME = str(ActivityPage.Opens.ANYTIME)
STATE_LABELS = {
    "done": gettext_lazy("Done"),
    "current": gettext_lazy("Next"),
    "open": gettext_lazy("Open"),
    "locked": gettext_lazy("Opens later"),
}


class ActivityRow(NamedTuple):
    """One activity for one learner; a course makes a hundred of them at every visit.

    ``state``: done, current (the next to do), open or locked.
    """

    pk: int
    key: UUID
    title: str
    summary: str
    url: str
    kind: str
    kind_label: str
    minutes: int
    level: Level
    is_required: bool
    opens: str
    path: str
    language: str = ""  # of its texts
    state: str = "open"

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def state_label(self) -> str:
        """The state as a word; what a level does not need says so."""
        if self.state == "open" and not self.is_required:
            return _("For %(level)s") % {"level": self.level.label} if self.level > Level.EVERYONE else _("If you like")
        return str(STATE_LABELS[self.state])

    @property
    def is_locked(self) -> bool:
        return self.state == "locked"


class Progress(NamedTuple):
    """How far a module is done: what is required in it, one state each."""

    title: str
    done: int
    total: int
    states: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class ModuleRow:
    """A module; without a pk and a title: what stands beside the modules of its course."""

    pk: int | None
    number: int
    title: str
    summary: str
    url: str
    activities: tuple[ActivityRow, ...]
    own_language: str = ""  # of its texts; of what stands beside the modules: that of its first activity

    def holding(self, activities: tuple[ActivityRow, ...]) -> ModuleRow:
        """The same module with these activities."""
        return ModuleRow(self.pk, self.number, self.title, self.summary, self.url, activities, self.own_language)

    @property
    def language(self) -> str:
        return self.own_language or (self.activities[0].language if self.activities else "")

    @property
    def heading(self) -> str:
        """Its title; what stands beside the modules goes by its first activity."""
        return self.title or (self.activities[0].title if self.activities else "")

    @cached_property
    def required(self) -> list[ActivityRow]:
        return [row for row in self.activities if row.is_required]

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Of what is required; for the row of segments."""
        return tuple([row.state for row in self.activities if row.is_required])

    @property
    def done(self) -> int:
        return self.states.count("done")

    @property
    def total(self) -> int:
        return len(self.states)


class FamilyRow(NamedTuple):
    """A family of which the course asks one passed assessed scenario."""

    family: str
    is_done: bool

    @property
    def label(self) -> str:
        return str(Family(self.family).label)


@dataclass(frozen=True)
class CourseOutline:
    """The whole course; ``level`` is that of the enrolment, else of the reader's rank."""

    course: CoursePage
    url: str
    level: Level
    enrolment: Enrolment | None = None
    modules: list[ModuleRow] = field(default_factory=list)
    families: tuple[FamilyRow, ...] = ()

    @cached_property
    def activities(self) -> list[ActivityRow]:
        return [row for module in self.modules for row in module.activities]

    @cached_property
    def done(self) -> int:
        return sum(module.done for module in self.modules)

    @cached_property
    def total(self) -> int:
        return sum(module.total for module in self.modules)

    @cached_property
    def left(self) -> int:
        return self.total - self.done

    @property
    def progress(self) -> tuple[Progress, ...]:
        """How far each module is done that asks for anything."""
        return tuple(Progress(m.heading, m.done, m.total, m.states, m.language) for m in self.modules if m.total)

    @cached_property
    def next(self) -> ActivityRow | None:
        """What to do next: the one accent action."""
        return next((row for row in self.activities if row.state == "current"), None)

    @property
    def is_complete(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is not None

    @property
    def is_open(self) -> bool:
        """Begun and not closed yet."""
        return self.enrolment is not None and not self.is_complete

    @property
    def is_ready(self) -> bool:
        """Nothing required is left, but the course was not closed: what was missing is no longer required."""
        return self._is_worked_through and self._has_all_families

    @property
    def lacks_only_families(self) -> bool:
        """Every activity is finished, but not one assessed scenario of each family is passed."""
        return self._is_worked_through and not self._has_all_families

    @property
    def _is_worked_through(self) -> bool:
        return self.is_open and self.total > 0 and self.left == 0

    @property
    def _has_all_families(self) -> bool:
        return all(row.is_done for row in self.families)

    @property
    def minutes_left(self) -> int:
        return sum(row.minutes for row in self.activities if row.is_required and not row.is_done)

    @property
    def hours_left(self) -> int:
        """Whole hours, from two on; 0 while minutes still say it well."""
        return round(self.minutes_left / 60) if self.minutes_left >= 120 else 0


# --- Sums: plain values in, rows out -------------------------------------------------------------


def missing_before(rows: list[ActivityRow], row: ActivityRow, done: set[UUID]) -> list[ActivityRow]:
    """Required activities that the author ordered before this one and that are not in the ledger yet."""
    if row.opens == ANYTIME:
        return []
    reach = row.path[:-STEP] if row.opens == ActivityPage.Opens.AFTER_MODULE else row.path[: STEP * 3]
    return [r for r in rows if r.is_required and r.path < row.path and r.path.startswith(reach) and r.key not in done]


def with_states(rows: list[ActivityRow], done: set[UUID]) -> list[ActivityRow]:
    """The rows with done, locked, open, and the first required open one as current."""
    stated = []
    found_next = False
    numbers = {key.int for key in done}  # looked up at a fraction of the cost of the keys themselves
    pending = [row for row in rows if row.is_required and row.key.int not in numbers]
    for row in rows:  # a row is born open
        if row.key.int in numbers:
            stated.append(row._replace(state="done"))
        elif row.opens != ANYTIME and missing_before(pending, row, done):
            stated.append(row._replace(state="locked"))
        elif row.is_required and not found_next:
            found_next = True
            stated.append(row._replace(state="current"))
        else:
            stated.append(row)
    return stated
