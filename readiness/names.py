"""Names with their states, in the order of the tree; for the own subtree and today only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from credentials.models import Credential, ExternalCertificate
from people.models.units import path_range
from readiness.figures import AT, STATES, classified, people_at
from readiness.page import Reading


def names(reading: Reading, state: str = "", units: Sequence[int] | None = None) -> QuerySet[Any]:
    """People of the subtree, or of some of its units, in the order of the tree.

    Each with ``standing``, and with the last day and the code of the credential that is neither revoked nor replaced, also
    when it has expired (``valid_until``, ``code``; both None without one, the day alone for one that never expires).
    """
    sight, key = reading.sight, reading.asked.key
    where = path_range(sight.path, AT) if units is None else Q(unit__in=units)
    held = Credential.objects.current(sight.on).filter(holder=OuterRef("user"), achievement_key=key)
    others = ExternalCertificate.objects.valid(sight.on).filter(holder=OuterRef("user"), achievement_key=key)
    people = classified(people_at(where, sight.on), key, reading.asked.terms, sight.on).annotate(
        valid_until=Subquery(held.with_last_day(sight.on).values("last_day")[:1]),
        code=Subquery(held.values("code")[:1]),
        external_until=Subquery(others.values("expires_on")[:1]),
        is_external=Exists(others),
        path=F(f"{AT}path"),
    )
    people = people.select_related("user__rank", "unit").order_by("path", "user__name", "user__username")
    return people.filter(standing=state) if state in STATES else people


class NamesInPages(Sequence[Any]):
    """The same people piece by piece: how many stand in each unit is known, so that only the units of a page are read."""

    def __init__(self, reading: Reading, state: str = "") -> None:
        self.reading, self.state = reading, state if state in STATES else ""
        counts = ((p.pk, reading.by_unit[p.pk].in_state(self.state)) for p in reading.below if p.pk in reading.by_unit)
        self.counts = [(unit, people) for unit, people in counts if people]

    def __len__(self) -> int:
        return sum(people for _unit, people in self.counts)

    @overload
    def __getitem__(self, wanted: int) -> Any: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Any]: ...
    def __getitem__(self, wanted: int | slice) -> Any:
        """A piece of the list, in one query."""
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(len(self))
        units, before, seen = [], 0, 0
        for unit, people in self.counts:
            if seen + people <= start:
                before += people
            elif seen < stop:
                units.append(unit)
            seen += people
        return list(names(self.reading, self.state, units)[start - before : stop - before]) if units else []
