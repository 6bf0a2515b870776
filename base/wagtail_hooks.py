"""Hooks into Wagtail for every kind of page: who may see it, and what of it may be deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images.views.images import ImagesFilterSet
from wagtail.models import BaseViewRestriction, Page

from base.usage import narrow_searches_by_keys

narrow_searches_by_keys(ImagesFilterSet, DocumentsFilterSet)

# --- Directions ----------------------------------------------------------------------------------


@hooks.register("insert_global_admin_css")
def read_each_text_in_its_own_direction() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


# --- Private sections and files ------------------------------------------------------------------


def refuse_outsiders(restrictions: Iterable[BaseViewRestriction], request: HttpRequest) -> None:
    """Says so to the signed-in whom no group of a restriction holds: to sign in, as Wagtail would have them do, cannot help.

    Strangers are led to the sign-in by Wagtail. Raises PermissionDenied.
    """
    if not request.user.is_authenticated:
        return
    for_groups = [each for each in restrictions if each.restriction_type == BaseViewRestriction.GROUPS]
    if not all(each.accept_request(request) for each in for_groups):
        raise PermissionDenied


@hooks.register("on_serve_page", order=-1)
def refuse_outsiders_of_a_page(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Stands around Wagtail's own check."""

    def serving(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        refuse_outsiders(page.get_view_restrictions(), request)
        return serve(page, request, args, kwargs)

    return serving


@hooks.register("before_serve_document", order=-1)
def refuse_outsiders_of_a_file(document: Any, request: HttpRequest) -> None:
    """Stands before Wagtail's own check."""
    refuse_outsiders(document.collection.get_view_restrictions(), request)


# --- Reviewing -----------------------------------------------------------------------------------


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def leave_decisions_to_the_button(request: HttpRequest, _instance: Any) -> HttpResponse | None:
    """Wagtail’s script writes a pressed “Approve” into the form: an autosave before the page is left would decide once more.

    One of the two requests would find the review over, and fail. Wagtail tells the autosave that it was blocked.
    """
    is_autosave = request.method == "POST" and not request.accepts("text/html")
    return HttpResponse(status=409) if is_autosave and "action-workflow-action" in request.POST else None


# --- Deleting ------------------------------------------------------------------------------------


def has_records(page: Page) -> bool:
    """Whether deleting the page, or a page below it, would take records with it."""
    pages = list(page.get_descendants(inclusive=True).specific())
    collector = Collector(using="default")
    try:
        for each in pages:
            collector.collect([each])
    except (ProtectedError, RestrictedError):
        return True
    return False


@hooks.register("before_delete_page")
def keep_pages_with_records(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail catches a ProtectedError nowhere; a page with learners' records is unpublished, never deleted."""
    if not has_records(page):
        return None
    messages.error(
        request, _("“%(title)s” was not deleted: learners’ records depend on it. Unpublish it instead.") % {"title": page.title}
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_pages_with_records_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    """A bulk deletion goes past ``before_delete_page``: one page with records stops them all."""
    if action_type != "delete" or request.method != "POST":
        return None
    for each in objects:
        if isinstance(each, Page) and (answer := keep_pages_with_records(request, each)):
            return answer
    return None
