"""The deeds of this floor, in words for the readers of the audit log."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "certificate taken away": _("Certificate taken away as a file"),
    "certificates printed": _("Certificates of a unit printed"),
    "certificates taken away": _("Certificates of a unit taken away"),
    "credential issued": _("Certificate issued"),
    "credential looked at": _("Certificate looked at"),
    "credential revoked": _("Certificate revoked"),
    "external certificate decided": _("External certificate decided"),
    "external certificate looked at": _("External certificate looked at"),
    "external certificate recorded": _("External certificate recorded"),
    "external certificate withdrawn": _("External certificate withdrawn"),
    "external certificates looked at": _("List of external certificates looked at"),
    "list of certificates looked at": _("List of certificates looked at"),
    "scan drawn anew": _("Scan of an external certificate drawn anew"),
    "signing key published": _("Signing key published"),
    "signing key took over": _("Signing key took over"),
}
ROWS = {
    "credential": _("Certificate"),
    "external": _("External certificate"),
    "holder": _("Holder"),
    "key": _("Key"),
    "print": _("Print"),
    "total": _("In all"),
}
