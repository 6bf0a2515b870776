"""Deeds on a roll: send, name its columns, check, mend, take over, discard."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.audit.services import note
from people.models import Country, RollImport, RollMapping, Unit, User
from people.roll.columns import fingerprint, guess_columns, missing_columns
from people.roll.faulty import mended_rows
from people.roll.ground import ground_of
from people.roll.plan import digest
from people.roll.progress import forget_progress
from people.roll.reading import Table, UnreadableRoll, read_table
from people.roll.taking import Ready, make_ready, planned_rows, write_roll
from people.twice import first_sent, hold_sender

log = logging.getLogger("bluehelm.people")

State = RollImport.State
REPORT_EVERY = 500


class NotNow(Exception):
    """The roll went on meanwhile, in another tab or by the worker: the deed fits its state no more, and nothing was done."""


class RollChanged(Exception):
    """The record changed since the roll was checked; it was checked anew and nothing was taken over."""


def send_roll(*, unit: Unit, by: User, on: date, file_name: str, content: bytes, is_complete: bool, at: datetime) -> RollImport:
    """Reads the file; columns come from the last file of this form, else from its headings. The same file sent twice is one roll.

    Raises UnreadableRoll.
    """
    table = read_table(content)  # takes seconds: before anything is held
    said_of_it = {"unit": unit, "sent_by": by, "takes_effect_on": on, "file_name": file_name[-150:], "is_complete": is_complete}
    with transaction.atomic():
        return _sent(table, said_of_it, at)


def _sent(table: Table, said: dict[str, Any], at: datetime) -> RollImport:
    hold_sender(said["sent_by"])
    twin = first_sent(RollImport.objects.open().filter(**said), "sent_at", at)
    if twin and (twin.header, twin.rows) == (table.header, [list(row) for row in table.rows]):
        return twin
    remembered = RollMapping.objects.filter(country=said["unit"].country, fingerprint=fingerprint(table.header)).first()
    roll = RollImport.objects.create(
        **said,
        header=table.header,
        rows=table.rows,
        columns=remembered.columns if remembered else guess_columns(table.header),
    )
    log.info("roll sent", extra={"data": {"roll": roll.pk, "unit": roll.unit_id, "by": roll.sent_by_id, "rows": len(table.rows)}})
    return roll


def _held(roll: RollImport, *states: str) -> RollImport:
    """The roll as it stands, held until the transaction ends. Raises NotNow when it is in none of the states."""
    held = RollImport.objects.select_for_update(of=("self",)).select_related("unit", "sent_by").get(pk=roll.pk)
    if states and held.state not in states:
        raise NotNow(held.state)
    return held


def _begin(roll: RollImport, state: str, at: datetime, *changed: str) -> RollImport:
    """Marks the roll as under way; whatever works on it since before does so in vain."""
    forget_progress(roll)
    roll.state, roll.done, roll.begun_at, roll.has_failed, roll.was_overtaken = state, 0, at, False, False
    roll.save(update_fields=["state", "done", "begun_at", "has_failed", "was_overtaken", *changed])
    return roll


@transaction.atomic
def name_columns(*, roll: RollImport, columns: dict[str, int], at: datetime) -> RollImport:
    """Says which column means what, and remembers it for files with these headings. Raises ValueError when one is missing."""
    if missing_columns(columns):
        raise ValueError("A roll needs a service number and a name.")
    roll = _held(roll, State.MAPPING, State.CHECKED)
    roll.columns = columns
    RollMapping.objects.update_or_create(
        country=roll.unit.country, fingerprint=fingerprint(roll.header), defaults={"columns": columns}
    )
    return _begin(roll, State.CHECKING, at, "columns")


def check_roll(*, roll: RollImport, at: datetime) -> RollImport:
    """Plans every row against the record as it stands, telling how far it came; changes nothing but the roll itself.

    A roll that was discarded, taken over or begun anew meanwhile stays what it is.
    """
    lines = []
    for line in planned_rows(roll, ground_of(roll, timezone.localdate(at))):
        lines.append(line)
        if len(lines) % REPORT_EVERY == 0:
            RollImport.objects.filter(pk=roll.pk, begun_at=roll.begun_at).update(done=len(lines))
    counts = dict(Counter(line.kind for line in lines))
    return _keep(roll, {"lines": [asdict(line) for line in lines], "digest": digest(lines), "done": len(lines), "counts": counts})


@transaction.atomic
def _keep(planned: RollImport, found: dict[str, Any]) -> RollImport:
    roll = _held(planned)
    if roll.begun_at != planned.begun_at or roll.state not in (State.CHECKING, State.CHECKED, State.APPLYING):
        return roll
    for name, value in found.items():
        setattr(roll, name, value)
    roll.state = State.CHECKED
    roll.save(update_fields=[*found, "state"])
    return roll


def mend_roll(*, roll: RollImport, content: bytes, at: datetime) -> RollImport:
    """Puts mended rows in the place of the faulty ones, by their column “Row”; a row that was emptied leaves the list.

    Raises UnreadableRoll, or NotNow where the roll went on meanwhile; nothing is lost then.
    """
    if not RollImport.objects.filter(pk=roll.pk, state=State.CHECKED).exists():
        raise NotNow(roll.state)
    table = read_table(content)  # takes seconds: before anything is held
    with transaction.atomic():
        return _mended(_held(roll, State.CHECKED), table, at)


def _mended(roll: RollImport, table: Table, at: datetime) -> RollImport:
    faulty = {str(line["number"]) for line in roll.lines if line["kind"] == "faulty"}
    mended = mended_rows(table, roll.header, faulty)
    rows = [(number, mended.get(str(number), cells)) for number, cells in roll.rows]
    roll.rows = [(number, cells) for number, cells in rows if any(cells)]
    if not roll.rows:
        raise UnreadableRoll(_("No row would be left. Throw the list away instead."))
    return _begin(roll, State.CHECKING, at, "rows")


@transaction.atomic
def begin_taking_over(*, roll: RollImport, at: datetime) -> RollImport:
    """Marks the roll as under way, so that its page says so. Raises NotNow, also while a row is faulty."""
    roll = _held(roll, State.CHECKED)
    if roll.faulty:
        raise NotNow(roll.state)
    return _begin(roll, State.APPLYING, at)


@transaction.atomic
def begin_again(*, roll: RollImport, at: datetime) -> RollImport:
    """Work that failed or died is asked for once more, from its beginning. Raises NotNow while it may be alive."""
    roll = _held(roll, State.CHECKING, State.APPLYING)
    if not roll.is_stuck(at):
        raise NotNow(roll.state)
    return _begin(roll, roll.state, at)


def mark_failed(*, roll: RollImport) -> None:
    """The work on it stopped by a fault; nothing was taken over. Work that was asked for since goes on."""
    RollImport.objects.filter(pk=roll.pk, begun_at=roll.begun_at).update(has_failed=True)


def apply_roll(*, roll: RollImport, at: datetime) -> RollImport:
    """Takes the whole roll over, or nothing of it; one that was discarded meanwhile stays so.

    Raises RollChanged when the record no longer is what was checked: then the roll is checked anew.
    """
    try:
        ready = make_ready(roll, at)
        with transaction.atomic():
            return _apply(_held(roll), ready, at)
    except (RollChanged, IntegrityError) as error:
        check_roll(roll=RollImport.objects.select_related("unit", "sent_by").get(pk=roll.pk), at=at)
        raise RollChanged from error
    finally:
        forget_progress(roll)


def _apply(roll: RollImport, ready: Ready, at: datetime) -> RollImport:
    if roll.state not in (State.CHECKED, State.APPLYING):
        return roll
    _wait_for_others(roll)
    if ready.digest != roll.digest or roll.faulty or ground_of(roll, timezone.localdate(at)) != ready.ground:
        raise RollChanged
    write_roll(roll, ready, at)
    return _forget(roll, State.APPLIED, at)


def _wait_for_others(roll: RollImport) -> None:
    """One roll of a country at a time; of those that set addresses one at all: an address is nobody else's in any country."""
    countries = Country.objects.all() if "email" in roll.columns else Country.objects.filter(pk=roll.unit.country_id)
    list(countries.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def discard_roll(*, roll: RollImport, at: datetime) -> RollImport:
    """Throws the list away. What was taken over stays: see the state of the roll that is returned."""
    roll = _held(roll)
    forget_progress(roll)
    return _forget(roll, State.DISCARDED, at) if roll.state not in (State.APPLIED, State.DISCARDED) else roll


def _forget(roll: RollImport, state: str, at: datetime) -> RollImport:
    """Names and numbers go; the counts stay."""
    roll.state, roll.rows, roll.lines = state, [], []
    roll.applied_at = at if state == State.APPLIED else None
    roll.save(update_fields=["state", "rows", "lines", "applied_at"])
    note(f"roll {state}", by=roll.sent_by_id, at=at, roll=roll.pk, unit=roll.unit_id, **roll.counts)
    log.info("roll %s", state, extra={"data": {"roll": roll.pk, "unit": roll.unit_id, "by": roll.sent_by_id, **roll.counts}})
    return roll


def forget_old_rolls(*, before: datetime, at: datetime) -> int:
    """Discards rolls that nobody finished; returns how many. Personal data does not lie about."""
    old = list(RollImport.objects.open().filter(sent_at__lt=before))
    for roll in old:
        discard_roll(roll=roll, at=at)
    return len(old)
