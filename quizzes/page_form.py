"""The editor's form refuses a quiz that could not be drawn, before it goes live."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

DRAWN_BY = ("bank", "topic", "level", "difficulty", "count")

NEVER_NOUGHT = ("time_limit", "attempts_allowed")  # none at all is said by an empty field

# Buttons of the editor that let a page go live, now, on its day, or when the workflow has come to its end.
DOORS = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


class QuizPageForm(WagtailAdminPageForm):
    """Checks the blueprint against the banks when the page is to go live or on its way there; a draft may ask for too much."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in NEVER_NOUGHT:
            if cleaned.get(name) == 0:
                self.add_error(name, _("At least 1. Leave it empty where there is no limit."))
        if any(self.data.get(door) for door in DOORS) and not self.errors and self.formsets["blueprint"].is_valid():
            self._check_blueprint(cleaned)
        return cleaned

    def _check_blueprint(self, cleaned: dict[str, Any]) -> None:
        from quizzes.blueprint import shortages_of
        from quizzes.models import BlueprintRow

        forms = [form for form in self.formsets["blueprint"].forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        rows = [BlueprintRow(**{name: form.cleaned_data[name] for name in DRAWN_BY}) for form in forms]
        level = cleaned.get("minimum_level") or self.instance.minimum_level
        for row, shortage in shortages_of(rows, locale=self.instance.locale_id, level=level):
            self.add_error(None, shortage_in_words(row, shortage.wanted, shortage.found))


def shortage_in_words(row: Any, wanted: int, found: int) -> str:
    """What a row asks for and what the banks hold, for the author."""
    parts = [row.bank, row.topic, row.level and row.get_level_display(), row.difficulty and row.get_difficulty_display()]
    where = ", ".join(str(part) for part in parts if part)
    held = ngettext("only %(found)d ready item is left", "only %(found)d ready items are left", found) % {"found": found}
    return _("“%(where)s”: %(wanted)d wanted, but %(held)s. Make items ready, or draw fewer.") % {
        "where": where,
        "wanted": wanted,
        "held": held,
    }
