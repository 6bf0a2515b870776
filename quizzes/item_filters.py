"""How trainers find items: by where they stand, what they cite, which words they carry."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale

from courses.models import ModulePage
from quizzes.models import Item, ItemBank


def banks_of_module(module: ModulePage) -> list[int]:
    """Those that name the module, and those below them that name no other."""
    return [bank.pk for bank, owner in with_modules() if owner == module.pk]


def with_modules() -> list[tuple[ItemBank, int | None]]:
    """Every bank with the module it belongs to: its own, else that of the nearest bank above. One query."""
    found: dict[str, int | None] = {}
    rows = []
    for bank in ItemBank.objects.order_by("path"):
        found[bank.path] = bank.module_id or found.get(bank.path[: -ItemBank.steplen])
        rows.append((bank, found[bank.path]))
    return rows


class BankChoiceFilter(django_filters.ModelChoiceFilter):
    """A bank, with those below it."""

    def filter(self, qs: Any, value: ItemBank | None) -> Any:
        return qs if value is None else qs.filter(bank__path__startswith=value.path)


class ItemFilterSet(WagtailFilterSet):
    bank = BankChoiceFilter(queryset=ItemBank.objects.order_by("path"), label=_("Bank and those below"))
    module = django_filters.ModelChoiceFilter(queryset=ModulePage.objects.order_by("path"), method="in_module", label=_("Module"))
    tag = django_filters.ModelChoiceFilter(
        queryset=Tag.objects.filter(quizzes_itemtag_items__isnull=False).distinct().order_by("name"),
        field_name="tags",
        label=_("Tag"),
    )
    rule = django_filters.CharFilter(method="citing", label=_("Rule cited, e.g. AP II Art 4"))
    language = django_filters.ModelChoiceFilter(queryset=Locale.objects.all(), field_name="locale", label=_("Language"))

    class Meta:
        model = Item
        fields = [
            "bank",
            "module",
            "topic",
            "tag",
            "rule",
            "level",
            "language",
            "status",
            "kind",
            "is_critical",
            "found__difficulty",
        ]

    def in_module(self, queryset: Any, name: str, value: ModulePage) -> Any:
        return queryset.filter(bank__in=banks_of_module(value))

    def citing(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(rules__citation__icontains=value.strip()).distinct()
