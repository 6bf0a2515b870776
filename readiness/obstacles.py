"""What keeps the people of a unit from being ready: where they stand in the course, topics that fall short, languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils.translation import get_language_info

from courses.models import CoursePage, Enrolment
from courses.shortfalls import ShortTopic, topics_fallen_short
from courses.translations import nodes_of_courses
from courses.tree import Node
from credentials.models import Achievement
from credentials.models.credential import day_after
from people.levels import Level
from people.models import Placement, Posting
from people.models.units import path_range
from readiness.figures import AT, classified, people_at
from readiness.page import asked_of, offered_achievements
from readiness.permissions import Sight
from readiness.terms import asked_below, terms_of

LEAST = 5  # a topic is named over so many people
MOST = 8
LACKING = ("in-progress", "overdue", "not-started")  # nothing valid is held, and something is asked


@dataclass(frozen=True)
class ModuleStand:
    """A module: how many stand before it or in it, of all who are in progress, and how many have not finished it."""

    number: int
    title: str
    language: str
    standing: int
    unfinished: int


@dataclass(frozen=True)
class LanguageGap:
    """People who lack the certificate and whose language the course does not speak."""

    language: str
    people: int


@dataclass(frozen=True)
class Obstacles:
    """``above``: the units on the way up with this one last; ``in_progress``: open enrolments."""

    sight: Sight
    achievement: Achievement | None
    way: list[Placement]
    in_progress: int
    modules: list[ModuleStand]
    topics: list[ShortTopic]
    languages: list[LanguageGap]

    @property
    def unit(self) -> Any:
        return self.way[-1].unit

    @property
    def stuck_at(self) -> ModuleStand | None:
        """Where the largest group stands."""
        return max((module for module in self.modules if module.standing), key=lambda module: module.standing, default=None)


def obstacles_of(sight: Sight, *, language: str, achievement_key: str) -> Obstacles:
    """A fixed number of queries for each course that earns the achievement."""
    achievement = _achievement(sight, language, achievement_key)
    key = achievement.key if achievement else ""
    postings = people_at(path_range(sight.path, AT), sight.on).exclude(status=Posting.Status.EXCUSED)
    people = postings.order_by().values("user")
    courses = list(CoursePage.objects.live().filter(achievement__key=key).select_related("locale").order_by("path"))
    stands = [stand for course in _once(courses, language) for stand in _stands(course, people, sight)]
    return Obstacles(
        sight=sight,
        achievement=achievement,
        way=_way(sight),
        in_progress=sum(stand.standing for stand in stands),
        modules=stands,
        topics=topics_fallen_short(people, key, before=day_after(sight.on), language=language, least=LEAST, most=MOST),
        languages=_languages(postings, key, {course.locale.language_code for course in courses}, sight),
    )


def _achievement(sight: Sight, language: str, key: str) -> Achievement | None:
    """The one named in the address, else the one that the unit’s page would show."""
    named = next((each for each in offered_achievements(language) if each.key == key), None)
    return named or asked_of(sight, language, key).achievement


def _way(sight: Sight) -> list[Placement]:
    steps = [sight.path[:end] for end in range(Placement.steplen, len(sight.path) + 1, Placement.steplen)]
    places = Placement.objects.valid(sight.on).filter(path__in=steps).select_related("unit")
    return [place for place in places if sight.reaches(place.path)]


def _once(courses: Iterable[CoursePage], language: str) -> list[CoursePage]:
    """Each course once: in the reader's language, else in English, else in any."""
    preference = {language: 0, "en": 1}
    by_key: dict[Any, CoursePage] = {}
    for course in sorted(courses, key=lambda each: preference.get(each.locale.language_code, 2)):
        by_key.setdefault(course.translation_key, course)
    return list(by_key.values())


# --- Where people stand ---------------------------------------------------------------------------


def _stands(course: CoursePage, people: QuerySet[Any], sight: Sight) -> list[ModuleStand]:
    """From the ledger, module by module: what is required at the level of each enrolment. Two queries."""
    found = nodes_of_courses([course])[course.pk]
    modules = [(node, _required(node, found)) for node in found if node.is_module]
    modules = [(node, required) for node, required in modules if required]
    if not modules:
        return []
    counts = _counts([required for _node, required in modules], course, people, sight)
    return [
        ModuleStand(node.number or 0, node.title, node.language, counts[f"stand_{n}"], counts[f"open_{n}"])
        for n, (node, _required_keys) in enumerate(modules)
    ]


def _required(module: Node, found: list[Node]) -> list[Node]:
    return [node for node in found if node.is_activity and node.is_required and node.path.startswith(module.path)]


def _counts(modules: list[list[Node]], course: CoursePage, people: QuerySet[Any], sight: Sight) -> dict[str, int]:
    rows = Enrolment.objects.open(sight.on).filter(course_key=course.translation_key, learner__in=people)
    done = {f"done_{n}": _done(required, sight) for n, required in enumerate(modules)}
    unfinished = [Q(**{f"done_{n}__lt": _needed(required)}) for n, required in enumerate(modules)]
    first = Case(*(When(condition, then=Value(n)) for n, condition in enumerate(unfinished)))
    wanted = {f"open_{n}": Count("pk", filter=condition) for n, condition in enumerate(unfinished)}
    wanted |= {f"stand_{n}": Count("pk", filter=Q(first=n)) for n in range(len(modules))}
    return dict(rows.annotate(**done).annotate(first=first).aggregate(**wanted))


def _done(required: list[Node], sight: Sight) -> Count:
    """Finished activities of a module that the level of the enrolment needs."""
    needed = Q(pk__in=[])
    for level in Level:
        keys = [node.key for node in required if (node.minimum_level or 1) == level]
        needed |= Q(completions__activity_key__in=keys, level__gte=level)
    return Count("completions", filter=needed & Q(completions__completed_at__lt=day_after(sight.on)))


def _needed(required: list[Node]) -> Case:
    """How many activities of a module each level needs."""
    return Case(
        *(When(level=level, then=Value(sum((node.minimum_level or 1) <= level for node in required))) for level in Level),
        default=Value(0),
    )


# --- Languages ------------------------------------------------------------------------------------


def _languages(postings: QuerySet[Any], key: str, published: set[str], sight: Sight) -> list[LanguageGap]:
    """People who lack it, as the unit’s page says it, by languages in which the course is not published.

    One query where everybody reads the course, four more where somebody does not.
    """
    readers = postings.exclude(user__language__in=published)
    if not readers.exists():
        return []
    bearing, holders = asked_below(sight.path, sight.on, today=sight.today)
    terms = terms_of(bearing, key, [sight.path], holders, today=sight.today)
    lacking = classified(readers, key, terms, sight.on).filter(standing__in=LACKING)
    rows = lacking.order_by().values_list(F("user__language")).annotate(people=Count("pk")).order_by("-people", "user__language")
    return [LanguageGap(get_language_info(code)["name_translated"], people) for code, people in rows]
