"""What classes hold about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.classes.permissions import messages_to
from courses.models import Attendance, ClassMember, Instructor
from people.models import User
from people.own_data import Section


def classes(user: User) -> Section:
    """Those that the person attended, then those that he or she taught."""
    columns = {"class": _("Class"), "course": _("Course"), "as": _("As"), "joined_on": _("Joined"), "left_on": _("Left")}
    joined = ClassMember.objects.of(user).select_related("training_class__course").order_by("joined_on", "pk")
    named = Instructor.objects.filter(user=user).select_related("training_class__course").order_by("pk")
    rows = [
        {**_class_of(member), "as": _("Learner"), "joined_on": member.joined_on, "left_on": member.left_on} for member in joined
    ]
    return Section(_("Your classes"), columns, [*rows, *({**_class_of(i), "as": _("Instructor")} for i in named)])


def _class_of(row: ClassMember | Instructor) -> dict[str, str]:
    return {"class": row.training_class.title, "course": row.training_class.course.title}


def attendance(user: User) -> Section:
    """Every word about the person, corrected ones too."""
    columns = {
        "session": _("Session"),
        "class": _("Class"),
        "state": _("Marked as"),
        "marked_by": _("Marked by"),
        "marked_at": _("Marked"),
        "replaced_at": _("Corrected"),
    }
    words = Attendance.objects.filter(member__user=user).select_related("session__training_class", "marked_by__rank")
    rows = [
        {
            "session": word.session.starts_at,
            "class": word.session.training_class.title,
            "state": word.get_state_display(),
            "marked_by": word.marked_by.short_label,
            "marked_at": word.marked_at,
            "replaced_at": word.replaced_at,
        }
        for word in words.order_by("session__starts_at", "pk")
    ]
    return Section(_("Your attendance"), columns, rows)


def class_messages(user: User) -> Section:
    """With who sent each, and when it was read."""
    columns = {"text": _("Message"), "sent_by": _("Sent by"), "sent_at": _("Sent"), "read_at": _("Read")}
    rows = [
        {
            "text": copy.text,
            "sent_by": copy.sent_by.short_label if copy.sent_by else "",
            "sent_at": copy.sent_at,
            "read_at": copy.read_at,
        }
        for copy in messages_to(user).select_related("sent_by__rank").order_by("sent_at", "pk")
    ]
    return Section(_("Messages from your classes"), columns, rows)
