"""A bank out of the house: unchanged items say what their file said, changed ones what they say now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from quizzes.exporting import FORMATS, export_bank
from quizzes.formats import ParsedQuestion, Verdict, read_file
from quizzes.formats.question import Shelf
from quizzes.importing import plan_import, send_file, take_over
from quizzes.item_questions import can_be_asked
from quizzes.kinds import KINDS
from quizzes.models import Item, ItemBank
from tests.conftest import Cast
from tests.factories.courses import english, make_rule, make_topic
from tests.factories.quizzes import PARTS, make_bank, make_item

pytestmark = pytest.mark.django_db
Import = Callable[[bytes, str], ItemBank]


@pytest.fixture
def taken_over(cast: Cast, now: datetime) -> Import:
    def _import(content: bytes, name: str) -> ItemBank:
        bank = make_bank()
        file = send_file(
            bank=bank, topic=make_topic(), locale=english(), level=1, name=name, content=content, by=cast.trainer, at=now
        )
        take_over(file=file, by=cast.trainer, at=now)
        return bank

    return _import


def questions_in(content: bytes, name: str) -> list[ParsedQuestion]:
    found = [each.question for each in read_file(content, name).found if each.question]
    return list({repr(question): question for question in found if can_be_asked(question)}.values())


def test_moodle_xml_goes_into_the_house_and_out_of_it_unchanged(oracles: Path, taken_over: Import) -> None:
    content = (oracles / "questions" / "moodle-export" / "bank_A.moodle.xml").read_bytes()
    export = export_bank(bank=taken_over(content, "bank.xml"), form="moodle-xml")
    assert export.left_out == []
    ours = [replace(each, shelf=Shelf()) for each in questions_in(export.text().encode(), "bank.xml")]
    theirs = questions_in(content, "bank.xml")
    assert len(theirs) >= 100
    assert ours == theirs


@pytest.mark.parametrize("kind", sorted({"single", "multiple", "true-false", *PARTS} - {"hotspot"}))
def test_an_item_of_the_house_is_the_same_after_out_and_in(cast: Cast, now: datetime, kind: str) -> None:
    bank, other = make_bank(), make_bank("other", "Other")
    item = make_item(bank, kind, rules=[make_rule()], is_critical=True)
    content = export_bank(bank=bank, form="json").text().encode()
    Item.objects.filter(pk=item.pk).update(key="moved-away")
    file = send_file(
        bank=other, topic=make_topic("x", "X"), locale=english(), level=1, name="a.json", content=content, by=cast.trainer, at=now
    )
    take_over(file=file, by=cast.trainer, at=now)
    twin = Item.objects.get(bank=other)
    assert (twin.kind, twin.stem, twin.topic, twin.is_critical, list(twin.rules.all())) == (
        item.kind,
        item.stem,
        item.topic,
        True,
        list(item.rules.all()),
    )
    twin.translation_key = item.translation_key
    for each in (item, twin):
        for option in each.options.raw_data:
            option["value"]["key"] = ""
    assert KINDS[kind].freeze(twin)[0] == KINDS[kind].freeze(item)[0]


def test_a_bank_that_comes_back_to_its_own_house_makes_nothing_new() -> None:
    bank = make_bank()
    for kind in ("single", "multiple", "matching", "numerical", "short-answer", "ordering"):
        make_item(bank, kind)
    content = export_bank(bank=bank, form="json").text().encode()
    counts = plan_import(content=content, name="bank.json", language="en").counts
    assert counts == {"accepted": 6, "draft": 0, "refused": 0, "known": 6}


def test_a_changed_item_says_what_it_says_now_and_keeps_its_name(taken_over: Import) -> None:
    bank = taken_over(b"// [id:B1] [tag:bridge]\n::Bridge::Who guards it?{=We#Our post ~They#Gone}\n", "bank.txt")
    Item.objects.update(stem="Who guards it at night?")
    (question,) = export_bank(bank=bank, form="moodle-xml").questions
    assert (question.stem.text, question.name, question.idnumber, question.tags) == (
        "Who guards it at night?",
        "Bridge",
        "B1",
        ("bridge",),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_read_back_without_a_doubt(form: str) -> None:
    bank = make_bank()
    for kind in ("single", "multiple", "true-false", "matching", "numerical", "short-answer"):
        make_item(bank, kind)
    export = export_bank(bank=bank, form=form)
    reading = read_file(export.text().encode(), f"bank.{FORMATS[form].ending}")
    assert len(reading.of(Verdict.ACCEPTED)) == len(export.questions) == 6 - len(export.left_out)
    assert not export.left_out


def test_what_a_format_cannot_say_is_left_out_by_name() -> None:
    bank = make_bank()
    item = make_item(bank, "multiple", is_all_or_nothing=True)
    export = export_bank(bank=bank, form="gift")
    assert [(each.item, bool(each.reason)) for each in export.left_out] == [(item, True)]
    assert export.held == 0
    assert f"// {item.key}: GIFT cannot say" in export.text()


def test_tags_go_in_and_out(taken_over: Import) -> None:
    bank = taken_over(b"// [tag:bridge] [tag:night]\nWho guards it?{=We#Our post ~They#Gone}\n", "bank.txt")
    item = Item.objects.get()
    assert sorted(tag.name for tag in item.tags.all()) == ["bridge", "night"]
    item.tags.remove("night")
    item.save()
    (question,) = export_bank(bank=bank, form="gift").questions
    assert question.tags == ("bridge",)


def test_banks_below_are_in_the_file() -> None:
    bank = make_bank()
    make_item(make_bank("below", "Below", parent=bank))
    assert [each.category for each in export_bank(bank=bank, form="json").questions] == ["top/Below"]
