"""An imported story becomes a draft below a module; nothing goes live."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from courses.models import ModulePage
from scenarios.importing.drafts import draft_of
from scenarios.importing.own import read_document
from scenarios.importing.pages import page_fields
from scenarios.importing.passages import refuse_too_many, refuse_too_many_parts, refuse_too_much_text
from scenarios.importing.reading import is_foreign_json, read_file
from scenarios.models import ScenarioPage


def documents_in(*, name: str, content: bytes, language: str) -> list[dict[str, Any]]:
    """The stories of a file as exchanged documents. Raises Refused with the reason and what to do."""
    documents = _read(name, content, language)
    refuse_too_many(sum(len(scene["choices"]) for document in documents for scene in document["scenes"]))
    refuse_too_many_parts(_parts(documents))
    return documents


def _parts(value: Any) -> int:
    """How many objects stand in it, at whatever depth."""
    found, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found += 1
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def _read(name: str, content: bytes, language: str) -> list[dict[str, Any]]:
    if name.lower().endswith(".json") and not is_foreign_json(content):
        return [read_document(content)]
    stories = read_file(name, content)
    refuse_too_much_text(stories)
    return [draft_of(story, language) for story in stories]


@transaction.atomic
def import_document(*, module: ModulePage, document: dict[str, Any], by: Any) -> ScenarioPage:
    """A draft, with a first revision in the importer's name."""
    page = ScenarioPage(**page_fields(document), slug=_free_slug(module, document["title"]), live=False, owner=by)
    page.title = document["title"] or page.slug
    module.add_child(instance=page)
    page.save_revision(user=by, log_action="wagtail.create")
    return page


def _free_slug(module: ModulePage, title: str) -> str:
    base = slugify(title)[:80] or "scenario"
    taken = set(module.get_children().values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
