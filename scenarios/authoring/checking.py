"""The check at every edit: the story as it stands in the form, its findings, its conditions and effects in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.models import Locale

from scenarios.analysis import story_findings
from scenarios.authoring.parts import answered, answers_damage, form_values, has_wild_counts, refused
from scenarios.authoring.rereading import story_from
from scenarios.document import document_from
from scenarios.findings import Finding
from scenarios.sentences import condition_sentence, effect_sentence
from scenarios.story import Story

# What one click mends, done on the map by static/js/story-check.js.
MENDS = {
    "always-true": gettext_lazy("Take the condition away"),
    "start-missing": gettext_lazy("Begin with the first scene"),
    "start-unknown": gettext_lazy("Begin with the first scene"),
    "timer-without-choice": gettext_lazy("Take the time limit away"),
    "timer-choice-unknown": gettext_lazy("Take the time limit away"),
    "better-missing": gettext_lazy("Name the best choice of the scene"),
    "better-unknown": gettext_lazy("Name the best choice of the scene"),
    "better-not-better": gettext_lazy("Name the best choice of the scene"),
    "unreachable": gettext_lazy("Take it away"),
}


@require_POST
@answers_damage
def check(request: HttpRequest) -> JsonResponse:
    """Reads the whole page form; stores nothing. Answers with the ``document`` itself where it is asked for, to be tried out."""
    if has_wild_counts(request):
        return refused(_("It is damaged and cannot be read."))
    try:
        fields, language = form_values(request), Locale.get_default().language_code
        if "document" in request.POST:
            return answered({"document": document_from(fields, language)})
        story = story_from(fields, language)
    except ValidationError:
        return refused(_("A field above holds what it cannot hold. It is marked when you save."))
    return answered({"findings": finding_rows(story_findings(story)), "sentences": sentences(story)})


def finding_rows(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """``mend``: what one click does about it; empty where nothing is offered."""
    mends = {code: str(mend) for code, mend in MENDS.items()}
    otherwise = _("Make it the “otherwise”, and take the later routes away")

    def mend(finding: Finding) -> str:
        is_route = finding.code == "always-true" and finding.part.startswith("route-")
        return otherwise if is_route else mends.get(finding.code, "")

    return [{**vars(finding), "mend": mend(finding)} for finding in findings]


def sentences(story: Story) -> dict[str, dict[str, Any]]:
    """By scene and choice: what it asks and what it changes. What is said of many choices is put in words once."""
    choices = [choice for scene in story.scenes for choice in scene.choices]
    asked = {when: condition_sentence(story, when) for when in {choice.when for choice in choices}}
    changed = {effect: effect_sentence(story, effect) for effect in {each for choice in choices for each in choice.effects}}
    return {
        f"{scene.key}/{choice.key}": {"when": asked[choice.when], "effects": [changed[effect] for effect in choice.effects]}
        for scene in story.scenes
        for choice in scene.choices
    }
