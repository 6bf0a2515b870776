"""One course on the learner's home: how it stands, in plain values that a card is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from courses.outline import CourseOutline
from courses.rows import ActivityRow, FamilyRow, Progress
from credentials.demands import Demand
from credentials.models import Credential
from credentials.recertification import Standing, Way
from credentials.renewals import NOT_HELD


@dataclass(frozen=True)
class Holding:
    """What a learner holds of one achievement: how it stands on a day, and the credential that says so."""

    standing: Standing = NOT_HELD
    credential: Credential | None = None


@dataclass(frozen=True)
class Cover:
    """A certificate of others that counts for what is asked. ``until``: its last day, None without end. ``suffices``: as long as
    a tour needs it.
    """

    provider: str
    until: date | None
    suffices: bool


@dataclass(frozen=True)
class CardWords:
    """All that the sentences on a card depend on, as plain values: a company reads the same few of them."""

    standing: Standing
    cover: Cover | None
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
class CardFace:
    """A whole card as plain values, but for the deeds that it may offer."""

    title: str
    language: str
    url: str
    words: CardWords
    next: ActivityRow | None
    is_begun: bool
    families: tuple[FamilyRow, ...]
    progress: tuple[Progress, ...]


@dataclass(frozen=True)
class CourseCard:
    """One course on the learner's home. ``way``: what earns the next credential today, tours counted. ``cover``: what of
    others is held for it today.
    """

    outline: CourseOutline
    demand: Demand | None
    holding: Holding
    way: Way | None
    on: date
    cover: Cover | None = None

    @property
    def standing(self) -> Standing:
        return self.holding.standing

    @property
    def is_covered(self) -> bool:
        """What is asked is held already, from others."""
        return self.cover is not None and self.cover.suffices

    @property
    def due_on(self) -> date | None:
        return self.demand.due_on if self.demand and not self.is_covered else None

    @property
    def days_before_tour(self) -> int | None:
        """None where the day does not come from a tour."""
        return self.demand.days_before if self.demand and not self.is_covered else None

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
        return self.due_on is not None and self.due_on < self.on and not self.is_earned and self.cover is None

    @property
    def words(self) -> CardWords:
        credential, demand, outline = self.holding.credential, self.demand, self.outline
        return CardWords(
            standing=self.standing,
            cover=self.cover,
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
    def face(self) -> CardFace:
        outline, course = self.outline, self.outline.course
        return CardFace(
            title=course.title,
            language=course.locale.language_code,
            url=outline.url,
            words=self.words,
            next=outline.next,
            is_begun=outline.done > 0,
            families=outline.families,
            progress=outline.progress,
        )

    @property
    def offers_a_deed(self) -> bool:
        """A button that changes something, where else the next activity stands."""
        return self.outline.is_ready or self.can_begin_again

    @property
    def waits(self) -> bool:
        """Something can be done here now."""
        return bool(self.outline.next or self.outline.is_ready or self.can_begin_again)
