"""What an invigilator types: which quiz, how many minutes, and what happened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import SentOnceField
from courses.models import TrainingClass
from quizzes.models import QuizPage
from quizzes.sittings.permissions import quizzes_to_sit
from quizzes.timing import MOST_MINUTES


class OpeningForm(forms.Form):
    quiz = forms.ModelChoiceField(QuizPage.objects.none(), label=_("Examination"), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, training_class: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = quizzes_to_sit(training_class)  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    client_id = SentOnceField(required=True)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_MINUTES)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For the record, for example: power cut from 10:05 to 10:20."),
        max_length=200,
        error_messages={"required": _("Write the reason: it stands in the record.")},
    )


class PauseForm(forms.Form):
    """``seat``: for one; without it for everybody."""

    seat = forms.IntegerField(required=False)
    reason = forms.CharField(max_length=200, required=False)


class ClosingForm(forms.Form):
    note = forms.CharField(
        label=_("What happened"),
        help_text=_("Anything the record should say: a power cut, somebody taken ill, a device that failed."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
