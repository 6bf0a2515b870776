"""A class as those who teach it see it: who is where, by name. A fixed number of queries, however many members there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from courses.classes.languages import language_name
from courses.classes.permissions import instructors_of
from courses.models import (
    Attendance,
    ClassMember,
    ClassMessage,
    ClassSession,
    Completion,
    Enrolment,
    Teaching,
    TrainingClass,
)
from courses.outline import Standing, activity_rows
from courses.rows import STEP, ActivityRow, with_states
from courses.translations import nodes_of_courses
from courses.tree import Node
from people.levels import Level

EXAM_WITHIN = 2  # an examination is near when it is the next step or the one after


@dataclass(frozen=True)
class MemberRow:
    """Where one member stands. ``missed``: lessons taught in this class that the level needs and the ledger lacks."""

    member: ClassMember
    modules_done: int
    modules_total: int
    states: list[str]
    next: ActivityRow | None
    exam: ActivityRow | None
    missed: list[str]
    presence: Counter[str]
    completed_at: datetime | None

    @property
    def is_behind(self) -> bool:
        return bool(self.missed)

    @property
    def sessions(self) -> int:
        """How many sessions somebody marked the member in."""
        return sum(self.presence.values())

    @property
    def present(self) -> int:
        return self.presence[Attendance.State.PRESENT]


@dataclass(frozen=True)
class ClassReading:
    """A class as of the day ``on``: its members are those of that day."""

    training_class: TrainingClass
    instructors: list[str]
    members: list[MemberRow]
    sessions: list[ClassSession]
    messages: list[ClassMessage]
    on: date

    @property
    def language(self) -> str:
        return language_name(self.training_class.language)

    @property
    def behind(self) -> int:
        return sum(row.is_behind for row in self.members)

    @property
    def near_exam(self) -> int:
        return sum(row.exam is not None for row in self.members)

    @property
    def complete(self) -> int:
        return sum(row.completed_at is not None for row in self.members)


@dataclass(frozen=True)
class Outline:
    """The course of a class, its activities as each level needs them; worked out once a level."""

    found: list[Node]
    _rows: dict[int, list[ActivityRow]] = field(default_factory=dict)

    def rows(self, level: Level) -> list[ActivityRow]:
        if level not in self._rows:
            self._rows[level] = activity_rows(self._counted, level)
        return self._rows[level]

    @property
    def _counted(self) -> list[Node]:
        """What stands in a live module, and what stands beside the modules."""
        return [n for n in self.found if n.path.startswith(self.modules) or len(n.path) == self._beside]

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(node.path for node in self.found if node.is_module)

    @property
    def _beside(self) -> int:
        return min((len(node.path) for node in self.found), default=STEP)


def class_reading(training_class: TrainingClass, on: date) -> ClassReading:
    """``training_class`` with its course and the course's locale."""
    members = list(training_class.members.valid(on).by_name())
    return ClassReading(
        training_class=training_class,
        instructors=[i.name for i in instructors_of(training_class)],
        members=member_rows(training_class, members),
        sessions=list(sessions_of(training_class)),
        messages=list(_messages(training_class)),
        on=on,
    )


def sessions_of(training_class: TrainingClass) -> QuerySet[ClassSession]:
    """With ``present`` and ``marked``: how many."""
    standing = Q(attendance__replaced_at__isnull=True)
    sessions = training_class.sessions.select_related("instructor__user__rank").annotate(
        marked=Count("attendance", filter=standing & Q(attendance__isnull=False), distinct=True),
        present=Count("attendance", filter=standing & Q(attendance__state=Attendance.State.PRESENT), distinct=True),
    )
    return sessions.order_by("starts_at", "pk")


def _messages(training_class: TrainingClass) -> QuerySet[ClassMessage]:
    """With ``copies`` and ``read``: to how many they went, and how many have read them."""
    read = Count("notices", filter=Q(notices__read_at__isnull=False))
    return training_class.messages.select_related("sent_by__rank").annotate(copies=Count("notices"), read=read)


def member_rows(training_class: TrainingClass, members: list[ClassMember]) -> list[MemberRow]:
    """Five queries: the course, enrolments and their ledgers, what was taught, attendance."""
    course = training_class.course
    outline = Outline(nodes_of_courses([course])[course.pk])
    standing = standings_of([m.user_id for m in members], course.translation_key)
    taught = _taught(training_class)
    presence = _presence(training_class)
    return [_row(member, outline, standing.get(member.user_id), taught, presence) for member in members]


def standings_of(learners: Iterable[int], course_key: UUID) -> dict[int, Standing]:
    """The latest enrolment of each learner in the course, with the keys that its ledger holds; two queries."""
    rows = Enrolment.objects.filter(learner__in=list(learners), course_key=course_key).oldest_first()
    latest = {row.learner_id: Standing(row, set()) for row in rows}
    ledgers = {standing.enrolment.pk: standing.done for standing in latest.values()}
    for enrolment, key in Completion.objects.filter(enrolment__in=ledgers).values_list("enrolment", "activity_key"):
        ledgers[enrolment].add(key)
    return latest


def _taught(training_class: TrainingClass) -> set[UUID]:
    """Keys of the lessons taught in the class."""
    return set(Teaching.objects.filter(session__training_class=training_class).values_list("lesson_key", flat=True))


def _presence(training_class: TrainingClass) -> dict[int, Counter[str]]:
    """How often each member was present, absent and excused; former spells in the class count for the same person."""
    words = Attendance.objects.standing().filter(session__training_class=training_class)
    counted: dict[int, Counter[str]] = {}
    for user, state, number in words.values_list("member__user", "state").annotate(number=Count("pk")):
        counted.setdefault(user, Counter())[state] = number
    return counted


def _row(
    member: ClassMember, outline: Outline, standing: Standing | None, taught: set[UUID], presence: dict[int, Counter[str]]
) -> MemberRow:
    done = standing.done if standing else set()
    level = Level(standing.enrolment.level) if standing else member.user.level
    rows = with_states(outline.rows(level), done)
    needed = [[r for r in rows if r.is_required and r.path.startswith(path)] for path in outline.modules]
    groups = [group for group in needed if group]
    completed_at = standing.enrolment.completed_at if standing else None
    return MemberRow(
        member=member,
        modules_done=sum(all(row.is_done for row in group) for group in groups),
        modules_total=len(groups),
        states=[_state_of(group) for group in groups],
        next=next((row for row in rows if row.state == "current"), None),
        exam=None if completed_at else near_exam(rows),
        missed=[row.title for row in rows if row.key in taught and row.is_required and not row.is_done],
        presence=presence.get(member.user_id, Counter()),
        completed_at=completed_at,
    )


def _state_of(rows: list[ActivityRow]) -> str:
    """A module as one segment: done, begun (current) or open."""
    if all(row.is_done for row in rows):
        return "done"
    return "current" if any(row.is_done or row.state == "current" for row in rows) else "open"


def near_exam(rows: list[ActivityRow]) -> ActivityRow | None:
    """The examination that the learner reaches within two steps: what its author opens only after something else."""
    left = [row for row in rows if row.is_required and not row.is_done][:EXAM_WITHIN]
    return next((row for row in left if row.opens != "anytime"), None)


# --- One session ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class RosterRow:
    """A member in a session. ``state``: what stands, empty while nobody marked; ``chosen``: what the form offers first."""

    member: ClassMember
    state: str
    marked_by: str

    @property
    def state_label(self) -> str:
        return str(Attendance.State(self.state).label) if self.state else ""

    @property
    def chosen(self) -> str:
        return self.state or Attendance.State.PRESENT


@dataclass(frozen=True)
class TaughtRow:
    """A lesson taught in the session. ``missing``: how many present people's ledgers lack it still."""

    teaching: Teaching
    finished: int
    missing: int


def roster_rows(session: ClassSession, roster: Iterable[ClassMember]) -> list[RosterRow]:
    """One query, with who marked each. ``roster``: the members who could be there."""
    words = {w.member_id: w for w in session.attendance.standing().select_related("marked_by__rank")}
    return [_roster_row(member, words.get(member.pk)) for member in roster]


def _roster_row(member: ClassMember, word: Any) -> RosterRow:
    return RosterRow(member, word.state if word else "", word.marked_by.short_label if word else "")


def taught_rows(session: ClassSession) -> list[TaughtRow]:
    """Four queries: the lessons, who is present, and what stands in their ledgers."""
    teachings = list(session.teachings.select_related("lesson__locale", "instructor__user__rank"))
    present = session.attendance.standing().filter(state=Attendance.State.PRESENT).values_list("member__user", flat=True)
    people = list(present) if teachings else []
    standing = standings_of(people, session.training_class.course.translation_key) if people else {}
    return [_taught_row(teaching, people, standing) for teaching in teachings]


def _taught_row(teaching: Teaching, people: list[int], standing: dict[int, Standing]) -> TaughtRow:
    finished = sum(pk in standing and teaching.lesson_key in standing[pk].done for pk in people)
    return TaughtRow(teaching, finished, len(people) - finished)


@dataclass(frozen=True)
class LessonChoice:
    """The lessons of one module, for choosing what to teach."""

    number: int
    title: str
    lessons: list[ActivityRow]
    is_next: bool = False


def lesson_choices(training_class: TrainingClass) -> list[LessonChoice]:
    """Modules with their lessons; those taught in the class stand as done, and the first module with one left is next."""
    course = training_class.course
    found = nodes_of_courses([course])[course.pk]
    rows = activity_rows(found, Level.COMMANDERS)
    lessons = with_states([row for row in rows if row.kind == "lesson"], _taught(training_class))
    choices: list[LessonChoice] = []
    has_next = False
    for module in (node for node in found if node.is_module):
        own = [row for row in lessons if row.path.startswith(module.path)]
        is_next = not has_next and any(not row.is_done for row in own)
        has_next = has_next or is_next
        choices += [LessonChoice(module.number or 0, module.title, own, is_next)] if own else []
    return choices
