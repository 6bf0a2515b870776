"""Which content an item was frozen to, kept in the process under everything that the item says.

Reading an item's streams and freezing it costs far more than reading its row. What an item says is the whole key, compared
value by value, so that an edit is another key and nothing goes stale. Items whose content says something of another row (an
image, the questions of a situation) are never kept.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from base.prepared import Prepared
from quizzes.models import Item

KEPT = 2000  # items
Key = tuple[Any, ...]
_frozen: OrderedDict[Key, str] = OrderedDict()

FIELDS = [field for field in Item._meta.concrete_fields if field.name not in {"latest_revision", "live_revision"}]
STREAMS = {f"text_of_{field.name}": Cast(field.name, TextField()) for field in FIELDS if isinstance(field, StreamField)}
PLAIN = [field.attname for field in FIELDS if not isinstance(field, StreamField)]
OF_A_RULE = ("citation", "title", "gist", "applies", "slug", "url", "instrument__url", "instrument__order", "order", "provision")
_rows: Prepared[Key] = Prepared(
    lambda pks: (
        Item.objects.filter(pk__in=pks)
        .order_by()
        .annotate(**STREAMS)
        .values_list("pk", "kind", "image", "topic__key", "locale__language_code", *PLAIN, *STREAMS)
    )
)
_cited: Prepared[Key] = Prepared(
    lambda pks: (
        Item.rules.through.objects.filter(item__in=pks)  # type: ignore[attr-defined]
        .order_by("item", "rule")
        .values_list("item", *(f"rule__{name}" for name in OF_A_RULE))
    )
)


def frozen_before(keys: dict[int, Key]) -> dict[int, str]:
    """The fingerprints of the content of these items, by primary key, as far as they are known."""
    return {pk: _frozen[key] for pk, key in keys.items() if key in _frozen}


def remember_frozen(keys: dict[int, Key], fingerprints: dict[int, str]) -> None:
    """``keys``: as they were before the items were read. What was edited meanwhile is not kept. Two queries."""
    for pk, key in keys_of(tuple(keys)).items():
        if pk in fingerprints and key == keys[pk]:
            _frozen[key] = fingerprints[pk]
    while len(_frozen) > KEPT:
        _frozen.popitem(last=False)


def keys_of(items: tuple[int, ...]) -> dict[int, Key]:
    """What each item says, without those that are never kept. Two queries."""
    cited: dict[int, list[Key]] = {}
    for pk, *rule in _cited(items):
        cited.setdefault(pk, []).append(tuple(rule))
    return {
        row[0]: (*row, *cited.get(row[0], ())) for row in _rows(items) if row[1] != Item.Kind.SITUATION_SET and row[2] is None
    }
