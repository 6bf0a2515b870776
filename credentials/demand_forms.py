"""What training officers and administrators type about units: what is asked of them, and when they deploy.

The same forms stand on the site and, in Wagtail's clothes, in the editor (``admin_forms``).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import in_sight
from credentials.models import Achievement, Deployment, Requirement
from credentials.models.achievement import offered_achievements
from people.levels import Level
from people.models import Placement, Posting, Rank, Unit
from people.twice import first_sent

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ASKED = ("unit", "achievement", "due_on", "days_before", "accepts_external", "levels", "posts", "ranks")
NARROWING = ("levels", "posts", "ranks")
ANNOUNCED = ("unit", "mission", "rotation", "starts_on", "ends_on")
LONGEST_LEAD = 730  # days before a tour


class UnitChoice(forms.ModelChoiceField):
    """Units by the name that tells them apart: there is a 1st Platoon in every company."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.short_name})"


class DemandForm(forms.ModelForm):
    """Something said about one of the units that its author may speak for: those that have a place today, in tree order."""

    def __init__(self, *args: Any, units: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = Unit.objects.all() if units is None else units
        path = Placement.objects.valid(timezone.localdate()).filter(unit=OuterRef("pk")).values("path")[:1]
        placed = self.units.annotate(path=Subquery(path)).filter(path__isnull=False).order_by("path")
        self.fields["unit"] = UnitChoice(placed, label=_("Unit"), help_text=_("With all units below it."))


class RequirementForm(DemandForm):
    """Who must earn what by when."""

    one_of_two = ("due_on", "days_before")
    levels = forms.TypedMultipleChoiceField(
        label=_("Levels"),
        choices=Level.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all levels."),
    )
    posts = forms.MultipleChoiceField(
        label=_("Posts"),
        choices=Posting.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: whatever somebody’s post is."),
    )

    class Meta:
        model = Requirement
        fields = ASKED
        labels = {"due_on": _("Due on a day"), "days_before": _("Or: days before the tour begins"), "ranks": _("Ranks")}
        help_texts = {
            "due_on": _("Fill in this, or the days before the tour, not both."),
            "days_before": _("The day then follows from the deployment of the unit. 0: on the day it begins."),
            "ranks": _("None ticked: all ranks."),
            "accepts_external": _("Such as UN e-learning, when a second person has approved it. It is shown as external."),
        }
        widgets = {"due_on": DAY, "ranks": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = offered_achievements(get_language() or "en")
        achievement: Any = self.fields["achievement"]
        achievement.queryset = Achievement.objects.filter(pk__in=[a.pk for a in offered])
        if len(offered) == 1:
            achievement.empty_label = None
        countries: Any = self.units.values("country")
        ranks = Rank.objects.filter(country__in=countries).order_by("country", "order")
        self.fields["ranks"].queryset = ranks  # type: ignore[attr-defined]
        if not ranks.exists():
            del self.fields["ranks"]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in NARROWING]

    @property
    def narrowing_fields(self) -> list[forms.BoundField]:
        """Whom it means; most requirements mean everybody."""
        return [self[name] for name in self.fields if name in NARROWING]

    @property
    def is_narrowed(self) -> bool:
        """Whether something is ticked or wrong there, so that it must be seen."""
        return any(field.value() or field.errors for field in self.narrowing_fields)

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        return day and in_sight(day, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        due_on, days_before = cleaned.get("due_on"), cleaned.get("days_before")
        is_typed_wrongly = {"due_on", "days_before"} & set(self.errors)
        if not is_typed_wrongly and (due_on is None) == (days_before is None):
            self.add_error("due_on", _("Give a day, or a number of days before the tour: one of the two."))
        if due_on is not None and due_on < timezone.localdate():
            self.add_error("due_on", _("This day is past."))
        if days_before is not None and days_before > LONGEST_LEAD:
            self.add_error("days_before", _("At most %(days)s days.") % {"days": LONGEST_LEAD})
        unit, ranks = cleaned.get("unit"), cleaned.get("ranks") or ()
        if unit and any(rank.country_id != unit.country_id for rank in ranks):
            self.add_error("ranks", _("Choose ranks of the unit’s own country."))
        return cleaned


class DeploymentForm(DemandForm):
    """Where to and from when to when."""

    class Meta:
        model = Deployment
        fields = ANNOUNCED
        labels = {"mission": _("Mission"), "rotation": _("Rotation"), "starts_on": _("Tour begins"), "ends_on": _("Tour ends")}
        help_texts = {"mission": _("Its short name. No places and no movements.")}
        widgets = {"starts_on": DAY, "ends_on": DAY}

    def clean_starts_on(self) -> date:
        return in_sight(self.cleaned_data["starts_on"], timezone.localdate())

    def clean_ends_on(self) -> date:
        return in_sight(self.cleaned_data["ends_on"], timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        unit, starts_on, ends_on = (cleaned.get(name) for name in ("unit", "starts_on", "ends_on"))
        if ends_on and ends_on < timezone.localdate():
            self.add_error("ends_on", _("This tour is over."))
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The tour ends before it begins."))
        elif unit and starts_on and ends_on and self._overlaps(cleaned):
            self.refuse_overlap()
        return cleaned

    def _overlaps(self, said: dict[str, Any]) -> bool:
        """Whether another tour stands in these days; the one that this form made a moment ago, sent twice, is not another."""
        standing = said["unit"].deployments.overlapping(said["starts_on"], said["ends_on"])
        same = standing.filter(**{name: said.get(name) for name in ANNOUNCED})
        return standing.exists() and first_sent(same, "changed_at", timezone.now()) is None

    def refuse_overlap(self) -> None:
        self.add_error("starts_on", _("This unit has a tour in these days already. Withdraw that one first."))
