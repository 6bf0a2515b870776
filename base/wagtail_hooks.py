"""The editor, for every kind of page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page


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
    if action_type != "delete" or request.method != "POST":
        return None
    for each in objects:
        if isinstance(each, Page) and (answer := keep_pages_with_records(request, each)):
            return answer
    return None
