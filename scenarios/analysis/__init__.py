"""What is wrong with a story, in sentences that a trainer understands. Plain values in, findings out; no database.

An error stops the release; a warning is for the author to judge. ``findings_of`` is quick enough for every edit;
``scenarios.analysis.report`` proves more and takes longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from scenarios.analysis import decisions, references, shape
from scenarios.analysis.decisions import OUTCOMES, QUALITIES
from scenarios.analysis.state import state_findings
from scenarios.findings import ERROR, Finding, Part, errors_in, place
from scenarios.story import Story

__all__ = ["OUTCOMES", "QUALITIES", "errors_of", "findings_of", "is_sound_enough", "story_findings"]

CHECKS: tuple[Callable[[Story], Iterator[Finding]], ...] = (
    shape.check_start,
    shape.check_keys,
    shape.check_targets,
    shape.check_ways_on,
    decisions.check_decisions,
    decisions.check_choices,
    decisions.check_texts,
    decisions.check_same_texts,
    decisions.check_timers,
    references.check_meters,
    references.check_names,
    references.check_flags,
    references.check_effects,
    references.check_conditions,
    references.check_passes,
)
# With one of these, nothing can be said of states: a name or a number is missing.
NO_STATES = {
    *("start-missing", "start-unknown", "key-repeated", "meter-range", "meter-start"),
    *("flag-unknown", "meter-unknown", "scene-unknown", "choice-unknown"),
    *("condition-unknown", "condition-incomplete", "effect-incomplete"),
}


def findings_of(document: Mapping[str, Any]) -> list[Finding]:
    """Everything that was found, errors first, in the order of the story."""
    return story_findings(Story.from_document(document))


def errors_of(document: Mapping[str, Any]) -> list[Finding]:
    """What stops the release of a document."""
    return errors_in(findings_of(document))


def story_findings(story: Story) -> list[Finding]:
    """Errors first. Of states nothing is said where a name or a number is missing."""
    found = [finding for check in CHECKS for finding in check(story)]
    if is_sound_enough(found):
        found += state_findings(story)
    keys = _keys_by_place(story)
    found = [_placed(finding, *keys.get(finding.where, ("", ""))) for finding in dict.fromkeys(found)]
    return sorted(found, key=lambda finding: finding.severity != ERROR)


def is_sound_enough(findings: list[Finding]) -> bool:
    """Whether states can be reckoned with: every name that is used exists."""
    return not any(finding.code in NO_STATES for finding in findings)


def _placed(finding: Finding, key: str, part: str) -> Finding:
    return replace(finding, key=key, part=finding.part or part)


def _keys_by_place(story: Story) -> dict[str, tuple[str, str]]:
    """How findings name a part, and the key by which the editor finds it; of a choice, that of its scene and its own."""
    found = {where: (scene.key, choice.key) for scene, choice, where in story.every_choice}
    parts: list[Part] = [*story.flags, *story.meters, *story.endings, *story.scenes]
    for part in parts:
        found[place(part)] = part.key, ""
    return found
