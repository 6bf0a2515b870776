"""Scenarios for tests: a small story as a document, and the page that compiles to it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from courses.models import ModulePage
from law.models import Rule
from scenarios.models import ScenarioPage
from scenarios.story import FORMAT
from tests.factories.courses import make_rule

STREAM_TYPES = {"meters": "meter", "flags": "flag", "scenes": "scene", "endings": "ending", "meter_bounds": "bound"}
A_RULE = {
    "citation": "BPUFF 10",
    "title": "Warn first",
    "gist": "Say who you are and warn before you use force.",
    "applies": "always",
    "applies_label": "Always, in peace and in war",
    "url": "/rules/bpuff-10/",
}


def choice(key: str, target: str, quality: str = "right", **extra: Any) -> dict[str, Any]:
    wrong = {"better": "warn", "rules": [dict(A_RULE)], "feedback": "<p>There was time.</p>"} if quality != "right" else {}
    defaults = {
        "key": key,
        "text": key.replace("-", " ").capitalize(),
        "target": target,
        "quality": quality,
        "when": None,
        "unmet_reason": "",
        "effects": [],
        "consequence": f"<p>What came of {key}.</p>",
        "feedback": f"<p>Why {key}.</p>",
        "better": "",
        "rules": [],
    }
    return {**defaults, **wrong, **extra}


def scene(key: str, choices: list[dict[str, Any]] | None = None, **extra: Any) -> dict[str, Any]:
    defaults = {
        "key": key,
        "title": key.replace("-", " ").capitalize(),
        "body": f"<p>This is {key}.</p>",
        "image": None,
        "seconds": None,
        "timeout_choice": "",
        "is_checkpoint": False,
        "choices": choices or [],
        "routes": [],
    }
    return {**defaults, **extra}


def effect(kind: str, subject: str, number: int | None = None) -> dict[str, Any]:
    return {"effect": kind, "subject": subject, "number": number}


def when(*tests: dict[str, Any], combine: str = "all", groups: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"combine": combine, "tests": list(tests), "groups": groups or []}


def asks(test: str, subject: str = "", number: int | None = None) -> dict[str, Any]:
    return {"test": test, "subject": subject, "number": number}


def ending(key: str, outcome: str) -> dict[str, Any]:
    title = key.replace("-", " ").capitalize()
    return {"key": key, "title": title, "outcome": outcome, "body": f"<p>{title}.</p>", "debrief": "<p>Warn first.</p>"}


def small_story() -> dict[str, Any]:
    """Two decisions, a sorting scene, two endings, two meters, a flag. Nothing is to be found in it."""
    bands = [{"up_to": 1, "says": "People were hurt."}, {"up_to": 4, "says": "People were safe."}]
    meter = {"start": 2, "maximum": 4, "good": "high", "is_hidden": False, "bands": bands}
    sober = asks("meter-at-least", "people", 2)
    return {
        "format": 1,
        "title": "Checkpoint",
        "language": "en",
        "role": "You are a corporal. You command four soldiers.",
        "family": "protect",
        "start": "arrival",
        "meters": [
            {**deepcopy(meter), "key": "people", "name": "People protected"},
            {**deepcopy(meter), "key": "trust", "name": "Trust"},
        ],
        "flags": [{"key": "armed-car", "name": "An armed car passed"}],
        "scenes": [
            scene(
                "arrival",
                [
                    choice("warn", "search", effects=[effect("add", "people", 1), effect("add", "trust", 1)]),
                    choice("wave", "search", "wrong", effects=[effect("add", "people", -1), effect("set-flag", "armed-car")]),
                    choice("fire", "search", "unlawful", effects=[effect("set", "people", 0), effect("add", "trust", -9)]),
                ],
            ),
            scene(
                "search",
                [
                    choice("call", "sorting", effects=[effect("add", "trust", 1)]),
                    choice("skip", "sorting", "wrong", better="call", effects=[effect("add", "people", -1)]),
                    choice("thank", "sorting", when=when(sober, asks("flag-clear", "armed-car")), unmet_reason="Nobody stopped."),
                ],
            ),
            scene("sorting", routes=[{"when": when(sober), "target": "quiet-night"}, {"when": None, "target": "bad-night"}]),
        ],
        "endings": [ending("quiet-night", "good"), ending("bad-night", "bad")],
        "passes": {"unlawful": 0, "meters": [{"subject": "people", "at_least": 2, "at_most": None}]},
    }


def in_newest_format(document: dict[str, Any]) -> dict[str, Any]:
    """A document of format 1 with what format 2 adds."""
    meters = [{**meter, "minimum": 0} for meter in document["meters"]]
    scenes = [{**scene, "sound": None} for scene in document["scenes"]]
    return document | {"format": FORMAT, "mode": "assessed", "meters": meters, "scenes": scenes}


# --- As a page -----------------------------------------------------------------------------------


def stream(name: str, values: list[dict[str, Any]]) -> Any:
    """A stream of the page from plain values."""
    parts = [{"type": STREAM_TYPES[name], "value": value} for value in values]
    return ScenarioPage._meta.get_field(name).to_python(json.dumps(parts))


def page_fields(document: dict[str, Any]) -> dict[str, Any]:
    """A document as the page stores it; rules are looked up by citation, and made where they are missing."""
    plain = {name: document[name] for name in ("title", "role", "family", "start")}
    bounds = document["passes"]["meters"]
    return plain | {
        "meters": stream("meters", document["meters"]),
        "flags": stream("flags", document["flags"]),
        "scenes": stream("scenes", [_raw_scene(raw) for raw in document["scenes"]]),
        "endings": stream("endings", document["endings"]),
        "unlawful_allowed": document["passes"]["unlawful"],
        "meter_bounds": stream("meter_bounds", bounds),
    }


def make_scenario(
    module: ModulePage, document: dict[str, Any] | None = None, *, publish: bool = True, **extra: Any
) -> ScenarioPage:
    """The page of a story below a module; published as an editor would, so that it has an edition."""
    page = ScenarioPage(**page_fields(document or small_story()), **extra)
    page.live = False
    page = module.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def publish_again(page: ScenarioPage, document: dict[str, Any]) -> None:
    """The page with other content, gone live as an editor's publishing does."""
    for name, value in page_fields(document).items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


def _raw_scene(raw: dict[str, Any]) -> dict[str, Any]:
    always = {"combine": "all", "tests": [], "groups": []}
    choices = [{**c, "when": c["when"] or always, "rules": [_rule_pk(rule) for rule in c["rules"]]} for c in raw["choices"]]
    routes = [{**route, "when": route["when"] or always} for route in raw["routes"]]
    return {**raw, "choices": choices, "routes": routes}


def _rule_pk(raw: dict[str, Any]) -> int:
    found = Rule.objects.filter(citation=raw["citation"]).first()
    return (
        found or make_rule(raw["citation"], raw["title"], gist=raw["gist"], applies=raw["applies"], slug=raw["url"].split("/")[2])
    ).pk
