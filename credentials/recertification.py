"""How a credential stands on a day: a pure function of the rule that decided it, what happened to it, and the day.

Days are whole and inclusive: what is valid until the 12th is valid on the 12th, and what is revoked on the 12th is no longer
valid on that day. See docs/decisions/0005-recertification.md. The same for querysets: ``CredentialQuerySet``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

EXPIRING_DAYS = 60  # before its last day a credential “expires soon”


class State(TextChoices):
    """``SUPERSEDED`` is said of a paper, never of a person: the newer one says how its holder stands."""

    NOT_HELD = "not-held", _("Not held")
    VALID = "valid", _("Valid")
    WINDOW_OPEN = "window-open", _("Valid, may be renewed")
    EXPIRING = "expiring", _("Valid, expires soon")
    IN_GRACE = "in-grace", _("Expired, in grace")
    EXPIRED = "expired", _("Expired")
    RENEWAL_REQUIRED = "renewal-required", _("Renewal required")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


VALID_STATES = frozenset({State.VALID, State.WINDOW_OPEN, State.EXPIRING})


class Way(StrEnum):
    """What earns the next credential: the refresher (the full course does too), or nothing less than the full course."""

    REFRESHER = "refresher"
    FULL = "full"


@dataclass(frozen=True)
class Rule:
    """One version of the rule for an achievement. Without months it never expires; version 0 stands for “none was made”."""

    version: int = 0
    validity_months: int | None = None
    window_days: int = EXPIRING_DAYS
    grace_days: int = 0


class Happened(StrEnum):
    """What can change how long a credential counts."""

    ISSUED = "issued"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    CALLED = "renewal called for"


@dataclass(frozen=True)
class Event:
    """What happened to one credential on a day. ``until``: of an issue the last day of validity (None: it never expires), of
    a call for renewal the last day on which the older edition suffices.
    """

    kind: Happened
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Standing:
    """A state with its days: ``until`` the last valid day, ``renewal_opens_on`` the first of the window, ``grace_ends_on``
    the last on which the refresher suffices; None where there is no such day. ``way``: what earns renewal now, None where
    it is too early or a newer credential exists. ``is_called``: a new edition set the last day.
    """

    state: State
    until: date | None = None
    renewal_opens_on: date | None = None
    grace_ends_on: date | None = None
    way: Way | None = None
    is_called: bool = False

    @property
    def is_valid(self) -> bool:
        return self.state in VALID_STATES

    def way_until(self, needed_until: date | None) -> Way | None:
        """The way for somebody who needs it until a day, such as the end of a tour: it opens as soon as it falls short."""
        falls_short = self.is_valid and self.until is not None and needed_until is not None and self.until < needed_until
        return self.way or (Way.REFRESHER if falls_short else None)


def standing(rule: Rule, events: Iterable[Event], on: date) -> Standing:
    """How one credential stands at the end of the day; what happens later is not known yet."""
    known = [event for event in events if event.on <= on]
    kinds = {event.kind for event in known}
    if Happened.ISSUED not in kinds:
        return Standing(State.NOT_HELD, way=Way.FULL)
    until, opens_on, is_called = _days(rule, known)
    grace_ends_on = until + timedelta(days=rule.grace_days) if until else None
    if Happened.REVOKED in kinds:
        return Standing(State.REVOKED, until, way=Way.FULL, is_called=is_called)
    if Happened.SUPERSEDED in kinds:
        return Standing(State.SUPERSEDED, until, is_called=is_called)
    state = _state(until, opens_on, grace_ends_on, on, is_called=is_called)
    return Standing(state, until, opens_on, grace_ends_on, _way(opens_on, grace_ends_on, on), is_called)


def _days(rule: Rule, known: list[Event]) -> tuple[date | None, date | None, bool]:
    """The last day, the first day of renewal, and whether a call for renewal set them."""
    issued = next(event for event in known if event.kind == Happened.ISSUED)
    opens_on = max(issued.until - timedelta(days=rule.window_days), issued.on) if issued.until else None
    calls = [event for event in known if event.kind == Happened.CALLED and event.until is not None]
    call = min(calls, key=lambda event: (event.until or date.max, event.on), default=None)
    if call is None or (issued.until is not None and call.until is not None and issued.until <= call.until):
        return issued.until, opens_on, False
    return call.until, min(call.on, opens_on or date.max), True


def _state(until: date | None, opens_on: date | None, grace_ends_on: date | None, on: date, *, is_called: bool) -> State:
    """The state of what was neither revoked nor replaced."""
    if until is None or opens_on is None or grace_ends_on is None:
        return State.VALID
    if on > until:
        ended = State.IN_GRACE if on <= grace_ends_on else State.EXPIRED
        return State.RENEWAL_REQUIRED if is_called else ended
    if until - on <= timedelta(days=EXPIRING_DAYS):
        return State.EXPIRING
    return State.WINDOW_OPEN if on >= opens_on else State.VALID


def _way(opens_on: date | None, grace_ends_on: date | None, on: date) -> Way | None:
    if opens_on is None or grace_ends_on is None or on < opens_on:
        return None
    return Way.REFRESHER if on <= grace_ends_on else Way.FULL


def last_day(rule: Rule, on: date, older: Standing | None = None) -> date | None:
    """Until when a credential issued on the day is valid; None: it never expires.

    ``older``: how the one that it replaces stands on that day. Renewed within the window, the months count from the older
    last day, so that nobody gains by waiting; a renewal never ends before what it replaces.
    """
    if rule.validity_months is None:
        return None
    months = relativedelta(months=rule.validity_months)
    if older is None or not older.is_valid:
        return on + months
    if older.until is None:
        return None
    return max((older.until if older.way else on) + months, older.until)
