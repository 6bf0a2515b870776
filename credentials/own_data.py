"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from credentials.models import Credential
from people.models import User
from people.own_data import Section


def credentials_held(user: User) -> Section:
    """Every certificate, with its state today."""
    columns = {
        "title": _("Certificate"),
        "code": _("Code"),
        "state": _("State"),
        "level": _("Level"),
        "unit": _("Unit"),
        "issued_at": _("Issued"),
        "expires_on": _("Valid until"),
        "revoked_at": _("Revoked"),
        "revocation_reason": _("Reason"),
    }
    today = timezone.localdate()
    rows = [
        {
            "title": c.title,
            "code": c.code,
            "state": str(c.state(today).label),
            "level": c.get_level_display(),
            "unit": c.unit_name,
            "issued_at": c.issued_at,
            "expires_on": c.expires_on,
            "revoked_at": c.revoked_at,
            "revocation_reason": c.revocation_reason,
        }
        for c in Credential.objects.held_by(user)
    ]
    return Section(_("Your certificates"), columns, rows)
