"""The deeds of this floor, in words for the readers of the audit log."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "class closed": _("Class closed"),
    "class instructor removed": _("Instructor taken out of a class"),
    "class instructors named": _("Instructors of a class named"),
    "class looked at": _("Class looked at"),
    "class member removed": _("Person taken out of a class"),
    "class members added": _("People added to a class"),
    "class opened": _("Class opened"),
    "contest answered": _("Contested result answered"),
    "contest looked at": _("Contested result looked at"),
    "lesson marked as taught": _("Lesson marked as taught"),
    "report of a class looked at": _("Report of a class looked at"),
    "result contested": _("Result contested"),
    "session corrected": _("Session of a class corrected"),
}
ROWS = {
    "contest": _("Contested result"),
    "course": _("Course"),
    "enrolment": _("Enrolment"),
    "lesson": _("Lesson"),
    "outcome": _("Outcome"),
    "session": _("Session"),
    "training_class": _("Class"),
}
