"""Names with their states, in the order of the tree; for the own subtree and today only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from credentials.models import Credential, ExternalCertificate
from people.models.units import path_range
from readiness.figures import AT, STATES, accepting_external, classified, people_at
from readiness.page import Reading


@dataclass(frozen=True)
class Proof:
    """What a person shows: the own certificate by ``code``, else that of another ``provider``, with its ``number`` if it has one.

    ``until``: the last valid day, None without an end. ``is_valid``: it counts on the day. ``is_refused``: a certificate of
    others would be there, but what is asked here does not accept it.
    """

    code: str = ""
    provider: str = ""
    issued_on: date | None = None
    until: date | None = None
    is_valid: bool = False
    is_refused: bool = False
    number: str = ""

    @property
    def is_external(self) -> bool:
        return bool(self.provider)

    @property
    def grouped_code(self) -> str:
        return " ".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))


def proof_of(row: Any, on: date) -> Proof:
    """Of a row of ``names``: the own certificate, unless it is one of others that the standing rests upon."""
    is_own_valid = bool(row.code) and _lasts(row.valid_until, on)
    counts = row.is_external and row.accepts_external
    own = Proof(row.code or "", "", row.issued_on, row.valid_until, is_own_valid, row.is_external and not counts)
    suffices = is_own_valid and (_lasts(own.until, row.needed_until) or not _lasts_longer(row.external_until, own.until))
    if suffices or not counts:
        return own
    number = row.external_number
    return Proof("", row.external_provider, row.external_on, row.external_until, is_valid=True, number=number)


def _lasts(until: date | None, on: date) -> bool:
    return until is None or until >= on


def _lasts_longer(one: date | None, other: date | None) -> bool:
    return other is not None and _lasts(one, other) and one != other


def names(reading: Reading, state: str = "", units: Sequence[int] | None = None) -> QuerySet[Any]:
    """People of the subtree, or of some of its units, in the order of the tree, each with ``standing``.

    Beside it stands all that ``proof_of`` weighs: the credential that is neither revoked nor replaced, also when it has
    expired (``code``, ``issued_on``, ``valid_until``), and of certificates of others the one that lasts longest.
    """
    sight, key = reading.sight, reading.asked.key
    where = path_range(sight.path, AT) if units is None else Q(unit__in=units)
    held = Credential.objects.current(sight.on).filter(holder=OuterRef("user"), achievement_key=key)
    others = ExternalCertificate.objects.valid(sight.on).filter(holder=OuterRef("user"), achievement_key=key)
    longest = others.order_by(F("expires_on").desc(nulls_first=True), "-pk")
    people = classified(people_at(where, sight.on), key, reading.asked.terms, sight.on).annotate(
        valid_until=Subquery(held.with_last_day(sight.on).values("last_day")[:1]),
        code=Subquery(held.values("code")[:1]),
        issued_on=Subquery(held.values("issued_on")[:1]),
        is_external=Exists(others),
        accepts_external=Case(
            When(accepting_external(reading.asked.terms), then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
        external_on=Subquery(longest.values("earned_on")[:1]),
        external_until=Subquery(longest.values("expires_on")[:1]),
        external_provider=Subquery(longest.values("provider")[:1]),
        external_number=Subquery(longest.values("number")[:1]),
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
