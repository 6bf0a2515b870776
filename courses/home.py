"""The learner's home: what is required, by when, what is next, what was earned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, Q
from django.utils import timezone
from wagtail.models import PageViewRestriction

from base.prepared import Prepared
from courses.models import CoursePage, Enrolment
from courses.outline import CourseOutline, course_outlines
from courses.permissions import closed_sections
from credentials.demands import Demand, demands_on
from credentials.models import Credential, ExternalCertificate
from credentials.recertification import Standing, Way
from credentials.renewals import NOT_HELD, deciding
from credentials.verdicts import SIGNS
from people.models import Notice


@dataclass(frozen=True)
class Holding:
    """What a learner holds of one achievement: how it stands on a day, and the credential that says so."""

    standing: Standing = NOT_HELD
    credential: Credential | None = None


@dataclass(frozen=True)
class CardWords:
    """All that the sentences on a card depend on, as plain values: a company reads the same few of them."""

    standing: Standing
    revoked_on: date | None
    needed_until: date | None
    due_on: date | None
    days_before_tour: int | None
    tour_starts_on: date | None
    total: int
    left: int
    is_earned: bool
    has_lapsed: bool
    has_work_left: bool
    is_renewable: bool
    is_asked_for_longer: bool
    is_overdue: bool
    is_ready: bool
    lacks_only_families: bool
    is_complete: bool
    is_refresher: bool


@dataclass(frozen=True)
class CourseCard:
    """One course on the learner's home. ``way``: what earns the next credential today, tours counted."""

    outline: CourseOutline
    demand: Demand | None
    holding: Holding
    way: Way | None
    on: date

    @property
    def standing(self) -> Standing:
        return self.holding.standing

    @property
    def due_on(self) -> date | None:
        return self.demand.due_on if self.demand else None

    @property
    def days_before_tour(self) -> int | None:
        """None where the day does not come from a tour."""
        return self.demand.days_before if self.demand else None

    @property
    def is_earned(self) -> bool:
        return self.standing.is_valid

    @property
    def has_lapsed(self) -> bool:
        return self.holding.credential is not None and not self.is_earned

    @property
    def is_renewable(self) -> bool:
        """Held, and completing this course would earn the next one."""
        return self.holding.credential is not None and self.outline.course.earns(self.way)

    @property
    def can_begin_again(self) -> bool:
        """The last period is complete, and the next may begin."""
        return self.outline.is_complete and self.is_renewable

    @property
    def has_work_left(self) -> bool:
        return not self.outline.is_complete and (not self.is_earned or self.is_renewable)

    @property
    def is_asked_for_longer(self) -> bool:
        """Valid, but not to the end of the tour and thirty days beyond."""
        return self.is_renewable and self.is_earned and self.standing.way is None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.on and not self.is_earned

    @property
    def words(self) -> CardWords:
        credential, demand, outline = self.holding.credential, self.demand, self.outline
        return CardWords(
            standing=self.standing,
            revoked_on=timezone.localdate(credential.revoked_at) if credential and credential.revoked_at else None,
            needed_until=demand.needed_until if demand else None,
            due_on=self.due_on,
            days_before_tour=self.days_before_tour,
            tour_starts_on=demand.tour_starts_on if demand else None,
            total=outline.total,
            left=outline.left,
            is_earned=self.is_earned,
            has_lapsed=self.has_lapsed,
            has_work_left=self.has_work_left,
            is_renewable=self.is_renewable,
            is_asked_for_longer=self.is_asked_for_longer,
            is_overdue=self.is_overdue,
            is_ready=outline.is_ready,
            lacks_only_families=outline.lacks_only_families,
            is_complete=outline.is_complete,
            is_refresher=outline.course.is_refresher,
        )

    @property
    def is_begun(self) -> bool:
        return self.outline.done > 0

    @property
    def waits(self) -> bool:
        """Something can be done here now."""
        return bool(self.outline.next or self.outline.is_ready or self.can_begin_again)


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
    """``unserved``: what is required but neither held nor taught by an open course. ``unread``: messages, counted to 99."""

    cards: list[CourseCard]
    earned: list[Earned]
    unserved: list[Demand]
    unread: int
    elsewhere: list[Elsewhere] = field(default_factory=list)

    @property
    def next(self) -> CourseCard | None:
        """The card that carries the one accent action: the earliest due course with something left."""
        waiting = [card for card in self.cards if card.waits]
        return min(waiting, key=lambda card: (card.is_earned, card.due_on or date.max)) if waiting else None

    @property
    def others(self) -> list[CourseCard]:
        return [card for card in self.cards if card is not self.next]


def learner_home(learner: Any, on: date, language: str) -> LearnerHome:
    """A fixed number of queries. A course is shown once, in the reader's language where it exists."""
    demands = {demand.achievement_key: demand for demand in demands_on(learner, on)}
    credentials = _credentials(learner.pk, on)
    held = {key: Holding(row.standing(on), row) for key, row in deciding(credentials, on).items()}
    outlines = course_outlines(_courses(learner, list(demands), language), learner)
    cards = _shown([_card(outline, demands, held, on) for outline in outlines])
    taught = {_key(card.outline.course) for card in cards}
    served = taught | {key for key, holding in held.items() if holding.standing.is_valid}
    return LearnerHome(
        cards=sorted(cards, key=lambda card: (card.due_on or date.max, card.outline.course.title)),
        earned=[Earned(row, row.standing(on)) for row in credentials],
        unserved=[demand for demand in demands.values() if demand.achievement_key not in served],
        unread=len(_unread(learner.pk)),
        elsewhere=[Elsewhere(row, row.state(on)) for row in _elsewhere(learner.pk)],
    )


def _key(course: CoursePage) -> str:
    return course.achievement.key if course.achievement else ""


def _card(outline: CourseOutline, demands: dict[str, Demand], held: dict[str, Holding], on: date) -> CourseCard:
    demand = demands.get(_key(outline.course))
    holding = held.get(_key(outline.course), Holding())
    return CourseCard(outline, demand, holding, holding.standing.way_until(demand.needed_until if demand else None), on)


def _shown(cards: list[CourseCard]) -> list[CourseCard]:
    """Of refresher and full course the one that is on the way today; what is open in either is shown as well."""
    by_refresher = {_key(c.outline.course) for c in cards if c.outline.course.is_refresher and c.way == Way.REFRESHER}
    return [card for card in cards if card.outline.is_open or _is_on_the_way(card, by_refresher)]


def _is_on_the_way(card: CourseCard, by_refresher: set[str]) -> bool:
    return card.outline.course.is_refresher == (_key(card.outline.course) in by_refresher)


def _courses(learner: Any, achievement_keys: list[str], language: str) -> list[CoursePage]:
    """Open courses that are required or begun; where neither is, all open ones."""
    chosen = _readable(_required_or_begun(learner.pk, tuple(achievement_keys)), learner)
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
_elsewhere: Prepared[ExternalCertificate] = Prepared(
    lambda learner: ExternalCertificate.objects.filter(holder=learner, withdrawn_at__isnull=True).order_by("-earned_on", "-pk")
)
_unread: Prepared[tuple[int]] = Prepared(
    lambda learner: Notice.objects.of(learner).unread().order_by("pk").values_list("pk")[:99]
)
_open_courses: Prepared[CoursePage] = Prepared(_live)
_required_or_begun: Prepared[CoursePage] = Prepared(
    lambda learner, achievement_keys: _live().filter(
        Q(achievement__key__in=achievement_keys) | Q(translation_key__in=Enrolment.objects.of(learner).values("course_key"))
    )
)
