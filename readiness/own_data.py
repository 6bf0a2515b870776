"""What this floor holds about a person, for the own-data page."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from credentials.models import Credential
from people.models import User
from people.own_data import Section, Value
from readiness.models import Digest, IssuedDocument, Reminder
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
    codes = Credential.objects.held_by(user).values_list("code", flat=True)
    marks = {user.username, *(" ".join(code[i : i + 4] for i in range(0, len(code), 4)) for code in codes)}
    rows: list[dict[str, Value]] = [
        {
            "document": row.get_kind_display(),
            "achievement": row.title,
            "unit": row.unit.name,
            "on": row.on,
            "line": line,
            "issued_at": row.issued_at,
            "withdrawn_at": row.withdrawn_at,
            "withdrawal_reason": row.withdrawal_reason,
        }
        for row in _perhaps_naming(marks)
        for line in _lines_naming(row, marks)
    ]
    return Section(_("Documents that name you"), columns, rows)


def _perhaps_naming(marks: set[str]) -> Iterator[IssuedDocument]:
    """Those whose frozen text holds one of the marks anywhere: SQLite keeps letters beyond ASCII escaped, PostgreSQL does not."""
    spelled = marks | {json.dumps(mark)[1:-1] for mark in marks}
    holds = Q(*(Q(text__contains=each) for each in sorted(spelled)), _connector=Q.OR)
    found = IssuedDocument.objects.annotate(text=Cast("content", TextField())).filter(holds)
    return found.select_related("unit").defer("pdf", "workbook", "people").iterator(chunk_size=20)


def _lines_naming(document: IssuedDocument, marks: set[str]) -> Iterator[str]:
    """The lines of the person, each cell with its heading, in the language of the document."""
    for table in document.content.get("tables", []):
        for cells in table["rows"]:
            if marks.intersection(cells):
                # The first column numbers the lines.
                yield "; ".join(f"{head}: {cell}" for head, cell in zip(table["headings"][1:], cells[1:], strict=False) if cell)
