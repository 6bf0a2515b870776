"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section, Value
from readiness.models import Digest, Reminder
from readiness.reminders.reading import threshold_words
from readiness.reminders.texts import achievement_names, name_in


def reminders(user: User) -> Section:
    """Every line of the ledger about the person."""
    columns = {
        "at": _("When"),
        "achievement": _("Certificate"),
        "due_on": _("Due"),
        "occasion": _("Occasion"),
        "state": _("State"),
        "reason": _("Reason"),
    }
    names, language = achievement_names(), get_language() or "en"
    rows: list[dict[str, Value]] = [
        {
            "at": row.at,
            "achievement": name_in(names.get(row.achievement_key, {}), language) or row.achievement_key,
            "due_on": row.due_on,
            "occasion": str(threshold_words(row.threshold)),
            "state": str(row.state.label),
            "reason": row.get_reason_display(),
        }
        for row in Reminder.objects.filter(user=user).select_related("notice__letter")
    ]
    return Section(_("Reminders to you"), columns, rows)


def digests(user: User) -> Section:
    """What a commander was told of the own unit."""
    columns = {"on": _("Day"), "reminded": _("Reminded"), "overdue": _("Overdue")}
    told = Digest.objects.filter(user=user).values_list("on", "reminded", "overdue")
    rows: list[dict[str, Value]] = [dict(zip(columns, row, strict=True)) for row in told]
    return Section(_("Figures sent to you"), columns, rows)
