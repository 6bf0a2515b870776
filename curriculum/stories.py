"""A scenario file as the StreamField data of a ScenarioPage, and as the story that its edition will be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from curriculum.markdown import paragraphs
from curriculum.source import Loc
from curriculum.story_forms import (
    ChoiceForm,
    ConditionForm,
    EndingForm,
    GroupForm,
    MediaForm,
    MeterForm,
    ScenarioForm,
    SceneForm,
)
from curriculum.wording import bound, effect, test
from scenarios.analysis import errors_of
from scenarios.findings import place
from scenarios.story import FORMAT, Story

Value = dict[str, Any]
Rules = Callable[[list[str]], list[Any]]
Media = Callable[[MediaForm | None], Any]
STREAMS = ("meters", "flags", "scenes", "endings", "meter_bounds")


def condition(form: ConditionForm | None) -> Value:
    """As the block holds it: tests, and groups of tests, joined by all or by any. No condition always holds."""
    if form is None:
        return {"combine": "all", "tests": [], "groups": []}
    parts = form.all or form.any
    return {
        "combine": "all" if form.all else "any",
        "tests": [test(part) for part in parts if isinstance(part, str)],
        "groups": [group(part) for part in parts if not isinstance(part, str)],
    }


def group(form: GroupForm) -> Value:
    """The same without groups inside."""
    return {"combine": "all" if form.all else "any", "tests": [test(text) for text in form.all or form.any]}


def place_on_map(at: list[int] | None) -> Value:
    """``at``: [x, y], or nothing."""
    return {"x": at[0] if at else None, "y": at[1] if at else None}


def choice(form: ChoiceForm, scene: SceneForm, rules: Rules) -> Value:
    """``better``: where nothing is named, the first right choice of the scene."""
    right = next((c.key for c in scene.choices if c.quality == "right"), "")
    return {
        "key": form.key,
        "text": form.text,
        "target": form.to,
        "quality": form.quality,
        "when": condition(form.when),
        "unmet_reason": "" if form.unmet == "hide" else form.unmet,
        "effects": [effect(e) for e in form.effects],
        "consequence": paragraphs(form.consequence),
        "feedback": paragraphs(form.feedback),
        "better": form.better or ("" if form.quality == "right" else right),
        "rules": rules(form.cites),
    }


def scene_value(form: SceneForm, rules: Rules, image: Media, sound: Media) -> Value:
    """``image`` and ``sound`` turn files into what their choosers store."""
    return {
        "key": form.key,
        "title": form.title,
        "body": paragraphs(form.body),
        "image": image(form.image),
        "image_text": form.image.words if form.image else "",
        "sound": sound(form.sound),
        "sound_text": form.sound.words if form.sound else "",
        "seconds": form.seconds,
        "timeout_choice": form.timeout or "",
        "is_checkpoint": form.checkpoint,
        "choices": [choice(c, form, rules) for c in form.choices],
        "routes": [{"when": condition(route.when), "target": route.to} for route in form.routes],
        "group": form.group,
        "note": form.note,
        **place_on_map(form.at),
    }


def meter_value(form: MeterForm) -> Value:
    return {
        "key": form.key,
        "name": form.name,
        "start": form.start,
        "minimum": form.min,
        "maximum": form.max,
        "good": form.good,
        "is_hidden": form.hidden,
        "bands": [band.model_dump() for band in form.bands],
    }


def ending_value(form: EndingForm) -> Value:
    return {
        "key": form.key,
        "title": form.title,
        "outcome": form.outcome,
        "body": paragraphs(form.body),
        "debrief": paragraphs(form.debrief),
        "note": form.note,
        **place_on_map(form.at),
    }


def scenario_fields(form: ScenarioForm, rules: Rules, image: Media, sound: Media) -> Value:
    """Every field of a ScenarioPage. ``rules``, ``image`` and ``sound`` give what the choosers store."""
    return {
        "role": form.role,
        "family": form.family,
        "mode": form.mode,
        "start": form.start,
        "meters": [{"type": "meter", "value": meter_value(m)} for m in form.meters],
        "flags": [{"type": "flag", "value": flag.model_dump()} for flag in form.flags],
        "scenes": [{"type": "scene", "value": scene_value(scene, rules, image, sound)} for scene in form.scenes],
        "endings": [{"type": "ending", "value": ending_value(e)} for e in form.endings],
        "unlawful_allowed": form.passes.unlawful,
        "meter_bounds": [{"type": "bound", "value": bound(text)} for text in form.passes.meters],
    }


# --- Would it go live? ---------------------------------------------------------------------------


def story_faults(form: ScenarioForm) -> Iterator[tuple[Loc, str]]:
    """What would keep the scenario from going live: the place in the file and a sentence. Asks no database."""
    document = story_document(form)
    places = dict(_places(Story.from_document(document)))
    for finding in errors_of(document):
        yield places.get(finding.where, ()), f"{finding.where}: {finding.message}"


def story_document(form: ScenarioForm) -> Value:
    """The document of the edition, with rules by their citation alone."""
    fields = scenario_fields(form, lambda citations: [{"citation": citation} for citation in citations], _media, _media)
    streams = {name: [part["value"] for part in fields[name]] for name in STREAMS}
    for meter in streams["meters"]:
        meter["bands"].sort(key=lambda band: band["up_to"])
    return {
        "format": FORMAT,
        "title": form.title,
        "language": "en",
        "passes": {"unlawful": form.passes.unlawful, "meters": streams.pop("meter_bounds")},
        **{name: fields[name] for name in ("role", "family", "mode", "start")},
        **streams,
    }


def _media(form: MediaForm | None) -> Value | None:
    """A picture or a sound as a document has it, before it has an address."""
    return {"url": form.file, "width": 1, "height": 1, "title": form.file, "text": form.words} if form else None


def _places(story: Story) -> Iterator[tuple[str, Loc]]:
    """How findings name a part, and where the file has it."""
    for kind in ("meters", "flags", "endings", "scenes"):
        for n, part in enumerate(getattr(story, kind)):
            yield place(part), (kind, n)
    numbers = {id(scene): n for n, scene in enumerate(story.scenes)}
    for scene, chosen, where in story.every_choice:
        yield where, ("scenes", numbers[id(scene)], "choices", scene.choices.index(chosen))
