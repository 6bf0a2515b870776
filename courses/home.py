"""The learner's home: what is required, by when, what is next, what was earned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from wagtail.models import PageViewRestriction

from base.prepared import Prepared, padded
from courses.cards import CourseCard, Cover, Holding
from courses.models import ClassMember, CoursePage, Enrolment
from courses.outline import CourseOutline, course_outlines
from courses.permissions import closed_sections
from credentials.demands import Demand, demands_on
from credentials.models import Credential, ExternalCertificate
from credentials.recertification import Standing, Way
from credentials.renewals import deciding
from credentials.verdicts import SIGNS
from people.models import Notice, User

MOST_COUNTED = 99  # messages


@dataclass(frozen=True)
class Earned:
    """One line of what was earned, with its state on the day."""

    credential: Credential
    standing: Standing

    @property
    def tone(self) -> str:
        return SIGNS[self.standing.state][0]

    @property
    def state(self) -> str:
        """In a word of the reader's language."""
        return str(self.standing.state.label)


@dataclass(frozen=True)
class Elsewhere:
    """One certificate of others, with its state on the day."""

    certificate: ExternalCertificate
    state: str


@dataclass(frozen=True)
class LearnerHome:
    """``unserved``: what is required but neither held nor taught by an open course. ``unread``: messages, counted to 99.

    ``is_in_class``: of any class today.
    """

    cards: list[CourseCard]
    earned: list[Earned]
    unserved: list[Demand]
    unread: int
    elsewhere: list[Elsewhere] = field(default_factory=list)
    is_in_class: bool = False

    @property
    def next(self) -> CourseCard | None:
        """The card that carries the one accent action: the earliest due course with something left."""
        waiting = [card for card in self.cards if card.waits]
        return min(waiting, key=lambda card: (card.is_earned or card.is_covered, card.due_on or date.max)) if waiting else None

    @property
    def others(self) -> list[CourseCard]:
        return [card for card in self.cards if card is not self.next]


def learner_home(learner: Any, on: date, language: str) -> LearnerHome:
    """A fixed number of queries. A course is shown once, in the reader's language where it exists."""
    demands = {demand.achievement_key: demand for demand in demands_on(learner, on)}
    credentials = _credentials(learner.pk, on)
    held = {key: Holding(row.standing(on), row) for key, row in deciding(credentials, on).items()}
    enrolments = _enrolments(learner.pk)
    outlines = course_outlines(_courses(learner, demands, enrolments, language), learner, enrolments)
    unread, has_others, is_in_class = _besides(learner.pk, on)[0]
    elsewhere = _elsewhere(learner.pk) if has_others else []
    covers = {key: cover for key, demand in demands.items() if (cover := _cover(demand, elsewhere, on))}
    cards = _shown([_card(outline, demands, held, covers, on) for outline in outlines])
    taught = {_key(card.outline.course) for card in cards}
    served = taught | set(covers) | {key for key, holding in held.items() if holding.standing.is_valid}
    return LearnerHome(
        cards=sorted(cards, key=lambda card: (card.due_on or date.max, card.outline.course.title)),
        earned=[Earned(row, row.standing(on)) for row in credentials],
        unserved=[demand for demand in demands.values() if demand.achievement_key not in served],
        unread=min(unread or 0, MOST_COUNTED),
        elsewhere=[Elsewhere(row, row.state(on)) for row in elsewhere],
        is_in_class=is_in_class,
    )


def _key(course: CoursePage) -> str:
    return course.achievement.key if course.achievement else ""


def _card(
    outline: CourseOutline, demands: dict[str, Demand], held: dict[str, Holding], covers: dict[str, Cover], on: date
) -> CourseCard:
    key = _key(outline.course)
    demand, holding, cover = demands.get(key), held.get(key, Holding()), covers.get(key)
    is_needed = demand is not None and not (cover and cover.suffices)
    way = holding.standing.way_until(demand.needed_until if demand and is_needed else None)
    return CourseCard(outline, demand, holding, way, on, cover)


def _cover(demand: Demand, elsewhere: Iterable[ExternalCertificate], on: date) -> Cover | None:
    """Of what others certified, what counts for the demand and lasts longest; the commander’s page says the same."""
    if not demand.accepts_external:
        return None
    valid = [row for row in elsewhere if row.achievement_key == demand.achievement_key and row.state(on) == "approved"]
    longest = max(valid, key=lambda row: row.expires_on or date.max, default=None)
    if longest is None:
        return None
    return Cover(longest.provider, longest.expires_on, (longest.expires_on or date.max) >= (demand.needed_until or on))


def _shown(cards: list[CourseCard]) -> list[CourseCard]:
    """Of refresher and full course the one that is on the way today; what is open in either is shown as well."""
    by_refresher = {_key(c.outline.course) for c in cards if c.outline.course.is_refresher and c.way == Way.REFRESHER}
    return [card for card in cards if card.outline.is_open or _is_on_the_way(card, by_refresher)]


def _is_on_the_way(card: CourseCard, by_refresher: set[str]) -> bool:
    return card.outline.course.is_refresher == (_key(card.outline.course) in by_refresher)


def _courses(learner: Any, asked: Iterable[str], enrolments: list[Enrolment], language: str) -> list[CoursePage]:
    """Open courses that are required or begun; where neither is, all open ones. ``asked``: keys of achievements."""
    begun = dict.fromkeys(sorted(row.course_key for row in enrolments))
    chosen = _readable(_required_or_begun(padded(sorted(asked)), padded(begun)), learner)
    by_key: dict[Any, CoursePage] = {}
    for course in chosen or _readable(_open_courses(), learner):
        if course.locale.language_code == language:
            by_key[course.translation_key] = course
        else:
            by_key.setdefault(course.translation_key, course)
    return list(by_key.values())


def _readable(courses: list[CoursePage], learner: Any) -> list[CoursePage]:
    """One query more where anything on the site is private."""
    if not any(course.is_anything_private for course in courses):
        return courses
    closed = closed_sections(learner)
    return [course for course in courses if not course.path.startswith(closed)]


def _live() -> Any:
    courses = CoursePage.objects.live().select_related("achievement", "locale").order_by("path")
    return courses.annotate(is_anything_private=Exists(PageViewRestriction.objects.all()))


_credentials: Prepared[Credential] = Prepared(
    lambda learner, on: Credential.objects.held_by(learner).filter(issued_on__lte=on).order_by("-issued_at")
)
_elsewhere: Prepared[ExternalCertificate] = Prepared(lambda learner: _of_others(learner).order_by("-earned_on", "-pk"))


def _of_others(learner: Any) -> Any:
    return ExternalCertificate.objects.filter(holder=learner, withdrawn_at__isnull=True)


def _unread(learner: Any) -> Any:
    return Notice.objects.of(learner).unread().order_by().values("user").annotate(number=Count("pk")).values("number")


def _as_read(course: CoursePage) -> CoursePage:
    """Courses are shown here and never changed: all to whom the same ones are open share the rows."""
    return course


_enrolments: Prepared[Enrolment] = Prepared(lambda learner: Enrolment.objects.of(learner).oldest_first())
# (messages unread, or None; whether there are certificates of others; whether the learner is in a class)
_besides: Prepared[tuple[int | None, bool, bool]] = Prepared(
    lambda learner, on: User.objects.filter(pk=learner).values_list(
        Subquery(_unread(OuterRef("pk"))),
        Exists(_of_others(OuterRef("pk"))),
        Exists(ClassMember.objects.of(OuterRef("pk")).valid(on)),
    )
)
_open_courses: Prepared[CoursePage] = Prepared(_live, make=_as_read)
_required_or_begun: Prepared[CoursePage] = Prepared(
    lambda achievement_keys, course_keys: _live().filter(
        Q(achievement__key__in=achievement_keys) | Q(translation_key__in=course_keys)
    ),
    make=_as_read,
)
