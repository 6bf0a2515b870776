"""The lines of a checked roll as a page shows them."""

from __future__ import annotations

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
class ShownLine:
    """One row in words. ``faults``: (column, reason); ``changes``: (column, new value)."""

    number: int | None
    service_number: str
    name: str
    kind: str
    kind_label: str
    changes: list[tuple[str, str]]
    faults: list[tuple[str, str]]
    notes: list[str]


def tabs(roll: RollImport, kind: str) -> list[Tab]:
    """How many rows of each kind there are; kinds without any are left out."""
    return [Tab(k, str(KIND_WORDS[k]), roll.counts[k], k == kind) for k in KINDS if roll.counts.get(k)]


def shown_lines(roll: RollImport, kind: str) -> list[ShownLine]:
    """The lines of a kind, or all; two queries."""
    lines = [line for line in roll.lines if not kind or line["kind"] == kind]
    ranks = dict(Rank.objects.filter(country=roll.unit.country_id).values_list("pk", "name"))
    wanted = {line["values"].get("unit") for line in lines if line["kind"] != "faulty"}
    units = dict(Unit.objects.filter(pk__in=wanted - {None}).values_list("pk", "name"))
    return [_shown(line, ranks, units) for line in lines]


def _shown(line: dict[str, Any], ranks: dict[int, str], units: dict[int, str]) -> ShownLine:
    values, is_faulty = line["values"], line["kind"] == "faulty"
    readable: dict[str, dict[Any, Any]] = {"rank": ranks, "unit": units, "language": dict(settings.LANGUAGES)}
    changes = [
        (str(FIELDS[name]), str(value if is_faulty else readable.get(name, {}).get(value, value)))
        for name, value in values.items()
        if name in FIELDS and name not in ("service_number", "given_name") and not (name == "name" and line["kind"] != "changed")
    ]
    faults = [(str(FIELDS[name]), reason) for name, reason in line["faults"]]
    return ShownLine(
        number=line["number"],
        service_number=line["service_number"] or _("none"),
        name=values.get("name", ""),
        kind=line["kind"],
        kind_label=str(KIND_WORDS[line["kind"]]),
        changes=changes,
        faults=faults,
        notes=line["notes"],
    )
