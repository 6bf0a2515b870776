"""Whatever the door by which a scenario goes live: a sound one becomes an edition, a faulty one never does.

In a house without legal review, so that every door stands open; test_legal_review.py closes them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Workflow, WorkflowTask
from wagtail.models.workflows import GroupApprovalTask

from courses.models import ModulePage
from scenarios.models import CompilationReport, Edition, ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import in_newest_format, make_scenario, page_fields, publish_again, small_story
from tests.scenarios.editor import posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house_without_review(db: None) -> None:
    Workflow.objects.update(active=False)


@pytest.fixture
def module(cast: Cast) -> ModulePage:
    return make_module(make_course())


@pytest.fixture
def editor(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


@pytest.fixture
def draft(module: ModulePage) -> ScenarioPage:
    return make_scenario(module, publish=False)


def faulty() -> dict[str, Any]:
    document = small_story()
    document["scenes"][0]["choices"][0]["target"] = "nowhere"
    return document


@pytest.fixture
def faulty_draft(module: ModulePage) -> ScenarioPage:
    return make_scenario(module, faulty(), publish=False)


def numbers() -> list[int]:
    return list(Edition.objects.order_by("number").values_list("number", flat=True))


# --- The editor's forms --------------------------------------------------------------------------


def create_url(module: ModulePage) -> str:
    return reverse("wagtailadmin_pages:add", args=["scenarios", "scenariopage", module.pk])


def edit_url(page: ScenarioPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def latest(page: ScenarioPage) -> Any:
    return ScenarioPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_creating_and_publishing_at_once(editor: Client, module: ModulePage) -> None:
    editor.post(create_url(module), posted(**{"action-publish": "1"}))
    edition = Edition.objects.get()
    assert edition.document == in_newest_format(small_story())


def test_creating_a_draft_makes_no_edition(editor: Client, module: ModulePage) -> None:
    editor.post(create_url(module), posted())
    assert ScenarioPage.objects.get().live is False
    assert numbers() == []


def test_publishing_from_the_edit_form(editor: Client, draft: ScenarioPage) -> None:
    editor.post(edit_url(draft), posted(**{"action-publish": "1"}))
    assert numbers() == [1]


def test_the_edit_form_refuses_to_publish_a_faulty_scenario(editor: Client, draft: ScenarioPage) -> None:
    answer = editor.post(edit_url(draft), posted(faulty(), **{"action-publish": "1"}))
    assert answer.status_code == 200
    assert "It leads to “nowhere”, which does not exist." in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.live
    assert not CompilationReport.objects.exists()


def test_the_create_form_refuses_it_too(editor: Client, module: ModulePage) -> None:
    answer = editor.post(create_url(module), posted(faulty(), **{"action-publish": "1"}))
    assert "which does not exist" in answer.content.decode()
    assert not ScenarioPage.objects.exists()


def test_a_faulty_draft_is_kept(editor: Client, draft: ScenarioPage) -> None:
    editor.post(edit_url(draft), posted(faulty()))
    assert latest(draft).scenes[0].value["choices"][0]["target"] == "nowhere"


@pytest.mark.parametrize("button", [{}, {"action-publish": "1"}])
def test_a_part_of_an_unknown_kind_is_refused_instead_of_lost(
    editor: Client, draft: ScenarioPage, button: dict[str, str]
) -> None:
    answer = editor.post(edit_url(draft), posted(**{"scenes-1-type": "interlude"} | button))
    assert "Scenes: It holds a part of an unknown kind, “interlude”." in answer.content.decode()
    assert len(latest(draft).scenes) == 3
    assert numbers() == []


def test_malformed_json_is_refused_instead_of_lost(editor: Client, draft: ScenarioPage) -> None:
    answer = editor.post(edit_url(draft), posted(**{"scenes": "[{"}))
    assert "Scenes: It is damaged and cannot be read." in answer.content.decode()


def test_scheduling_from_the_form_refuses_a_faulty_scenario(editor: Client, draft: ScenarioPage) -> None:
    later = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer = editor.post(edit_url(draft), posted(faulty(), **{"action-publish": "1", "go_live_at": later}))
    assert "which does not exist" in answer.content.decode()


# --- Schedule, bulk, workflow --------------------------------------------------------------------


def schedule(page: ScenarioPage) -> None:
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    assert not Edition.objects.filter(scenario=page).exists()  # scheduled is not live
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    content = revision.content | {"go_live_at": None}
    type(revision).objects.filter(pk=revision.pk).update(content=content)


def test_the_schedule_compiles(draft: ScenarioPage) -> None:
    schedule(draft)
    call_command("publish_scheduled")
    assert numbers() == [1]


def test_a_faulty_scenario_does_not_hold_up_the_schedule(module: ModulePage, faulty_draft: ScenarioPage) -> None:
    good = make_scenario(module, small_story() | {"title": "Another"}, publish=False)
    schedule(faulty_draft)
    schedule(good)
    call_command("publish_scheduled")
    assert Edition.objects.get().scenario == good
    assert CompilationReport.objects.get().scenario == faulty_draft


def test_bulk_publishing_compiles_each_and_stops_for_none(editor: Client, module: ModulePage, faulty_draft: ScenarioPage) -> None:
    good = make_scenario(module, small_story() | {"title": "Another"}, publish=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = editor.post(f"{url}?id={faulty_draft.pk}&id={good.pk}", {"include_descendants": ""})
    assert answer.status_code == 302
    assert Edition.objects.get().scenario == good
    assert CompilationReport.objects.get().scenario == faulty_draft


@pytest.fixture
def in_review(cast: Cast, draft: ScenarioPage) -> ScenarioPage:
    from django.contrib.auth.models import Group

    task = GroupApprovalTask.objects.create(name="Legal review")
    task.groups.set(Group.objects.filter(name="Trainers"))
    workflow = Workflow.objects.create(name="Release")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(draft, cast.trainer)
    return ScenarioPage.objects.get(pk=draft.pk)


def test_approving_in_a_workflow_compiles(editor: Client, in_review: ScenarioPage) -> None:
    url = reverse("wagtailadmin_pages:workflow_action", args=[in_review.pk, "approve", in_review.current_workflow_task_state.pk])
    editor.post(url, {"comment": ""})
    assert numbers() == [1]


def test_approving_from_the_edit_form_refuses_a_faulty_scenario(editor: Client, in_review: ScenarioPage) -> None:
    buttons = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = editor.post(edit_url(in_review), posted(faulty(), **buttons))
    assert "which does not exist" in answer.content.decode()
    assert numbers() == []


def test_a_workflow_that_approves_a_faulty_scenario_releases_nothing(cast: Cast, in_review: ScenarioPage) -> None:
    for name, value in page_fields(faulty()).items():
        setattr(in_review, name, value)
    in_review.save_revision()
    in_review.current_workflow_task_state.approve(user=cast.trainer)
    assert numbers() == []
    assert CompilationReport.objects.count() == 1


# --- Scripts, copies, and what says nothing ------------------------------------------------------


def test_a_script_that_publishes_a_revision_compiles(draft: ScenarioPage) -> None:
    draft.save_revision().publish()
    assert numbers() == [1]


def test_a_copy_of_a_live_scenario_has_an_edition_of_its_own(module: ModulePage) -> None:
    page = make_scenario(module)
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"})
    assert Edition.objects.get(scenario=copy).number == 1


def test_a_revision_with_lost_parts_is_not_released(module: ModulePage, caplog: pytest.LogCaptureFixture) -> None:
    page = make_scenario(module)
    revision = page.save_revision()
    revision.content["flags"] = '[{"type": "banner", "value": {"key": "x", "name": "y"}}]'
    revision.save()
    revision.publish()
    assert numbers() == [1]
    assert CompilationReport.objects.get().findings[0]["code"] == "kind-unknown"


def test_the_receiver_survives_whatever_happens(module: ModulePage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_scenario(module)

    def fail(_page: ScenarioPage) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("scenarios.services.document_of", fail)
    page.save_revision().publish()
    assert numbers() == [1]
    assert CompilationReport.objects.get().findings[0]["code"] == "not-compiled"


@pytest.mark.parametrize("door", ["alias", "add_child", "save"])
def test_a_live_page_without_an_edition_says_so_kindly(
    door: str, cast: Cast, module: ModulePage, client_of: Callable[..., Client]
) -> None:
    if door == "alias":
        page = make_scenario(module).create_alias(update_slug="alias")
    elif door == "add_child":
        page = module.add_child(instance=ScenarioPage(**page_fields(small_story())))
    else:
        page = make_scenario(module, publish=False)
        page.live = True
        page.save()
    page = ScenarioPage.objects.get(pk=page.pk)
    assert page.live
    assert not Edition.objects.filter(scenario=page).exists()
    client = client_of(cast.learner)
    assert "cannot be played yet" in client.get(page.get_url()).content.decode()
    answer = client.post(reverse("scenarios:start", args=[page.pk]), follow=True)
    assert "is being prepared" in answer.content.decode()


def test_an_unpublished_scenario_keeps_its_editions(module: ModulePage) -> None:
    page = make_scenario(module)
    page.unpublish()
    assert numbers() == [1]
    publish_again(Page.objects.get(pk=page.pk).specific, small_story())
    assert numbers() == [1]
