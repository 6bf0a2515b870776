"""A bank as a file: what a format can say, and by name what it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from quizzes.formats import ParsedQuestion, csv_table, gift_writer, moodle_xml_writer, own_json
from quizzes.formats.question import Shelf
from quizzes.item_questions import question_of
from quizzes.models import Item, ItemBank
from quizzes.shelving import fingerprint


def _holds_all(question: ParsedQuestion) -> str:
    return ""


@dataclass(frozen=True)
class Format:
    """``write`` makes the whole file; ``cannot_hold`` says in words why a question has no place in it, empty where it has."""

    name: Any  # translated
    ending: str
    content_type: str
    write: Callable[[Iterable[ParsedQuestion]], str]
    cannot_hold: Callable[[ParsedQuestion], str] = _holds_all


FORMATS = {
    "moodle-xml": Format(
        gettext_lazy("Moodle XML"), "xml", "application/xml", moodle_xml_writer.write, moodle_xml_writer.cannot_hold
    ),
    "gift": Format(gettext_lazy("GIFT"), "gift.txt", "text/plain", gift_writer.write, gift_writer.cannot_hold),
    "csv": Format(gettext_lazy("CSV table"), "csv", "text/csv", csv_table.write, csv_table.cannot_hold),
    "json": Format(gettext_lazy("JSON of Bluehelm"), "json", "application/json", own_json.write),
}


@dataclass(frozen=True)
class LeftOut:
    """``reason``: in words, for whoever takes the file."""

    item: Item
    reason: str


@dataclass(frozen=True)
class Export:
    """``questions`` as the format can say them; ``left_out``: the items that it cannot."""

    format: Format
    questions: list[ParsedQuestion]
    left_out: list[LeftOut]

    def text(self) -> str:
        return self.format.write(self.questions)


def export_bank(*, bank: ItemBank, form: str, items: Any = None) -> Export:
    """The items of the bank and of the banks below it; ``items``: a narrower choice of them. Four queries."""
    banks = [bank, *bank.get_descendants()]
    chosen = (Item.objects.all() if items is None else items).filter(bank__in=banks)
    rows = (
        chosen.select_related("bank", "topic", "locale", "source")
        .prefetch_related("rules", "tagged_items__tag")
        .order_by("bank__path", "pk")
    )
    found = Export(FORMATS[form], [], [])
    for item in rows:
        question = exported(item)
        reason = _("This kind of question has no place in the file.") if question is None else found.format.cannot_hold(question)
        if question is None or reason:
            found.left_out.append(LeftOut(item, reason))
        else:
            found.questions.append(question)
    return found


def exported(item: Item) -> ParsedQuestion | None:
    """The item as a question. One that came from a file and was not changed since says again what the file said."""
    said = _said(item)
    tags = sorted(tag.name for tag in item.tags.all())
    if said is not None and item.source.fingerprint == fingerprint(item):
        kept = said.tags if sorted(said.tags) == tags else tuple(tags)
        return replace(said, category=said.category or _category(item), tags=kept, shelf=_shelf(item))
    try:
        question = question_of(item)
    except KeyError:
        return None
    question = replace(question, category=_category(item), tags=tuple(tags), shelf=_shelf(item))
    if said is None:
        return question
    moodle = said.moodle if said.kind == question.kind else ()
    category = said.category or question.category
    return replace(question, name=said.name, category=category, idnumber=said.idnumber, moodle=moodle)


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
