"""A quiz that could not be drawn does not go live from the editor; one that goes short later is named to its authors."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from people.models import User
from quizzes.models import BlueprintRow, Item, QuizPage
from quizzes.services import CannotStart
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground

ClientOf = Callable[[User | None], Client]


def edit(client: Client, ground: Ground, count: int, action: str = "action-publish", **more: object) -> HttpResponse:
    """``more``: other values of the page; ``minimum`` of its one row."""
    row, minimum = ground.quiz.blueprint.get(), more.pop("minimum", "")
    data = {
        "title": "Changed",
        "slug": ground.quiz.slug,
        "summary": "",
        "minimum_level": 1,
        "minutes": 10,
        "opens": "anytime",
        "policy": "certification",
        "pass_mark": 80,
        "time_limit": "",
        "attempts_allowed": "",
        "wait_hours": 0,
        "blueprint": inline_formset(
            [{"id": row.pk, "bank": ground.bank.pk, "topic": "", "count": count, "minimum": minimum}], initial=1
        ),
        action: "1",
        **more,
    }
    return client.post(f"/admin/pages/{ground.quiz.pk}/edit/", nested_form_data(data))


def test_a_blueprint_that_asks_for_too_much_is_refused(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = edit(client_of(cast.trainer), ground, count=6)
    told = str(answered.context["form"].non_field_errors())
    assert "“Humane treatment”: 6 wanted, but only 5 ready items are left." in told
    ground.quiz.refresh_from_db()
    assert ground.quiz.title == "Module quiz"


@pytest.mark.parametrize("name", ["time_limit", "attempts_allowed"])
def test_a_limit_of_nought_is_refused_in_words(cast: Cast, ground: Ground, client_of: ClientOf, name: str) -> None:
    """No time would have meant endless time, and no attempt a quiz that nobody may begin."""
    answered = edit(client_of(cast.trainer), ground, count=5, **{name: 0})
    assert answered.context["form"].errors == {name: ["At least 1. Leave it empty where there is no limit."]}


def test_a_minimum_above_the_draw_is_refused_in_words(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = edit(client_of(cast.trainer), ground, count=5, minimum=6)
    assert answered.context["form"].formsets["blueprint"].errors == [{"minimum": ["Not more than are drawn."]}]


def test_it_is_refused_on_its_way_into_review_too(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = edit(client_of(cast.trainer), ground, count=6, action="action-submit")
    assert "6 wanted, but only 5 ready items are left." in str(answered.context["form"].non_field_errors())


@pytest.mark.parametrize("count", [5, 6])
def test_publishing_many_pages_at_once_asks_the_same(cast: Cast, ground: Ground, client_of: ClientOf, count: int) -> None:
    ground.quiz.blueprint = [BlueprintRow(bank=ground.bank, count=count)]
    ground.quiz.save_revision()
    ground.quiz.unpublish()
    client = client_of(cast.administrator)
    told = client.post(f"/admin/bulk/wagtailcore/page/publish/?id={ground.quiz.pk}&next=/admin/", {}, follow=True)
    ground.quiz.refresh_from_db()
    assert ground.quiz.live == (count == 5)
    assert ("only 5 ready items are left" in told.content.decode()) == (count == 6)


def test_what_a_script_publishes_all_the_same_does_not_start_and_is_named(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf
) -> None:
    ground.quiz.blueprint = [BlueprintRow(bank=ground.bank, count=6)]
    ground.quiz.save_revision().publish()
    with pytest.raises(CannotStart):
        begin(cast.learner, QuizPage.objects.get())
    assert "Quizzes that cannot start" in client_of(cast.trainer).get("/admin/").content.decode()


def test_a_draft_may_ask_for_more_than_there_is(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    assert edit(client_of(cast.trainer), ground, count=6, action="ignored").status_code == 302


def test_a_feasible_blueprint_goes_live(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    answered = edit(client_of(cast.trainer), ground, count=4)
    assert answered.status_code == 302, answered.context["form"].errors
    ground.quiz.refresh_from_db()
    assert (ground.quiz.title, ground.quiz.blueprint.get().count) == ("Changed", 4)


def test_the_authors_home_names_quizzes_that_cannot_start(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    assert "Quizzes that cannot start" not in client.get("/admin/").content.decode()
    Item.objects.filter(pk=ground.items[0].pk).update(status="retired")
    page = client.get("/admin/").content.decode()
    assert "Quizzes that cannot start" in page
    assert "5 wanted, but only 4 ready items are left." in page


def test_the_preview_of_a_quiz_is_shown(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    ground.quiz.save_revision()
    shown = client.get(f"/admin/pages/{ground.quiz.pk}/view_draft/")
    assert "Start the quiz" in shown.content.decode()
