"""The roster of a sitting: who has begun, where they are, when they were last heard of; and the record of it on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import ClassMember
from people.models import User
from quizzes.late import late_questions
from quizzes.models import Attempt, Seat, Sitting, SittingEvent, Step
from quizzes.sittings.contact import contacts

SILENT = 120  # seconds after which somebody is looked for


class State(StrEnum):
    """Where somebody stands at a moment; computed each time, stored nowhere."""

    AWAY = "away"
    LET_IN = "let-in"
    UNDER_WAY = "under-way"
    PAUSED = "paused"
    TIME_OVER = "time-over"
    HANDED_IN = "handed-in"


@dataclass(frozen=True)
class Place:
    """One learner in the room. ``answered`` of ``total``; ``at_number``: the question that was answered last."""

    learner: User
    seat: Seat | None
    state: State
    answered: int
    total: int
    at_number: int | None
    heard_at: datetime | None
    now: datetime

    @property
    def state_in_words(self) -> str:
        return {
            State.AWAY: _("Not here yet"),
            State.LET_IN: _("Let in"),
            State.UNDER_WAY: _("Under way"),
            State.PAUSED: _("Paused"),
            State.TIME_OVER: _("Time is over"),
            State.HANDED_IN: _("Handed in"),
        }[self.state]

    @property
    def tone(self) -> str:
        if self.state in (State.PAUSED, State.TIME_OVER) or self.is_silent:
            return "care"
        return {State.HANDED_IN: "right", State.UNDER_WAY: "accent"}.get(self.state, "plain")

    @property
    def attempt(self) -> Attempt | None:
        return self.seat.attempt if self.seat else None

    @property
    def is_open(self) -> bool:
        return self.state in (State.UNDER_WAY, State.PAUSED, State.TIME_OVER)

    @property
    def is_silent(self) -> bool:
        """Under way, and not heard of for two minutes: look whether the device still works."""
        is_waiting = self.state == State.UNDER_WAY and self.heard_at is not None
        return is_waiting and (self.now - self.heard_at).total_seconds() > SILENT  # type: ignore[operator]

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes, rounded up; None without a limit or when it is over."""
        attempt = self.attempt
        if attempt is None or attempt.deadline is None or not self.is_open:
            return None
        return max(0, -(-int((attempt.deadline - (attempt.paused_at or self.now)).total_seconds()) // 60))


@dataclass(frozen=True)
class Roster:
    sitting: Sitting
    places: list[Place]
    at: datetime

    @property
    def begun(self) -> int:
        return sum(place.attempt is not None for place in self.places)

    @property
    def handed_in(self) -> int:
        return sum(place.state == State.HANDED_IN for place in self.places)

    @property
    def under_way(self) -> int:
        return sum(place.is_open for place in self.places)


def read_roster(sitting: Sitting, at: datetime) -> Roster:
    """Members of the class and whoever has a seat, by name. Three queries and one look into the cache."""
    on = timezone.localdate(sitting.closed_at or at)
    members = ClassMember.objects.filter(training_class=sitting.training_class_id).valid(on).by_name()
    seats = {seat.learner_id: seat for seat in sitting.seats.select_related("learner__rank", "attempt")}
    learners = {member.user_id: member.user for member in members} | {key: seat.learner for key, seat in seats.items()}
    progress = read_progress([seat.attempt_id for seat in seats.values() if seat.attempt_id])
    heard = contacts(progress)
    places = [
        _place(learner, seats.get(key), progress, heard, at)
        for key, learner in sorted(learners.items(), key=lambda pair: (pair[1].name, pair[0]))
    ]
    return Roster(sitting, places, at)


@dataclass
class Progress:
    """``answered``: numbers of the questions; ``at_number``: of the one that was answered last."""

    answered: set[int]
    at_number: int | None = None
    heard_at: datetime | None = None


def read_progress(attempts: Iterable[int]) -> dict[int, Progress]:
    """How far each attempt is, from its steps. One query."""
    found = {attempt: Progress(set()) for attempt in attempts}
    steps = Step.objects.filter(attempt__in=found, kind__in=(Step.Kind.ANSWER, Step.Kind.SUBMIT)).order_by("attempt", "sequence")
    for attempt, number, at in steps.values_list("attempt", "item__number", "at"):
        own = found[attempt]
        own.heard_at = at
        if number is not None:
            own.answered.add(number)
            own.at_number = number
    return found


def _place(learner: User, seat: Seat | None, progress: dict[int, Progress], heard: dict[int, float], at: datetime) -> Place:
    attempt = seat.attempt if seat else None
    own = progress.get(attempt.pk, Progress(set())) if attempt else Progress(set())
    moments = [seat.admitted_at] if seat else []
    moments += [moment for moment in (attempt and attempt.started_at, own.heard_at) if moment]
    if attempt and attempt.pk in heard:
        moments.append(datetime.fromtimestamp(heard[attempt.pk], at.tzinfo))
    return Place(
        learner=learner,
        seat=seat,
        state=_state(seat, attempt, at),
        answered=len(own.answered),
        total=attempt.total if attempt else 0,
        at_number=own.at_number,
        heard_at=max(moments, default=None),
        now=at,
    )


def _state(seat: Seat | None, attempt: Attempt | None, at: datetime) -> State:
    if seat is None:
        return State.AWAY
    if attempt is None:
        return State.LET_IN
    if attempt.submitted_at is not None:
        return State.HANDED_IN
    if attempt.paused_at is not None:
        return State.PAUSED
    return State.TIME_OVER if attempt.is_over(at) else State.UNDER_WAY


# --- The record ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SittingRecord:
    """What is printed and signed: who sat, from when to when, and what happened. No answers and no results."""

    sitting: Sitting
    places: list[Place]
    events: list[SittingEvent]
    late: list[tuple[Place, dict[int, int]]]  # numbers of questions whose answers arrived after the end, with the key of each

    @property
    def present(self) -> list[Place]:
        return [place for place in self.places if place.attempt is not None]

    @property
    def absent(self) -> list[Place]:
        return [place for place in self.places if place.attempt is None]


def read_sitting_record(sitting: Sitting, at: datetime) -> SittingRecord:
    """The roster at the moment, every event, and which answers came too late."""
    events = sitting.events.select_related("actor__rank", "seat__learner__rank").order_by("pk")  # as they took turns
    places = read_roster(sitting, at).places
    late = late_questions(place.attempt.pk for place in places if place.attempt is not None)
    of_whom = [(place, late[place.attempt.pk]) for place in places if place.attempt is not None and place.attempt.pk in late]
    return SittingRecord(sitting, places, list(events), of_whom)
