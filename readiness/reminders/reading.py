"""The ledger as a page reads it: rows with names and words, and the units that one may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from people.models import Placement, Posting, Unit, User
from people.models.units import path_range
from people.permissions import is_administrator
from readiness.models import Reminder
from readiness.reminders.texts import achievement_names, name_in

STEP = Placement.steplen
OCCASIONS = {
    None: _("By hand"),
    60: _("60 days before"),
    30: _("30 days before"),
    7: _("7 days before"),
    0: _("On the day"),
    -7: _("One week after"),
}
FAULTS = {
    "no": _("No address any more"),
    "ValueError": _("No valid address"),
    "SMTPRecipientsRefused": _("Address refused"),
}


def threshold_words(threshold: int | None) -> Any:
    """``threshold``: days before the day it is due, below nought after it; None: sent by hand."""
    return OCCASIONS.get(threshold, threshold)


@dataclass(frozen=True)
class LedgerRow:
    """One reminder in words."""

    reminder: Reminder
    achievement: str
    unit: str

    @property
    def occasion(self) -> Any:
        return threshold_words(self.reminder.threshold)

    @property
    def fault(self) -> str:
        """Why the letter failed, for somebody who can do something about it; with the number that a postmaster asks for."""
        letter = self.reminder.letter
        kind, _gap, code = (letter.error if letter else "").partition(" ")
        words = str(FAULTS.get(kind, _("Refused by the mail server")))
        return f"{words} ({code})" if code.isdecimal() else words


def ledger(visible: QuerySet[Reminder], *, unit: Unit | None, state: str, day: date | None, on: date) -> QuerySet[Any]:
    """Reminders of the visible ones, the latest first, each with ``unit_name``: where the person serves on ``on``."""
    rows = visible.in_state(state)  # type: ignore[attr-defined]
    if unit is not None:
        rows = rows.filter(user__in=User.objects.serving_in(Unit.objects.under([unit], on), on))
    if day is not None:
        rows = rows.filter(on=day)
    serving = Posting.objects.main().valid(on).filter(user=OuterRef("user")).values("unit__short_name")[:1]
    return rows.select_related("user__rank", "by__rank", "notice__letter").annotate(unit_name=Subquery(serving))


def in_words(rows: Any, language: str) -> list[LedgerRow]:
    """The rows of one page with the names of their achievements. One query."""
    names = achievement_names()
    return [
        LedgerRow(row, name_in(names.get(row.achievement_key, {}), language) or row.achievement_key, row.unit_name or "")
        for row in rows
    ]


def units_to_choose(user: Any, chosen: Unit | None, on: date) -> list[Placement]:
    """The way down to the chosen unit and one step further; without one from the tops. In the order of the tree."""
    places = Placement.objects.valid(on)
    tops = _tops(user, on)
    around = list(places.filter(unit=chosen).values_list("path", flat=True)) if chosen else tops
    steps = {path[:end] for path in around for end in range(STEP, len(path) + 1, STEP)}
    shown = Q(path__in={*tops, *steps})
    for path in around:
        shown |= path_range(path) & Q(depth=len(path) // STEP + 1)
    mine = places.filter(shown, unit__in=Unit.objects.trained_by(user, on))
    return list(mine.select_related("unit").order_by("path"))


def _tops(user: Any, on: date) -> list[str]:
    """The places of the units whose training officer the user is; for administrators the tops of the tree."""
    places = Placement.objects.valid(on)
    if is_administrator(user):
        return list(places.filter(depth=1).values_list("path", flat=True))
    offices = Posting.objects.training().valid(on).filter(user=user).values("unit")
    return list(places.filter(unit__in=offices).values_list("path", flat=True))
