"""Wagtail's pages for items and banks."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from quizzes.item_filters import ItemFilterSet
from quizzes.item_forms import PARTS, ItemBankForm, ItemForm
from quizzes.item_panels import AdvicePanel
from quizzes.kinds import KINDS
from quizzes.models import Item, ItemBank

PICTURE = ("image", "image_alternative", "image_credit")
SWITCHES = ("keeps_order", "is_all_or_nothing", "match_case", "unit_needed")
# Where static/js/region-editor.js shows the picture with its places.
BOARD = {
    "data-preview": reverse_lazy("wagtailimages:preview", args=[0, "max-800x800"]),
    "data-board": _("Places on the picture"),
    "data-board-help": _(
        "Add a place below, then draw it here with the pointer. By keyboard: go to a place, arrows move it, "
        "with Shift they make it larger or smaller. The numbers below say the same."
    ),
}
CRITICAL = Column(
    "is_critical", label=_("Critical"), accessor=lambda item: _("critical") if item.is_critical else "", sort_key="is_critical"
)
FOUND = Column("found", label=_("Difficulty as found"), accessor=lambda item: getattr(item, "found", "–"))


def only_for(name: str) -> dict[str, str]:
    """Marks a field with the kinds that use it; static/js/item-editor.js hides it from the others."""
    return {"data-item-kinds": " ".join(kind.name for kind in KINDS.values() if name in kind.fields)}


class ItemCreateView(CreateView):
    """A new item; from a situation, in its bank and with its topic already chosen."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        asked = self.request.GET.get("situation", "")
        situation = Item.objects.filter(kind=Item.Kind.SITUATION_SET, pk=asked).first() if asked.isdecimal() else None
        if situation is None:
            return initial
        return initial | {"situation": situation.pk, "bank": situation.bank_id, "topic": situation.topic_id}


class BankCreateView(CreateView):
    """Begins below the bank from which one came."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        return initial | {"parent": self.request.GET.get("parent")}


class ItemViewSet(SnippetViewSet):
    model = Item
    icon = "help"
    copy_view_enabled = False
    list_display = [
        "stem",
        "bank",
        "topic",
        "kind",
        "status",
        CRITICAL,
        FOUND,
    ]
    filterset_class = ItemFilterSet
    add_view_class = ItemCreateView
    list_per_page = 50
    search_backend_name = None  # the index knows whole words only, and no keys
    search_fields = ["stem", "key"]
    edit_handler = ObjectList(
        [
            AdvicePanel(),
            MultiFieldPanel(
                [FieldPanel("status"), FieldPanel("bank"), FieldPanel("kind"), FieldPanel("topic"), FieldPanel("level")],
                heading=_("Where it belongs"),
            ),
            FieldPanel("stem"),
            MultiFieldPanel([FieldPanel(name) for name in PICTURE], heading=_("Picture"), attrs=only_for(PICTURE[0])),
            *(FieldPanel(name, attrs=only_for(name) | (BOARD if name == "regions" else {})) for name in PARTS),
            FieldPanel("model_answer", attrs=only_for("model_answer")),
            MultiFieldPanel([FieldPanel("situation"), FieldPanel("situation_order")], heading=_("Situation")),
            MultiFieldPanel(
                [
                    FieldPanel("is_critical"),
                    FieldPanel("difficulty"),
                    *(FieldPanel(name, attrs=only_for(name)) for name in SWITCHES),
                ],
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
    list_display = ["name_in_tree", "key", "module", Column("held", label=_("Items"))]
    list_per_page = 200  # a tree is read as a whole
    add_view_class = BankCreateView
    search_fields = ["name", "key"]
    ordering = "path"
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("key"), FieldPanel("module"), FieldPanel("parent")], base_form_class=ItemBankForm
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return ItemBank.objects.select_related("module").annotate(held=Count("items"))


class ItemsGroup(SnippetViewSetGroup):
    menu_label = _("Items and banks")
    menu_icon = "help"
    menu_order = 240
    items = [ItemViewSet, ItemBankViewSet]
