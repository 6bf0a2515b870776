"""Forms around classes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import in_sight
from base.keys import key_in
from courses.classes.languages import language_choices
from courses.classes.permissions import instructors_of, people_to_train, possible_instructors, units_to_train
from courses.classes.timetable import Slot, timetable
from courses.models import Attendance, ClassSession, CoursePage, TrainingClass
from courses.permissions import readable
from people.models import Country, Unit, User
from people.names import sign_in_name
from people.permissions import is_administrator
from people.tree.choices import UnitChoiceField, UnitsChoiceField, in_tree_order

MOST_DAYS = 60


class PersonChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.rank_and_name)


class OpeningForm(forms.Form):
    """A new class. A training officer opens it for a unit of the own subtree.

    ``unit`` and ``achievement``: what the page was about from which the reader comes; they are offered first.
    """

    course = forms.ModelChoiceField(CoursePage.objects.none(), label=_("Course"), empty_label=None)
    title = forms.CharField(
        label=_("Name of the class"), max_length=100, help_text=_("As people call it: “Alpha Company, June”.")
    )
    unit = UnitChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language of instruction"))
    instructors = PersonChoice(
        User.objects.none(),
        label=_("Instructors"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the class and its learners."),
    )

    def __init__(self, *args: Any, by: User, on: date, unit: str = "", achievement: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        own = ExpressionWrapper(Q(locale__language_code=get_language() or ""), BooleanField())
        courses = readable(CoursePage.objects.live(), by).annotate(is_own=own).order_by("-is_own", "title")
        fields["course"].queryset = courses
        if achievement:
            earning = courses.filter(achievement__key=achievement).order_by("-is_own", "is_refresher", "title")
            fields["course"].initial = earning.first()
        fields["unit"].queryset, fields["unit"].initial = in_tree_order(units_to_train(by, on), on), key_in(unit)
        if is_administrator(by):
            fields["unit"].required, fields["unit"].empty_label = False, _("No unit")
        fields["instructors"].queryset = possible_instructors(by, on).select_related("rank").order_by("name")
        fields["language"].choices, fields["language"].initial = language_choices(), get_language()


class InstructorsForm(forms.Form):
    """Further instructors of a class."""

    instructors = PersonChoice(User.objects.none(), label=_("Instructors"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, by: User, on: date, training_class: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = instructors_of(training_class).values("user")
        fields: Any = self.fields
        fields["instructors"].queryset = (
            possible_instructors(by, on).exclude(pk__in=named).select_related("rank").order_by("name")
        )


class MembersForm(forms.Form):
    """Who joins: whole units, or people by their sign-in names. ``found`` and ``missing`` stand after validation."""

    units = UnitsChoiceField(
        Unit.objects.none(), label=_("Everybody in these units"), widget=forms.CheckboxSelectMultiple, required=False
    )
    names = forms.CharField(
        label=_("People by sign-in name"),
        widget=forms.Textarea,
        required=False,
        max_length=20_000,
        help_text=_("One a line, or separated by commas: QM-10423."),
    )
    joined_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, by: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.on = by, on
        self.people: Any = people_to_train(by, on)
        self.missing: list[str] = []
        fields: Any = self.fields
        fields["units"].queryset = in_tree_order(units_to_train(by, on), on)
        fields["joined_on"].initial = on

    def clean_joined_on(self) -> date:
        day: date = self.cleaned_data["joined_on"]
        if day > self.on:
            raise ValidationError(_("Today or earlier: people join when they come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("units") and not cleaned.get("names"):
            raise ValidationError(_("Choose a unit, or type a sign-in name."))
        return cleaned

    def found(self) -> list[User]:
        """The people meant; ``missing`` then holds the typed names under which nobody may be taken in."""
        units = Unit.objects.under(self.cleaned_data["units"], self.on)
        found = {person.pk: person for person in self.people.serving_in(units, self.on)}
        typed = self._typed()
        named = {person.username: person for person in self.people.filter(username__in=typed.keys())}
        self.missing = [words for name, words in typed.items() if name not in named]
        return list((found | {person.pk: person for person in named.values()}).values())

    def _typed(self) -> dict[str, str]:
        """Sign-in name → as it was typed."""
        words = [line.strip() for line in self.cleaned_data["names"].replace(",", "\n").replace(";", "\n").splitlines()]
        codes = Country.codes()
        return {sign_in_name(each, self.by.country_id, codes): each for each in words if each}


class SessionsForm(forms.Form):
    """One session, or one on each of several days."""

    first_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    days = forms.IntegerField(label=_("Number of days"), min_value=1, max_value=MOST_DAYS, initial=1)
    without = forms.MultipleChoiceField(
        label=_("Days without a session"),
        choices=[(str(n), name) for n, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    instructor = forms.ModelChoiceField(CoursePage.objects.none(), label=_("Instructor"), empty_label=None)
    language = forms.ChoiceField(label=_("Language"))
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)

    def __init__(self, *args: Any, training_class: TrainingClass, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        fields: Any = self.fields
        fields["instructor"].queryset = instructors_of(training_class)
        fields["language"].choices = language_choices()
        self.initial = {
            "first_on": on,
            "place": training_class.place,
            "language": training_class.language,
            **(self.initial or {}),
        }

    def clean_first_on(self) -> date:
        return in_sight(self.cleaned_data["first_on"], self.on)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end comes after the start."))
        if len(cleaned.get("without", [])) == len(WEEKDAYS):
            self.add_error("without", _("Leave at least one day of the week."))
        return cleaned

    def slots(self) -> list[Slot]:
        cleaned = self.cleaned_data
        return list(
            timetable(
                first_on=cleaned["first_on"],
                starts=cleaned["starts"],
                ends=cleaned["ends"],
                days=cleaned["days"],
                without={int(day) for day in cleaned["without"]},
                zone=timezone.get_default_timezone(),
            )
        )


class SessionForm(SessionsForm):
    """One session as it stands, to be corrected; once attendance was taken its hours are fixed."""

    days = None  # type: ignore[assignment]
    without = None  # type: ignore[assignment]

    def __init__(self, *args: Any, session: ClassSession, on: date, **kwargs: Any) -> None:
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        names = ("instructor", "place", "language", "topic")
        hours = {"first_on": starts.date(), "starts": starts.time(), "ends": ends.time()}
        initial = hours | {name: getattr(session, name) for name in names}
        super().__init__(*args, training_class=session.training_class, on=on, initial=initial, **kwargs)
        self.fields["first_on"].label = _("Day")
        self.is_fixed = session.attendance.exists()
        for name in hours:
            self.fields[name].disabled = self.is_fixed

    def slot(self) -> Slot | None:
        """The hours that were chosen; None where they are fixed."""
        if self.is_fixed:
            return None
        first_on, starts, ends = (self.cleaned_data[name] for name in ("first_on", "starts", "ends"))
        zone = timezone.get_default_timezone()
        return next(timetable(first_on=first_on, starts=starts, ends=ends, days=1, without=(), zone=zone))


class MessageForm(forms.Form):
    """A word to everybody in the class."""

    text = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=2000)
    language = forms.ChoiceField(label=_("Language of the message"))

    def __init__(self, *args: Any, training_class: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = language_choices()
        self.initial = {"language": training_class.language}


class AttendanceForm(forms.Form):
    """One choice for each member: ``member-<key>``, and ``seen-<key>``: what stood there when the page was made."""

    def __init__(self, data: Any, *, members: list[int]) -> None:
        super().__init__(data)
        for pk in members:
            if f"member-{pk}" not in data:
                continue  # came into the class after the page was made
            self.fields[f"member-{pk}"] = forms.ChoiceField(choices=Attendance.State.choices)
            self.fields[f"seen-{pk}"] = forms.ChoiceField(choices=[("", ""), *Attendance.State.choices], required=False)

    def choices(self) -> dict[int, tuple[str, str]]:
        """Member → (chosen, seen)."""
        cleaned = self.cleaned_data
        pairs = {name.removeprefix("member-"): value for name, value in cleaned.items() if name.startswith("member-")}
        return {int(pk): (state, cleaned[f"seen-{pk}"]) for pk, state in pairs.items()}
