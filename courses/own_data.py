"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.models import Completion, Enrolment
from people.models import User
from people.own_data import Section


def enrolments(user: User) -> Section:
    """Each certification period is one of its own."""
    columns = {"course": _("Course"), "level": _("Level"), "started_at": _("Started"), "completed_at": _("Completed")}
    rows = [
        {"course": e.course.title, "level": e.get_level_display(), "started_at": e.started_at, "completed_at": e.completed_at}
        for e in Enrolment.objects.of(user).select_related("course").latest_first()
    ]
    return Section(_("Your courses"), columns, rows)


def completions(user: User) -> Section:
    """The lines of the ledger, with the topics that fell short."""
    columns = {
        "activity": _("Activity"),
        "completed_at": _("Finished"),
        "instructor": _("Taught by"),
        "shortfalls": _("Topics to repeat"),
    }
    lines = Completion.objects.filter(enrolment__learner=user).select_related("activity").prefetch_related("shortfalls__topic")
    rows = [
        {
            "activity": line.activity.title,
            "completed_at": line.completed_at,
            "instructor": line.instructor_name,
            "shortfalls": ", ".join(s.topic.name for s in line.shortfalls.all()),
        }
        for line in lines.order_by("completed_at")
    ]
    return Section(_("What you finished"), columns, rows)
