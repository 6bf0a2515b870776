"""Who of a unit has an account, and who holds a slip: one row a person, in the order of the tree."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import ClaimCode, Placement, Posting, Unit, User

STATES = {"waiting": _("No account and no slip"), "open": _("Slip handed out"), "claimed": _("Has an account")}


def people_of(unit: Unit, may_print: QuerySet[User], at: datetime, state: str = "") -> QuerySet[Any]:
    """Main postings of the subtree today, with ``slip_until`` (the end of an open slip) and ``may_print``."""
    on = timezone.localdate(at)
    place = Placement.objects.valid(on).filter(unit=OuterRef("unit")).values("path")[:1]
    slip = ClaimCode.objects.usable(at).filter(user=OuterRef("user")).values("expires_at")[:1]
    postings = Posting.objects.main().valid(on).filter(unit__in=Unit.objects.under([unit], on), user__in=may_print)
    people = postings.annotate(path=Subquery(place), slip_until=Subquery(slip))
    if state == "claimed":
        people = people.filter(user__claimed_at__isnull=False)
    elif state in STATES:
        people = people.filter(user__claimed_at__isnull=True, slip_until__isnull=state == "waiting")
    return people.select_related("user__rank", "user__country", "unit").order_by("path", "user__name", "user__username")
