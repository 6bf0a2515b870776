"""The trainer's way of a question file: send, look at the dry run, take over; and a bank out as a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import User
from quizzes.models import Item, ItemBank, QuestionFile
from tests.conftest import Cast
from tests.factories.courses import english, make_topic
from tests.factories.quizzes import make_bank, make_item
from tests.quizzes.formats.test_importing import BANK
from tests.readiness.test_names_as_a_file import confirm_identity

START = "/admin/question-files/"
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def trainer(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.trainer)


@pytest.fixture
def bank(db: None) -> ItemBank:
    return make_bank()


def send(client: Client, bank: ItemBank, content: bytes = BANK.encode(), name: str = "bank.txt") -> str:
    """The address of the dry run."""
    where = {"bank": bank.pk, "topic": make_topic().pk, "level": 1, "locale": english().pk}
    answer = client.post(START, {"file": SimpleUploadedFile(name, content), **where})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def test_the_dry_run_shows_every_question_with_its_line_and_reason(trainer: Client, bank: ItemBank) -> None:
    page = trainer.get(send(trainer, bank)).content.decode()
    for shown in (
        "All: 6",
        "Accepted: 4",
        "Drafts with warnings: 1",
        "Refused: 1",
        "line 5",
        "may be meant as text",
        "Take over 4",
    ):
        assert shown in page
    assert not Item.objects.exists()


def test_the_table_can_be_narrowed_to_what_was_refused(trainer: Client, bank: ItemBank) -> None:
    page = trainer.get(send(trainer, bank) + "?verdict=refused").content.decode()
    assert "line 7" in page
    assert "line 5" not in page


def test_taking_over_makes_items_and_the_page_leads_to_them(trainer: Client, bank: ItemBank) -> None:
    address = send(trainer, bank)
    answer = trainer.post(address + "take-over/", follow=True)
    assert Item.objects.filter(bank=bank).count() == 4
    item = Item.objects.get(key="bridge")
    assert f"/admin/snippets/quizzes/item/edit/{item.pk}/" in answer.content.decode()
    assert trainer.get(f"/admin/snippets/quizzes/item/edit/{item.pk}/").status_code == 200


def test_a_file_that_cannot_be_read_says_why_and_cannot_be_taken_over(trainer: Client, bank: ItemBank) -> None:
    page = trainer.get(send(trainer, bank, b"<quiz><question", "bank.xml")).content.decode()
    assert "This file cannot be read." in page
    assert "take-over" not in page


def test_what_stands_in_a_file_is_never_run_in_the_editor(trainer: Client, bank: ItemBank) -> None:
    content = b"::<script>alert(1)</script>::[html]Who?<img src=x onerror\\=alert(1)>{=me ~you}\n"
    page = trainer.get(send(trainer, bank, content)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_file_may_be_thrown_away(trainer: Client, bank: ItemBank) -> None:
    trainer.post(send(trainer, bank) + "discard/")
    assert not QuestionFile.objects.exists()


def test_an_export_says_first_what_it_leaves_out(trainer: Client, bank: ItemBank) -> None:
    make_item(bank, stem="Plain")
    make_item(bank, "ordering", stem="In which order?")
    page = trainer.get(START + "export/", {"bank": bank.pk, "form": "gift"}).content.decode()
    assert "In which order?" in page
    assert f"{START}export/{bank.pk}/gift/" in page


@pytest.mark.parametrize("form", ["moodle-xml", "gift", "csv", "json"])
def test_a_bank_is_downloaded_after_the_password_was_asked_again(trainer: Client, bank: ItemBank, form: str) -> None:
    make_item(bank, stem="Who guards the bridge?")
    address = f"{START}export/{bank.pk}/{form}/"
    assert "reauthenticate" in trainer.get(address)["Location"]
    confirm_identity(trainer)
    answer = trainer.get(address)
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert "Who guards the bridge?" in answer.content.decode()
