"""What a marker fills in: points for each criterion of the rubric, and a word to the learner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
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
        language = marking.item.version.language
        for number, criterion in enumerate(self.criteria):
            self.fields[f"points-{number}"] = forms.TypedChoiceField(
                label=_in_its_language(criterion["text"], language),
                help_text=_in_its_language(criterion["guidance"], language),
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


def _in_its_language(words: str, language: str) -> SafeString:
    """Words of the rubric, which keep their own direction on a page that runs the other way; nothing where there are none."""
    return format_html('<bdi lang="{}">{}</bdi>', language, words) if words else SafeString("")
