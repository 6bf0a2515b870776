"""From a page as edited to the document of an edition: texts finished, rules copied with their wording.

Works on the streams as they are stored, so that a whole story is read in a moment: at every edit, too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from django.utils import translation
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister

from law.models import Rule
from scenarios.story import FORMAT

if TYPE_CHECKING:
    from scenarios.models import ScenarioPage

Raw = Mapping[str, Any]
SIMPLE = ("title", "role", "family", "start", "mode")
STREAMS = ("meters", "flags", "scenes", "endings", "meter_bounds")
IMAGE_FILTER = "max-960x960|format-webp"
EDITOR_MARK = re.compile(r' data-block-key="[^"]*"')
DEEPEST = 50  # marks within each other; Wagtail's cleaning calls itself twice for each
REFERS = re.compile(r"<(?:a|embed)\b")  # what Wagtail has to look up
NOTHING_SAID = re.compile(r"(?:<[^>]*>|&nbsp;|\s)*+\Z")
QUOTES = {"&quot;": '"', "&#34;": '"', "&#x27;": "'", "&#39;": "'"}
QUOTE_OR_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*+"|'[^']*+')*+>|&(?:quot|#34|#x27|#39);""")
# What the editor's own buttons make. Anything else came by another door and is cleaned.
PLAIN_TEXT = re.compile(r'(?:[^<]++|</?(?:p|b|i|em|strong|ul|ol|li|h3|a|br ?/?)>|<a href="(?:https?://|/|mailto:)[^"<>]*">)*+\Z')


def document_of(page: ScenarioPage) -> dict[str, Any]:
    """The page's present content as a document, faults and all. Works for drafts that were never saved."""
    streams = {name: getattr(page, name) for name in STREAMS}
    stored = {name: stream.stream_block.get_prep_value(stream) for name, stream in streams.items()}
    simple = {name: getattr(page, name) for name in (*SIMPLE, "unlawful_allowed")}
    return document_from(stored | simple, page.locale.language_code)


def document_from(fields: Raw, language: str) -> dict[str, Any]:
    """``fields``: of a page by name, each stream as the list that is stored. What a part lacks has its default."""
    scenes = values_in(fields["scenes"])
    with translation.override(language):
        library = Library.of(scenes)
        return {
            "format": FORMAT,
            **{name: fields[name] for name in SIMPLE},
            "language": language,
            "meters": [_meter(value) for value in values_in(fields["meters"])],
            "flags": [{"key": value.get("key"), "name": value.get("name")} for value in values_in(fields["flags"])],
            "scenes": [scene_document(value, library) for value in scenes],
            "endings": [_ending(value) for value in values_in(fields["endings"])],
            "passes": {
                "unlawful": fields["unlawful_allowed"] or 0,
                "meters": [_bound(value) for value in values_in(fields["meter_bounds"])],
            },
        }


def sha256_of(document: dict[str, Any]) -> str:
    """Of the canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


# --- As Wagtail stores it ------------------------------------------------------------------------


def values_in(stream: Iterable[Raw]) -> list[Raw]:
    """The values of a stream's parts."""
    return [part["value"] for part in stream]


def items_in(value: Raw, name: str) -> list[Any]:
    """The values of a list, which is stored in either of two forms."""
    items = value.get(name)
    return [item["value"] if _is_wrapped(item) else item for item in items] if items else []


def _is_wrapped(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "id" in item and "value" in item


@dataclass(frozen=True)
class Library:
    """What the scenes refer to, by primary key, as a document holds it; looked up all at once. What is gone is missing."""

    rules: Mapping[Any, dict[str, str]]
    images: Mapping[Any, Any]
    sounds: Mapping[Any, Any]

    @classmethod
    def of(cls, scenes: Iterable[Raw]) -> Library:
        cited = {pk for scene in scenes for choice in items_in(scene, "choices") for pk in items_in(choice, "rules")}
        return cls(
            rules={pk: _rule(rule) for pk, rule in _found(Rule.objects, cited).items()},
            images=_found(get_image_model().objects.prefetch_renditions(IMAGE_FILTER), {scene.get("image") for scene in scenes}),
            sounds=_found(get_document_model().objects, {scene.get("sound") for scene in scenes}),
        )


def _found(rows: Any, keys: set[Any]) -> dict[Any, Any]:
    wanted = keys - {None}
    found: dict[Any, Any] = rows.in_bulk(wanted) if wanted else {}
    return found


# --- Its parts -----------------------------------------------------------------------------------


def _meter(value: Raw) -> dict[str, Any]:
    plain = {name: value.get(name) for name in ("key", "name", "start", "minimum", "maximum")}
    bands = [{"up_to": band.get("up_to"), "says": band.get("says")} for band in items_in(value, "bands")]
    return plain | {
        "good": value.get("good", "high"),
        "minimum": plain["minimum"] or 0,
        "is_hidden": bool(value.get("is_hidden")),
        "bands": sorted(bands, key=lambda band: band["up_to"] or 0),
    }


def _texts(value: Raw, *names: str) -> dict[str, Any]:
    return {name: value.get(name) or "" for name in names}


def scene_document(value: Raw, library: Library) -> dict[str, Any]:
    """Of one scene; what the library lacks is left out."""
    return _texts(value, "key", "title", "timeout_choice") | {
        "body": finished_html(value.get("body")),
        "image": _image(library.images.get(value.get("image")), value.get("image_text") or ""),
        "sound": _sound(library.sounds.get(value.get("sound")), value.get("sound_text") or ""),
        "seconds": value.get("seconds"),
        "is_checkpoint": bool(value.get("is_checkpoint")),
        "choices": [_choice(choice, library) for choice in items_in(value, "choices")],
        "routes": [
            {"when": _condition(route.get("when")), "target": route.get("target") or ""} for route in items_in(value, "routes")
        ],
    }


def _choice(value: Raw, library: Library) -> dict[str, Any]:
    return _texts(value, "key", "text", "target", "quality", "unmet_reason", "better") | {
        "when": _condition(value.get("when")),
        "effects": [
            {name: effect.get(name) for name in ("effect", "subject", "number")} for effect in items_in(value, "effects")
        ],
        "consequence": finished_html(value.get("consequence")),
        "feedback": finished_html(value.get("feedback")),
        "rules": [dict(library.rules[pk]) for pk in items_in(value, "rules") if pk in library.rules],
    }


def _ending(value: Raw) -> dict[str, Any]:
    texts = {name: finished_html(value.get(name)) for name in ("body", "debrief")}
    return _texts(value, "key", "title", "outcome") | texts


def _bound(value: Raw) -> dict[str, Any]:
    return {name: value.get(name) for name in ("subject", "at_least", "at_most")}


def _condition(value: Raw | None) -> dict[str, Any] | None:
    """None where nothing is asked; groups without a test are left out."""
    if not value:
        return None
    groups = list(_groups(value))
    tests = _tests(value)
    return {"combine": value.get("combine", "all"), "tests": tests, "groups": groups} if tests or groups else None


def _groups(value: Raw) -> Iterator[dict[str, Any]]:
    for group in items_in(value, "groups"):
        if tests := _tests(group):
            yield {"combine": group.get("combine", "any"), "tests": tests}


def _tests(value: Raw) -> list[dict[str, Any]]:
    return [
        {"test": each.get("test"), "subject": each.get("subject") or "", "number": each.get("number")}
        for each in items_in(value, "tests")
    ]


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
        # Wagtail's own way to a copy asks the cache, which is a table, and writes to it, for each picture anew.
        copy = next(iter(image.prefetched_renditions), None) or image.get_rendition(IMAGE_FILTER)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return {"url": "", "width": 0, "height": 0, "text": text}
    return {"url": copy.url, "width": copy.width, "height": copy.height, "text": text}


def _sound(document: Any, text: str) -> dict[str, Any] | None:
    """Address and title of a file from the library; what is heard, in words."""
    return {"url": document.url, "title": document.title, "text": text} if document is not None else None


def finished_html(source: str | None) -> str:
    """Rich text as HTML with nothing in it but text, lists, headings and safe links; empty where nothing is said."""
    if not source:
        return ""
    html = source
    if REFERS.search(html):
        html = expand_db_html(html)
    html = EDITOR_MARK.sub("", html).strip()
    if not PLAIN_TEXT.match(html):
        html = cleaned_html(html)
    return "" if NOTHING_SAID.match(html) else plain_quotes(html)


def plain_quotes(html: str) -> str:
    """Quotation marks of the text as they are, not as signs of HTML: the editor writes the one, other doors the other.

    Within a tag they stay, since they end what an attribute says.
    """
    return QUOTE_OR_TAG.sub(lambda found: QUOTES.get(found.group(), found.group()), html)


def cleaned_html(html: str) -> str:
    """Only what an editor’s own buttons make, no script or foreign mark. Of marks without end within each other, the words."""
    if not html:
        return ""
    if html.count("<") > DEEPEST and _is_deep(soup := BeautifulSoup(html, "html.parser")):
        return escape(soup.get_text())
    return str(Whitelister().clean(html))


def _is_deep(soup: BeautifulSoup) -> bool:
    """Whether marks stand within each other deeper than whoever cleans them can follow; step by step, not within itself."""
    level: list[Any] = [soup]
    for _step in range(DEEPEST):
        level = [child for mark in level for child in mark.children if isinstance(child, Tag)]
    return bool(level)
