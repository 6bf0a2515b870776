"""The states of a person in words, said once for the page, its filter and the file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATE_WORDS = {
    "qualified": _("Qualified"),
    "expiring": _("Expires soon"),
    "lapsing": _("Expires before the end of the tour"),
    "in-progress": _("In progress"),
    "overdue": _("Overdue"),
    "not-started": _("Not started"),
    "not-required": _("Not required"),
    "excused": _("Excused"),
}
# Sign and tone beside the word (components/icon.html, css/tokens.css).
STATE_SIGNS = {
    "qualified": ("check", "right"),
    "expiring": ("clock", "care"),
    "lapsing": ("warning", "wrong"),
    "in-progress": ("lesson", "plain"),
    "overdue": ("warning", "wrong"),
    "not-started": ("cross", "wrong"),
    "not-required": ("done", "plain"),
    "excused": ("person", "plain"),
}
# The columns of a table of figures, as ``Shown.cells`` stand.
FIGURE_WORDS = (
    _("Gap"),
    _("Qualified"),
    _("Expiring"),
    _("In progress"),
    _("Overdue"),
    _("Not started"),
    _("Strength"),
    _("Excused"),
)
