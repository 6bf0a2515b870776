"""The built-in course in the editor."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from curriculum.languages_report import LanguagesView


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
