"""Deeds on statuses and appointments: dated, logged by ids, and never a change of a day before."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from people.audit.services import note
from people.models import Placement, Posting, Unit, User
from people.postings import Recasting, Refused, end_other_posts, refuse_nowhere, segment_of, write_postings
from people.services import post_person
from people.status.segments import Change, Segment, recast

log = logging.getLogger("bluehelm.people")
Status, Role = Posting.Status, Posting.Role


@transaction.atomic
def set_status(
    *,
    user: User,
    status: str,
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
    reason: str = "",
    unit: Unit | None = None,
) -> list[Posting]:
    """Splits the main posting: on these days the person has the status, before and after what was there. Raises Refused.

    ``reason`` is for excused people and ``unit`` the host of attached ones; the role stays. Returns the main postings.
    """
    if ends_on and ends_on < starts_on:
        raise Refused(_("The last day lies before the first."))
    if status == Status.ATTACHED:
        _check_host(user, unit, starts_on, ends_on)
    rows = _recast(user, starts_on, ends_on, _change(status, reason, unit), needs=starts_on, at=at)
    _log("status set", user, by, at, status=status, starts_on=starts_on, ends_on=ends_on, unit=unit.pk if unit else None)
    return rows


def _check_host(user: User, unit: Unit | None, on: date, until: date | None) -> None:
    if unit is None or not Placement.objects.valid(on).filter(unit=unit).exists():
        raise Refused(_("Say to which unit. It must be in the tree on that day."))
    refuse_nowhere(unit, on, until)
    if Posting.objects.main().valid(on).filter(user=user, unit=unit, home=None).exists():
        raise Refused(_("%(person)s belongs to %(unit)s already.") % {"person": user.short_label, "unit": unit})


def _change(status: str, reason: str, unit: Unit | None) -> Change:
    if status == Status.EXCUSED:
        return lambda segment: replace(segment, status=status, reason=reason)
    if status == Status.ATTACHED and unit is not None:
        host = unit.pk
        return lambda segment: replace(segment, unit=host, home=segment.home or segment.unit, status=status, reason="")
    return at_home


def at_home(segment: Segment) -> Segment:
    """Present where the person belongs."""
    return replace(segment, unit=segment.home or segment.unit, home=None, status=Status.PRESENT, reason="")


def back(segment: Segment) -> Segment:
    """What follows when the status ends: home; from leave during an attachment back to the host."""
    if segment.status == Status.EXCUSED and segment.home:
        return replace(segment, status=Status.ATTACHED, reason="")
    return at_home(segment)


@transaction.atomic
def end_status(*, user: User, on: date, by: User, at: datetime) -> list[Posting]:
    """Ends the status that is in force on the day; that day is the first without it. Raises Refused."""
    row = Posting.objects.main().valid(on).filter(user=user).exclude(status=Status.PRESENT).first()
    if row is None:
        raise Refused(_("%(person)s has no status on that day that could end.") % {"person": user.short_label})
    rows = _recast(user, on, row.ends_on, back, needs=on, at=at)
    _log("status ended", user, by, at, on=on)
    return rows


# --- Appointments ---------------------------------------------------------------------------------


@transaction.atomic
def appoint_acting_commander(*, user: User, unit: Unit, starts_on: date, ends_on: date, by: User, at: datetime) -> Posting:
    """Gives the command of the unit from a day to a day, beside the own posting. Raises Refused; one acts at a time."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    if ends_on < starts_on:
        raise Refused(_("The last day lies before the first."))
    acting = Posting.objects.filter(unit=unit, role=Role.ACTING_COMMANDER, home=None).from_day(starts_on)
    if other := acting.filter(starts_on__lte=ends_on).select_related("user__rank").first():
        raise Refused(_("%(person)s acts as commander there on some of these days.") % {"person": other.user.short_label})
    return _appoint(user=user, unit=unit, role=Role.ACTING_COMMANDER, starts_on=starts_on, ends_on=ends_on, by=by, at=at)


@transaction.atomic
def appoint_training_officer(
    *, user: User, unit: Unit, starts_on: date, by: User, at: datetime, ends_on: date | None = None
) -> Posting:
    """Makes somebody the training officer of the unit with everything below it, beside the own posting. Raises Refused."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    if ends_on and ends_on < starts_on:
        raise Refused(_("The last day lies before the first."))
    held = Posting.objects.training().filter(user=user, unit=unit).from_day(starts_on)
    if held.filter(starts_on__lte=ends_on or date.max).exists():
        raise Refused(_("%(person)s is training officer there already.") % {"person": user.short_label})
    return _appoint(user=user, unit=unit, role=Role.TRAINING_OFFICER, starts_on=starts_on, ends_on=ends_on, by=by, at=at)


def _appoint(*, user: User, unit: Unit, role: str, starts_on: date, ends_on: date | None, by: User, at: datetime) -> Posting:
    if not user.is_active or not Placement.objects.valid(starts_on).filter(unit=unit).exists():
        raise Refused(_("Only people with an open account, and only to units in the tree on that day."))
    row = post_person(user=user, unit=unit, on=starts_on, role=role, is_main=False, until=ends_on, at=at)
    _log("appointed", user, by, at, role=role, unit=unit.pk, starts_on=starts_on, ends_on=ends_on)
    return row


@transaction.atomic
def appoint_commander(*, user: User, unit: Unit, on: date, by: User, at: datetime) -> Posting:
    """Posts somebody to the unit as its commander from the day on; whoever commands it stays there as a member."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    if not user.is_active or not Placement.objects.valid(on).filter(unit=unit).exists():
        raise Refused(_("Only people with an open account, and only to units in the tree on that day."))
    for former in commanders(unit, on).exclude(user=user):
        _recast(former.user, on, None, _role_there(unit.pk, Role.MEMBER, only=Role.COMMANDER), needs=on, at=at)
    if Posting.objects.main().valid(on).filter(Q(home=unit) | Q(home=None, unit=unit), user=user).exists():
        _recast(user, on, None, _role_there(unit.pk, Role.COMMANDER), needs=on, at=at)
    else:
        post_person(user=user, unit=unit, on=on, role=Role.COMMANDER, at=at)
    _log("appointed", user, by, at, role=Role.COMMANDER, unit=unit.pk, starts_on=on)
    return Posting.objects.main().valid(on).get(user=user)


def commanders(unit: Unit, on: date) -> QuerySet[Posting]:
    """Who holds the command of the unit by the main posting on the day, also while lent elsewhere."""
    there = Posting.objects.main().valid(on).filter(Q(home=unit) | Q(home=None, unit=unit), role=Role.COMMANDER)
    return there.select_related("user__rank")


def _role_there(unit: int, role: str, only: str = "") -> Change:
    """Another role on the days on which the person belongs to the unit (and has the role ``only``)."""

    def change(segment: Segment) -> Segment:
        is_meant = (segment.home or segment.unit) == unit and (not only or segment.role == only)
        return replace(segment, role=role) if is_meant else segment

    return change


@transaction.atomic
def end_appointment(*, posting: Posting, on: date, by: User, at: datetime) -> None:
    """The role ends; ``on`` is the first day without it. The person stays in the unit where it was the main posting."""
    if posting.is_main:
        unit = posting.home_id or posting.unit_id
        change = _role_there(unit, Role.MEMBER, only=posting.role)
        _recast(posting.user, max(on, posting.starts_on), None, change, needs=None, at=at)
    else:
        end_other_posts(posts=Posting.objects.filter(pk=posting.pk), on=on, at=at)
    _log("appointment ended", posting.user, by, at, role=posting.role, unit=posting.unit_id, on=on)


def _recast(
    user: User, starts_on: date, ends_on: date | None, change: Change, *, needs: date | None, at: datetime
) -> list[Posting]:
    """Main postings with the change made on these days. Raises Refused when there is none on the day ``needs``."""
    User.objects.select_for_update().get(pk=user.pk)
    rows = list(Posting.objects.main().filter(user=user))
    if needs and not any(row.starts_on <= needs <= (row.ends_on or date.max) for row in rows):
        raise Refused(_("%(person)s has no main posting on that day.") % {"person": user.short_label})
    segments = recast(map(segment_of, rows), starts_on, ends_on, change)
    write_postings([Recasting(user.pk, rows, segments)], at=at)
    return list(Posting.objects.main().filter(user=user).order_by("starts_on"))


def _log(deed: str, user: User, by: User, at: datetime, **more: object) -> None:
    data = {key: value.isoformat() if isinstance(value, date) else value for key, value in more.items() if value is not None}
    log.info(deed, extra={"data": {"user": user.pk, "by": by.pk, **data}})
    note(deed, by=by.pk, at=at, user=user.pk, **data)
