"""The editor's form refuses what could not be played, before it goes live; the player's form carries one decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import StreamIntegrityForm
from scenarios.authoring.saving import Meeting, put_on_map

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


MAP_STREAMS = ("scenes", "endings")
DOORS = ("action-publish", "action-submit", "action-restart-workflow")


class ScenarioPageForm(StreamIntegrityForm):
    """A draft may be incomplete, but nothing of it may get lost; what goes live must be playable."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if set(MAP_STREAMS) <= set(self.fields):
            put_on_map(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if f"{MAP_STREAMS[0]}-base" in self.data and self.instance.pk:
            self._merge(cleaned)
        if self.goes_live and not self.errors:
            self._check_story(cleaned)
        return cleaned

    def _merge(self, cleaned: dict[str, Any]) -> None:
        """What another author saved since this form was loaded survives; where both changed the same, this one chooses."""
        latest = self.instance.get_latest_revision()
        if latest is None:
            return
        meeting = Meeting(self, latest.content)
        meeting.merge(cleaned)
        if meeting.conflicts:
            field: Any = self.fields["scenes"]
            field.widget.conflicts = meeting.conflicts
            told = _("Somebody else changed the same as you since you opened this page. Nothing is lost: choose above the map.")
            self.add_error(None, ValidationError(told, code="changed-twice"))

    @property
    def goes_live(self) -> bool:
        """Published or scheduled from the form, handed in for review, or approved there."""
        approved = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(approved) or any(self.data.get(door) for door in DOORS)

    def _check_story(self, cleaned: dict[str, Any]) -> None:
        from scenarios.analysis.report import release_findings
        from scenarios.document import document_of, sha256_of
        from scenarios.findings import errors_in
        from scenarios.releasing import is_cleared, not_reviewed
        from scenarios.story import Story

        for name in STORY_FIELDS:
            setattr(self.instance, name, cleaned[name])
        document = document_of(self.instance)
        findings = errors_in(release_findings(Story.from_document(document)))
        if self.data.get("action-publish") and not is_cleared(self.instance, sha256_of(document)):
            findings = [not_reviewed(self.instance.title), *findings]
        self._refuse(findings)

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
    timed_out = forms.BooleanField(required=False, widget=forms.HiddenInput)


class StepBackForm(forms.Form):
    """A step back in practice: the number of the decision that is taken back with all after it."""

    sequence = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    back_to = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PaceForm(forms.Form):
    """The player's clock."""

    pace = forms.TypedChoiceField(choices=[(0, ""), (1, ""), (10, "")], coerce=int)
