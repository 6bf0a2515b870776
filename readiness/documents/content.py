"""What the documents say, read once from the record and frozen: facts, sentences and tables as plain text.

All words are in the language that is active at the call. Only text, numbers and lists, so that it is kept as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from base.dates import in_words
from base.printing import isolated
from credentials.demands import bearing_on
from people.models import Placement, Unit
from readiness.documents.report import REPORTED, Report, report_of
from readiness.figures import Figures, together
from readiness.names import Proof, names, proof_of
from readiness.page import Reading
from readiness.words import STATE_WORDS

MISSING = ("lapsing", "in-progress", "overdue", "not-started")


@dataclass(frozen=True)
class Table:
    """Cells are text, numbers and days in words among them. ``accounts``: of whom each row speaks, by number; never printed."""

    title: str
    headings: list[str]
    rows: list[list[str]]
    wide: list[int]  # columns that share the room that is left
    accounts: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Content:
    """``facts``: pairs of words and value; ``people``: codes of the certificates on the list; ``signed``: lines to sign."""

    facts: list[list[str]]
    sentences: list[str]
    tables: list[Table]
    people: list[str]
    strength: int
    certified: int
    signed: list[str]

    def frozen(self) -> dict[str, Any]:
        """What is printed and kept: all but the accounts."""
        whole = asdict(self)
        for table in whole["tables"]:
            del table["accounts"]
        return whole


def joined(values: Iterable[str], between: str = "") -> str:
    """Several values in one line, each in its own direction; by commas, unless something else is to stand between them."""
    return (between or _(", ")).join(isolated(value) for value in values)


def total_of(reading: Reading) -> Figures:
    """Of the unit and all below it."""
    return together(reading.by_unit[place.pk] for place in reading.below if place.pk in reading.by_unit)


def certified(reading: Reading) -> list[tuple[Any, Proof]]:
    """Whoever of the strength holds the achievement on the day, with the proof: the number certified of every document.

    Also who need not hold it, and whose certificate ends before the tour does.
    """
    shown = ((row, proof_of(row, reading.sight.on)) for row in names(reading) if row.standing != "excused")
    return [(row, proof) for row, proof in shown if proof.is_valid]


def certification(reading: Reading, at: datetime) -> Content:
    """That so many of the strength hold the achievement on the day, with their names as an annex."""
    shown = certified(reading)
    total, title = total_of(reading), _title(reading)
    figures = {"certified": len(shown), "strength": total.strength, "title": isolated(title), "day": in_words(reading.sight.on)}
    sentence = _("It is certified that on %(day)s, %(certified)s of %(strength)s people of the unit had completed “%(title)s”.")
    headings = [*_person_headings(), _("Unit"), _("Certificate"), _("Issued on"), _("Valid until")]
    rows = [
        [str(number), *_person(row), row.unit.short_name, _code(proof), *_days_of(proof)]
        for number, (row, proof) in enumerate(shown, 1)
    ]
    accounts = [row.user_id for row, _proof in shown]
    lapsing = sum(row.standing == "lapsing" for row, _proof in shown)
    too_short = [[_("Of these, end before the tour and thirty days"), str(lapsing)]] if lapsing else []
    return Content(
        facts=[*_facts(reading), [_("Number certified"), str(len(shown))], *too_short],
        sentences=[sentence % figures, _("The annexed list names them. This document is void without its verification code.")],
        tables=[Table(_("Annex: nominal list"), headings, rows, wide=[2, 5], accounts=accounts)],
        people=[proof.code for _row, proof in shown if proof.code],
        strength=total.strength,
        certified=len(shown),
        signed=[_("Commander"), _("Training officer"), _("Place and date")],
    )


def gap_list(reading: Reading, at: datetime) -> Content:
    """Who does not have it for as long as it is needed, unit by unit."""
    missing = [row for row in names(reading) if row.standing in MISSING]
    total = total_of(reading)
    due = reading.asked.due_on
    headings = [*_person_headings(), _("Unit"), _("State")]
    words = {state: str(word) for state, word in STATE_WORDS.items()}
    rows = [[str(n), *_person(row), row.unit.name, words[row.standing]] for n, row in enumerate(missing, 1)]
    asked = [_("Due"), in_words(due)] if due else None
    return Content(
        facts=[*_facts(reading), *([asked] if asked else [])],
        sentences=[_("%(gap)s of %(required)s people lack it.") % {"gap": len(missing), "required": total.required}],
        tables=[Table(_("People who lack it"), headings, rows, wide=[2], accounts=[row.user_id for row in missing])],
        people=[],
        strength=total.strength,
        certified=len(certified(reading)),
        signed=[_("Commander"), _("Place and date")],
    )


def training_report(reading: Reading, at: datetime) -> Content:
    """What the unit was taught in the last year, and what came of it: sessions with their hours, and each person's results."""
    report, on = report_of(reading, at), reading.sight.on
    held = sum(proof_of(person.row, on).is_valid for person in report.people)
    figures = {"certified": held, "strength": len(report.people)}
    facts = [
        [_("Period"), f"{in_words(on - REPORTED)} – {in_words(on)}"],
        [_("Sessions"), str(len(report.sessions))],
        [_("Hours of instruction"), f"{report.hours:g}"],
        *([[_("Sessions without attendance, not counted"), str(report.unmarked)]] if report.unmarked else []),
        [_("Instructors"), joined(report.each("instructor")) or "–"],
        [_("Languages"), joined(report.each("language")) or "–"],
        [_("Places"), joined(report.each("place")) or "–"],
        [_("Completed the course in this period"), str(report.completed)],
        [_("Number certified"), str(held)],
    ]
    none_held = [] if report.sessions else [_("No session was recorded in this period.")]
    return Content(
        facts=[*_facts(reading), *facts],
        sentences=[_("%(certified)s of %(strength)s people of the unit hold it today.") % figures, *none_held],
        tables=[_sessions(report), _results(report)],
        people=[],
        strength=len(report.people),
        certified=held,
        signed=[_("Commander"), _("Training officer"), _("Place and date")],
    )


def _sessions(report: Report) -> Table:
    headings = [_("Day"), _("Hours"), _("Lessons"), _("Instructor"), _("Language"), _("Place"), _("Present")]
    rows = [
        [_day(s.day), f"{s.hours:g}", joined(s.lessons, "; "), s.instructor, s.language, s.place or "–", str(s.present)]
        for s in report.sessions
    ]
    return Table(_("Sessions"), headings, rows, wide=[2], accounts=[session.account for session in report.sessions])


def _results(report: Report) -> Table:
    """Hours, lessons and completion of each; the state says whether the examination was passed, no score is told."""
    words = {state: str(word) for state, word in STATE_WORDS.items()}
    results = [_("Hours present"), _("Lessons taught"), _("Finished alone"), _("Completed"), _("State")]
    rows = [
        [
            *(str(number), *_person(each.row), each.row.unit.short_name, f"{each.hours:g}", str(each.taught), str(each.alone)),
            _day(each.completed_on) if each.completed_on else "–",
            words[each.row.standing],
        ]
        for number, each in enumerate(report.people, 1)
    ]
    accounts = [each.row.user_id for each in report.people]
    return Table(_("Results of each person"), [*_person_headings(), _("Unit"), *results], rows, wide=[2], accounts=accounts)


def _title(reading: Reading) -> str:
    return reading.asked.achievement.name if reading.asked.achievement else ""


def _facts(reading: Reading) -> list[list[str]]:
    """The unit with what stands above it, the achievement, the strength, and the tour where one is announced."""
    sight, total = reading.sight, total_of(reading)
    place = Placement.objects.valid(sight.on).filter(unit=sight.pk).first()
    above = [each.unit.short_name for each in place.get_ancestors().select_related("unit")] if place else []
    facts = [
        [_("Unit"), joined([Unit.objects.get(pk=sight.pk).name, *reversed(above)])],
        [_("Achievement"), _title(reading)],
        [_("As of"), in_words(sight.on)],
        [_("Strength"), str(total.strength)],
        *([[_("Asked of"), str(total.required)]] if total.not_required else []),
    ]
    tour = bearing_on([sight.path], sight.on).deployment_at(sight.path)
    if tour is None:
        return facts
    mission = joined((part for part in (tour.mission, tour.rotation) if part), " · ")
    return [*facts, [_("Mission"), mission], [_("Tour"), f"{in_words(tour.starts_on)} – {in_words(tour.ends_on)}"]]


def _person_headings() -> list[str]:
    return [_("No."), _("Rank"), _("Name"), _("Service number")]


def _person(row: Any) -> Iterable[str]:
    user = row.user
    return (user.rank.name if user.rank else "", user.name, user.username)


def _code(proof: Proof) -> str:
    if proof.is_external:
        return _("External: %(provider)s") % {"provider": joined(filter(None, (proof.provider, proof.number)))}
    return proof.grouped_code


def _days_of(proof: Proof) -> list[str]:
    return [_day(proof.issued_on) if proof.issued_on else "–", _day(proof.until) if proof.until else _("No end date")]


def _day(day: date) -> str:
    return in_words(day, "j N Y")
