"""Who of the invented contingent is away, who acts for whom, and who trains: so that strength is not simply everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from people.models import Posting, Unit, User
from people.status.services import appoint_acting_commander, appoint_training_officer, set_status

ADMINISTRATOR = "QM-30003"
# Days from today on, and why.
EXCUSED = [(9, "leave"), (3, "medical"), (40, "course")]
PLANNED_IN, PLANNED_DAYS, LENT_DAYS, ACTING_DAYS = 12, 14, 20, 7


def appoint_and_excuse(battalion: Unit, start: date, at: datetime) -> None:
    """Training officers of the battalion and of Alpha; people on leave, ill, on a course and lent; a command held for a week."""
    by, today = User.objects.get(username=ADMINISTRATOR), timezone.localdate(at)
    alpha, bravo = Unit.objects.get(short_name="A Coy"), Unit.objects.get(short_name="B Coy")
    for username, unit in (("QM-20003", battalion), ("QM-20004", alpha)):
        appoint_training_officer(user=User.objects.get(username=username), unit=unit, starts_on=start, by=by, at=at)
    for company in (alpha, bravo):
        soldiers = soldiers_of(company, today)
        for days, reason in EXCUSED:
            excuse(next(soldiers), today, days, reason, by=by, at=at)
        excuse(next(soldiers), today + timedelta(days=PLANNED_IN), PLANNED_DAYS, "leave", by=by, at=at)
        lend(next(soldiers), by, at)
    act_for_commander(Unit.objects.get(short_name="1 Pl B Coy"), by, at)


def soldiers_of(company: Unit, on: date) -> Iterator[User]:
    """Privates who cannot sign in, so that nobody whom a newcomer plays is away."""
    people = User.objects.serving_in(Unit.objects.under([company], on), on)
    return iter(people.filter(rank__abbreviation="Pte", claimed_at=None).order_by("-pk"))


def excuse(user: User, starts_on: date, days: int, reason: str, *, by: User, at: datetime) -> None:
    """For so many days, the first included."""
    ends_on = starts_on + timedelta(days=days - 1)
    set_status(user=user, status=Posting.Status.EXCUSED, reason=reason, starts_on=starts_on, ends_on=ends_on, by=by, at=at)


def lend(user: User, by: User, at: datetime) -> None:
    """To Headquarters Company, from today on."""
    host, today = Unit.objects.get(short_name="HQ Coy"), timezone.localdate(at)
    ends_on = today + timedelta(days=LENT_DAYS - 1)
    set_status(user=user, status=Posting.Status.ATTACHED, unit=host, starts_on=today, ends_on=ends_on, by=by, at=at)


def act_for_commander(platoon: Unit, by: User, at: datetime) -> None:
    """The platoon's commander is on leave; its sergeant acts for him or her."""
    today = timezone.localdate(at)
    excuse(
        User.objects.get(postings__unit=platoon, postings__role=Posting.Role.COMMANDER), today, ACTING_DAYS, "leave", by=by, at=at
    )
    sergeant = User.objects.get(postings__unit=platoon, rank__abbreviation="Sgt")
    last = today + timedelta(days=ACTING_DAYS - 1)
    appoint_acting_commander(user=sergeant, unit=platoon, starts_on=today, ends_on=last, by=by, at=at)
