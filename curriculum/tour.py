"""The demonstration's tour: where its battalion goes, what everybody must have earned before, and for how long that lasts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from courses.models import CoursePage
from credentials.models import Deployment, RenewalRule, Requirement
from credentials.recertification import Rule
from credentials.services import set_renewal_rule
from people.levels import Level
from people.models import Unit

DAYS_TO_DEPLOYMENT = 108
DAYS_ON_TOUR = 180
DAYS_BEFORE_TOUR = 14  # everybody
DAYS_TO_LEADERS = 60  # those who lead others, earlier
ANNOUNCED_DAYS_AGO = 30
RENEWAL = Rule(validity_months=24, window_days=90, grace_days=30)
RULE_AGE = timedelta(days=900)  # older than every certificate of the demonstration


def plan_tour(*, contingent: Unit, battalion: Unit, at: datetime) -> None:
    """A tour of the battalion, two requirements for each course that earns something, and its rule for renewal."""
    today = timezone.localdate(at)
    since, begins = today - timedelta(days=ANNOUNCED_DAYS_AGO), today + timedelta(days=DAYS_TO_DEPLOYMENT)
    days = {"starts_on": begins, "ends_on": begins + timedelta(days=DAYS_ON_TOUR), "announced_on": since}
    Deployment.objects.create(unit=battalion, mission="UNMIV", rotation="4", **days)
    for course in CoursePage.objects.live().filter(achievement__isnull=False).select_related("achievement"):
        achievement: Any = course.achievement
        if RenewalRule.objects.filter(achievement_key=achievement.key).exists():
            continue
        set_renewal_rule(achievement_key=achievement.key, rule=RENEWAL, by=None, at=at - RULE_AGE)
        asked = {"achievement": achievement, "starts_on": since}
        Requirement.objects.create(unit=contingent, days_before=DAYS_BEFORE_TOUR, **asked)
        leaders, due_on = [Level.NCOS.value, Level.COMMANDERS.value], today + timedelta(days=DAYS_TO_LEADERS)
        Requirement.objects.create(unit=battalion, due_on=due_on, levels=leaders, **asked)
