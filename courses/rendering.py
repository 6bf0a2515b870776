"""A lesson's text as HTML, rendered once for each version and level instead of at every visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from law.library import law_stamp
from law.models import Rule
from people.levels import Level

if TYPE_CHECKING:
    from courses.models import LessonPage

SECONDS_KEPT = 24 * 60 * 60
WORDS_A_MINUTE = 90  # a second language, on a phone


@dataclass(frozen=True)
class RenderedLesson:
    """Objectives as plain words, body and foot as safe HTML; reading time in whole minutes."""

    objectives: tuple[str, ...]
    body: SafeString
    citations: SafeString
    minutes: int


def render_lesson(lesson: LessonPage, level: Level, *, is_preview: bool = False) -> RenderedLesson:
    """The lesson as a reader of the level sees it. Kept in this process, except for previews."""
    key = None if is_preview else _key(lesson, level)
    if key is None:
        return _render(lesson, level)
    rendered: RenderedLesson | None = caches["local"].get(key)
    if rendered is None:
        rendered = _render(lesson, level)
        caches["local"].set(key, rendered, SECONDS_KEPT)
    return rendered


def _key(lesson: LessonPage, level: Level) -> str | None:
    """Changes whenever the text does, however it was saved, whenever the lesson goes live again, and whenever the law changes.

    None for a lesson that came without the digest of its text.
    """
    stamp: str | None = getattr(lesson, "text_stamp", None)
    if stamp is None:
        return None
    published = f"{lesson.last_published_at:%Y%m%dT%H%M%S.%f}" if lesson.last_published_at else ""
    return f"lesson:{lesson.pk}:{stamp}:{published}:{lesson.live_revision_id}:{int(level)}:{law_stamp()}"


def _render(lesson: LessonPage, level: Level) -> RenderedLesson:
    """In the lesson's own language, whatever the reader's interface speaks."""
    with translation.override(lesson.locale.language_code):
        body = mark_safe("".join(block.render(context={"reader_level": int(level)}) for block in lesson.body))
        rules = cited_rules(lesson)
        citations = mark_safe(render_to_string("courses/_citations.html", {"rules": rules}))
    minutes = max(1, round(len(strip_tags(body).split()) / WORDS_A_MINUTE))
    objectives = tuple(str(objective.value) for objective in lesson.objectives)
    return RenderedLesson(objectives=objectives, body=body, citations=citations, minutes=minutes)


def cited_rules(lesson: LessonPage) -> list[Rule]:
    """Every rule that the lesson cites, once, in the order of the library."""
    cited = {rule.pk for block in lesson.body for rule in _rules_in(block.value)}
    cited |= {rule.pk for rule in lesson.further_rules.all()}
    return list(Rule.objects.filter(pk__in=cited).select_related("instrument"))


def _rules_in(value: Any) -> Iterator[Rule]:
    """Rules anywhere inside a block's value."""
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _rules_in(part)
    elif not isinstance(value, str) and hasattr(value, "__iter__"):
        for part in value:
            yield from _rules_in(getattr(part, "value", part))
