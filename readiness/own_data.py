"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.models import User
from people.own_data import Section, Value
from readiness.models import Digest, NamedPerson, Reminder
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


def documents(user: User) -> Section:
    """Every issued document whose lists name the person, with the own line alone: no neighbour, and no code of the whole."""
    columns = {
        "document": _("Document"),
        "achievement": _("Achievement"),
        "unit": _("Unit"),
        "on": _("As of"),
        "line": _("What it says of you"),
        "issued_at": _("Issued"),
        "withdrawn_at": _("Withdrawn"),
        "withdrawal_reason": _("Reason"),
    }
    rows: list[dict[str, Value]] = [
        {
            "document": named.document.get_kind_display(),
            "achievement": named.document.title,
            "unit": named.document.unit.name,
            "on": named.document.on,
            "line": line,
            "issued_at": named.document.issued_at,
            "withdrawn_at": named.document.withdrawn_at,
            "withdrawal_reason": named.document.withdrawal_reason,
        }
        for named in _naming(user)
        if (line := _line_of(named))
    ]
    return Section(_("Documents that name you"), columns, rows)


def _naming(user: User) -> Iterator[NamedPerson]:
    found = NamedPerson.objects.filter(user=user).select_related("document__unit")
    return found.defer("document__pdf", "document__workbook", "document__people").iterator(chunk_size=20)


def _line_of(named: NamedPerson) -> str:
    """The line with the heading of each cell, in the language of the document; empty once the list is gone."""
    tables = named.document.content.get("tables", [])
    if named.table >= len(tables):
        return ""
    table = tables[named.table]
    headings, cells = table["headings"][1:], table["rows"][named.line][1:]  # the first column numbers the lines
    return "; ".join(f"{head}: {cell}" for head, cell in zip(headings, cells, strict=False) if cell)
