"""A review by a second person, as a step of Wagtail's workflow: who may act, and who is told that something waits."""

from typing import Any

from django.db import transaction
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState
from wagtail.models.workflows import AbstractGroupApprovalTask


class ReviewNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's letter about a step of a workflow; it would look for another text for each kind of step."""

    def get_template_base_prefix(self, instance: TaskState, **kwargs: Any) -> str:
        return "task_state_"


def tell_reviewers(state: TaskState, user: Any) -> None:
    """A letter to those who have an address and may approve it, but not to ``user``, who handed it in.

    Wagtail tells them of plain steps alone; our steps keep more than those.
    """
    ReviewNotifier()(instance=state, user=user)


class SecondPersonReview(AbstractGroupApprovalTask):
    """A member of the groups approves or asks for changes, in one transaction; nobody does so of what he or she handed in."""

    class Meta:
        abstract = True

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        state: TaskState = super().start(workflow_state, user=user)
        tell_reviewers(state, user)
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        state = obj.current_workflow_state
        if state is not None and state.requested_by_id == user.pk:
            return []
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        super().on_action(task_state.specific, user, action_name, **kwargs)
