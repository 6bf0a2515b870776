"""The form that takes a file, and says which module the draft goes to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scenarios.authoring.starters import STARTERS, starter
from scenarios.importing.passages import MOST_BYTES, Refused
from scenarios.importing.services import documents_in


class ImportForm(forms.Form):
    """``documents`` of a valid form: the stories of the file, at least one."""

    module: Any = forms.ModelChoiceField(queryset=None, label=_("Module"), help_text=_("The draft is made there."))
    starter = forms.ChoiceField(
        required=False,
        label=_("Start from"),
        choices=[("", _("a file")), *STARTERS.items()],
        help_text=_("A small scenario to write on, or a file of your own."),
    )
    file = forms.FileField(
        required=False, label=_("File"), help_text=_("Twee 3, a Twine 2 story or archive as HTML, or Bluehelm JSON.")
    )

    def __init__(self, *args: Any, modules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["module"]
        field.queryset = modules

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, module = cleaned.get("file"), cleaned.get("module")
        if cleaned.get("starter"):
            cleaned["documents"] = [starter(cleaned["starter"])]
            return cleaned
        if file is None and module is not None:
            self.add_error("file", _("Choose a file, or what to start from."))
        if file is None or module is None:
            return cleaned
        language = module.locale.language_code
        try:
            content = file.read(MOST_BYTES + 1)
            cleaned["documents"] = documents_in(name=file.name, content=content, language=language)
        except Refused as refused:
            self.add_error("file", str(refused))
        return cleaned
