"""Only what the legal review approved enters an examination; whoever changes it sends it back."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import Locale, Workflow

from people.groups import LEGAL_REVIEWERS
from people.models import User
from quizzes.models import Item
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.factories.quizzes import SINGLE, make_item
from tests.quizzes.conftest import Ground
from tests.quizzes.test_item_editor import form

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def reviewer(db: None) -> User:
    person = UserFactory(name="Ines Moreau")
    person.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    return person


@pytest.fixture
def draft(cast: Cast, ground: Ground) -> Item:
    """An item whose text was saved by the trainer and handed to the review."""
    item = make_item(ground.bank, status=Item.Status.DRAFT)
    item.save_revision(user=cast.trainer)
    Workflow.objects.get(name="Legal review of items").start(item, cast.trainer)
    item.refresh_from_db()
    return item


def edit(item: Item) -> str:
    return f"/admin/snippets/quizzes/item/edit/{item.pk}/"


def act(client: Client, item: Item, action: str) -> None:
    """Presses a button of the review in the editor."""
    state = item.current_workflow_task_state
    client.post(f"/admin/snippets/quizzes/item/workflow/action/{item.pk}/{action}/{state.pk}/", {"comment": "Why"})
    item.refresh_from_db()


def test_what_is_handed_in_waits_in_review_and_is_not_asked(draft: Item) -> None:
    assert draft.status == Item.Status.IN_REVIEW
    assert draft not in Item.objects.ready()


def test_what_is_approved_is_ready(draft: Item, reviewer: User, client_of: ClientOf) -> None:
    act(client_of(reviewer), draft, "approve")
    assert draft.status == Item.Status.READY
    assert draft in Item.objects.ready()


def test_what_is_rejected_is_a_draft_again(draft: Item, reviewer: User, client_of: ClientOf) -> None:
    act(client_of(reviewer), draft, "reject")
    assert draft.status == Item.Status.DRAFT
    assert draft.get_latest_revision_as_object().status == Item.Status.DRAFT


def test_a_review_that_is_called_off_leaves_a_draft(draft: Item, cast: Cast) -> None:
    draft.current_workflow_state.cancel(user=cast.trainer)
    draft.refresh_from_db()
    assert draft.status == Item.Status.DRAFT


def test_nobody_approves_what_he_or_she_handed_in(ground: Ground, reviewer: User, client_of: ClientOf) -> None:
    item = make_item(ground.bank, status=Item.Status.DRAFT)
    item.save_revision(user=reviewer)
    Workflow.objects.get(name="Legal review of items").start(item, reviewer)
    act(client_of(reviewer), item, "approve")
    assert item.status == Item.Status.IN_REVIEW


def test_a_trainer_approves_nothing(draft: Item, cast: Cast, client_of: ClientOf) -> None:
    act(client_of(cast.trainer), draft, "approve")
    assert draft.status == Item.Status.IN_REVIEW


def test_a_text_is_not_approved_twice(draft: Item, reviewer: User, client_of: ClientOf) -> None:
    state = draft.current_workflow_task_state
    act(client_of(reviewer), draft, "approve")
    with pytest.raises(PermissionDenied):
        state.__class__.objects.get(pk=state.pk).approve(user=reviewer)


def test_no_author_makes_an_item_ready_by_hand(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    for person in (cast.trainer, cast.administrator):
        answered = client_of(person).post("/admin/snippets/quizzes/item/add/", form(ground, SINGLE, status="ready"))
        assert "status" in answered.context["form"].errors
    assert Item.objects.count() == 5


def posted_as_it_stands(item: Item, **changed: object) -> dict[str, object]:
    """What the editor posts for an item that nobody touched, but for what is given."""
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    values = [{**option.value, "share": "", "is_right": "on" if option.value["is_right"] else ""} for option in item.options]
    fields = {
        "status": item.status,
        "bank": item.bank_id,
        "kind": item.kind,
        "topic": item.topic_id,
        "level": item.level,
        "stem": item.stem,
        "difficulty": item.difficulty,
        "misconception": "",
        "key": item.key,
        "tags": "",
        "situation_order": 0,
        "options": streamfield([("option", value) for value in values]),
    }
    return nested_form_data(fields | changed)


@pytest.mark.parametrize("person", ["trainer", "administrator"])
def test_an_item_edited_after_its_review_is_not_asked_until_it_was_reviewed_again(
    cast: Cast, ground: Ground, client_of: ClientOf, person: str
) -> None:
    item, client = ground.items[0], client_of(getattr(cast, person))
    answered = client.post(edit(item), posted_as_it_stands(item, stem="Another question?", **{"action-publish": "1"}))
    assert answered.status_code == 302, answered.context["form"].errors
    item.refresh_from_db()
    assert (item.stem, item.status) == ("Another question?", Item.Status.DRAFT)
    assert item not in Item.objects.ready()


def test_a_draft_of_a_change_leaves_the_approved_text_in_use(
    cast: Cast, ground: Ground, client_of: ClientOf, reviewer: User
) -> None:
    item = ground.items[0]
    before = item.stem
    client_of(cast.trainer).post(edit(item), posted_as_it_stands(item, stem="A better question?", **{"action-submit": "1"}))
    item.refresh_from_db()
    assert (item.stem, item.status) == (before, Item.Status.READY)
    assert item.workflow_in_progress
    act(client_of(reviewer), item, "approve")
    assert (item.stem, item.status) == ("A better question?", Item.Status.READY)


def test_putting_an_item_elsewhere_needs_no_review(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    item, more = ground.items[0], {"difficulty": "hard", "tags": "checkpoint", "action-publish": "1"}
    client_of(cast.trainer).post(edit(item), posted_as_it_stands(item, **more))
    item.refresh_from_db()
    assert (item.difficulty, item.status) == ("hard", Item.Status.READY)
    assert [tag.name for tag in item.tags.all()] == ["checkpoint"]


def test_a_retired_item_is_not_asked_and_comes_back_only_through_review(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    item, client = ground.items[0], client_of(cast.trainer)
    client.post(edit(item), posted_as_it_stands(item, status="retired", **{"action-publish": "1"}))
    item.refresh_from_db()
    assert item.status == Item.Status.RETIRED
    refused = client.post(edit(item), posted_as_it_stands(item, status="ready", **{"action-publish": "1"}))
    assert "status" in refused.context["form"].errors


def test_a_translation_begins_as_a_draft(ground: Ground) -> None:
    copy = ground.items[0].copy_for_translation(Locale.objects.get(language_code="fr"))
    assert copy.status == Item.Status.DRAFT


def test_a_situation_is_asked_only_when_all_its_questions_are_ready(ground: Ground) -> None:
    whole = make_item(ground.bank, kind="situation-set")
    assert whole in Item.objects.ready()
    assert not set(whole.parts.all()) & set(Item.objects.ready())
    part = whole.parts.first()
    part.status = Item.Status.DRAFT
    part.save()
    assert whole not in Item.objects.ready()
