"""The author's side: items and banks in the menu, what is in use stays, and quizzes that cannot start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from quizzes.hand_marking.permissions import visible_markings
from quizzes.models import Item, ItemBank, QuizPage
from quizzes.publishing import faults_of
from quizzes.question_files import QuestionFilesViewSet
from quizzes.viewsets import ItemsGroup

register_snippet(ItemsGroup)


@hooks.register("register_snippet_listing_buttons")
def lead_to_a_bank_below(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, ItemBank):
        address = f"{reverse(snippet.snippet_viewset.get_url_name('add'))}?parent={snippet.pk}"  # type: ignore[attr-defined]
        yield Button(_("Add a bank below"), address, icon_name="plus", priority=30)


@hooks.register("insert_editor_js")
def help_writing_items() -> str:
    """Shows what a kind needs, and the picture on which places are drawn."""
    scripts = ("js/item-editor.js", "js/region-editor.js")
    return format_html_join("", '<script src="{}"></script>', ((versioned_static(script),) for script in scripts))


@hooks.register("register_admin_viewset")
def question_files() -> QuestionFilesViewSet:
    return QuestionFilesViewSet()


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """An item that was asked, or a bank that a quiz draws from, stays: records point at it."""
    for each in instances:
        if isinstance(each, Item | ItemBank) and is_in_use(each):
            messages.error(request, _refusal(each))
            return redirect(each.snippet_viewset.get_url_name("list"))
    return None


def is_in_use(instance: Item | ItemBank) -> bool:
    """Whether the database would refuse to delete it, or a bank below it."""
    below = instance.get_descendants() if isinstance(instance, ItemBank) else []
    try:
        Collector(using="default").collect([instance, *below])
    except (ProtectedError, RestrictedError):
        return True
    return False


def _refusal(instance: Item | ItemBank) -> str:
    if isinstance(instance, Item):
        return _("“%(item)s” was not deleted: learners have answered it. Set its status to “Retired” instead.") % {
            "item": instance
        }
    return _("“%(bank)s” was not deleted: it holds items, or a quiz draws from it.") % {"bank": instance}


class CannotStartPanel(Component):
    """Live quizzes whose banks hold too few ready items, for those who may mend them."""

    template_name = "quizzes/admin/cannot_start.html"
    order = 40

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        quizzes = [page for page in QuizPage.objects.live() if page.permissions_for_user(self.request.user).can_edit()]
        return {"rows": [{"page": quiz, "faults": faults} for quiz in quizzes if (faults := faults_of(quiz))]}


class ToMarkPanel(Component):
    """How many open answers wait for the reader's mark."""

    template_name = "quizzes/admin/to_mark.html"
    order = 30

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": visible_markings(self.request.user).open().assigned_to(self.request.user).count()}


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels += [ToMarkPanel(request), CannotStartPanel(request)]
