"""Forms of the administrators' pages: accounts, units, postings. Nobody sets another's password."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from base.dates import in_words
from people.audit.services import note
from people.groups import group_in_words
from people.models import Posting, Rank, Unit, User
from people.names import sign_in_name
from people.open_sessions import end_sessions
from people.own_address import replace_own_addresses
from people.postings import Refused, change_role, leave_out_closed_days, planned_after, posted, refuse_nowhere, touch_people
from people.services import change_rank, keep_former_ranks, place_unit, post_person


class PersonForm(WagtailAdminModelForm):
    """An account: who it is, which groups, whether it is open. Only superusers see the switch that makes one."""

    class Meta:
        model = User
        fields = ("country", "service_number", "name", "rank", "email", "language", "groups", "is_active", "is_superuser")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["groups"]
        groups.help_text, groups.label_from_instance = "", lambda group: group_in_words(group.name)
        self.fields["is_active"].help_text = _("Take the tick away instead of deleting: the record is kept.")
        if not getattr(self.for_user, "is_superuser", False) or editing_self:
            del self.fields["is_superuser"]
        if editing_self:
            del self.fields["is_active"]

    def clean_service_number(self) -> str:
        return "".join(self.cleaned_data["service_number"].split()).upper()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        rank, country = cleaned.get("rank"), cleaned.get("country")
        if rank and country and rank.country_id != country.pk:
            self.add_error("rank", _("This rank belongs to another country."))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        self.instance.username = f"{self.instance.country_id}-{self.instance.service_number}"
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        elif "email" in self.changed_data:
            by = self.for_user.pk if self.for_user else None
            replace_own_addresses({self.instance.pk: self.initial["email"]}, by=by, at=timezone.now())
        self._date()
        if self.instance.pk and "rank" in self.changed_data:
            keep_former_ranks(ranks={self.instance.pk: self.initial["rank"]}, on=timezone.localdate())
        saved: User = super().save(commit)
        if "is_active" in self.changed_data and not saved.is_active:
            end_sessions(user=saved)  # they would go on where the account is opened again
        self._note(saved)
        return saved

    def _note(self, person: User) -> None:
        """Who was given or lost which groups, and whose account was opened or closed, by numbers."""
        granted = sorted({"groups", "is_superuser", "is_active"} & set(self.changed_data))
        if not granted or person.pk is None:
            return
        groups = sorted(person.groups.values_list("pk", flat=True))
        ids = {"user": person.pk, "groups": groups, "open": person.is_active, "superuser": person.is_superuser}
        note("grants changed", by=self.for_user.pk if self.for_user else None, at=timezone.now(), **ids)

    def _date(self) -> None:
        """A closed account is counted until the day before; one that is opened again, from that day on."""
        person, today = self.instance, timezone.localdate()
        person.changed_at = timezone.now()
        if "is_active" not in self.changed_data:
            return
        if person.pk and person.is_active:
            leave_out_closed_days(user=person, closed_on=person.closed_on, on=today, at=person.changed_at)
        person.closed_on = None if person.is_active else today


class RankForm(WagtailAdminModelForm):
    """A row of the table of ranks."""

    class Meta:
        model = Rank
        fields = ("country", "name", "abbreviation", "level", "order")

    def save(self, commit: bool = True) -> Rank:
        if self.instance.pk is None:
            made: Rank = super().save(commit)
            return made
        return change_rank(rank=self.instance, by=self.for_user.pk if self.for_user else None, at=timezone.now())


class UnitForm(WagtailAdminModelForm):
    """A unit; a new one is put into the tree at once."""

    parent = forms.ModelChoiceField(
        Unit.objects.all(),
        required=False,
        label=_("Stands under"),
        help_text=_("From today on. Empty for a contingent, at the top."),
    )

    class Meta:
        model = Unit
        fields = ("country", "name", "short_name", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["parent"]
        else:
            placed = Unit.objects.filter(placements__ends_on__isnull=True, placements__isnull=False)
            self.fields["parent"].queryset = placed

    def save(self, commit: bool = True) -> Unit:
        is_new = self.instance.pk is None
        unit: Unit = super().save(commit)
        if is_new and commit:
            place_unit(unit=unit, parent=self.cleaned_data["parent"], on=timezone.localdate())
        return unit


class PostingForm(WagtailAdminModelForm):
    """A posting; a new main posting ends the older one. Later only its end changes, and its role from today on."""

    person = forms.CharField(label=_("Sign-in name"), help_text=_("For example QM-10423."), max_length=80)

    class Meta:
        model = Posting
        fields = ("unit", "role", "is_main", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["person"] = self.instance.user.username
            for name in ("person", "unit", "is_main", "starts_on"):
                self.fields[name].disabled = True

    def clean_person(self) -> User:
        user = User.objects.filter(username=sign_in_name(self.cleaned_data["person"])).first()
        if user is None:
            raise ValidationError(_("Nobody has this sign-in name."))
        return user

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The posting ends before it begins."))
        elif starts_on and self.instance.pk and self.instance.is_main and self._meets_another(starts_on, ends_on):
            self.add_error("ends_on", _("On some of these days the person has another main posting."))
        if self.instance.pk:
            self._refuse_rewriting(cleaned)
        elif cleaned.get("is_main") and not self.errors:
            self._refuse_erasing(cleaned)
        return cleaned

    def _refuse_rewriting(self, cleaned: dict[str, Any]) -> None:
        """A post that is over was held as what it was."""
        if "role" in self.changed_data and self.initial["ends_on"] and self.initial["ends_on"] < timezone.localdate():
            self.add_error("role", _("This posting has ended: its role stays as it was."))

    def _refuse_erasing(self, cleaned: dict[str, Any]) -> None:
        """Neither a posting that began meanwhile nor one that is planned gives way unasked, and the unit must stand."""
        user, on, until = cleaned["person"], cleaned["starts_on"], cleaned["ends_on"]
        rows = list(Posting.objects.main().filter(user=user))
        try:
            refuse_nowhere(cleaned["unit"], on, until)
            posted(
                user=user, unit=cleaned["unit"], role=cleaned["role"], on=on, until=until, rows=rows, today=timezone.localdate()
            )
        except Refused as refusal:
            self.add_error("starts_on", str(refusal))
            return
        if planned := planned_after(rows, on, until):
            text = _("A posting to %(unit)s is planned from %(day)s on. Delete it first, or choose days before it.")
            self.add_error("starts_on", text % {"unit": planned.unit, "day": in_words(planned.starts_on)})

    def _meets_another(self, starts_on: date, ends_on: date | None) -> bool:
        others = Posting.objects.main().filter(user=self.instance.user).exclude(pk=self.instance.pk)
        return others.from_day(starts_on).filter(starts_on__lte=ends_on or date.max).exists()

    @transaction.atomic
    def save(self, commit: bool = True) -> Posting:
        if self.instance.pk:
            return self._changed(commit)
        data = self.cleaned_data
        self.instance: Posting = post_person(
            user=data["person"],
            unit=data["unit"],
            on=data["starts_on"],
            role=data["role"],
            is_main=data["is_main"],
            until=data["ends_on"],
            at=timezone.now(),
        )
        self._note("posting made")
        return self.instance

    def _changed(self, commit: bool) -> Posting:
        """The role changes from today on: on the days before, the person held what he or she held."""
        role, today = self.cleaned_data["role"], timezone.localdate()
        begun = "role" in self.changed_data and self.instance.starts_on < today
        if begun:
            self.instance.role = self.initial["role"]
        self.instance.changed_at = timezone.now()
        changed: Posting = super().save(commit)
        if not changed.is_main:
            touch_people(users=[changed.user_id], at=changed.changed_at)
        if begun:
            change_role(posting=changed, role=role, on=today, at=changed.changed_at)
            changed.role = role
        self._note("posting changed")
        return changed

    def _note(self, deed: str) -> None:
        row, by = self.instance, self.for_user.pk if self.for_user else None
        note(deed, by=by, at=timezone.now(), posting=row.pk, user=row.user_id, unit=row.unit_id, role=row.role)
