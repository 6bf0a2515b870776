"""What paper forms hold about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section
from quizzes.models import PaperForm


def paper_forms(user: User) -> Section:
    """The printed forms whose answers were typed in for the person."""
    columns = {
        "number": _("Form"),
        "quiz": _("Quiz"),
        "sat_at": _("Sat"),
        "entered_at": _("Entered"),
        "entered_by": _("Entered by"),
        "device": _("What happened to the device"),
    }
    forms = PaperForm.objects.filter(attempt__enrolment__learner=user)
    rows = [
        {
            "number": form.number,
            "quiz": form.quiz.title,
            "sat_at": form.attempt.started_at if form.attempt else None,
            "entered_at": form.entered_at,
            "entered_by": form.entered_by.short_label if form.entered_by else None,
            "device": form.replaces_because,
        }
        for form in forms.select_related("quiz", "attempt", "entered_by__rank").order_by("entered_at", "pk")
    ]
    return Section(_("Examinations on paper"), columns, rows)
