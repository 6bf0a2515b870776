"""Credentials in the editor, for administrators: what can be earned, what was issued, and the planning of ``viewsets``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from base.deletion import refuse_in_use
from credentials.admin_forms import AchievementForm
from credentials.models import Achievement, Credential
from credentials.viewsets import PlanningGroup
from people.audit.services import note
from people.permissions import is_administrator


class AchievementViewSet(SnippetViewSet):
    model = Achievement
    icon = "success"
    list_display = ["name", "key", "validity_months"]
    search_fields = ["name", "key"]
    edit_handler = ObjectList(
        [FieldPanel(n) for n in ("key", "name", "description", "criteria", "validity_months")], base_form_class=AchievementForm
    )


class CredentialsGroup(SnippetViewSetGroup):
    menu_label = _("Achievements")
    menu_icon = "success"
    menu_order = 620
    items = [AchievementViewSet]


register_snippet(CredentialsGroup)


@hooks.register("register_admin_viewset")
def planning() -> PlanningGroup:
    return PlanningGroup()


class ReadingPolicy(ModelPermissionPolicy):
    """Administrators read; nobody adds, edits or deletes: credentials come and go by deeds alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and is_administrator(user)


class CertificateIndexView(IndexView):
    """All that was issued, found by holder, code or title; each line leads to its certificate."""

    model = Credential
    permission_policy = ReadingPolicy(Credential)
    any_permission_required = ["view"]
    page_title = _("Certificates")
    header_icon = "doc-full-inverse"
    index_url_name, index_results_url_name = "credentials_list", "credentials_list_results"
    search_fields = ["holder_name", "holder_service_number", "code", "title"]
    default_ordering = "-issued_at"
    paginate_by = 50
    columns = [
        TitleColumn("holder_name", label=_("Name"), get_url=lambda row: row.get_absolute_url(), sort_key="holder_name"),
        Column("holder_service_number", label=_("Service number")),
        Column("title", label=_("Title")),
        Column("issued_on", label=_("Issued"), sort_key="issued_on"),
        Column("expires_on", label=_("Valid until"), sort_key="expires_on"),
        Column("revoked_on", label=_("Revoked"), accessor=lambda row: row.revoked_at and timezone.localdate(row.revoked_at)),
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note("list of certificates looked at", by=request.user.pk, at=timezone.now())  # it names people, found by name
        return super().get(request, *args, **kwargs)


class CertificatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("certificates/", CertificateIndexView.as_view(), name="credentials_list"),
        path("certificates/results/", CertificateIndexView.as_view(results_only=True), name="credentials_list_results"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return CertificatesMenuItem(_("Certificates"), reverse("credentials_list"), icon_name="doc-full-inverse", order=630)


@hooks.register("before_delete_snippet")
def keep_what_was_earned(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """An achievement that somebody holds, or that a course leads to, stays."""
    return refuse_in_use(request, [row for row in instances if isinstance(row, Achievement)])
