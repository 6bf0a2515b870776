"""The deeds of this floor, in words for the readers of the audit log."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "document issued": _("Document issued"),
    "document taken away": _("Document taken away as a file"),
    "document withdrawn": _("Document withdrawn"),
    "figures exported": _("Figures of a unit taken away"),
    "names of a unit looked at": _("Names of a unit looked at"),
    "people enrolled": _("People enrolled"),
    "readiness exported": _("Names of a unit taken away"),
    "reminders looked at": _("Reminders looked at"),
}
ROWS = {"document": _("Document"), "fingerprint": _("Fingerprint")}
