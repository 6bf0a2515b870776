"""Selects say in words that nothing is chosen yet, where Django shows a row of dashes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SELECT = "django/forms/widgets/select.html"
DASHES = BLANK_CHOICE_DASH[0][1]


class FormRenderer(DjangoTemplates):
    """Draws every form of the site and of the editor. Lists to filter by say “All” by themselves."""

    def render(self, template_name: str, context: Mapping[str, Any], request: Any = None) -> SafeString:
        if template_name == SELECT:
            _name_nothing(context["widget"])
        return SafeString(super().render(template_name, dict(context), request))


def _name_nothing(widget: dict[str, Any]) -> None:
    for _group, options, _number in widget["optgroups"]:
        for option in options:
            if option["label"] == DASHES:
                option["label"] = _("Choose") if widget["required"] else _("Not chosen")
