"""What a roll is compared with: the people, units and ranks that the file names or the unit holds. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language_info

from people.models import Country, Posting, Rank, RollImport, Unit, User
from people.models.units import subtree_rows
from people.permissions import is_administrator, no_mightier
from people.postings import COLUMNS
from people.roll.columns import plain
from people.roll.plan import bare_number
from people.roll.record import Ground, Known, Namesake, without_zeros
from people.status.segments import Segment

CHUNK = 500


def ground_of(roll: RollImport, today: date) -> Ground:
    """Everything that the plan of this roll asks, as it stands now."""
    on, country = roll.takes_effect_on, roll.unit.country_id
    units, unit_names = _units(roll.unit, on)
    others = Country.codes() - {country}
    bare = Ground(country, roll.unit_id, on, today, {}, units, unit_names, _ranks(country), _languages(), countries=others)
    numbers = {bare_number(text, bare) for text in _column(roll, "service_number")} - {""}
    belongs = Q(home=None, unit__in=unit_names) | Q(home__in=unit_names)  # lent people stand on the roll of their home
    inside = list(Posting.objects.main().from_day(on).filter(belongs).values_list("user", flat=True))
    people = {user.pk: user for chunk in chunks(numbers) for user in _people(country).filter(service_number__in=chunk)}
    people |= {user.pk: user for chunk in chunks(set(inside) - set(people)) for user in _people(country).filter(pk__in=chunk)}
    postings = _postings(list(people), on)
    reach = set(unit_names) if not is_administrator(roll.sent_by) else None
    mightier = _mightier(people, roll, today)
    known = {user.service_number: _known(user, postings[user.pk], reach, mightier) for user in people.values()}
    posted = {unit for rows in postings.values() for _main, row in rows for unit in (row.unit, row.home) if unit}
    names = dict(Unit.objects.filter(pk__in=posted - set(unit_names)).order_by().values_list("pk", "name"))
    alike = _alike(country, numbers - set(known))
    return replace(bare, people=known, emails=_emails(_column(roll, "email")), names=names | unit_names, alike=alike)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Lists short enough for one query."""
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _column(roll: RollImport, field: str) -> Iterator[str]:
    index = roll.columns.get(field)
    return (cells[index] for _row, cells in roll.rows) if index is not None else iter(())


def _people(country: str) -> Any:
    told = ("service_number", "name", "email", "language", "is_active", "rank__abbreviation", "rank__name")
    return User.objects.filter(country=country).select_related("rank").only(*told)


def _postings(users: list[int], on: date) -> dict[int, list[tuple[bool, Segment]]]:
    """What each is posted as on the day or later, and whether as the main post; plain columns, for they are many."""
    found: dict[int, list[tuple[bool, Segment]]] = defaultdict(list)
    for chunk in chunks(users):
        rows = Posting.objects.from_day(on).filter(user__in=chunk).order_by("starts_on", "pk")
        for user, is_main, *columns in rows.values_list("user", "is_main", "pk", *COLUMNS):
            found[user].append((is_main, Segment(*columns)))
    return found


def _mightier(people: Collection[int], roll: RollImport, today: date) -> set[int]:
    """Whose address the sender may not set; nobody where the list names no addresses."""
    if "email" not in roll.columns:
        return set()
    may = no_mightier(roll.sent_by, today).order_by()
    return set(people) - {pk for chunk in chunks(people) for pk in may.filter(pk__in=chunk).values_list("pk", flat=True)}


def _known(user: User, postings: list[tuple[bool, Segment]], reach: set[int] | None, mightier: set[int]) -> Known:
    main = tuple(segment for is_main, segment in postings if is_main)
    return Known(
        pk=user.pk,
        label=user.short_label,
        name=user.name,
        rank=user.rank_id,
        email=user.email,
        language=user.language,
        is_open=user.is_active,
        segments=main,
        others=tuple(segment for is_main, segment in postings if not is_main),
        is_reachable=reach is None or all(segment.belongs in reach for segment in main),
        keeps_address=user.pk in mightier,
    )


def _alike(country: str, unknown: set[str]) -> dict[str, list[Namesake]]:
    """Whose number is one of the unknown ones but for zeros at its front: which of them had a spreadsheet drop or add them."""
    bare = {without_zeros(number) for number in unknown} - {""}
    of_zeros = User.objects.filter(country=country, service_number__startswith="0").order_by()
    longer = {number for number in of_zeros.values_list("service_number", flat=True).iterator() if without_zeros(number) in bare}
    found: dict[str, list[Namesake]] = defaultdict(list)
    for chunk in chunks(longer | {without_zeros(number) for number in unknown if number.startswith("0")}):
        for user in _people(country).filter(service_number__in=chunk):
            namesake = Namesake(user.short_label, user.service_number, user.name)
            found[without_zeros(user.service_number)].append(namesake)
    return dict(found)


def _units(root: Unit, on: date) -> tuple[dict[str, tuple[int, ...]], dict[int, str]]:
    """The root and all below it on the day, by name, by short name, and each with what stands above it: a coy/1 pl."""
    keys: dict[str, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    above: dict[str, list[set[str]]] = {}
    for place in subtree_rows([root], on):
        own = {plain(place.unit.name), plain(place.unit.short_name)}
        trail = [*above.get(place.path[: -place.steplen], []), own]
        above[place.path] = trail
        names[place.unit_id] = place.unit.name
        for key in _keys(trail):
            keys[key].add(place.unit_id)
    return {key: tuple(sorted(found)) for key, found in keys.items()}, names


def _keys(trail: list[set[str]]) -> set[str]:
    """Every way to name the last unit of the trail: alone, with its parent, with both above it."""
    keys = set(trail[-1])
    for parents in reversed(trail[-3:-1]):
        keys |= {f"{parent}/{key}" for parent in parents for key in keys}
    return keys


def _ranks(country: str) -> dict[str, int]:
    ranks = Rank.objects.filter(country=country)
    return {plain(text): rank.pk for rank in ranks for text in (rank.name, rank.abbreviation)}


def _emails(texts: Iterable[str]) -> dict[str, str]:
    """Whose address it is, in whatever letters and whichever country: nobody's way back into an account is another's."""
    people = User.objects.annotate(address=Lower("email")).order_by().values_list("address", "username")
    return {
        address: name
        for chunk in chunks({text.lower() for text in texts if text})
        for address, name in people.filter(address__in=chunk)
    }


def _languages() -> dict[str, str]:
    """The languages of the site by code, English name and own name."""
    infos = [(code, get_language_info(code)) for code, _name in settings.LANGUAGES]
    return {plain(text): code for code, info in infos for text in (code, info["name"], info["name_local"])}
