"""Legal review as a step of Wagtail's workflow: only what a second person approved there becomes ready."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState

from base.reviews import SecondPersonReview
from quizzes.models.items import Item


def note_status(revision: Revision, status: str) -> None:
    """The status that an item has when this text of it is published."""
    revision.content = {**revision.content, "status": status}
    revision.save(update_fields=["content"])


class LegalReviewState(TaskState):
    """One review of one text. The item that is in use keeps its status until the new text is approved."""

    class Meta:
        verbose_name = _("legal review of an item")

    @property
    def items(self) -> Any:
        """The item under review, as a queryset."""
        return Item.objects.filter(pk=self.workflow_state.object_id)

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        self.revision = self.workflow_state.content_object.get_latest_revision()  # with what the reviewer mended
        note_status(self.revision, Item.Status.READY)
        return super().approve(user=user, update=update, comment=comment)

    @transaction.atomic
    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        self.give_back()
        return super().reject(user=user, update=update, comment=comment)

    @transaction.atomic
    def cancel(self, user: Any = None, resume: bool = False, comment: str = "") -> TaskState:
        self.give_back()
        return super().cancel(user=user, resume=resume, comment=comment)

    def give_back(self) -> None:
        """To its author, as a draft."""
        note_status(self.revision, Item.Status.DRAFT)
        self.items.filter(status=Item.Status.IN_REVIEW).update(status=Item.Status.DRAFT)


class LegalReview(SecondPersonReview):
    """The task: while it runs, a new item is in review."""

    task_state_class = LegalReviewState

    class Meta:
        verbose_name = _("legal review of items")
        verbose_name_plural = _("legal reviews of items")

    @classmethod
    def get_description(cls) -> Any:
        return _("A legal reviewer approves the text of an item; only then it enters examinations.")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        state: TaskState = super().start(workflow_state, user=user)
        note_status(state.revision, Item.Status.IN_REVIEW)
        Item.objects.filter(pk=workflow_state.object_id, status=Item.Status.DRAFT).update(status=Item.Status.IN_REVIEW)
        return state
