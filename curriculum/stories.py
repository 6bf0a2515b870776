"""A scenario file as the StreamField data of a ScenarioPage; the short words for effects and conditions are read here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from curriculum.lessons import paragraphs
from curriculum.schema import LEVELS, ChoiceForm, ConditionForm, ScenarioForm, SceneForm

Value = dict[str, Any]
Rules = Callable[[list[str]], list[Any]]
KEY = r"[a-z0-9][a-z0-9-]*"
COMPARE = {">=": "meter-at-least", "<=": "meter-at-most", "=": "meter-equals"}


class WordingError(ValueError):
    """An effect or condition that cannot be understood."""


def effect(text: str) -> Value:
    """``people +1``, ``law -2``, ``law = 3``, ``set flag``, ``clear flag``."""
    if match := re.fullmatch(rf"(set|clear) ({KEY})", text):
        return {"effect": f"{match[1]}-flag", "subject": match[2], "number": None}
    if match := re.fullmatch(rf"({KEY}) ?([+-] ?\d+)", text):
        return {"effect": "add", "subject": match[1], "number": int(match[2].replace(" ", ""))}
    if match := re.fullmatch(rf"({KEY}) ?= ?(\d+)", text):
        return {"effect": "set", "subject": match[1], "number": int(match[2])}
    raise WordingError(f"“{text}” is no effect; write e.g. people +1, law = 3, set flag, clear flag")


def test(text: str) -> Value:
    """``people >= 2``, ``flag``, ``not flag``, ``level >= ncos``, ``seen scene``, ``chose scene/choice``."""
    if match := re.fullmatch(r"level ?>= ?(everyone|ncos|commanders)", text):
        return {"test": "level-at-least", "subject": "", "number": LEVELS[match[1]]}
    if match := re.fullmatch(rf"({KEY}) ?(>=|<=|=) ?(\d+)", text):
        return {"test": COMPARE[match[2]], "subject": match[1], "number": int(match[3])}
    if match := re.fullmatch(rf"seen ({KEY})", text):
        return {"test": "seen", "subject": match[1], "number": None}
    if match := re.fullmatch(rf"chose ({KEY}/{KEY})", text):
        return {"test": "chose", "subject": match[1], "number": None}
    if match := re.fullmatch(rf"(not )?({KEY})", text):
        return {"test": "flag-clear" if match[1] else "flag-set", "subject": match[2], "number": None}
    raise WordingError(f"“{text}” is no condition; write e.g. people >= 2, flag, not flag, level >= ncos, seen scene")


def condition(form: ConditionForm | None) -> Value:
    if form is None:
        return {"combine": "all", "tests": [], "groups": []}
    return {"combine": "all" if form.all else "any", "tests": [test(t) for t in form.all or form.any], "groups": []}


def choice(form: ChoiceForm, scene: SceneForm, rules: Rules) -> Value:
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


def scene_value(form: SceneForm, rules: Rules) -> Value:
    return {
        "key": form.key,
        "title": form.title,
        "body": paragraphs(form.body),
        "image": None,
        "image_text": "",
        "seconds": form.seconds,
        "timeout_choice": form.timeout or "",
        "is_checkpoint": form.checkpoint,
        "choices": [choice(c, form, rules) for c in form.choices],
        "routes": [{"when": condition(route.when), "target": route.to} for route in form.routes],
    }


def bound(text: str) -> Value:
    """``people >= 2`` or ``harm <= 1``: what a meter must show at the end to pass."""
    match = re.fullmatch(rf"({KEY}) ?(>=|<=) ?(\d+)", text)
    if match is None:
        raise WordingError(f"“{text}” is no bound; write e.g. people >= 2")
    limit = int(match[3])
    low = match[2] == ">="
    return {"subject": match[1], "at_least": limit if low else None, "at_most": None if low else limit}


def scenario_fields(form: ScenarioForm, rules: Rules) -> Value:
    """Every field of a ScenarioPage. ``rules`` turns citations into what a rule chooser stores. Raises WordingError."""
    return {
        "role": form.role,
        "family": form.family,
        "start": form.start,
        "meters": [
            {
                "type": "meter",
                "value": {
                    "key": m.key,
                    "name": m.name,
                    "start": m.start,
                    "maximum": m.max,
                    "good": m.good,
                    "is_hidden": m.hidden,
                    "bands": [b.model_dump() for b in m.bands],
                },
            }
            for m in form.meters
        ],
        "flags": [{"type": "flag", "value": flag.model_dump()} for flag in form.flags],
        "scenes": [{"type": "scene", "value": scene_value(scene, rules)} for scene in form.scenes],
        "endings": [
            {
                "type": "ending",
                "value": {
                    "key": e.key,
                    "title": e.title,
                    "outcome": e.outcome,
                    "body": paragraphs(e.body),
                    "debrief": paragraphs(e.debrief),
                },
            }
            for e in form.endings
        ],
        "unlawful_allowed": form.passes.unlawful,
        "meter_bounds": [{"type": "bound", "value": bound(text)} for text in form.passes.meters],
    }
