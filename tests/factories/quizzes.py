"""Banks, items and quizzes for tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from typing import Any

from django.db import connection

from courses.models import CoursePage, ModulePage
from law.models import Rule, Topic
from quizzes.models import BlueprintRow, Item, ItemBank, QuizPage
from tests.factories.courses import english, hang, make_topic

_numbers = count(1)

# (text, is right): every rationale is made from the text.
SINGLE = [("Search her with respect", True), ("Let her pass unsearched", False), ("Send her back", False)]
MULTIPLE = [("Water", True), ("Shelter", True), ("A telephone", False), ("Freedom", False)]
TRUE_FALSE = [("True", True), ("False", False)]
PARTS: dict[str, dict[str, Any]] = {
    "matching": {
        "pairs": [
            {"stem": "Hospital", "choice": "Never attacked"},
            {"stem": "Barracks", "choice": "May be attacked"},
            {"stem": "School", "choice": "Never attacked"},
            {"stem": "", "choice": "Always attacked"},
        ]
    },
    "ordering": {"steps": [{"text": "Stop"}, {"text": "Warn"}, {"text": "Report"}]},
    "hotspot": {
        "image": None,
        "image_alternative": "Four signs in a row",
        "image_credit": "Drawn for the test",
        "regions": [
            {"text": "A red cross", "left": 0, "top": 0, "width": 25, "height": 50, "is_right": True},
            {"text": "A blue star", "left": 25, "top": 0, "width": 25, "height": 50, "is_right": False},
            {"text": "A green tree", "left": 50, "top": 50, "width": 50, "height": 50, "is_right": False},
        ],
    },
    "open-answer": {
        "criteria": [{"text": "Names the rule", "points": 2}, {"text": "Says whom to tell", "points": 2}],
        "model_answer": "canary-model",
    },
    "numerical": {"numbers": [{"value": "50", "tolerance": "5"}, {"value": "50", "tolerance": "10", "share": "50"}]},
    "short-answer": {"answers": [{"text": "distinction"}, {"text": "*distinguish*", "share": "50"}]},
}
OPTIONS = {"single": SINGLE, "multiple": MULTIPLE, "true-false": TRUE_FALSE}


def make_bank(key: str = "humane-treatment", name: str = "Humane treatment", parent: ItemBank | None = None) -> ItemBank:
    return parent.add_child(key=key, name=name) if parent else ItemBank.add_root(key=key, name=name)


def stream_of(options: list[tuple[str, bool]], rationale: str = "Because: {}") -> str:
    values = [{"key": "", "text": text, "is_right": right, "rationale": rationale.format(text)} for text, right in options]
    return json.dumps([{"type": "option", "value": value} for value in values])


def parts_of(field: str, values: list[dict[str, Any]], rationale: str = "Because of it.") -> Any:
    """The parts of one field of an item as the field keeps them."""
    (kind,) = Item._meta.get_field(field).stream_block.child_blocks
    stream = [{"type": kind, "value": {"rationale": rationale} | value} for value in values]
    return Item._meta.get_field(field).to_python(json.dumps(stream))


def make_item(
    bank: ItemBank,
    kind: str = "single",
    options: list[tuple[str, bool]] | None = None,
    topic: Topic | None = None,
    rules: list[Rule] | None = None,
    **extra: Any,
) -> Item:
    """A ready item of the bank; its rationales are “Because: <text of the option>”. ``parts`` of it by field, beside options."""
    number = next(_numbers)
    rationale = extra.pop("rationale", "Because: {}")
    defaults = {"key": f"item-{number}", "stem": f"What do you do? ({number})", "status": Item.Status.READY, "locale": english()}
    parts = dict(extra.pop("parts", PARTS.get(kind, {})))
    if "image" in parts and parts["image"] is None:
        parts["image"] = make_image()
    item = Item(bank=bank, kind=kind, topic=topic or make_topic(), **(defaults | extra))
    if options or kind in OPTIONS:
        item.options = Item._meta.get_field("options").to_python(stream_of(options or OPTIONS[kind], rationale))
    for field, value in parts.items():
        setattr(item, field, parts_of(field, value, rationale) if isinstance(value, list) else value)
    item.rules = rules or []
    item.save()
    if kind == "situation-set" and "situation" not in extra:
        for order, part in enumerate(("single", "ordering", "short-answer"), start=1):
            more = {"situation": item, "situation_order": order, "rationale": rationale, "stem": f"And then? ({order})"}
            make_item(bank, kind=part, topic=item.topic, **more)
    return item


def make_image() -> Any:
    """A small picture in the library."""
    from wagtail.images.models import Image
    from wagtail.images.tests.utils import get_test_image_file

    return Image.objects.create(title="Signs", file=get_test_image_file(size=(400, 200)))


def make_items(bank: ItemBank, number: int, **extra: Any) -> list[Item]:
    return [make_item(bank, **extra) for _ in range(number)]


def make_quiz(
    parent: ModulePage | CoursePage,
    rows: list[tuple[ItemBank, Topic | None, int] | BlueprintRow],
    title: str = "Module quiz",
    **extra: Any,
) -> QuizPage:
    """A quiz below a module or course; ``rows``: bank, topic or None, how many; or rows of a blueprint as they are."""
    quiz = QuizPage(title=title, **extra)
    quiz.blueprint = [
        row if isinstance(row, BlueprintRow) else BlueprintRow(bank=row[0], topic=row[1], count=row[2]) for row in rows
    ]
    return hang(parent, quiz)


@contextmanager
def versions_that_may_change() -> Iterator[None]:
    """What the database forbids: other keys on versions that were asked, for a test that must see whether anybody reads them."""
    module = import_module("quizzes.migrations.0014_versions_never_change")
    cursor = connection.cursor()
    cursor.execute(module.UNDO[connection.vendor])
    yield
    cursor.execute({"sqlite": module.SQLITE, "postgresql": module.POSTGRESQL}[connection.vendor])
