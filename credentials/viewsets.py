"""Planning in the editor, for administrators: requirements, deployments, rules and calls for renewal. Nothing is edited.

Not snippets: a snippet comes with a chooser that everyone in the editor may open, and deployments are nobody's business there.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import ListingButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from credentials.admin_forms import RULE, DeploymentAdminForm, RenewalRuleForm, RequirementAdminForm
from credentials.demand_forms import ANNOUNCED, ASKED
from credentials.models import Deployment, RenewalCall, RenewalRule, Requirement
from people.permissions import is_administrator


class AppendingPolicy(ModelPermissionPolicy):
    """Administrators add and read; nobody edits or deletes: what was said stays said, and is ended by a deed of its own."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("add", "view") and is_administrator(user)


for model in (Requirement, Deployment, RenewalRule, RenewalCall):
    register_permission_policy(model, AppendingPolicy(model))


class AppendedIndexView(IndexView):
    """A list whose rows lead to no edit page; ``ends``: the page of this site on which a row is taken back."""

    ends: tuple[str, Any] | None = None
    related: tuple[str, ...] = ()
    default_ordering = "-pk"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(*self.related) if self.related else super().get_base_queryset()

    def get_list_buttons(self, instance: Any) -> list[ListingButton]:
        if self.ends is None or not self.is_in_force(instance):
            return []
        name, label = self.ends
        return [ListingButton(label, url=reverse(name, args=[instance.pk]), priority=10)]

    def is_in_force(self, instance: Any) -> bool:
        return True


class RequirementIndexView(AppendedIndexView):
    ends = ("credentials:requirement-end", _("End"))
    related = ("unit", "achievement")

    def is_in_force(self, instance: Requirement) -> bool:
        return instance.ends_on is None


class DeploymentIndexView(AppendedIndexView):
    ends = ("credentials:deployment-withdraw", _("Withdraw"))
    related = ("unit",)

    def is_in_force(self, instance: Deployment) -> bool:
        return instance.withdrawn_on is None


class AppendedCreateView(CreateView):
    """There is no page to edit what was made."""

    def get_success_buttons(self) -> list[Any]:
        return []


class AppendedViewSet(ModelViewSet):
    """List and create; the policy refuses the rest."""

    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = AppendedIndexView
    add_view_class = AppendedCreateView


class RequirementViewSet(AppendedViewSet):
    model = Requirement
    icon = "date"
    index_view_class = RequirementIndexView
    list_display = ["unit", "achievement", "due_on", "days_before", "starts_on", "ends_on"]
    list_filter = ["achievement"]
    search_fields = ["unit__name", "achievement__name"]
    edit_handler = ObjectList([FieldPanel(n) for n in ASKED], base_form_class=RequirementAdminForm)


class DeploymentViewSet(AppendedViewSet):
    model = Deployment
    icon = "globe"
    index_view_class = DeploymentIndexView
    list_display = ["mission", "rotation", "unit", "starts_on", "ends_on", "withdrawn_on"]
    search_fields = ["unit__name", "mission"]
    edit_handler = ObjectList([FieldPanel(n) for n in ANNOUNCED], base_form_class=DeploymentAdminForm)


class RenewalRuleViewSet(AppendedViewSet):
    model = RenewalRule
    icon = "history"
    list_display = [
        "achievement_key",
        "version",
        "validity_months",
        "window_days",
        "grace_days",
        DateColumn("created_at", label=_("Made")),
    ]
    edit_handler = ObjectList([FieldPanel(n) for n in RULE], base_form_class=RenewalRuleForm)


class RenewalCallAddView(CreateView):
    """The call is made on a page of the site, in two steps."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("credentials:renewal-call")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("credentials:renewal-call")


class RenewalCallViewSet(AppendedViewSet):
    model = RenewalCall
    icon = "warning"
    add_view_class = RenewalCallAddView
    list_display = ["achievement_key", "due_on", "people", "reason", Column("called_by"), "called_on"]
    exclude_form_fields: list[str] = []


class PlanningGroup(ModelViewSetGroup):
    menu_label = _("Requirements")
    menu_icon = "date"
    menu_order = 625
    items = [RequirementViewSet, DeploymentViewSet, RenewalRuleViewSet, RenewalCallViewSet]
