"""A page that its author hands in reaches the legal reviewers, and nobody is left to groups that hold no one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, Workflow, WorkflowState

from courses.models import LessonPage
from curriculum.foundation import REVIEW_OF_LESSONS, drop_groups_of_wagtail, ensure_review_of_lessons
from people.groups import GROUPS, LEGAL_REVIEWERS
from people.models import User
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.factories.stage import furnish

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def lesson(cast: Cast) -> LessonPage:
    furnish(cast)
    lesson = LessonPage.objects.filter(live=True).first()
    assert lesson is not None
    lesson.title = "Changed by its author"
    lesson.save_revision(user=cast.trainer)
    return lesson


def test_a_trainer_hands_a_lesson_in_and_a_reviewer_approves_it(cast: Cast, lesson: LessonPage, client_of: ClientOf) -> None:
    reviewer = UserFactory()
    reviewer.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    page = client_of(cast.trainer).get(f"/admin/pages/{lesson.pk}/edit/").content.decode()
    assert f"Submit to {REVIEW_OF_LESSONS}" in page
    workflow = lesson.get_workflow()
    assert workflow is not None
    workflow.start(lesson, cast.trainer)
    client = client_of(reviewer)
    assert "Changed by its author" in client.get("/admin/").content.decode()
    state = lesson.current_workflow_task_state
    answer = client.post(f"/admin/pages/workflow/action/{lesson.pk}/approve/{state.pk}/", {"comment": "It stands."})
    assert answer.status_code in (200, 302)
    assert Page.objects.get(pk=lesson.pk).title == "Changed by its author"
    assert WorkflowState.objects.get(object_id=lesson.pk).status == WorkflowState.STATUS_APPROVED


def test_nobody_is_offered_a_group_of_another_house(cast: Cast, client_of: ClientOf) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
    page = client_of(cast.administrator).get(f"/admin/users/edit/{cast.learner.pk}/").content.decode()
    assert "Moderators" not in page


def test_making_it_again_changes_nothing(cast: Cast) -> None:
    before = sorted(Workflow.objects.values_list("pk", "name"))
    ensure_review_of_lessons(apps)
    assert sorted(Workflow.objects.values_list("pk", "name")) == before


def test_the_step_that_wagtail_brings_becomes_ours(cast: Cast) -> None:
    for model in ("Workflow", "GroupApprovalTask"):
        apps.get_model("wagtailcore", model).objects.filter(name=REVIEW_OF_LESSONS).update(name="Moderators approval")
    before = Workflow.objects.count()
    ensure_review_of_lessons(apps)
    workflow = Workflow.objects.get(name=REVIEW_OF_LESSONS)
    assert Workflow.objects.count() == before
    assert [group.name for task in workflow.tasks for group in task.specific.groups.all()] == [LEGAL_REVIEWERS]


def test_a_group_that_somebody_is_in_stays(cast: Cast) -> None:
    kept, gone = Group.objects.create(name="Editors"), Group.objects.create(name="Moderators")
    cast.comrade.groups.add(kept)
    drop_groups_of_wagtail(apps)
    assert Group.objects.filter(pk=kept.pk).exists()
    assert not Group.objects.filter(pk=gone.pk).exists()
