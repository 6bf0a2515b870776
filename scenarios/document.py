"""From a page as edited to the document of an edition: texts finished, rules copied with their wording."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import translation
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister

from scenarios.story import FORMAT

if TYPE_CHECKING:
    from law.models import Rule
    from scenarios.models import ScenarioPage

IMAGE_FILTER = "max-960x960|format-webp"
EDITOR_MARK = re.compile(r' data-block-key="[^"]*"')
# What the editor's own buttons make. Anything else came by another door and is cleaned.
PLAIN_TEXT = re.compile(r'(?:[^<]|</?(?:p|b|i|em|strong|ul|ol|li|h3|a|br ?/?)>|<a href="(?:https?://|/|mailto:)[^"<>]*">)*\Z')


def document_of(page: ScenarioPage) -> dict[str, Any]:
    """The page's present content as a document, faults and all. Works for drafts that were never saved."""
    language = page.locale.language_code
    with translation.override(language):
        return {
            "format": FORMAT,
            "title": page.title,
            "language": language,
            "role": page.role,
            "family": page.family,
            "start": page.start,
            "mode": page.mode,
            "meters": [_meter(block.value) for block in page.meters],
            "flags": [{"key": block.value["key"], "name": block.value["name"]} for block in page.flags],
            "scenes": [_scene(block.value) for block in page.scenes],
            "endings": [_ending(block.value) for block in page.endings],
            "passes": {"unlawful": page.unlawful_allowed or 0, "meters": [_bound(block.value) for block in page.meter_bounds]},
        }


def sha256_of(document: dict[str, Any]) -> str:
    """Of the canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _meter(value: Any) -> dict[str, Any]:
    plain = {name: value[name] for name in ("key", "name", "start", "minimum", "maximum", "good")}
    bands = sorted(({"up_to": band["up_to"], "says": band["says"]} for band in value["bands"]), key=lambda b: b["up_to"] or 0)
    return plain | {"minimum": plain["minimum"] or 0, "is_hidden": bool(value["is_hidden"]), "bands": bands}


def _scene(value: Any) -> dict[str, Any]:
    plain = {name: value[name] or "" for name in ("key", "title", "timeout_choice")}
    return plain | {
        "body": finished_html(value["body"]),
        "image": _image(value["image"], value["image_text"] or ""),
        "sound": _sound(value["sound"], value["sound_text"] or ""),
        "seconds": value["seconds"],
        "is_checkpoint": bool(value["is_checkpoint"]),
        "choices": [_choice(choice) for choice in value["choices"]],
        "routes": [{"when": _condition(route["when"]), "target": route["target"] or ""} for route in value["routes"]],
    }


def _choice(value: Any) -> dict[str, Any]:
    plain = {name: value[name] or "" for name in ("key", "text", "target", "quality", "unmet_reason", "better")}
    return plain | {
        "when": _condition(value["when"]),
        "effects": [{name: effect[name] for name in ("effect", "subject", "number")} for effect in value["effects"]],
        "consequence": finished_html(value["consequence"]),
        "feedback": finished_html(value["feedback"]),
        "rules": [_rule(rule) for rule in value["rules"] if rule is not None],
    }


def _ending(value: Any) -> dict[str, Any]:
    plain = {name: value[name] or "" for name in ("key", "title", "outcome")}
    return plain | {"body": finished_html(value["body"]), "debrief": finished_html(value["debrief"])}


def _bound(value: Any) -> dict[str, Any]:
    return {name: value[name] for name in ("subject", "at_least", "at_most")}


def _condition(value: Any) -> dict[str, Any] | None:
    """None where nothing is asked; groups without a test are left out."""
    groups = [{"combine": group["combine"], "tests": _tests(group["tests"])} for group in value["groups"] if group["tests"]]
    tests = _tests(value["tests"])
    return {"combine": value["combine"], "tests": tests, "groups": groups} if tests or groups else None


def _tests(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"test": v["test"], "subject": v["subject"] or "", "number": v["number"]} for v in values]


def _rule(rule: Rule) -> dict[str, str]:
    return {
        "citation": rule.citation,
        "title": rule.title,
        "gist": rule.gist,
        "applies": rule.applies,
        "applies_label": str(rule.get_applies_display()),
        "url": rule.get_absolute_url(),
    }


def _image(image: Any, text: str) -> dict[str, Any] | None:
    """The address and size of a copy fit for a phone; without an address where the file cannot be read."""
    if image is None:
        return None
    try:
        copy = image.get_rendition(IMAGE_FILTER)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return {"url": "", "width": 0, "height": 0, "text": text}
    return {"url": copy.url, "width": copy.width, "height": copy.height, "text": text}


def _sound(document: Any, text: str) -> dict[str, Any] | None:
    """Address and title of a file from the library; what is heard, in words."""
    return {"url": document.url, "title": document.title, "text": text} if document is not None else None


def finished_html(value: Any) -> str:
    """Rich text as HTML with nothing in it but text, lists, headings and safe links; empty where nothing is said."""
    source = getattr(value, "source", value) or ""
    html = EDITOR_MARK.sub("", expand_db_html(source)).strip()
    if not PLAIN_TEXT.match(html):
        html = Whitelister().clean(html)
    return html if re.sub(r"<[^>]*>|&nbsp;|\s", "", html) else ""
