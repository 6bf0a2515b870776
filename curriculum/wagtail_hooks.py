"""The built-in course in the editor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from curriculum.first_steps import FirstStepsPanel
from curriculum.languages_report import LanguagesView
from curriculum.models import MappedLesson


class MappingViewSet(SnippetViewSet):
    """What each lesson answers to. What is edited here, the next loading of the course leaves alone."""

    model = MappedLesson
    icon = "list-ul"
    add_to_admin_menu = True
    menu_label = _("Mapping of lessons")
    menu_order = 260
    list_display = ["number", "lesson", "answers_to", "topics", "also"]
    list_per_page = 100
    search_backend_name = None
    search_fields = ["number", "answers_to", "topics", "also"]
    edit_handler = ObjectList([FieldPanel(n) for n in ("standard", "lesson", "number", "answers_to", "topics", "also", "order")])


register_snippet(MappingViewSet)


@hooks.register("register_reports_menu_item")
def mapping_menu_item() -> MenuItem:
    return MenuItem(
        _("Training standard"), reverse("curriculum:mapping"), name="training-standard", icon_name="list-ul", order=900
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("reports/languages/", LanguagesView.as_view(), name="languages-report")]


@hooks.register("register_reports_menu_item")
def languages_menu_item() -> MenuItem:
    return MenuItem(_("Languages"), reverse("languages-report"), icon_name="globe", order=910)


@hooks.register("construct_homepage_panels")
def show_where_to_begin(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FirstStepsPanel(request))


@hooks.register("construct_help_menu")
def leave_out_other_hosts(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's guide and its news lie on another host; help for what is done here stands where it is done."""
    menu_items[:] = [item for item in menu_items if not str(item.url).startswith("http")]
