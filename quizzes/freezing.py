"""Freezes items into immutable versions at their first use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max, prefetch_related_objects

from base.prepared import Prepared
from quizzes.kinds import KINDS
from quizzes.known_items import frozen_before, keys_of, remember_frozen
from quizzes.models import Item, ItemVersion

TRIES = 3  # two starts at the same moment may make the same version


@transaction.atomic(savepoint=False)
def freeze_items(*, items: Iterable[int], at: datetime) -> dict[int, ItemVersion]:
    """By primary key: the version of each item as it stands now, made where none says the same. Three queries if none is new."""
    asked = tuple(items)
    keys = keys_of(asked)
    known = frozen_before(keys)
    if len(known) == len(set(asked)):
        versions = _versions(tuple(set(known.values())))
        found = {version.item_id: version for version in versions if known.get(version.item_id) == version.sha256}
        if len(found) == len(known):
            return found
    rows = _items(asked)
    if sets := [row for row in rows if row.kind == Item.Kind.SITUATION_SET]:
        prefetch_related_objects(sets, "parts__image", "parts__locale")
    drafts = _drafts(rows, at)
    remember_frozen(keys, {draft.item_id: draft.sha256 for draft in drafts})
    for _try in range(TRIES):
        found = {version.item_id: version for version in _existing(drafts)}
        missing = [draft for draft in drafts if draft.item_id not in found]
        if not missing:
            return found
        _number(missing)
        ItemVersion.objects.bulk_create(missing, ignore_conflicts=True)
    return {version.item_id: version for version in _existing(drafts)}


def _existing(drafts: list[ItemVersion]) -> list[ItemVersion]:
    wanted = {(draft.item_id, draft.sha256) for draft in drafts}
    versions = _versions(tuple({sha for _item, sha in wanted}))
    return [version for version in versions if (version.item_id, version.sha256) in wanted]


_items: Prepared[Item] = Prepared(
    lambda pks: Item.objects.filter(pk__in=pks).order_by().select_related("topic", "locale", "image")
)
# What they hold is read by whoever needs it, from quizzes.frozen_texts.
_versions: Prepared[ItemVersion] = Prepared(
    lambda shas: ItemVersion.objects.filter(sha256__in=shas).order_by().only("item", "number", "kind", "sha256")
)


def _number(drafts: list[ItemVersion]) -> None:
    last = dict(
        ItemVersion.objects.filter(item__in=[draft.item_id for draft in drafts])
        .order_by()
        .values_list("item")
        .annotate(last=Max("number"))
    )
    for draft in drafts:
        draft.number = last.get(draft.item_id, 0) + 1


def _drafts(items: list[Item], at: datetime) -> list[ItemVersion]:
    asked = {item.pk: [item.pk, *_parts(item)] for item in items}
    rules = _rules([pk for pks in asked.values() for pk in pks])
    return [_draft(item, _each_once(rule for pk in asked[item.pk] for rule in rules.get(pk, [])), at) for item in items]


def _parts(item: Item) -> list[int]:
    """The questions that are asked together with a situation."""
    return [part.pk for part in item.parts.all()] if item.kind == Item.Kind.SITUATION_SET else []


def _each_once(rules: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({rule["citation"]: rule for rule in rules}.values())


def _draft(item: Item, rules: list[dict[str, str]], at: datetime) -> ItemVersion:
    content, answer_key = KINDS[item.kind].freeze(item)
    answer_key["rules"] = rules
    language = item.locale.language_code
    whole = [item.kind, language, item.topic.key, item.is_critical, content, answer_key]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return ItemVersion(
        item=item,
        kind=item.kind,
        language=language,
        topic=item.topic,
        is_critical=item.is_critical,
        content=content,
        answer_key=answer_key,
        sha256=sha256(text.encode()).hexdigest(),
        frozen_at=at,
    )


def _rules(items: list[int]) -> dict[int, list[dict[str, str]]]:
    """The rules that each item cites, wording copied; one query."""
    rules: dict[int, list[dict[str, str]]] = {}
    for item, url, treaty_url, *values in _cited(tuple(items)):
        rules.setdefault(item, []).append({**dict(zip(OF_A_RULE, values, strict=True)), "url": url or treaty_url})
    return rules


OF_A_RULE = ("citation", "title", "gist", "applies", "slug")
_cited: Prepared[Any] = Prepared(
    lambda items: (
        Item.rules.through.objects.filter(item__in=items)  # type: ignore[attr-defined]
        .order_by("rule__instrument__order", "rule__order", "rule__provision")
        .values_list("item", "rule__url", "rule__instrument__url", *(f"rule__{name}" for name in OF_A_RULE))
    )
)
