"""Wagtail's pages for items and banks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quizzes.item_forms import PARTS, ItemBankForm, ItemForm
from quizzes.models import Item, ItemBank

PICTURE = ("image", "image_alternative", "image_credit")
SWITCHES = ("keeps_order", "is_all_or_nothing", "match_case", "unit_needed")
FOUND = Column("found", label=_("Difficulty as found"), accessor=lambda item: getattr(item, "found", "–"))


class ItemViewSet(SnippetViewSet):
    model = Item
    icon = "help"
    copy_view_enabled = False
    list_display = ["stem", "bank", "topic", "kind", "status", "is_critical", FOUND]
    list_filter = ["bank", "topic", "status", "kind", "is_critical", "level", "found__difficulty"]
    list_per_page = 50
    search_backend_name = None  # the index knows whole words only, and no keys
    search_fields = ["stem", "key"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("status"), FieldPanel("bank"), FieldPanel("kind"), FieldPanel("topic"), FieldPanel("level")],
                heading=_("Where it belongs"),
            ),
            FieldPanel("stem"),
            MultiFieldPanel([FieldPanel(name) for name in PICTURE], heading=_("Picture")),
            *(FieldPanel(name) for name in PARTS),
            FieldPanel("model_answer"),
            MultiFieldPanel([FieldPanel("situation"), FieldPanel("situation_order")], heading=_("Situation")),
            MultiFieldPanel(
                [FieldPanel("is_critical"), FieldPanel("difficulty"), *(FieldPanel(name) for name in SWITCHES)],
                heading=_("How it counts"),
            ),
            FieldPanel("rules"),
            FieldPanel("misconception"),
            FieldPanel("tags"),
            FieldPanel("key"),
        ],
        base_form_class=ItemForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Item.objects.select_related("bank", "topic", "locale", "found")


class ItemBankViewSet(SnippetViewSet):
    model = ItemBank
    icon = "folder-open-1"
    copy_view_enabled = False
    list_display = ["name", "key", Column("numchild", label=_("Banks below"))]
    search_fields = ["name", "key"]
    ordering = "path"
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("key"), FieldPanel("parent")], base_form_class=ItemBankForm)


class ItemsGroup(SnippetViewSetGroup):
    menu_label = _("Items and banks")
    menu_icon = "help"
    menu_order = 240
    items = [ItemViewSet, ItemBankViewSet]
