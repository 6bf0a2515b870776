"""Sending a question file, and choosing what goes out of a bank."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from law.models import Topic
from people.levels import Level
from quizzes.exporting import FORMATS
from quizzes.formats.bounds import MAX_BYTES
from quizzes.models import ItemBank


class BankField(forms.ModelChoiceField):
    """Banks as they stand in their tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ItemBank.objects.order_by("path"), label=_("Bank"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{'– ' * (obj.depth - 1)}{obj.name}"


class SendFileForm(forms.Form):
    """A file, and where its questions go as long as nothing in it says otherwise."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("GIFT, Aiken, Moodle XML, QTI 2.1 or 3.0 (an item or a package), CSV, or JSON of Bluehelm; at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,.gift,.aiken,.xml,.zip,.csv,.json"}),
    )
    bank = BankField()
    topic = forms.ModelChoiceField(
        Topic.objects.select_related("locale"), label=_("Topic"), help_text=_("It can be changed for each item later.")
    )
    level = forms.TypedChoiceField(label=_("Level"), choices=Level.choices, coerce=int)
    locale = forms.ModelChoiceField(Locale.objects.all(), label=_("Language of the questions"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].initial = Locale.get_active().pk

    def clean(self) -> dict[str, Any]:
        """A topic in another language is the same one in the language of the questions."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        topic, locale = cleaned.get("topic"), cleaned.get("locale")
        if topic is None or locale is None or topic.locale_id == locale.pk:
            return cleaned
        twin = Topic.objects.filter(translation_key=topic.translation_key, locale=locale).first()
        if twin is None:
            self.add_error("topic", _("There is no such topic in the language of the questions. Choose another one."))
        return cleaned | {"topic": twin}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Split it, and send the parts."))
        return file


class ExportForm(forms.Form):
    """Which bank, in which format."""

    bank = BankField(help_text=_("The banks below it are in the file too."))
    form = forms.ChoiceField(label=_("Format"), choices=[(key, each.name) for key, each in FORMATS.items()])
