"""Legal review as a step of Wagtail's workflow: of what people write, only what a second person approved is released."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, Workflow

from base.models import AuthorsPermissions
from base.reviews import SecondPersonReview


class ScenarioReviewState(TaskState):
    """One review of one content. ``sha256``: of the document that was approved, whatever becomes of its revision later."""

    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("legal review of a scenario")

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        from scenarios.document import document_of, sha256_of

        self.revision = self.workflow_state.content_object.get_latest_revision()  # with what the reviewer mended
        self.sha256 = sha256_of(document_of(self.revision.as_object()))
        return super().approve(user=user, update=update, comment=comment)


class ScenarioReview(SecondPersonReview):
    """The task: its state holds what was approved."""

    task_state_class = ScenarioReviewState

    class Meta:
        verbose_name = _("legal review of scenarios")
        verbose_name_plural = _("legal reviews of scenarios")

    @classmethod
    def get_description(cls) -> Any:
        return _("A legal reviewer approves a scenario; only then it can be played.")


def review_workflow() -> Workflow | None:
    """The workflow that scenarios go through, while an administrator has not switched it or its task off."""
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return None
    tasks = ScenarioReview.objects.filter(active=True).values("pk")
    return Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk").first()


def is_approved(scenario_pk: int, **reviewed: Any) -> bool:
    """Whether a review approved it; ``reviewed``: the ``sha256`` of a content, or a ``revision``."""
    approved = ScenarioReviewState.objects.filter(status=TaskState.STATUS_APPROVED, **reviewed)
    return approved.filter(workflow_state__object_id=str(scenario_pk)).exists()


class ReviewedPagePermissions(AuthorsPermissions):
    """The answers of every page, but that nobody publishes a draft that waits for its review."""

    def can_publish(self) -> bool:
        may: bool = super().can_publish()
        return may and (review_workflow() is None or is_approved(self.page.pk, revision=self.page.latest_revision_id))
