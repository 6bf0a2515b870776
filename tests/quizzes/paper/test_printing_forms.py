"""Forms are drawn from the blueprint, numbered, and printed without their keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import translation

from courses.models import TrainingClass
from people.models import User
from quizzes.models import BlueprintRow, Item, PaperForm
from quizzes.paper.services import PaperRefused
from quizzes.paper.sheets import SHEET, facts_of, forms_pdf
from tests.conftest import Cast
from tests.factories.courses import make_topic
from tests.factories.quizzes import make_items, make_quiz
from tests.quizzes.conftest import Ground
from tests.quizzes.paper.conftest import print_two

ClientOf = Callable[[User | None], Client]


def test_each_form_has_a_draw_of_its_own(ground: Ground, cast: Cast, alpha_class: TrainingClass, printed_at: datetime) -> None:
    make_items(ground.bank, 20)
    first, second = print_two(ground, alpha_class, cast, printed_at)
    drawn = [[item.version_id for item in form.items.all()] for form in (first, second)]
    assert [len(set(each)) for each in drawn] == [5, 5]
    assert drawn[0] != drawn[1]
    assert (first.rules["pass_mark"], first.rules["blueprint"][0]["count"]) == (80, 5)


def test_items_that_need_a_screen_are_not_drawn(
    ground: Ground, cast: Cast, alpha_class: TrainingClass, printed_at: datetime
) -> None:
    make_items(ground.bank, 5)
    Item.objects.filter(pk=ground.items[0].pk).update(kind="open")
    forms = print_two(ground, alpha_class, cast, printed_at)
    assert ground.items[0].pk not in {item.version.item_id for form in forms for item in form.items.all()}


def test_where_too_few_are_left_the_kinds_are_named(
    ground: Ground, cast: Cast, alpha_class: TrainingClass, printed_at: datetime
) -> None:
    kind = next(value for value, _label in Item.Kind.choices if "image" in value or "open" in value)
    Item.objects.filter(pk=ground.items[0].pk).update(kind=kind)
    label = dict(Item.Kind.choices)[kind]
    with pytest.raises(PaperRefused, match=f"cannot stand on paper: {label}.*4 of 5"):
        print_two(ground, alpha_class, cast, printed_at)
    assert not PaperForm.objects.exists()


def test_too_few_items_are_said(ground: Ground, cast: Cast, alpha_class: TrainingClass, printed_at: datetime) -> None:
    BlueprintRow.objects.update(count=6)
    ground.quiz.refresh_from_db()
    with pytest.raises(PaperRefused, match="5 of 6"):
        print_two(ground, alpha_class, cast, printed_at)


def test_the_file_is_the_same_every_time_and_knows_no_key(forms: list[PaperForm], monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    def catch(sheet: object, data: object) -> bytes:
        given.append((sheet, data))
        return b"%PDF"

    first = forms_pdf(forms)
    assert first == forms_pdf(PaperForm.objects.order_by("pk"))
    assert first.startswith(b"%PDF")
    monkeypatch.setattr("quizzes.paper.sheets.printed", catch)
    forms_pdf(forms)
    sheet, data = given[0]  # type: ignore[misc]
    assert sheet == SHEET
    text = str(data)
    assert forms[0].number in text and "Search her with respect" in text
    assert "Because" not in text and "fractions" not in text


def test_a_trainer_makes_the_file_on_the_page_of_the_class(
    cast: Cast, ground: Ground, alpha_class: TrainingClass, client_of: ClientOf
) -> None:
    url = f"/quiz/paper/classes/{alpha_class.pk}/"
    answer = client_of(cast.trainer).post(url, {"quiz": ground.quiz.pk, "level": 1, "number": 3})
    assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    assert PaperForm.objects.count() == 3
    page = client_of(cast.trainer).get(url).content.decode()
    assert PaperForm.objects.latest("pk").number in page


def test_a_form_says_all_that_decides(ground: Ground, cast: Cast, alpha_class: TrainingClass, printed_at: datetime) -> None:
    """Who sits on paper knows as much beforehand as who sits at a screen."""
    torture = make_topic("torture", "Torture")
    make_items(ground.bank, 3, topic=torture)
    row = BlueprintRow(bank=ground.bank, topic=torture, count=3, minimum=2)
    ground.quiz = make_quiz(ground.module, [(ground.bank, None, 2), row], time_limit=40)
    assert facts_of(print_two(ground, alpha_class, cast, printed_at)[0], 5) == [
        "5 questions",
        "40 minutes",
        "To pass: 80 per cent",
        "Torture: at least 2 of 3 right",
    ]
    ground.quiz.critical_topics = [torture, make_topic("children", "Children")]
    ground.quiz.save()
    forms = print_two(ground, alpha_class, cast, printed_at)
    assert "Must all be right: Torture, Children" in facts_of(forms[0], 5)
    with translation.override("ar"):
        assert facts_of(forms[0], 5)[-2].endswith("Torture، Children")
    assert forms_pdf(forms).startswith(b"%PDF")
