"""Between an exchanged document and a page: rules by their citations, texts cleaned, nothing lost without a note."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from law.models import Rule
from scenarios.document import cleaned_html, document_of
from scenarios.models import ScenarioPage

Document = dict[str, Any]
STREAM_TYPES = {"meters": "meter", "flags": "flag", "scenes": "scene", "endings": "ending", "meter_bounds": "bound"}
ALWAYS = {"combine": "all", "tests": [], "groups": []}


def page_fields(document: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of a ScenarioPage. A rule that the library does not have, a picture and a sound become a note."""
    known = {rule.citation: rule.pk for rule in Rule.objects.filter(locale__language_code=document["language"])}
    known = dict(Rule.objects.filter(locale__language_code="en").values_list("citation", "pk")) | known
    values = {
        "meters": document["meters"],
        "flags": document["flags"],
        "scenes": [_scene(raw, known) for raw in document["scenes"]],
        "endings": [_ending(raw) for raw in document["endings"]],
        "meter_bounds": document["passes"]["meters"],
    }
    plain = {name: document[name] for name in ("title", "role", "family", "mode", "start")}
    return plain | {"unlawful_allowed": document["passes"]["unlawful"]} | {n: _stream(n, v) for n, v in values.items()}


def _stream(name: str, values: list[Any]) -> Any:
    parts = [{"type": STREAM_TYPES[name], "value": value} for value in values]
    return ScenarioPage._meta.get_field(name).to_python(json.dumps(parts))


def _scene(raw: Mapping[str, Any], known: Mapping[str, int]) -> Document:
    notes = [raw.get("note") or ""]
    choices = [_choice(each, known, notes) for each in raw["choices"]]
    for name, words in (("image", _("Picture to be chosen again: %s")), ("sound", _("Sound to be chosen again: %s"))):
        if raw.get(name):
            notes.append(words % (raw[name].get("text") or raw[name].get("title") or raw[name].get("url")))
    plain = {name: raw[name] for name in ("key", "title", "seconds", "timeout_choice", "is_checkpoint")}
    return plain | {
        "body": cleaned_html(raw["body"]),
        "image": None,
        "image_text": (raw.get("image") or {}).get("text", ""),
        "sound": None,
        "sound_text": (raw.get("sound") or {}).get("text", ""),
        "choices": choices,
        "routes": [{"when": each["when"] or ALWAYS, "target": each["target"]} for each in raw["routes"]],
        "group": raw.get("group") or "",
        "note": "\n".join(note for note in notes if note),
        "x": raw.get("x"),
        "y": raw.get("y"),
    }


def _choice(raw: Mapping[str, Any], known: Mapping[str, int], notes: list[str]) -> Document:
    citations = [rule["citation"] for rule in raw["rules"]]
    notes += [_("Rule that the library does not have: %s") % citation for citation in citations if citation not in known]
    texts = {name: cleaned_html(raw[name]) for name in ("consequence", "feedback")}
    rules = [known[citation] for citation in citations if citation in known]
    return {**raw, **texts, "when": raw["when"] or ALWAYS, "rules": rules}


def _ending(raw: Mapping[str, Any]) -> Document:
    return {**raw, "body": cleaned_html(raw["body"]), "debrief": cleaned_html(raw["debrief"])}


def exchanged(page: ScenarioPage) -> Document:
    """The page as an exchanged document, which imports as the same story again."""
    document = document_of(page)
    for name in ("scenes", "endings"):
        for part, block in zip(document[name], getattr(page, name), strict=True):
            part |= {"note": block.value["note"] or "", "x": block.value["x"], "y": block.value["y"]}
            if name == "scenes":
                part["group"] = block.value["group"] or ""
    for scene in document["scenes"]:
        for choice in scene["choices"]:
            choice["rules"] = [{"citation": rule["citation"]} for rule in choice["rules"]]
    return document
