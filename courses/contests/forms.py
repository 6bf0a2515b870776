"""What a learner writes, and what the officer answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.contests.services import LONGEST
from courses.models import Contest

WORDS = forms.Textarea(attrs={"rows": 5})


class ContestForm(forms.Form):
    """Why the result is wrong."""

    reason = forms.CharField(
        label=_("What is wrong, and why?"),
        help_text=_("Your training officer reads this. Write no names of others and nothing secret."),
        max_length=LONGEST,
        widget=WORDS,
    )


class AnswerForm(forms.Form):
    """The outcome, and words for the learner."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Contest.Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("The learner reads this. It cannot be changed later."),
        max_length=LONGEST,
        widget=WORDS,
    )
