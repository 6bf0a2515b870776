"""What the editor offers for rows that are ticked."""

from __future__ import annotations

from typing import Any

from django import template
from django.apps import apps
from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

register = template.Library()
TAKING_AWAY = ("/delete/", "/move/")


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def offered_deeds(context: template.Context, app_label: str, model_name: str) -> dict[str, Any]:
    """Wagtail's buttons, without those that would only refuse: whoever deletes nothing of the kind sees no “Delete”."""
    offered = bulk_action_choices(context, app_label, model_name)
    if _may_take_away(context["request"].user, apps.get_model(app_label, model_name)):
        return offered
    return {"buttons": [each for each in offered["buttons"] if not str(each.url).endswith(TAKING_AWAY)]}


def _may_take_away(user: Any, model: Any) -> bool:
    if issubclass(model, Page):
        return bool(PagePermissionPolicy().user_has_permission(user, "add"))
    policy = getattr(getattr(model, "snippet_viewset", None), "permission_policy", None)
    return policy is None or bool(policy.user_has_permission(user, "delete"))
