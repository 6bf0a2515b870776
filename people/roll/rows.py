"""The lines of a checked roll as a page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Rank, RollImport, Unit
from people.roll.columns import FIELDS
from people.roll.plan import KINDS

KIND_WORDS = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "moved": gettext_lazy("Moved"),
    "leaving": gettext_lazy("Leaving"),
    "unchanged": gettext_lazy("Unchanged"),
    "faulty": gettext_lazy("Faulty"),
}


@dataclass(frozen=True)
class Tab:
    """A filter over the rows of a roll; ``count``: the rows of the kind."""

    kind: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Change:
    """What a column says of somebody; ``before``: what the record says in its place, empty where it says nothing."""

    column: str
    value: str
    before: str


@dataclass(frozen=True)
class ShownLine:
    """One row in words. ``faults``: (column, reason)."""

    number: int | None
    service_number: str
    name: str
    kind: str
    kind_label: str
    changes: list[Change]
    faults: list[tuple[str, str]]
    notes: list[str]


def tabs(roll: RollImport, kind: str) -> list[Tab]:
    """How many rows of each kind there are; kinds without any are left out."""
    return [Tab(k, str(KIND_WORDS[k]), roll.counts[k], k == kind) for k in KINDS if roll.counts.get(k)]


def shown_lines(roll: RollImport, kind: str) -> list[ShownLine]:
    """The lines of a kind, or all; two queries."""
    lines = [line for line in roll.lines if not kind or line["kind"] == kind]
    ranks = dict(Rank.objects.filter(country=roll.unit.country_id).values_list("pk", "name"))
    told = [said for line in lines if line["kind"] != "faulty" for said in (line["values"], line.get("before", {}))]
    units = _units({said.get("unit") for said in told} - {None})
    readable: dict[str, dict[Any, Any]] = {"rank": ranks, "unit": units, "language": dict(settings.LANGUAGES)}
    return [_shown(line, readable) for line in lines]


def _units(wanted: set[int]) -> dict[int, str]:
    """The names of the units; of several alike each with its short name: every company has a first platoon."""
    names = {pk: (name, short) for pk, name, short in Unit.objects.filter(pk__in=wanted).values_list("pk", "name", "short_name")}
    alike = Counter(name for name, _short in names.values())
    return {pk: f"{name} ({short})" if alike[name] > 1 else name for pk, (name, short) in names.items()}


def _shown(line: dict[str, Any], readable: dict[str, dict[Any, Any]]) -> ShownLine:
    values = line["values"]
    faults = [(str(FIELDS[name]), reason) for name, reason in line["faults"]]
    return ShownLine(
        number=line["number"],
        service_number=line["service_number"] or _("none"),
        name=values.get("name", ""),
        kind=line["kind"],
        kind_label=str(KIND_WORDS[line["kind"]]),
        changes=_changes(line, readable) if line["kind"] != "faulty" else [],
        faults=faults,
        notes=line["notes"],
    )


def _changes(line: dict[str, Any], readable: Mapping[str, dict[Any, Any]]) -> list[Change]:
    """What would be new of somebody, or where the person leaves from; an unchanged name stands beside it anyway."""
    new, before = line["values"], line.get("before", {})
    if line["kind"] == "leaving":
        new, before = before, {}

    def said(name: str, value: Any) -> str:
        return "" if value is None else str(readable.get(name, {}).get(value, value))

    return [
        Change(str(label), said(name, new[name]), said(name, before.get(name)))
        for name, label in FIELDS.items()
        if new.get(name) and name not in ("service_number", "given_name") and (name != "name" or name in before)
    ]
