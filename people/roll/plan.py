"""What a roll would change, row by row. Plain values in, plain values out; no database."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _

from people.names import country_of, sign_in_name
from people.roll import moves
from people.roll.columns import plain
from people.roll.record import Ground, Known, without_zeros

KINDS = ("new", "changed", "moved", "leaving", "unchanged", "faulty")
LONGEST_ADDRESS = 254  # what the record holds
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # as the reader of workbooks writes one: Excel takes 1-3-98 for a day
NUMBER_SIGNS = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ./-")


@dataclass(frozen=True)
class Line:
    """One row and what becomes of it. ``values``: what is stored; ``faults``: (field, reason); ``notes``: what to look at."""

    kind: str
    number: int | None
    service_number: str
    values: dict[str, Any] = field(default_factory=dict)
    user: int | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    was: list[Any] = field(default_factory=list)  # what the record said of the person
    before: dict[str, Any] = field(default_factory=dict)  # what the record says in the place of ``values``, by name of the field


def plan_roll(
    rows: Iterable[tuple[int, list[str]]], columns: dict[str, int], ground: Ground, *, is_complete: bool
) -> Iterator[Line]:
    """A line for each row in their order; with a complete roll, then a line for each person who is not on it."""
    cells = [(number, {name: row[index] for name, index in columns.items()}) for number, row in rows]
    numbers = [bare_number(values.get("service_number", ""), ground) for _row, values in cells]
    twins = _twins((service_number, _whole_name(values)) for service_number, (_row, values) in zip(numbers, cells, strict=True))
    again = dict.fromkeys(twins, _("Another row has this name, and this number but for zeros at the front."))
    again |= dict.fromkeys(_twice(numbers), _("Another row has the same service number."))
    addresses = _twice(values.get("email", "").lower() for _row, values in cells)
    again |= dict.fromkeys(addresses, _("Another row has the same address."))
    for (number, values), service_number in zip(cells, numbers, strict=True):
        yield _line(number, service_number, values, ground, again)
    if is_complete:
        yield from _leaving(set(numbers), ground)


def _twice(texts: Iterable[str]) -> set[str]:
    """What stands in more than one row; no number holds the sign of an address."""
    return {text for text, rows in Counter(texts).items() if text and rows > 1}


def _twins(rows: Iterable[tuple[str, str]]) -> set[str]:
    """Numbers of which another row has the like, but for zeros at the front, under the same name."""
    found: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for number, name in rows:
        found[without_zeros(number), frozenset(plain(name).split())].add(number)
    return {number for numbers in found.values() if len(numbers) > 1 for number in numbers}


def bare_number(typed: str, ground: Ground) -> str:
    """The service number without its country. Letters that are no country's belong to it: SN-001."""
    name = sign_in_name(typed, ground.country, codes=()) if typed else ""
    return name.removeprefix(f"{ground.country}-")


def _line(number: int, service_number: str, values: dict[str, str], ground: Ground, again: dict[str, str]) -> Line:
    known = ground.people.get(service_number)
    stored, faults = _stored(values, ground)
    faults += _number_faults(service_number, ground, again)
    if not faults:
        faults += _clashes(known, stored, service_number, ground) if known else _lost_zeros(stored, service_number, ground)
    faults += _address_faults(stored.get("email", "").lower(), service_number, ground, again)
    if faults:
        shown = {name: text for name, text in values.items() if text}
        return Line("faulty", number, service_number, shown, known.pk if known else None, faults)
    return _sound(number, service_number, stored, known, ground)


def _sound(number: int, service_number: str, stored: dict[str, Any], known: Known | None, ground: Ground) -> Line:
    unit = stored.pop("unit", None)
    if known is None:
        return Line("new", number, service_number, {**stored, "unit": unit or ground.root})
    changes = {name: value for name, value in stored.items() if value != getattr(known, name)}
    notes = []
    if target := moves.target_of(known, unit, ground):
        changes["unit"] = target
        notes = moves.notes_of_move(known, target, ground)
    kind = "moved" if "unit" in changes else "changed" if changes else "unchanged"
    before = {name: known.place(ground.on) if name == "unit" else getattr(known, name) for name in changes}
    values = {"name": known.name, **changes}
    return Line(kind, number, service_number, values, known.pk, notes=notes, was=known.state, before=before)


def _stored(values: dict[str, str], ground: Ground) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What the cells mean, and what they cannot mean. An empty cell of an optional column changes nothing."""
    stored: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    if not values.get("name"):
        faults.append(("name", _("The name is missing.")))
    elif not any(map(str.isalpha, name := _whole_name(values))):
        faults.append(("name", _("“%(text)s” is no name.") % {"text": name}))
    else:
        stored["name"] = name
    for each, read in (("rank", _rank), ("unit", _unit), ("email", _email), ("language", _language)):
        if text := values.get(each, ""):
            try:
                stored[each] = read(text, ground)
            except ValueError as error:
                faults.append((each, str(error)))
    return stored, faults


def _whole_name(values: dict[str, str]) -> str:
    return " ".join(part for part in (values.get("given_name", ""), values.get("name", "")) if part)[:150]


def _rank(text: str, ground: Ground) -> int:
    if (rank := ground.ranks.get(plain(text))) is None:
        raise ValueError(_("“%(text)s” is no rank of this country.") % {"text": text})
    return rank


def _unit(text: str, ground: Ground) -> int:
    """A unit by its name, its short name, or by its way down the tree with strokes: A Coy/1 Pl."""
    found = ground.units.get("/".join(plain(part) for part in text.replace(">", "/").split("/")), ())
    if not found:
        raise ValueError(_("“%(text)s” is no unit below the one that this roll is for.") % {"text": text})
    if len(found) > 1:
        raise ValueError(_("Several units are called “%(text)s”. Put what stands above before it: A Coy/1 Pl.") % {"text": text})
    return found[0]


def _email(text: str, ground: Ground) -> str:
    try:
        validate_email(text)
        MaxLengthValidator(LONGEST_ADDRESS)(text)
    except ValidationError:
        raise ValueError(_("“%(text)s” is no e-mail address.") % {"text": text}) from None
    return text


def _language(text: str, ground: Ground) -> str:
    if (code := ground.languages.get(plain(text))) is None:
        raise ValueError(_("“%(text)s” is no language of this site.") % {"text": text})
    return code


def _number_faults(service_number: str, ground: Ground, again: dict[str, str]) -> list[tuple[str, str]]:
    if not service_number:
        return [("service_number", _("The service number is missing."))]
    if service_number in again:
        return [("service_number", again[service_number])]
    if DAY.fullmatch(service_number) and service_number not in ground.people:
        return [("service_number", _("This is a date. Make the column of numbers one of text, and write the number again."))]
    if service_number not in ground.people and country_of(service_number, ground.countries):
        return [("service_number", _("%(number)s belongs to another country.") % {"number": service_number})]
    if len(service_number) > 32 or not set(service_number) <= NUMBER_SIGNS:
        return [("service_number", _("A service number has capitals, digits, and the signs . / - only."))]
    return []


def _clashes(known: Known, stored: dict[str, Any], service_number: str, ground: Ground) -> list[tuple[str, str]]:
    """The account of that number is somebody else's, closed, or out of reach: named, so that it can be looked up."""
    account = f"{known.label} ({ground.country}-{service_number})"
    if not _is_one_name(known.name, stored["name"]):
        reason = _("This number belongs to %(account)s. Check the number; a new name is changed on the account.")
        return [("service_number", reason % {"account": account})]
    if not known.is_open:
        return [
            ("service_number", _("The account of %(account)s is closed. An administrator can open it.") % {"account": account})
        ]
    if not known.is_reachable:
        return [
            ("service_number", _("%(account)s serves elsewhere. An administrator can move people here.") % {"account": account})
        ]
    if known.keeps_address and stored.get("email", known.email).lower() != known.email.lower():
        return [("email", _("A list cannot change the address of this account, because of its powers. Its owner can."))]
    target = moves.target_of(known, stored.get("unit"), ground)
    reason = moves.refusal(known, target, ground) if target else ""
    return [("unit", reason)] if reason else []


def _is_one_name(one: str, other: str) -> bool:
    return bool(set(plain(one).split()) & set(plain(other).split()))


def _lost_zeros(stored: dict[str, Any], service_number: str, ground: Ground) -> list[tuple[str, str]]:
    """Somebody on the record of this name has the number but for zeros at its front: the same person, whom Excel made two."""
    for each in ground.alike.get(without_zeros(service_number), []):
        if _is_one_name(each.name, stored["name"]):
            account = f"{each.label} ({ground.country}-{each.service_number})"
            reason = _("Only zeros at the front tell this number from that of %(account)s. Write it as it is on the record.")
            return [("service_number", reason % {"account": account})]
    return []


def _address_faults(email: str, service_number: str, ground: Ground, again: dict[str, str]) -> list[tuple[str, str]]:
    """An address of another country's account is refused without saying whose it is."""
    if email in again:
        return [("email", again[email])]
    owner, own = ground.emails.get(email, ""), f"{ground.country}-"
    if not owner or owner == own + service_number:
        return []
    if not owner.startswith(own):
        return [("email", _("This address belongs to an account of another country."))]
    return [("email", _("This address belongs to %(account)s.") % {"account": owner})]


def _leaving(listed: set[str], ground: Ground) -> Iterator[Line]:
    for service_number, known in ground.people.items():
        if service_number not in listed and moves.leaves(known, ground):
            notes = moves.notes_of_leaving(known, ground)
            before = {"unit": known.place(ground.on)}
            yield Line(
                "leaving", None, service_number, {"name": known.name}, known.pk, notes=notes, was=known.state, before=before
            )


def digest(lines: Iterable[Line]) -> str:
    """The same as long as the plan is the same, in whatever language its remarks are."""
    deeds = [(line.kind, line.number, line.service_number, line.values, line.user, line.was) for line in lines]
    return sha256(json.dumps(deeds, sort_keys=True).encode()).hexdigest()
