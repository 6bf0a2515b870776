"""Where a question from a file goes: its bank, topic, rules and key; and what is kept of where it came from."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import ReferenceIndex, Revision
from wagtail.search import index

from law.models import Rule, Topic
from people.levels import Level
from people.models import User
from quizzes.formats import Found, ParsedQuestion, own_json
from quizzes.item_pictures import keep_image, without_pictures
from quizzes.item_questions import fill
from quizzes.kinds import KINDS
from quizzes.models import Item, ItemSource, ItemTag, QuestionFile

KEY_LENGTH = 70


@transaction.atomic
def shelve(*, file: QuestionFile, questions: list[tuple[str, Found]], by: User, at: datetime) -> dict[str, int]:
    """Makes a draft of each question, with its identity; the items by identity. Few queries, whatever the number.

    Each has a revision that names who brought it in: an author is not examined on it.
    """
    shelves = Shelves(file, by)
    asked = [found.question for _identity, found in questions if found.question]
    items = [shelves.item_for(question) for question in asked]
    Item.objects.bulk_create(items)
    parts = [part for pair in zip(items, asked, strict=True) for part in shelves.parts_of(*pair)]
    Item.objects.bulk_create(parts)
    _finish([*items, *parts], by, at)
    ItemSource.objects.bulk_create(_source(item, *each) for item, each in zip(items, questions, strict=True))
    return {identity: int(item.pk) for item, (identity, _found) in zip(items, questions, strict=True)}


def _finish(items: list[Item], by: User, at: datetime) -> None:
    """What hangs on each: rules, tags, a first revision, and that it is found."""
    through: Any = Item.rules.through  # type: ignore[attr-defined]
    through.objects.bulk_create(through(item=item, rule=rule) for item in items for rule in item.rules.all())
    ItemTag.objects.bulk_create(tagged for item in items for tagged in item.tagged_items.all())
    _add_revisions(items, by, at)
    transaction.on_commit(lambda: _make_findable(items))


def _add_revisions(items: list[Item], by: User, at: datetime) -> None:
    revisions = [
        Revision(
            content_object=item,
            base_content_type=item.get_base_content_type(),
            user=by,
            created_at=at,
            object_str=str(item),
            content=item.serializable_data(),
        )
        for item in items
    ]
    for item, revision in zip(items, Revision.objects.bulk_create(revisions), strict=True):
        item.latest_revision = revision
    Item.objects.bulk_update(items, ["latest_revision"], batch_size=200)


def _source(item: Item, identity: str, found: Found) -> ItemSource:
    assert found.question is not None  # noqa: S101 - only what was read is shelved
    return ItemSource(
        item=item,
        identity=identity,
        document=own_json.as_values(without_pictures(found.question)),
        fingerprint=fingerprint(item),
        file_name=found.file[-150:],
        line=found.line,
        warnings=list(found.warnings),
    )


def _make_findable(items: list[Item]) -> None:
    """What Wagtail does for each item that is saved alone; one by one, so that nobody waits for the whole file."""
    for item in items:
        index.insert_or_update_object(item)
        ReferenceIndex.create_or_update_for_object(item)


class Shelves:
    """Where the items of one file go: topics, rules and keys looked up once."""

    def __init__(self, file: QuestionFile, by: User) -> None:
        self._file, self._by = file, by
        self._topics = {topic.key: topic for topic in Topic.objects.filter(locale=file.locale)}
        self._rules = {rule.slug: rule for rule in Rule.objects.filter(locale=file.locale)}
        self._keys = set(Item.objects.filter(bank=file.bank, locale=file.locale).values_list("key", flat=True))

    def item_for(self, question: ParsedQuestion) -> Item:
        """A draft, not saved; its rules wait in ``item.rules``."""
        shelf, file = question.shelf, self._file
        item = Item(bank=file.bank, locale=file.locale, status=Item.Status.DRAFT, live=False, key=self._key(question))
        item.has_unpublished_changes = True
        item.topic = self._topics.get(shelf.topic, file.topic)
        item.level = shelf.level if shelf.level in Level.values else file.level
        item.is_critical = shelf.is_critical
        item.difficulty = shelf.difficulty if shelf.difficulty in Item.Difficulty.values else Item.Difficulty.MEDIUM
        item.misconception = shelf.misconception
        fill(item, question)
        item.image = keep_image(question.picture, self._by) if question.picture else None
        item.tags.add(*question.tags)
        item.rules = [self._rules[slug] for slug in shelf.rules if slug in self._rules]
        return item

    def parts_of(self, item: Item, question: ParsedQuestion) -> list[Item]:
        """The questions on a situation that is saved, in their order; none of any other item."""
        parts = [self.item_for(part) for part in question.parts]
        for order, part in enumerate(parts, start=1):
            part.situation, part.situation_order = item, order
        return parts

    def _key(self, question: ParsedQuestion) -> str:
        """As the question calls itself; with a number where that is taken."""
        base = slugify(question.shelf.key or question.name)[:KEY_LENGTH].strip("-") or f"item-{secrets.token_hex(4)}"
        key, number = base, 2
        while key in self._keys:
            key, number = f"{base}-{number}", number + 1
        self._keys.add(key)
        return key


def fingerprint(item: Item) -> str:
    """Of what the item asks and holds to be right."""
    content, key = KINDS[item.kind].freeze(item)
    return sha256(repr((item.kind, content, sorted(key.items()))).encode()).hexdigest()
