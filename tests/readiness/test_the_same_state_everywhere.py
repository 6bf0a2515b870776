"""Three years of somebody's life, invented: learner, commander and verification page always show the same state.

Whatever happens, in whatever order: renewals by the full course and by the refresher, early, in grace and late, revocations,
calls for renewal, new versions of the rule. Nothing here knows the answer beforehand; the pages are held against each other.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.home import learner_home
from courses.models import Completion, CoursePage, LessonPage
from credentials.models import Credential, RenewalRule
from credentials.recertification import Rule, State
from credentials.renewals import pending_call, standing_of
from credentials.services import call_for_renewal, revoke_credential, set_renewal_rule
from credentials.verdicts import verdict_on
from people.models import User
from people.services import place_unit, post_person
from readiness.names import names
from tests.factories.courses import finish, make_achievement, make_course, make_lesson, make_module
from tests.factories.people import LONG_AGO, UnitFactory, UserFactory
from tests.readiness.contingents import reading

START = datetime(2027, 1, 15, 10, tzinfo=UTC)
YEARS = 3
DAY = timedelta(days=1)
COMMANDER_SAYS = {State.VALID: "qualified", State.WINDOW_OPEN: "qualified", State.EXPIRING: "expiring"}


@dataclass(frozen=True)
class Step:
    """After so many days something is done; ``size`` shapes it (months of a rule, days of a call)."""

    days: int
    deed: str
    size: int


rules = st.builds(Rule, st.just(0), st.sampled_from([6, 9, 12, 18]), st.sampled_from([20, 60, 90]), st.sampled_from([0, 30]))
deeds = st.sampled_from(["full", "full", "refresher", "refresher", "revoke", "call", "rule"])
steps = st.lists(st.builds(Step, st.integers(1, 220), deeds, st.integers(1, 120)), min_size=3, max_size=9)


@dataclass
class Life:
    """One learner in one unit, with the full course and its refresher."""

    learner: User = field(default_factory=lambda: UserFactory(name="Amina Diallo", password=""))
    administrator: User = field(default_factory=lambda: UserFactory(is_superuser=True, password=""))
    at: datetime = START

    def __post_init__(self) -> None:
        self.unit = UnitFactory()
        place_unit(unit=self.unit, parent=None, on=LONG_AGO)
        post_person(user=self.learner, unit=self.unit, on=LONG_AGO, at=timezone.now())
        self.achievement = make_achievement()
        self.full = make_course("Full", self.achievement)
        self.refresher = make_course("Short", self.achievement, is_refresher=True)
        for course in (self.full, self.refresher):
            make_lesson(make_module(course))

    def take(self, course: CoursePage) -> None:
        finish(self.learner, course, self.at, LessonPage.objects.descendant_of(course).get())

    def do(self, step: Step) -> None:
        on = self.at.date()
        if step.deed in ("full", "refresher"):
            self.take(self.full if step.deed == "full" else self.refresher)
        elif step.deed == "rule":
            rule = Rule(0, 3 + step.size % 18, 20 + step.size % 60, step.size % 40)
            set_renewal_rule(achievement_key="core", rule=rule, by=self.administrator, at=self.at)
        elif step.deed == "call":
            pending = pending_call("core", on)
            due_on = max(on + step.size * DAY, pending.due_on if pending else on)
            call_for_renewal(achievement_key="core", due_on=due_on, reason="New law.", by=self.administrator, at=self.at)
        elif held := Credential.objects.current().first():
            revoke_credential(credential=held, by=self.administrator, reason="Wrong person.", at=self.at)

    # --- What each page says ---------------------------------------------------------------------

    def learner_says(self, on: date) -> State:
        said = {card.standing.state for card in learner_home(self.learner, on, "en").cards}
        assert len(said) == 1
        return said.pop()

    def commander_says(self, on: date) -> tuple[str, Any]:
        shown = reading(self.unit, on, self.achievement.key)
        person = names(shown).get(user=self.learner)
        assert shown.by_unit[self.unit.pk].in_state(person.standing) == 1
        return person.standing, person.valid_until

    def agree(self, on: date) -> State:
        """Asserts that every page says the same about the day; returns what."""
        last = Credential.objects.filter(issued_on__lte=on).order_by("issued_at", "pk").last()
        state = self.learner_says(on)
        public = verdict_on(last.code, on) if last else None
        assert state == (public.state if public else State.NOT_HELD)
        standing, valid_until = self.commander_says(on)
        assert standing == COMMANDER_SAYS.get(state, standing)
        assert (standing in ("qualified", "expiring")) == (state in COMMANDER_SAYS) == Credential.objects.valid(on).exists()
        current = list(Credential.objects.current(on))
        assert len(current) == (state not in (State.NOT_HELD, State.REVOKED))
        if current:
            assert current == [last]
            assert valid_until == standing_of(self.learner, "core", on).until
        return state


def turning_points(life: Life) -> list[date]:
    """The days on which something changes, and those beside them."""
    days = {START.date(), START.date() + YEARS * 365 * DAY}
    for held in Credential.objects.all():
        for event in held.events:
            days |= {event.on, *([event.until] if event.until else [])}
            standing = held.standing(event.on)
            days |= {day for day in (standing.until, standing.renewal_opens_on, standing.grace_ends_on) if day}
    return sorted({day + shift * DAY for day in days for shift in (-1, 0, 1)})


class ThreeYears(TestCase):
    life: Life

    @classmethod
    def setUpTestData(cls) -> None:
        """Once: every example begins at the same moment, and ends with its own changes taken back."""
        cls.life = Life()

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rules, steps)
    def test_all_pages_agree_on_every_day_and_nothing_is_lost(self, rule: Rule, steps: list[Step]) -> None:
        life = deepcopy(self.life)
        set_renewal_rule(achievement_key="core", rule=rule, by=None, at=START - DAY)
        life.take(life.full)
        said: dict[date, State] = {}
        evidence: set[tuple[Any, ...]] = set()
        for step in steps:
            life.at += step.days * DAY
            if life.at > START + YEARS * 365 * DAY:
                break
            eve = life.at.date() - DAY
            said[eve] = life.agree(eve)
            held = Credential.objects.current().first()
            before = held.standing(life.at.date()) if held else None
            life.do(step)
            evidence = self.assert_evidence_grew(evidence)
            assert Credential.objects.current().count() <= 1
            newest = Credential.objects.order_by("issued_at", "pk").last()
            if before and before.is_valid and before.until and newest and newest != held:
                self.assert_no_day_lost(before, newest)
        for on in turning_points(life):
            life.agree(on)
        assert {on: life.learner_says(on) for on in said} == said, "the same day, asked later"

    def assert_evidence_grew(self, before: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
        now = set(Completion.objects.values_list("pk", "enrolment", "activity_key", "completed_at"))
        assert before <= now
        return now

    def assert_no_day_lost(self, before: Any, newest: Credential) -> None:
        rule = RenewalRule.objects.get(version=newest.rule_version)
        assert newest.expires_on is not None
        assert newest.expires_on >= before.until
        if before.way:
            assert newest.expires_on == before.until + relativedelta(months=rule.validity_months)
