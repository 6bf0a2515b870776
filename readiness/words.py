"""The states of a person in words, said once for the page, its filter and the file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATE_WORDS = {
    "qualified": _("Qualified"),
    "expiring": _("Expires soon"),
    "in-progress": _("In progress"),
    "not-started": _("Not started"),
}
