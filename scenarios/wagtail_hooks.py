"""The author's side: their tools, and what did not go live, on the admin's home."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from scenarios.models import CompilationReport, Edition, ScenarioPage
from scenarios.models.reviews import review_workflow
from scenarios.panels import release_state


class NotReleasedPanel(Component):
    """Live scenarios of which the newest text is not in play, for those who may mend them."""

    template_name = "scenarios/admin/not_released.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        own = {"scenario": OuterRef("pk")}
        faulty = Exists(CompilationReport.objects.filter(**own)) | ~Exists(Edition.objects.filter(**own))
        waiting = ScenarioPage.objects.live().filter(Q(faulty)).order_by("title")
        editable = [page for page in waiting if page.permissions_for_user(self.request.user).can_edit()]
        return {"rows": [{"page": page} | release_state(page) for page in editable]}


@hooks.register("construct_homepage_panels")
def show_what_was_not_released(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NotReleasedPanel(request))


@hooks.register("construct_page_action_menu")
def offer_no_publishing_of_new_scenarios(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Where they are reviewed; what stands already asks the page itself."""
    model = request.resolver_match.kwargs.get("content_type_model_name") if request.resolver_match else None
    if context["view"] == "create" and model == ScenarioPage._meta.model_name and review_workflow() is not None:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_edit_page")
def save_one_after_the_other(request: HttpRequest, page: Page) -> HttpResponse | None:
    """From reading the newest revision to writing the next one nobody else saves the scenario: the view runs anew, alone.

    What two authors changed meets in the form (``Meeting``); without this the later one would meet what is no longer newest.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or not isinstance(page, ScenarioPage) or hasattr(request, "has_its_turn"):
        return None
    with transaction.atomic():
        ScenarioPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
        request.has_its_turn = True  # type: ignore[attr-defined]
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


@hooks.register("register_admin_urls")
def tools() -> list[URLPattern | URLResolver]:
    return [path("scenarios/", include("scenarios.authoring.urls"))]


class ImportItem(MenuItem):
    """For whoever makes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(PagePermissionPolicy().user_has_permission(request.user, "add"))


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportItem(_("Import a scenario"), reverse("scenario-tools:import"), icon_name="upload", order=250)
