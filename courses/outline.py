"""A course as its learner sees it: child pages plus ledger, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import get_language

from base.prepared import Prepared
from base.routing import page_addresses, page_path, site_roots
from courses.models import ActivityPage, Completion, CoursePage, Enrolment, Family, ModulePage
from courses.periods import earns_now
from courses.rows import STEP, ActivityRow, CourseOutline, FamilyRow, ModuleRow, missing_before, with_states
from courses.translations import course_around, course_of, nodes_of_courses
from courses.tree import Node
from people.levels import Level

__all__ = [
    "ActivityRow",
    "CourseOutline",
    "ModuleRow",
    "course_around",
    "course_of",
    "course_outline",
    "course_outlines",
    "missing_before",
]

SHAPES_KEPT = 200  # in a process: of each course or module at each level, in each language that is read
LEVELS = {int(level): level for level in Level}  # looking one up costs a tenth of making one


@dataclass(frozen=True)
class Standing:
    """A learner's latest enrolment in a course, and the keys and families that its ledger holds."""

    enrolment: Enrolment
    done: set[UUID]
    proven: set[str] = field(default_factory=set)


def standings(learner: Any, course_keys: Iterable[UUID]) -> dict[UUID, Standing]:
    """Where the learner stands in each course, by course key, in two queries; empty for strangers."""
    return standings_in(_enrolments(learner.pk, tuple(course_keys))) if learner.is_authenticated else {}


def standings_in(enrolments: Iterable[Enrolment]) -> dict[UUID, Standing]:
    """By course key, of one learner's enrolments, the oldest first; in one query."""
    latest = {row.course_key: Standing(row, set()) for row in enrolments}
    by_enrolment = {standing.enrolment.pk: standing for standing in latest.values()}
    for enrolment, key, family in _ledger(tuple(by_enrolment)):
        by_enrolment[enrolment].done.add(key)
        by_enrolment[enrolment].proven.add(family)
    return latest


# Two questions, not one that joins them: the enrolment would come once for each line of its ledger.
_enrolments: Prepared[Enrolment] = Prepared(
    lambda learner, course_keys: Enrolment.objects.of(learner).filter(course_key__in=course_keys).oldest_first()
)
_ledger: Prepared[tuple[int, UUID, str]] = Prepared(
    lambda enrolments: (
        Completion.objects.filter(enrolment__in=enrolments).order_by().values_list("enrolment", "activity_key", "family")
    )
)


def activity_rows(found: Iterable[Node], level: Level) -> list[ActivityRow]:
    """The activities among the nodes, as a level needs them; nobody's states yet."""
    return list(_rows_kept(tuple(found), level, *_surroundings()))


def _surroundings() -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """What rows depend on beside their nodes: the reader's language, and where the home page of each language stands."""
    return get_language(), tuple(site_roots().items())


@lru_cache(maxsize=SHAPES_KEPT)
def _rows_kept(found: tuple[Node, ...], level: Level, language: str | None, roots: tuple[Any, ...]) -> tuple[ActivityRow, ...]:
    """Kept under all that they say, compared value by value: what changed is another key, so that nothing can go stale."""
    known, kinds = dict(roots), cache(kind_of)
    address = cache(lambda language: page_addresses(language, known))
    return tuple(
        _activity_row(node, level, address(node.language)(node.url_path), kinds(node.content_type))
        for node in found
        if node.is_activity
    )


class Shape(NamedTuple):
    """What is the same of a course for every learner of a level. ``groups``: the modules without their activities, and then
    what stands beside them, each with the places of its activities among the rows."""

    rows: tuple[ActivityRow, ...]
    groups: tuple[tuple[ModuleRow, tuple[int, ...]], ...]


@lru_cache(maxsize=SHAPES_KEPT)
def _shape(found: tuple[Node, ...], path: str, level: Level, language: str | None, roots: tuple[Any, ...]) -> Shape:
    """Of the course at the path; kept as ``_rows_kept``. What stands in a live module counts, and what stands beside the
    modules, such as a final examination."""
    end = len(path) + STEP  # of the path of a module: they are the children of the course
    modules = {node.path: node for node in found if node.is_module}
    counted = tuple(node for node in found if len(node.path) == end or node.path[:end] in modules)
    rows = _rows_kept(counted, level, language, roots)
    within: dict[str, list[int]] = {module: [] for module in modules}
    beside: list[int] = []
    for place, row in enumerate(rows):
        within.get(row.path[:end], beside).append(place)
    groups = [(module_row(node, ()), tuple(within[module])) for module, node in modules.items()]
    return Shape(rows, (*groups, (ModuleRow(None, 0, "", "", "", ()), tuple(beside))) if beside else tuple(groups))


def _activity_row(node: Node, level: Level, url: str, kind: tuple[str, str]) -> ActivityRow:
    lowest = LEVELS[node.minimum_level or Level.EVERYONE]
    return ActivityRow(
        pk=node.pk,
        key=node.key,
        title=node.title,
        summary=node.summary or "",
        url=url,
        kind=kind[0],
        kind_label=kind[1],
        minutes=node.minutes or 0,
        level=lowest,
        is_required=bool(node.is_required) and lowest <= level,
        opens=node.opens or "",
        path=node.path,
        language=node.language,
    )


def kind_of(content_type: int) -> tuple[str, str]:
    """(lesson, “Lesson”): the kind of an activity, and as a learner reads it."""
    model: Any = ContentType.objects.get_for_id(content_type).model_class() or ActivityPage
    return model.kind, _label(model, get_language())


@cache
def _label(model: Any, language: str | None) -> str:
    """What a learner calls a kind of activity, in the language that is active."""
    return str(capfirst(model._meta.verbose_name))


def course_outlines(courses: list[CoursePage], learner: Any, known: list[Enrolment] | None = None) -> list[CourseOutline]:
    """Outlines of several courses: three queries, however many courses and activities there are; four in several languages.

    ``known``: the learner's enrolments, the oldest first, where they were read already; one query less.
    """
    if not courses:
        return []
    found = nodes_of_courses(courses)
    standing = standings(learner, [course.translation_key for course in courses]) if known is None else standings_in(known)
    return [_outline(course, found[course.pk], learner, standing.get(course.translation_key)) for course in courses]


def _outline(course: CoursePage, found: list[Node], learner: Any, standing: Standing | None) -> CourseOutline:
    level = level_in(standing, learner)
    shape = _shape(tuple(found), course.path, level, *_surroundings())
    rows = list(shape.rows)
    if learner.is_authenticated:
        rows = with_states(rows, standing.done if standing else set())
    groups = [module.holding(tuple(rows[place] for place in places)) for module, places in shape.groups]
    enrolment = standing.enrolment if standing else None
    families = family_rows(enrolment.required_families if enrolment else course.required_families, standing)
    return CourseOutline(course, page_path(course.url_path, course.locale.language_code), level, enrolment, groups, families)


def family_rows(required: list[str], standing: Standing | None) -> tuple[FamilyRow, ...]:
    """The families that a learner must prove, in the order of their names."""
    proven = standing.proven if standing else set()
    return tuple(FamilyRow(family, family in proven) for family in Family.values if family in required)


def module_row(module: Node, rows: Iterable[ActivityRow]) -> ModuleRow:
    """The address is computed from the node; no query."""
    url = page_path(module.url_path, module.language)
    return ModuleRow(module.pk, module.number or 0, module.title, module.module_summary or "", url, tuple(rows), module.language)


def level_in(standing: Standing | None, learner: Any) -> Level:
    """The level of the enrolment, else of the reader's rank."""
    return Level(standing.enrolment.level) if standing else reader_level(learner)


def reader_level(reader: Any) -> Level:
    """By rank; whoever is not signed in reads what is for everyone."""
    return reader.level if reader.is_authenticated else Level.EVERYONE


def course_outline(course: CoursePage, learner: Any) -> CourseOutline:
    """As many queries as for several (``course_outlines``)."""
    return course_outlines([course], learner)[0]


def missing_for(activity: ActivityPage, learner: Any, on: date) -> list[ActivityRow]:
    """What the learner must finish before the activity opens on the day; nothing means that it is open.

    Where the next certification period would begin with it, the ledger of the last one counts no longer.
    """
    outline = course_outline(course_around(activity), learner)
    begins_anew = outline.is_complete and earns_now(outline.course, learner, on)
    done = set() if begins_anew else {row.key for row in outline.activities if row.is_done}
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
    outline = course_outline(course_around(module), learner)
    row = next((row for row in outline.modules if row.pk == module.pk), None)
    return ModuleReading(row or ModuleRow(module.pk, module.number, module.title, module.summary, "", ()), outline)
