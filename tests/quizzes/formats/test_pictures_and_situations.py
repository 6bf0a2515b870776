"""Every kind of question goes out as JSON and comes in again equal; what other formats cannot hold they name."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from wagtail.images.models import Image

from quizzes.exporting import export_bank
from quizzes.formats import Verdict, read_file
from quizzes.importing import plan_import, send_file, take_over
from quizzes.kinds import KINDS
from quizzes.models import Item, ItemBank, ItemSource
from tests.conftest import Cast
from tests.credentials.test_scans_without_a_place import photograph
from tests.factories.courses import english, make_rule, make_topic
from tests.factories.quizzes import make_bank, make_item

pytestmark = pytest.mark.django_db
TakeOver = Callable[[ItemBank, str], None]


@pytest.fixture
def come_in(cast: Cast, now: datetime) -> TakeOver:
    def _come_in(bank: ItemBank, text: str) -> None:
        deed = {"topic": make_topic(), "locale": english(), "level": 1, "by": cast.trainer, "at": now}
        file = send_file(bank=bank, name="bank.json", content=text.encode(), **deed)  # type: ignore[arg-type]
        take_over(file=file, by=cast.trainer, at=now)

    return _come_in


def empty(bank: ItemBank) -> None:
    Item.objects.filter(bank=bank, situation__isnull=False).delete()
    Item.objects.filter(bank=bank).delete()


def lines_of(text: str) -> list[dict[str, Any]]:
    return list(json.loads(text)["questions"])


@pytest.mark.parametrize("kind", KINDS)
def test_json_is_equal_after_in_and_out(come_in: TakeOver, kind: str) -> None:
    bank = make_bank()
    make_item(bank, kind, rules=[make_rule()], is_critical=True)
    export = export_bank(bank=bank, form="json")
    first = export.text()
    assert (export.left_out, len(lines_of(first))) == ([], 1)
    empty(bank)
    come_in(bank, first)
    assert export_bank(bank=bank, form="json").text() == first


def test_a_picture_comes_into_the_library_once_and_is_the_same_to_the_bit(come_in: TakeOver) -> None:
    bank = make_bank()
    item = make_item(bank, "hotspot")
    item.image.get_file_hash()  # type: ignore[union-attr]  # as the library keeps it of an upload
    with item.image.open_file() as file:  # type: ignore[union-attr]
        before = file.read()
    text = export_bank(bank=bank, form="json").text()
    empty(bank)
    come_in(bank, text)
    assert Image.objects.count() == 1
    Item.objects.all().delete()
    Image.objects.all().delete()
    come_in(bank, text)
    with Item.objects.get().image.open_file() as file:  # type: ignore[union-attr]
        assert file.read() == before
    assert ItemSource.objects.get().document["picture"]["file"]["content"] == "", "the library has it"


def test_a_photograph_comes_in_once_and_without_the_place_where_it_was_taken(come_in: TakeOver) -> None:
    bank = make_bank()
    make_item(bank, "hotspot")
    said = json.loads(export_bank(bank=bank, form="json").text())
    said["questions"][0]["picture"]["file"]["content"] = base64.b64encode(photograph()).decode()
    for _again in range(2):
        empty(bank)
        come_in(bank, json.dumps(said))
    with Item.objects.get().image.open_file() as file:  # type: ignore[union-attr]
        assert b"Secretphone" not in file.read()
    assert Image.objects.count() == 2


def test_the_questions_of_a_situation_stand_in_it_and_nowhere_else(come_in: TakeOver) -> None:
    bank = make_bank()
    make_item(bank, "situation-set")
    text = export_bank(bank=bank, form="json").text()
    (situation,) = lines_of(text)
    assert [part["kind"] for part in situation["parts"]] == ["single", "ordering", "short-answer"]
    empty(bank)
    come_in(bank, text)
    parts = Item.objects.exclude(situation=None).order_by("situation_order")
    assert [(part.kind, part.situation_order) for part in parts] == [("single", 1), ("ordering", 2), ("short-answer", 3)]
    assert all(part.latest_revision for part in parts), "whoever brought them in is their author"


def test_a_situation_that_comes_back_to_its_own_house_makes_nothing_new() -> None:
    bank = make_bank()
    for kind in ("situation-set", "hotspot"):
        make_item(bank, kind)
    content = export_bank(bank=bank, form="json").text().encode()
    counts = plan_import(content=content, name="bank.json", language="en").counts
    assert counts == {"accepted": 2, "draft": 0, "refused": 0, "known": 2}


@pytest.mark.parametrize("form", ["moodle-xml", "gift", "csv"])
@pytest.mark.parametrize("kind", ["hotspot", "situation-set"])
def test_other_formats_name_what_they_leave_out(form: str, kind: str) -> None:
    bank = make_bank()
    item, plain = make_item(bank, kind), make_item(bank, "single")
    export = export_bank(bank=bank, form=form)
    [left] = export.left_out
    assert left.item == item and left.reason.startswith("Only the JSON of Bluehelm holds")
    assert export.held == 1
    reading = read_file(export.text().encode(), f"bank.{export.format.ending}")
    assert [found.question.name for found in reading.of(Verdict.ACCEPTED) if found.question] == [plain.key]
    assert form == "csv" or f"{item.key}: {left.reason}" in export.text(), "the file itself says so"


def test_a_picture_that_is_missing_is_left_out_by_name() -> None:
    bank = make_bank()
    item = make_item(bank, "hotspot")
    Item.objects.filter(pk=item.pk).update(image=None)
    export = export_bank(bank=bank, form="json")
    assert [each.item for each in export.left_out] == [item]
    assert lines_of(export.text()) == []


def spoiled(kind: str, change: Callable[[dict[str, Any]], None]) -> bytes:
    bank = make_bank()
    make_item(bank, kind)
    whole = json.loads(export_bank(bank=bank, form="json").text())
    change(whole["questions"][0])
    return json.dumps(whole).encode()


def no_base64(question: dict[str, Any]) -> None:
    question["picture"]["file"]["content"] = "<svg onload=alert(1)>"


def no_picture(question: dict[str, Any]) -> None:
    question["picture"]["file"]["content"] = "PHN2Zy8+"  # <svg/>


def no_words(question: dict[str, Any]) -> None:
    question["picture"]["alternative"] = " "


def outside(question: dict[str, Any]) -> None:
    question["places"][0].update(left=90, width=20)


def beyond(question: dict[str, Any]) -> None:
    question["places"][0]["left"] = 101


def alone(question: dict[str, Any]) -> None:
    del question["places"][1:]


def set_in_a_set(question: dict[str, Any]) -> None:
    question["parts"][0] = {"kind": "situation-set", "stem": {"text": "Again"}, "parts": [question["parts"][0]]}


def no_parts(question: dict[str, Any]) -> None:
    question["parts"] = []


def picture_on_a_choice(question: dict[str, Any]) -> None:
    question["parts"][0]["places"] = [{"text": "A", "left": 0, "top": 0, "width": 5, "height": 5}]


@pytest.mark.parametrize("change", [no_base64, no_picture, no_words, outside, beyond, alone])
def test_a_picture_that_cannot_be_understood_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    (found,) = read_file(spoiled("hotspot", change), "bank.json").found
    assert (found.verdict, bool(found.refusal), found.line) == (Verdict.REFUSED, True, 1)


@pytest.mark.parametrize("change", [set_in_a_set, no_parts, picture_on_a_choice])
def test_a_situation_that_cannot_be_understood_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    (found,) = read_file(spoiled("situation-set", change), "bank.json").found
    assert (found.verdict, bool(found.refusal)) == (Verdict.REFUSED, True)
