"""What sittings hold about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section
from quizzes.models import Seat, SittingEvent


def sittings(user: User) -> Section:
    """The sittings into which the person was let."""
    columns = {
        "quiz": _("Quiz"),
        "class": _("Class"),
        "invigilator": _("Opened by"),
        "admitted_at": _("Let in"),
        "closed_at": _("Closed"),
    }
    rows = [
        {
            "quiz": seat.sitting.quiz.title,
            "class": seat.sitting.training_class.title,
            "invigilator": seat.sitting.opened_by.short_label,
            "admitted_at": seat.admitted_at,
            "closed_at": seat.sitting.closed_at,
        }
        for seat in Seat.objects.filter(learner=user)
        .select_related("sitting__quiz", "sitting__training_class", "sitting__opened_by__rank")
        .order_by("admitted_at", "pk")
    ]
    return Section(_("Examinations under supervision"), columns, rows)


def sitting_events(user: User) -> Section:
    """What the supervisor did about the person alone: more time, and why."""
    columns = {"quiz": _("Quiz"), "what": _("What"), "minutes": _("Minutes"), "reason": _("Reason"), "at": _("When")}
    events = SittingEvent.objects.filter(seat__learner=user).select_related("sitting__quiz").order_by("at", "pk")
    rows = [
        {
            "quiz": event.sitting.quiz.title,
            "what": event.get_kind_display(),
            "minutes": event.minutes,
            "reason": event.reason,
            "at": event.at,
        }
        for event in events
    ]
    return Section(_("What happened in your examinations"), columns, rows)
