"""The editor's form refuses a scenario that could not be played, before it goes live."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm


class ScenarioPageForm(WagtailAdminPageForm):
    """Checks the story when it is to be published; a draft may be incomplete."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.data.get("action-publish") and not self.errors:
            self._check_story(cleaned)
        return cleaned

    def _check_story(self, cleaned: dict[str, Any]) -> None:
        from scenarios.analysis import errors_of
        from scenarios.services import document_of

        for name, value in cleaned.items():
            if name in {"role", "meters", "flags", "start", "scenes", "endings", "unlawful_allowed", "meter_bounds", "title"}:
                setattr(self.instance, name, value)
        for finding in errors_of(document_of(self.instance)):
            self.add_error("scenes", ValidationError(f"{finding.where}: {finding.message}", code=finding.code))
