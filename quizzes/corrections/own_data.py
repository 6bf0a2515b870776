"""What corrections changed for a person, for the own-data page: every result beside the one before it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section
from quizzes.models import CorrectedResult


def corrected_results(user: User) -> Section:
    """What each correction made of a result, and why; beside it the result as it was first."""
    columns = {
        "quiz": _("Quiz"),
        "number": _("Attempt"),
        "first_percent": _("First result, per cent"),
        "percent": _("Corrected result, per cent"),
        "passed": _("Passed"),
        "reason": _("Reason"),
        "at": _("Corrected"),
    }
    rows = CorrectedResult.objects.filter(attempt__enrolment__learner=user).select_related("attempt__quiz", "correction")
    lines = [
        {
            "quiz": row.attempt.quiz.title,
            "number": row.attempt.number,
            "first_percent": str(row.attempt.percent),
            "percent": str(row.percent),
            "passed": _("Yes") if row.passed else _("No"),
            "reason": row.correction.reason,
            "at": row.at,
        }
        for row in rows.order_by("at", "pk")
    ]
    return Section(_("Corrections of your results"), columns, lines)
