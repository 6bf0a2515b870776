"""A bank as a file: what a format can say, and by name what it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from quizzes.formats import ParsedQuestion, csv_table, gift_writer, moodle_xml_writer, own_json
from quizzes.formats.question import Shelf
from quizzes.formats.whole import incomplete
from quizzes.item_questions import question_of
from quizzes.models import Item, ItemBank
from quizzes.shelving import fingerprint


@dataclass(frozen=True)
class Format:
    """``write`` makes the whole file; ``cannot_hold`` says in words why a question has no place in it, empty where it has."""

    name: Any  # translated
    ending: str
    content_type: str
    write: Callable[[Iterable[ParsedQuestion]], str]
    cannot_hold: Callable[[ParsedQuestion], str]


FORMATS = {
    "moodle-xml": Format(
        gettext_lazy("Moodle XML"), "xml", "application/xml", moodle_xml_writer.write, moodle_xml_writer.cannot_hold
    ),
    "gift": Format(gettext_lazy("GIFT"), "gift.txt", "text/plain", gift_writer.write, gift_writer.cannot_hold),
    "csv": Format(gettext_lazy("CSV table"), "csv", "text/csv", csv_table.write, csv_table.cannot_hold),
    "json": Format(gettext_lazy("JSON of Bluehelm"), "json", "application/json", own_json.write, incomplete),
}


@dataclass(frozen=True)
class LeftOut:
    """``reason``: in words, for whoever takes the file."""

    item: Item
    reason: str


@dataclass(frozen=True)
class Export:
    """All ``questions``; ``left_out``: those of them that the format cannot say. Moodle XML and GIFT
    name those in the file as well."""

    format: Format
    questions: list[ParsedQuestion]
    left_out: list[LeftOut]

    @property
    def held(self) -> int:
        """How many questions go into the file."""
        return len(self.questions) - len(self.left_out)

    def text(self) -> str:
        return self.format.write(self.questions)


def export_bank(*, bank: ItemBank, form: str, items: Any = None) -> Export:
    """The items of the bank and of the banks below it; ``items``: a narrower choice of them. Seven queries."""
    banks = [bank, *bank.get_descendants()]
    chosen = (Item.objects.all() if items is None else items).filter(bank__in=banks, situation=None)
    found = Export(FORMATS[form], [], [])
    for item in with_all_they_say(chosen).order_by("bank__path", "pk"):
        question = exported(item)
        found.questions.append(question)
        if reason := found.format.cannot_hold(question):
            found.left_out.append(LeftOut(item, reason))
    return found


def with_all_they_say(items: Any) -> Any:
    """The items of a queryset with everything that ``exported`` reads, in a fixed number of queries."""
    parts = Item.objects.select_related("topic", "locale", "image").prefetch_related("rules", "tagged_items__tag")
    return items.select_related("bank", "topic", "locale", "image", "source").prefetch_related(
        "rules", "tagged_items__tag", Prefetch("parts", parts.order_by("situation_order", "pk"))
    )


def exported(item: Item) -> ParsedQuestion:
    """The item as a question. One that came from a file and was not changed since says again what the file said; what only
    the house's own files can hold is always said anew."""
    said = _said(item)
    is_ours = item.kind in (Item.Kind.HOTSPOT, Item.Kind.SITUATION_SET)
    tags = sorted(tag.name for tag in item.tags.all())
    if said is not None and not is_ours and item.source.fingerprint == fingerprint(item):
        kept = said.tags if sorted(said.tags) == tags else tuple(tags)
        return replace(said, category=said.category or _category(item), tags=kept, shelf=_shelf(item))
    question = replace(_shelved(item), category=_category(item), parts=tuple(_shelved(part) for part in _parts(item)))
    if said is None:
        return question
    moodle = said.moodle if said.kind == question.kind else ()
    category = said.category or question.category
    return replace(question, name=said.name, category=category, idnumber=said.idnumber, moodle=moodle)


def _parts(item: Item) -> Iterable[Item]:
    return item.parts.all() if item.kind == Item.Kind.SITUATION_SET else ()


def _shelved(item: Item) -> ParsedQuestion:
    """What it says now, with where it stands."""
    return replace(question_of(item), tags=tuple(sorted(tag.name for tag in item.tags.all())), shelf=_shelf(item))


def _said(item: Item) -> ParsedQuestion | None:
    if not hasattr(item, "source"):
        return None
    try:
        return own_json.from_values(item.source.document)
    except ValidationError:  # kept by an older version of the house
        return None


def _category(item: Item) -> str:
    return f"top/{item.bank.name.replace('/', '//')}"


def _shelf(item: Item) -> Shelf:
    return Shelf(
        key=item.key,
        language=item.locale.language_code,
        topic=item.topic.key,
        level=item.level,
        is_critical=item.is_critical,
        difficulty=item.difficulty,
        misconception=item.misconception,
        rules=tuple(sorted(rule.slug for rule in item.rules.all())),
    )
