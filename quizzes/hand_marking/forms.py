"""What a marker fills in: points for each criterion of the rubric, and a word to the learner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Marking


class MarkForm(forms.Form):
    """A field ``points-<number>`` for each criterion of the rubric, as it was frozen into the version."""

    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("The learner reads it after practice. Do not ask who wrote the answer."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, marking: Marking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = marking.item.version.answer_key["criteria"]
        for number, criterion in enumerate(self.criteria):
            self.fields[f"points-{number}"] = forms.TypedChoiceField(
                label=criterion["text"],
                help_text=criterion["guidance"],
                coerce=int,
                choices=[(points, str(points)) for points in range(criterion["points"] + 1)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Give points for this criterion, 0 if it is missing.")},
            )
        self.order_fields([*(f"points-{number}" for number in range(len(self.criteria))), "comment"])

    @property
    def points(self) -> list[int]:
        """In the order of the rubric, once the form is valid."""
        return [self.cleaned_data[f"points-{number}"] for number in range(len(self.criteria))]
