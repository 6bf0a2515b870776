"""Beside the editor of an item: advice on the draft, and the questions of a situation."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from quizzes.kinds.choice import authored_options
from quizzes.kinds.interface import raw_parts
from quizzes.models import Item
from quizzes.writing_aids import Draft, DraftOption, advice_on

EXPLAINED = ("options", "answers", "numbers", "pairs", "steps", "regions")  # parts that carry a rationale


class AdvicePanel(Panel):
    """What could be better in the draft as it was last saved. Advice, never a refusal."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Is it a good question?"), "icon": "clipboard-list"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/admin/advice.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            item = self.instance
            return context | {"item": item, "advice": advice_on(draft_of(item)) if item.pk else [], **questions_of(item)}


def draft_of(item: Item) -> Draft:
    """An item as the writing aids read it: those parts that its kind uses."""
    from quizzes.kinds import KINDS

    used = [name for name in EXPLAINED if name in KINDS[item.kind].fields]
    options = authored_options(item) if "options" in used else []
    return Draft(
        kind=item.kind,
        language=item.locale.language_code,
        stem=item.stem,
        options=tuple(DraftOption(option.text, option.is_right, option.rationale) for option in options),
        has_rationale=all(str(value.get("rationale") or "").strip() for name in used for value in raw_parts(item, name)),
        has_rule=bool(item.rules.all()),
    )


def questions_of(item: Item) -> dict[str, Any]:
    """For a situation: its questions, and whether it is asked as it stands."""
    if not item.pk or item.kind != Item.Kind.SITUATION_SET:
        return {"parts": None}
    parts = list(item.parts.order_by("situation_order", "pk"))
    url_of = item.snippet_viewset.get_url_name  # type: ignore[attr-defined]
    return {
        "parts": [(part, reverse(url_of("edit"), args=[part.pk])) for part in parts],
        "is_whole": bool(parts) and all(part.live and part.status == Item.Status.READY for part in parts),
        "add_url": f"{reverse(url_of('add'))}?situation={item.pk}",
    }
