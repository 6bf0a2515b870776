"""What people write goes live only after a second person approved exactly that content, whatever the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Workflow

from courses.models import ModulePage
from people.groups import LEGAL_REVIEWERS, TRAINERS
from people.models import User
from scenarios.models import CompilationReport, Edition, ScenarioPage, ScenarioReview
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.people import UserFactory
from tests.factories.scenarios import make_scenario, page_fields, small_story
from tests.scenarios.editor import posted

ClientOf = Callable[[User | None], Client]
PUBLISH, SUBMIT = {"action-publish": "1"}, {"action-submit": "1"}
REFUSAL = "It goes live after a legal review."


@pytest.fixture
def module(cast: Cast) -> ModulePage:
    return make_module(make_course())


@pytest.fixture
def reviewer(db: None) -> User:
    person = UserFactory(name="Ines Moreau")
    person.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    return person


@pytest.fixture
def draft(module: ModulePage, cast: Cast) -> ScenarioPage:
    """A draft in a trainer's name."""
    page = make_scenario(module, publish=False)
    page.save_revision(user=cast.trainer)
    return again(page)


@pytest.fixture
def handed_in(draft: ScenarioPage, cast: Cast) -> ScenarioPage:
    workflow().start(draft, cast.trainer)
    return again(draft)


def workflow() -> Workflow:
    return Workflow.objects.get(name="Legal review of scenarios")


def again(page: ScenarioPage) -> ScenarioPage:
    found: ScenarioPage = ScenarioPage.objects.get(pk=page.pk)
    return found


def edit_url(page: ScenarioPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def act(client: Client, page: ScenarioPage, action: str) -> None:
    """Presses a button of the review."""
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, page.current_workflow_task_state.pk])
    client.post(url, {"comment": "Why"})


def is_in_play(page: ScenarioPage) -> bool:
    return Edition.objects.filter(scenario=page).exists()


def reasons(page: ScenarioPage) -> list[str]:
    return [finding["code"] for report in CompilationReport.objects.filter(scenario=page) for finding in report.findings]


# --- Through the review --------------------------------------------------------------------------


def test_what_is_handed_in_waits(draft: ScenarioPage, cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.trainer).post(edit_url(draft), posted(**SUBMIT))
    page = again(draft)
    assert page.workflow_in_progress
    assert not page.live
    assert not is_in_play(page)


def test_what_is_approved_is_in_play(handed_in: ScenarioPage, reviewer: User, client_of: ClientOf) -> None:
    act(client_of(reviewer), handed_in, "approve")
    assert again(handed_in).live
    assert is_in_play(handed_in)


def test_what_the_reviewer_mends_and_approves_is_in_play(handed_in: ScenarioPage, reviewer: User, client_of: ClientOf) -> None:
    buttons = {"action-workflow-action": "true", "workflow-action-name": "approve", "slug": handed_in.slug}
    client_of(reviewer).post(edit_url(handed_in), posted(small_story() | {"title": "Mended"}, **buttons))
    assert Edition.objects.get(scenario=handed_in).document["title"] == "Mended"


def test_an_autosave_between_the_button_and_the_answer_decides_nothing(
    handed_in: ScenarioPage, reviewer: User, client_of: ClientOf
) -> None:
    buttons = {"action-workflow-action": "true", "workflow-action-name": "approve", "slug": handed_in.slug}
    client = client_of(reviewer)
    before = client.post(edit_url(handed_in), posted(**buttons), headers={"accept": "application/json"})
    assert not again(handed_in).live
    client.post(edit_url(handed_in), posted(**buttons))
    assert again(handed_in).live
    after = client.post(edit_url(handed_in), posted(**buttons), headers={"accept": "application/json"})
    assert [answer.json()["error_code"] for answer in (before, after)] == ["blocked_by_hook"] * 2


def test_what_somebody_wrote_who_is_gone_since_still_needs_its_review(draft: ScenarioPage, client_of: ClientOf) -> None:
    author = UserFactory(name="Once Here")
    author.groups.add(Group.objects.get(name=TRAINERS))
    client_of(author).post(edit_url(draft), posted())
    author.delete()
    revision = again(draft).get_latest_revision()
    assert revision.user_id is None
    revision.publish()
    assert not is_in_play(draft)
    assert reasons(draft) == ["not-reviewed"]


def test_what_is_rejected_stays_a_draft(handed_in: ScenarioPage, reviewer: User, client_of: ClientOf) -> None:
    act(client_of(reviewer), handed_in, "reject")
    assert not again(handed_in).live
    assert not is_in_play(handed_in)


def test_nobody_approves_what_he_or_she_handed_in(draft: ScenarioPage, reviewer: User, client_of: ClientOf) -> None:
    workflow().start(draft, reviewer)
    act(client_of(reviewer), again(draft), "approve")
    assert not is_in_play(draft)


def test_a_trainer_approves_nothing(handed_in: ScenarioPage, cast: Cast, client_of: ClientOf) -> None:
    act(client_of(cast.trainer), handed_in, "approve")
    assert not is_in_play(handed_in)


def test_a_faulty_scenario_is_not_handed_in(draft: ScenarioPage, cast: Cast, client_of: ClientOf) -> None:
    faulty = small_story()
    faulty["scenes"][0]["choices"][0]["target"] = "nowhere"
    answer = client_of(cast.trainer).post(edit_url(draft), posted(faulty, **SUBMIT))
    assert "which does not exist" in answer.content.decode()
    assert not again(draft).workflow_in_progress


# --- Past the review -----------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["trainer", "administrator"])
def test_the_form_publishes_nothing_past_the_review(draft: ScenarioPage, cast: Cast, client_of: ClientOf, person: str) -> None:
    client = client_of(getattr(cast, person))
    text = client.get(edit_url(draft)).content.decode()
    assert 'name="action-publish"' not in text
    assert "Submit to Legal review of scenarios" in text
    answer = client.post(edit_url(draft), posted(**PUBLISH))
    assert REFUSAL in answer.content.decode()
    assert not again(draft).live


def test_nor_does_the_form_of_a_new_page(module: ModulePage, cast: Cast, client_of: ClientOf) -> None:
    url, client = reverse("wagtailadmin_pages:add", args=["scenarios", "scenariopage", module.pk]), client_of(cast.trainer)
    assert 'name="action-publish"' not in client.get(url).content.decode()
    assert REFUSAL in client.post(url, posted(**PUBLISH)).content.decode()
    assert not ScenarioPage.objects.exists()


def test_nor_does_bulk_publishing(draft: ScenarioPage, cast: Cast, client_of: ClientOf) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for chosen in (draft, draft.get_parent()):
        client_of(cast.trainer).post(f"{url}?id={chosen.pk}", {"include_descendants": "on"})
    assert not again(draft).live


def test_what_a_script_publishes_of_a_persons_text_is_not_in_play(draft: ScenarioPage) -> None:
    draft.get_latest_revision().publish()
    assert reasons(draft) == ["not-reviewed"]
    assert not is_in_play(draft)


def test_text_changed_after_its_approval_is_not_in_play(handed_in: ScenarioPage, reviewer: User, client_of: ClientOf) -> None:
    later = timezone.now() + timedelta(hours=1)
    Revision.objects.filter(pk=handed_in.latest_revision_id).update(
        content=handed_in.get_latest_revision().content | {"go_live_at": later.isoformat()}
    )
    act(client_of(reviewer), handed_in, "approve")
    assert not again(handed_in).live
    go_live(handed_in, title="Changed meanwhile")
    assert reasons(handed_in) == ["not-reviewed"]
    assert not is_in_play(handed_in)


def test_the_schedule_releases_what_was_approved(handed_in: ScenarioPage, reviewer: User, client_of: ClientOf) -> None:
    later = timezone.now() + timedelta(hours=1)
    Revision.objects.filter(pk=handed_in.latest_revision_id).update(
        content=handed_in.get_latest_revision().content | {"go_live_at": later.isoformat()}
    )
    act(client_of(reviewer), handed_in, "approve")
    go_live(handed_in)
    assert is_in_play(handed_in)


def go_live(page: ScenarioPage, **changed: Any) -> None:
    """Its hour has come; ``changed``: what was written over the approved revision before."""
    revision = page.get_latest_revision()
    content = revision.content | {"go_live_at": None} | changed
    Revision.objects.filter(pk=revision.pk).update(content=content, approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


# --- Where no review is needed -------------------------------------------------------------------


def test_what_a_script_writes_needs_no_review(module: ModulePage) -> None:
    assert is_in_play(make_scenario(module))


def test_content_that_was_approved_once_goes_live_again(
    handed_in: ScenarioPage, cast: Cast, reviewer: User, client_of: ClientOf
) -> None:
    act(client_of(reviewer), handed_in, "approve")
    again(handed_in).unpublish()
    page, trainer = again(handed_in), client_of(cast.trainer)
    assert 'name="action-publish"' in trainer.get(edit_url(page)).content.decode()
    trainer.post(edit_url(page), posted(**PUBLISH, slug=page.slug))
    assert again(page).live
    for name, value in page_fields(small_story() | {"title": "Another"}).items():
        setattr(page, name, value)
    page.save_revision(user=cast.trainer).publish()
    assert reasons(page) == ["not-reviewed"]
    assert Edition.objects.get(scenario=page).number == 1


@pytest.mark.parametrize("off", ["workflow", "task"])
def test_a_house_may_switch_the_review_off(off: str, draft: ScenarioPage, cast: Cast, client_of: ClientOf) -> None:
    if off == "workflow":
        Workflow.objects.filter(pk=workflow().pk).update(active=False)
    else:
        ScenarioReview.objects.update(active=False)
    client_of(cast.trainer).post(edit_url(draft), posted(**PUBLISH))
    assert is_in_play(draft)
