"""For authors: what is wrong with a draft, and whether its newest text is in play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from scenarios.analysis import story_findings
from scenarios.document import document_of
from scenarios.story import Story

if TYPE_CHECKING:
    from scenarios.models import ScenarioPage


class FindingsPanel(Panel):
    """The findings of the draft as it was last saved, the edition in play, and why the last release failed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Is it ready to play?"), "icon": "clipboard-list"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "scenarios/admin/findings.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            state = release_state(self.instance)
            changed = state["edition"].changed_plays.all() if state["edition"] else []
            return context | state | {"findings": self._findings(), "changed_plays": changed}

        def _findings(self) -> list[Any]:
            """None yet for a page that was never saved."""
            from scenarios.authoring.examining import play_differences

            if not self.instance.pk:
                return []
            story = Story.from_document(document_of(self.instance))
            return [*story_findings(story), *play_differences(self.instance, story)]


def release_state(scenario: ScenarioPage) -> dict[str, Any]:
    """``edition``: what is in play; ``report``: why the newest text is not."""
    if not scenario.pk:
        return {"edition": None, "report": None}
    return {"edition": scenario.editions.defer("document").first(), "report": scenario.reports.first()}
