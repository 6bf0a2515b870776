"""The editor's form refuses what could not be played, before it goes live; the player's form carries one decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import StreamIntegrityForm

if TYPE_CHECKING:
    from scenarios.findings import Finding

STORY_FIELDS = (
    "title",
    "family",
    "mode",
    "role",
    "meters",
    "flags",
    "start",
    "scenes",
    "endings",
    "unlawful_allowed",
    "meter_bounds",
)


class ScenarioPageForm(StreamIntegrityForm):
    """A draft may be incomplete, but nothing of it may get lost; what goes live must be playable."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.goes_live and not self.errors:
            self._check_story(cleaned)
        return cleaned

    @property
    def goes_live(self) -> bool:
        """Published or scheduled from the form, or approved in a workflow."""
        approved = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(self.data.get("action-publish") or approved)

    def _check_story(self, cleaned: dict[str, Any]) -> None:
        from scenarios.analysis.report import release_findings
        from scenarios.document import document_of
        from scenarios.findings import errors_in
        from scenarios.story import Story

        for name in STORY_FIELDS:
            setattr(self.instance, name, cleaned[name])
        self._refuse(errors_in(release_findings(Story.from_document(document_of(self.instance)))))

    def _refuse(self, findings: Iterable[Finding]) -> None:
        """All findings at one place: a stream's own errors may only be of one piece."""
        sentences = [ValidationError(f"{finding.where}: {finding.message}", code=finding.code) for finding in findings]
        if sentences:
            self.add_error(None, ValidationError(sentences))


class DecisionForm(forms.Form):
    """One decision as the player's page sends it."""

    sequence = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.CharField(max_length=60, error_messages={"required": _("Choose what you do first.")})
