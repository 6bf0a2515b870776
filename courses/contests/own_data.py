"""What contested results hold about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.models import Contest
from people.models import User
from people.own_data import Section, Value


def contests(user: User) -> Section:
    """Without an answer while nobody has given one."""
    columns = {
        "subject": _("Result"),
        "reason": _("Reason"),
        "made_at": _("Contested"),
        "outcome": _("Outcome"),
        "answer": _("Answer"),
        "answered_at": _("Answered on"),
    }
    rows: list[dict[str, Value]] = [
        {
            "subject": case.subject,
            "reason": case.reason,
            "made_at": case.made_at,
            "outcome": str(case.get_outcome_display()),
            "answer": case.answer,
            "answered_at": case.answered_at,
        }
        for case in Contest.objects.of(user).order_by("made_at", "pk")
    ]
    return Section(_("Results that you contested"), columns, rows)
