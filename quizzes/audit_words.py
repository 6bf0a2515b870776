"""The deeds of this floor, in words for the readers of the audit log."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "answer looked at": _("Open answer looked at"),
    "answer marked": _("Open answer marked"),
    "correction approved": _("Correction of results approved"),
    "correction proposed": _("Correction of results proposed"),
    "correction refused": _("Correction of results refused"),
    "correction withdrawn": _("Correction of results taken back"),
    "extra time recorded": _("Extra time recorded"),
    "late answers looked at": _("Late answers looked at"),
    "paper form entered": _("Paper form entered"),
    "paper forms printed": _("Paper forms printed"),
    "questions exported": _("Questions taken away as a file"),
    "questions imported": _("Questions imported"),
    "record of a sitting looked at": _("Record of a sitting looked at"),
    "results looked at": _("Results of a correction looked at"),
    "results of a class looked at": _("Results of a class looked at"),
    "sitting closed": _("Sitting closed"),
    "sitting ended by itself": _("Sitting ended by itself"),
    "sitting extended": _("Sitting given more time"),
    "sitting opened": _("Sitting opened"),
    "sitting paused": _("Sitting paused"),
    "sitting resumed": _("Sitting resumed"),
}
ROWS = {
    "attempt": _("Attempt"),
    "bank": _("Item bank"),
    "correction": _("Correction"),
    "file": _("File"),
    "form": _("Paper form"),
    "instead_of": _("Instead of attempt"),
    "items": _("Questions"),
    "marking": _("Marking"),
    "minutes": _("Minutes"),
    "number": _("No."),
    "percent": _("Extra time in percent"),
    "quiz": _("Quiz"),
    "seat": _("Seat"),
    "sitting": _("Sitting"),
    "version": _("Version of the question"),
}
