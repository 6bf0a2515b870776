"""What is typed into: a proposal and its reversal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.corrections.keys import is_choice, key_of_item, key_with, right_options
from quizzes.corrections.services import CorrectionRefused, key_in_force
from quizzes.kinds import KINDS
from quizzes.models import ItemVersion

MOST_LETTERS = 1000


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What is wrong with the question, and how you know. It stays with the record."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Write the reason.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ProposalForm(ReasonForm):
    """What is to be done with one version. ``answer_key``: the new key, once the form is valid; None: withdraw."""

    deed = forms.ChoiceField(label=_("What is to be done?"), widget=forms.RadioSelect)
    right = forms.MultipleChoiceField(
        label=_("Right from now on"),
        help_text=_("Tick every option that is to count as right. Looked at only if another key is chosen above."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("deed", "right", "reason")

    def __init__(self, *args: Any, version: ItemVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.answer_key: dict[str, Any] | None = None
        fields: Any = self.fields
        by_bank = ("bank", _("Mark it by the key that it has in the bank now. Put the key right there first."))
        by_options = ("options", _("Mark it by another key"))
        ways = [by_options if is_choice(version) else by_bank]
        if KINDS[version.kind].is_marked_by_hand:  # the points were given by its rubric, and say nothing under another
            ways = []
        fields["deed"].choices = [("withdraw", _("Withdraw it: it counts for nobody")), *ways]
        if not is_choice(version):
            del fields["right"]
            return
        key = key_in_force(version) or version.answer_key
        fields["right"].choices = [(option["id"], option["text"]) for option in version.options]
        fields["right"].initial = sorted(right_options(key))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            if cleaned.get("deed") == "options":
                self.answer_key = key_with(self.version, cleaned.get("right") or [])
            elif cleaned.get("deed") == "bank":
                self.answer_key = key_of_item(self.version)
        except CorrectionRefused as refusal:
            self.add_error("right" if "right" in self.fields else "deed", str(refusal))
        return cleaned


class RefusalForm(forms.Form):
    note = forms.CharField(label=_("Why not"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea(attrs={"rows": 2}))
