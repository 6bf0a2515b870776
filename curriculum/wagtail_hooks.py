"""The built-in course in the editor."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_reports_menu_item")
def mapping_menu_item() -> MenuItem:
    return MenuItem(
        _("Training standard"), reverse("curriculum:mapping"), name="training-standard", icon_name="list-ul", order=900
    )
