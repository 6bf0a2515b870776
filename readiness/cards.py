"""The large figures at the head of a unit’s page, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.dates import in_words
from readiness.page import ReadinessPage


@dataclass(frozen=True)
class Card:
    """One figure. ``value`` is None where it is not said; ``state``: whose names it leads to, None where it leads nowhere."""

    label: str
    value: int | None
    state: str | None = None
    whole: int | None = None
    note: str = ""
    tone: str = ""


def cards_of(page: ReadinessPage) -> list[Card]:
    """In the order of the page; people from whom nothing is required have a card only where there are any."""
    total = page.total
    cards = [
        Card(_("qualified"), total.qualified, "qualified", total.required),
        Card(_("gap"), total.gap, note=_ready(page), tone="wrong"),
        *_expiring(page),
        Card(_("in progress"), total.in_progress, "in-progress"),
        Card(_("overdue"), total.overdue, "overdue", tone="wrong"),
        Card(_("not started"), total.not_started, "not-started", tone="wrong"),
    ]
    if total.not_required:
        cards.append(Card(_("not required"), total.not_required, "not-required"))
    return [*cards, Card(_("strength"), total.strength, "", note=_excused(total.excused))]


def _ready(page: ReadinessPage) -> str:
    """The share at the moment, said where the gap is."""
    if page.total.per_cent is None or not page.total.required:
        return ""
    return _("%(share)s %% are ready") % {"share": page.total.per_cent}


def _expiring(page: ReadinessPage) -> list[Card]:
    """With a tour, what ends before it and thirty days beyond is a gap now, and is called so."""
    total, terms = page.total, page.asked.own
    cards = []
    if not terms.is_deploying:
        cards.append(Card(_("expire within %(days)s days") % {"days": page.horizon}, total.expiring, "expiring", tone="care"))
    if terms.is_deploying or total.lapsing:
        label = _("expire before the end of the tour")
        if terms.is_deploying:
            label = _("expire before %(day)s") % {"day": in_words(terms.horizon_on, "j N Y")}
        cards.append(Card(label, total.lapsing, "lapsing", note=_("a gap now") if total.lapsing else "", tone="wrong"))
    return cards


def _excused(people: int | None) -> str:
    if not people:
        return ""
    return ngettext("%(people)s excused beside it", "%(people)s excused beside it", people) % {"people": people}
