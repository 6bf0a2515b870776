"""The administrators' forms: what can be earned and for how long, what is asked of units, and when they deploy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from base.forms import TranslatedForm
from credentials.demand_forms import DeploymentForm, RequirementForm
from credentials.models import Deployment, RenewalRule, Requirement
from credentials.models.achievement import offered_achievements
from credentials.recertification import Rule
from credentials.services import announce_deployment, require_achievement, set_renewal_rule

RULE = ("achievement_key", "validity_months", "window_days", "grace_days")
DAYS_A_MONTH = 28  # the shortest


class AchievementForm(TranslatedForm):
    """An achievement. Its key ties credentials, requirements and languages together, and never changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = self.instance.pk is not None
        self.fields["key"].help_text = _("The same in every language. It never changes.")
        self.fields["validity_months"].help_text = _("Empty: it never expires. A change holds for what is issued from now on.")
        if RenewalRule.objects.filter(achievement_key=self.instance.key).exists():
            self.fields["validity_months"].disabled = True
            self.fields["validity_months"].help_text = _("A rule for renewal decides. Make its next version to change it.")

    def clean_validity_months(self) -> int | None:
        months: int | None = self.cleaned_data["validity_months"]
        if months == 0:
            raise forms.ValidationError(_("At least one month; or leave it empty when it never expires."))
        return months


class RequirementAdminForm(RequirementForm, WagtailAdminModelForm):
    """The form of the training officers, for all units."""

    def save(self, commit: bool = True) -> Requirement:
        self.instance: Requirement = require_achievement(**self.cleaned_data, by=self.for_user, at=timezone.now())
        return self.instance


class DeploymentAdminForm(DeploymentForm, WagtailAdminModelForm):
    """The form of the training officers, for all units."""

    def save(self, commit: bool = True) -> Deployment:
        self.instance: Deployment = announce_deployment(**self.cleaned_data, by=self.for_user, at=timezone.now())
        return self.instance


class RenewalRuleForm(WagtailAdminModelForm):
    """The next version of the rule for an achievement."""

    achievement_key = forms.ChoiceField(label=_("Achievement"))

    class Meta:
        model = RenewalRule
        fields = RULE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = offered_achievements(get_language() or "en")
        self.fields["achievement_key"].choices = [(a.key, a.name) for a in offered]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        months, window = cleaned.get("validity_months"), cleaned.get("window_days")
        if months and window is not None and window >= months * DAYS_A_MONTH:
            self.add_error("window_days", _("Renewal must open later than the day of issue."))
        return cleaned

    def save(self, commit: bool = True) -> RenewalRule:
        data = self.cleaned_data
        rule = Rule(0, data["validity_months"], data["window_days"], data["grace_days"])
        key = data["achievement_key"]
        self.instance: RenewalRule = set_renewal_rule(achievement_key=key, rule=rule, by=self.for_user, at=timezone.now())
        return self.instance
