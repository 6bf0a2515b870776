"""What a row does to somebody's postings, and what whoever takes it over should look at first. Plain values; no database."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.dates import in_words
from people.roll.record import Ground, Known
from people.status.segments import EXCUSED, PRESENT, Segment, Served, begin, later

MEMBER = "member"
GIVES_UP = {
    "commander": gettext_lazy("Gives up the command of %(unit)s."),
    "acting-commander": gettext_lazy("Gives up the acting command of %(unit)s."),
    "training-officer": gettext_lazy("Gives up the training of %(unit)s."),
}
KEEPS = {
    "commander": gettext_lazy("Keeps the command of %(unit)s."),
    "acting-commander": gettext_lazy("Keeps the acting command of %(unit)s."),
    "training-officer": gettext_lazy("Keeps the training of %(unit)s."),
}


def target_of(known: Known, unit: int | None, ground: Ground) -> int | None:
    """The unit to which a row moves the person; None where he or she stays. A row without a unit moves nobody who serves."""
    if held := known.held(ground.on):
        return unit if unit and unit != held[0].belongs else None
    ahead = later(known.segments, ground.on)
    if unit is None:
        return None if ahead else ground.root
    arrived = next((each for each in ahead if each.starts_on < ground.today), None)
    return None if arrived and arrived.belongs == unit else unit


def refusal(known: Known, target: int, ground: Ground) -> str:
    """Why the person cannot be moved on that day: something else began meanwhile. Empty where nothing did."""
    try:
        begin(known.segments, unit=target, role=MEMBER, on=ground.on, today=ground.today)
    except Served as served:
        words = {"account": known.label, **_where(served.segment, ground)}
        return _("%(account)s serves in %(unit)s since %(day)s: a list of an earlier day cannot change that.") % words
    return ""


def notes_of_move(known: Known, target: int, ground: Ground) -> list[str]:
    """What else ends with the move, what goes along, and what stays."""
    held, ahead = known.held(ground.on), later(known.segments, ground.on)
    notes = [*_given_up(held[:1], ground)]
    notes += [_stays_excused(each) for each in held if each.status == EXCUSED]
    notes += [_("The attachment to %(unit)s ends.") % _where(each, ground) for each in held if is_lent(each)]
    notes += [_dropped(each, ground) for each in ahead if each.belongs != target]
    return notes + [str(KEEPS[each.role]) % _where(each, ground) for each in known.others if each.role in KEEPS]


def leaves(known: Known, ground: Ground) -> bool:
    """Whether anything of the person ends when a complete roll does not name him or her."""
    held = known.held(ground.on)
    return bool(held and held[0].belongs in ground.unit_names) or any(
        each.belongs in ground.unit_names and each.starts_on >= ground.today for each in later(known.segments, ground.on)
    )


def notes_of_leaving(known: Known, ground: Ground) -> list[str]:
    """What ends and what stays when a complete roll no longer names the person, for whoever takes it over."""
    held = [each for each in known.held(ground.on) if each.belongs in ground.unit_names]
    own = [each for each in known.others if each.unit in ground.unit_names]
    notes = [*_given_up(held[:1], ground), *_given_up(own, ground)]
    for each in later(known.segments, ground.on):
        if each.starts_on >= ground.today and each.belongs in ground.unit_names:
            notes.append(_dropped(each, ground))
        else:
            notes.append(_("Posted to %(unit)s from %(day)s on: that stays.") % _where(each, ground))
    elsewhere = [each for each in known.others if each.unit not in ground.unit_names and each.role in KEEPS]
    return notes + [str(KEEPS[each.role]) % _where(each, ground) for each in elsewhere]


def _given_up(segments: list[Segment], ground: Ground) -> Iterator[str]:
    return (str(GIVES_UP[each.role]) % _where(each, ground) for each in segments if each.role in GIVES_UP)


def _dropped(segment: Segment, ground: Ground) -> str:
    return _("The posting to %(unit)s planned from %(day)s on is dropped.") % _where(segment, ground)


def is_lent(segment: Segment) -> bool:
    """Attached to another unit: neither present in the own one nor excused."""
    return segment.status not in (PRESENT, EXCUSED)


def _stays_excused(segment: Segment) -> str:
    if segment.ends_on is None:
        return _("Excused from %(first)s on: that stays.") % {"first": in_words(segment.starts_on)}
    days = {"first": in_words(segment.starts_on), "last": in_words(segment.ends_on)}
    return _("Excused from %(first)s until %(last)s: that stays.") % days


def _where(segment: Segment, ground: Ground) -> dict[str, str]:
    unit = segment.unit if is_lent(segment) else segment.belongs
    return {"unit": ground.names.get(unit, ""), "day": in_words(segment.starts_on)}
