"""What is typed into: how many forms, a form's number, and what stands on an answer sheet."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from base.forms import SentOnceField
from courses.models import ClassMember, TrainingClass
from people.levels import Level
from people.models import User
from quizzes.kinds import KINDS, ResponseRefused
from quizzes.models import AttemptItem, PaperForm, PaperItem, QuizPage
from quizzes.paper.kinds import PAPER_KINDS, is_empty
from quizzes.paper.numbers import key_of
from quizzes.paper.permissions import people_to_enter
from quizzes.paper.services import MOST_FORMS
from quizzes.sittings.permissions import quizzes_to_sit

LONGEST = 250


class PrintForm(forms.Form):
    quiz = forms.ModelChoiceField(QuizPage.objects.none(), label=_("Examination"), widget=forms.RadioSelect, empty_label=None)
    level = forms.TypedChoiceField(
        label=_("Level"),
        help_text=_("Questions are drawn for it. Print a stack for each level in the class."),
        choices=Level.choices,
        coerce=lambda value: Level(int(value)),
    )
    client_id = SentOnceField()
    number = forms.IntegerField(
        label=_("Forms"), help_text=_("One for each person, and a few more."), min_value=1, max_value=MOST_FORMS
    )

    def __init__(self, *args: Any, training_class: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = ClassMember.objects.filter(training_class=training_class).staying().select_related("user__rank")
        levels = Counter(member.user.level for member in members)
        most = levels.most_common(1)[0] if levels else (Level.EVERYONE, 1)
        self.fields["quiz"].queryset = quizzes_to_sit(training_class)  # type: ignore[attr-defined]
        self.fields["level"].initial, self.fields["number"].initial = most[0], min(most[1] + 2, MOST_FORMS)


class NumberForm(forms.Form):
    """``key``: of the form that the number means, once it is valid."""

    number = forms.CharField(
        label=_("Number of the form"), help_text=_("It stands on every page, with its letter: 00042-L."), max_length=20
    )

    def clean_number(self) -> int:
        key = key_of(self.cleaned_data["number"])
        if key is None:
            raise forms.ValidationError(_t("Digits and letter do not belong together. Look at the form again."))
        return key


class SheetForm(forms.Form):
    """Who sat, when, and one line for each question. ``responses``: as the kinds take them, once the form is valid."""

    learner = forms.ModelChoiceField(User.objects.none(), label=_("Name on the sheet"))
    sat_at = forms.DateTimeField(
        label=_("Sat on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    device_failed = forms.CharField(
        label=_("What happened to the device"),
        help_text=_(
            "Only where the person began on a device that failed. The sheet then stands in the place of that attempt, without "
            "waiting time."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, form: PaperForm, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["learner"]
        people.queryset, people.label_from_instance = people_to_enter(form, by), _label
        self.fields["sat_at"].initial = timezone.localtime(max(form.printed_at, at.replace(second=0, microsecond=0)))
        self.items = list(PaperItem.objects.filter(form=form).select_related("version").order_by("number"))
        self.responses: dict[int, dict[str, Any]] = {}
        self.said: dict[int, str] = {}
        for item in self.items:
            self.fields[name_of(item)] = line_of(item)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for item in self.items:
            try:
                self._read(item, str(cleaned.get(name_of(item)) or "").strip())
            except ResponseRefused as refusal:
                self.add_error(name_of(item), str(refusal))
        return cleaned

    def _read(self, item: PaperItem, typed: str) -> None:
        kind, content = KINDS[item.version.kind], item.version.content
        if is_empty(item.version.kind, typed):
            return
        given = kind.clean_response(content, PAPER_KINDS[item.version.kind].read(content, item.option_order, typed))
        self.responses[item.number], self.said[item.number] = given, kind.summarise(content, given)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """For the template: each question with its field, and what was read into it."""
        return [
            {"number": item.number, "field": self[name_of(item)], "said": self.said.get(item.number, "")} for item in self.items
        ]


def name_of(item: PaperItem) -> str:
    """Of the field into which the answer of one item is typed."""
    return f"typed-{item.number}"


def _label(person: User) -> str:
    return f"{person.rank_and_name} ({person.username})"


def line_of(item: PaperItem | AttemptItem) -> forms.CharField:
    """The field for what stands in one line of an answer sheet."""
    attrs = {"autocomplete": "off", "spellcheck": "false", "class": "typed", "data-next": ""}
    hint = PAPER_KINDS[item.version.kind].hint
    label = _t("Question %(number)d") % {"number": item.number}
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=False, widget=forms.TextInput(attrs=attrs))
