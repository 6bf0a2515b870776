"""The taking over of a roll in two parts: whatever can be read and reckoned before, and the writing.

SQLite lets nobody else write from the first to the last line of a transaction. So the plan and the new accounts are made
ready before it begins; within it the record is read once more, and written only where it still is what the plan was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from people.models import Posting, RollImport, User
from people.own_address import replace_own_addresses
from people.postings import touch_people, update_alike
from people.roll.ground import CHUNK, chunks, ground_of
from people.roll.plan import Line, digest, plan_roll
from people.roll.posting import Tell, dismiss_people, move_people
from people.roll.progress import Progress
from people.roll.record import Ground
from people.services import keep_former_ranks

PERSONAL = ("name", "rank", "email", "language")


@dataclass(frozen=True)
class Ready:
    """A roll that can be written: what it was compared with, what becomes of its rows, and the new accounts with their units."""

    ground: Ground
    lines: dict[str, list[Line]]  # by kind
    digest: str
    accounts: list[tuple[User, int]]
    progress: Progress


def planned_rows(roll: RollImport, ground: Ground) -> Iterator[Line]:
    """What becomes of the rows of the roll."""
    rows = [(number, cells) for number, cells in roll.rows]
    return plan_roll(rows, roll.columns, ground, is_complete=roll.is_complete)


def make_ready(roll: RollImport, at: datetime) -> Ready:
    """Reads and reckons; changes nothing."""
    progress, ground = Progress(roll), ground_of(roll, timezone.localdate(at))
    lines = list(progress.through(planned_rows(roll, ground)))
    by_kind = {kind: [line for line in lines if line.kind == kind] for kind in ("new", "changed", "moved", "leaving")}
    accounts = [(_account(line, roll), line.values["unit"]) for line in by_kind["new"]]
    return Ready(ground, by_kind, digest(lines), accounts, progress)


def write_roll(roll: RollImport, ready: Ready, at: datetime) -> None:
    """Writes what was made ready, within the transaction of whoever holds the roll and its country."""
    lines, tell = ready.lines, ready.progress.tell
    _add_people(ready.accounts, roll.takes_effect_on, at, tell)
    on = min(roll.takes_effect_on, timezone.localdate(at))
    _change_people([*lines["changed"], *lines["moved"]], roll, on, at, tell)
    move_people({line.user: line.values["unit"] for line in lines["moved"] if line.user}, roll, at, tell)
    dismiss_people([line.user for line in lines["leaving"] if line.user], roll, at, tell)


def _add_people(accounts: list[tuple[User, int]], on: date, at: datetime, tell: Tell) -> None:
    """New accounts without a password, posted from the day: only a slip opens them."""
    for start in range(0, len(accounts), CHUNK):
        some = accounts[start : start + CHUNK]
        users = User.objects.bulk_create(user for user, _unit in some)
        units = (unit for _user, unit in some)
        Posting.objects.bulk_create(
            Posting(user=user, unit_id=unit, starts_on=on, changed_at=at) for user, unit in zip(users, units, strict=True)
        )
        tell(len(some))


def _account(line: Line, roll: RollImport) -> User:
    country = roll.unit.country_id
    return User(
        username=f"{country}-{line.service_number}",
        country_id=country,
        service_number=line.service_number,
        password=make_password(None),
        is_demonstration=roll.sent_by.is_demonstration,
        **_fields(line),
    )


def _fields(line: Line) -> dict[str, object]:
    named = {name: line.values[name] for name in PERSONAL if name in line.values}
    return {("rank_id" if name == "rank" else name): value for name, value in named.items()}


def _change_people(lines: list[Line], roll: RollImport, on: date, at: datetime, tell: Tell) -> None:
    """What a person is called changes for all days; the rank counts from the day ``on``, and the former one until then."""
    changed = {line.user: _fields(line) for line in lines if line.user}
    for chunk in chunks(changed):
        people = list(User.objects.select_for_update().filter(pk__in=chunk))
        promoted = {user.pk: user.rank_id for user in people if changed[user.pk].get("rank_id", user.rank_id) != user.rank_id}
        keep_former_ranks(ranks=promoted, on=on)
        new = {user.pk: _new_fields(user, changed[user.pk]) for user in people}
        update_alike(User.objects.all(), {key: values for key, values in new.items() if values})
        if former := {user.pk: user.email for user in people if "email" in new[user.pk]}:
            replace_own_addresses(former, by=roll.sent_by_id, at=at, roll=roll.pk)
        touch_people(users=chunk, at=at)
        tell(len(chunk))


def _new_fields(user: User, fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if getattr(user, name) != value}
