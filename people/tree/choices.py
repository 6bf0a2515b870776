"""Choosing a unit: in the order of the tree, each as deep as it stands, so that two of one name are told apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, OuterRef, QuerySet, Subquery

from people.models import Placement, Unit
from people.models.units import valid_on


def in_tree_order(units: QuerySet[Unit], on: date) -> QuerySet[Any]:
    """Those of the units that are in the tree on the day, with ``path`` and ``depth``."""
    placed = units.filter(valid_on(on, "placements__"))
    return placed.annotate(path=F("placements__path"), depth=F("placements__depth")).order_by("path")


def in_order_of_their_last_place(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Those of the units that are or were in the tree, with the ``path`` and ``depth`` that they have or had last."""
    last = Placement.objects.filter(unit=OuterRef("pk")).order_by("-starts_on")
    placed = units.annotate(path=Subquery(last.values("path")[:1]), depth=Subquery(last.values("depth")[:1]))
    return placed.filter(path__isnull=False).order_by("path", "pk")


class UnitChoiceField(forms.ModelChoiceField):
    """Its queryset comes from ``in_tree_order`` or ``in_order_of_their_last_place``."""

    def label_from_instance(self, obj: Any) -> str:
        return "\N{EN DASH} " * (obj.depth - 1) + obj.name


class UnitsChoiceField(forms.ModelMultipleChoiceField):
    """Several of them."""

    label_from_instance = UnitChoiceField.label_from_instance
