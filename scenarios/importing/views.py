"""In the editor: a file in, a draft out; a draft out as JSON; the schema of that JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from courses.models import ModulePage
from scenarios.importing.forms import ImportForm
from scenarios.importing.own import schema
from scenarios.importing.pages import exchanged
from scenarios.importing.services import import_document
from scenarios.models import ScenarioPage


def modules_to_fill(user: Any) -> Any:
    """Modules below which the person may make pages."""
    modules = ModulePage.objects.order_by("path")
    return modules.filter(pk__in=[m.pk for m in modules if m.permissions_for_user(user).can_add_subpage()])


def import_story(request: HttpRequest) -> HttpResponse:
    """One file; an archive makes a draft of each of its stories."""
    modules = modules_to_fill(request.user)
    if not modules:
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = ImportForm(request.POST if is_sent else None, request.FILES if is_sent else None, modules=modules)
    if not form.is_valid():
        return render(request, "scenarios/admin/import.html", {"form": form}, status=422 if form.is_bound else 200)
    module = form.cleaned_data["module"]
    pages = [import_document(module=module, document=each, by=request.user) for each in form.cleaned_data["documents"]]
    made = ngettext("%d draft was made. Its findings show what is left to do.", "%d drafts were made.", len(pages)) % len(pages)
    messages.success(request, made)
    if len(pages) == 1:
        return redirect("wagtailadmin_pages:edit", pages[0].pk)
    return redirect("wagtailadmin_explore", module.pk)


@require_GET
def export_story(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it was last saved, faults and all."""
    page = editable_scenario(request, pk)
    answer = JsonResponse(exchanged(page), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{page.slug}.json"'
    answer["Link"] = f'<{reverse("scenario-tools:schema")}>; rel="describedby"'
    return answer


@require_GET
def exchange_schema(request: HttpRequest) -> JsonResponse:
    """The schema of what is imported and exported."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def editable_scenario(request: HttpRequest, pk: int) -> ScenarioPage:
    """The scenario as its latest draft stands, for those who may edit it; 403 for others."""
    page = get_object_or_404(ScenarioPage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied(_("You may not edit this scenario."))
    draft: ScenarioPage = page.get_latest_revision_as_object()
    return draft
