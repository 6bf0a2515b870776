"""What the pages of a play show: the introduction, and one scene at a time."""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from courses.outline import ActivityRow, ModuleRow, course_around, course_outline, missing_before
from scenarios import engine
from scenarios.models import Decision, Edition, Run, ScenarioPage
from scenarios.standing import level_of, state_of, story_of, way_of
from scenarios.story import PRACTICE, Choice, Meter, Scene, Story


def direction(language: str) -> str:
    """For ``dir``: a story may be in another language than the page around it."""
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


# --- Introduction --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScenarioReading:
    """The page of a scenario: who you are, and the way in."""

    module: ModuleRow | None
    missing: list[ActivityRow]  # what must be finished first
    is_playable: bool
    open_run: Run | None
    finished: list[Run]  # latest first

    @property
    def passed_at(self) -> datetime | None:
        return min((run.finished_at for run in self.finished if run.passed and run.finished_at), default=None)

    @property
    def latest(self) -> Run | None:
        return self.finished[0] if self.finished else None


def scenario_reading(page: ScenarioPage, request: HttpRequest) -> ScenarioReading:
    """The course around it, its editions, the reader's own runs: a fixed number of queries."""
    if page.pk is None:  # the preview of a page that was never saved
        return ScenarioReading(None, [], False, None, [])
    module, missing = _around(page, request.user)
    runs: list[Run] = []
    if request.user.is_authenticated:
        runs = list(Run.objects.of(request.user).filter(edition__scenario=page))
    return ScenarioReading(
        module=module,
        missing=missing,
        is_playable=Edition.objects.filter(scenario=page).exists(),
        open_run=next((run for run in runs if run.finished_at is None), None),
        finished=[run for run in runs if run.finished_at is not None],
    )


def _around(page: ScenarioPage, reader: Any) -> tuple[ModuleRow | None, list[ActivityRow]]:
    """The module it stands in, and what the author ordered before it that the reader has not finished."""
    outline = course_outline(course_around(page), reader)
    for module in outline.modules:
        own = next((row for row in module.activities if row.pk == page.pk), None)
        if own is not None:
            done = {row.key for row in outline.activities if row.is_done}
            return module, missing_before(outline.activities, own, done)
    return None, []


# --- Meters --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeterView:
    """A meter with a colour and words for its value."""

    meter: Meter
    value: int

    @property
    def tone(self) -> str:
        """right, care or wrong: by the sentence that the value would get, else by thirds of the way to the good end."""
        reached = [self.value > band.up_to for band in self.meter.bands[:-1]]
        share = sum(reached) / len(reached) if reached else (self.value - self.meter.minimum) / self.meter.width
        good = share if self.meter.good == "high" else 1 - share
        return "right" if good > 2 / 3 else "care" if good > 1 / 3 else "wrong"

    @property
    def filled(self) -> int:
        """Segments that are on: steps above the lowest value."""
        return self.value - self.meter.minimum

    @property
    def words(self) -> str:
        text = _("%(value)s of %(max)s") % {"value": self.value, "max": self.meter.maximum}
        return text if self.meter.good == "high" else _("%(text)s, low is good") % {"text": text}

    @property
    def sentence(self) -> str:
        return self.meter.sentence(self.value)


def meter_views(story: Story, state: engine.State, *, hidden: bool) -> list[MeterView]:
    """In the story's order; ``hidden`` also shows what is kept until the debrief."""
    return [MeterView(meter, state.meters[meter.key]) for meter in story.meters if hidden or not meter.is_hidden]


# --- A scene -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SceneReading:
    """One scene as the player sees it; nothing here tells how good a choice is."""

    run: Run
    story: Story
    state: engine.State
    last: Choice | None  # the choice that led here
    way: list[Decision]  # that led here, without those taken back
    steps: int  # appended so far
    client_id: uuid.UUID
    at: datetime

    @property
    def sequence(self) -> int:
        """Number of the step that is to be appended."""
        return self.steps + 1

    @property
    def decided(self) -> int:
        return len(self.way)

    @property
    def was_timed_out(self) -> bool:
        """Whether the clock took the choice that led here."""
        return bool(self.way) and self.way[-1].timed_out

    @property
    def number(self) -> int:
        """Of the decision that is to be made, as the player counts."""
        return self.decided + 1

    @property
    def seconds(self) -> int:
        """By the player's own clock; 0 where no time limit runs."""
        return (self.scene.seconds or 0) * self.run.pace

    @property
    def seconds_left(self) -> int:
        """Of them, since the scene was first shown; nought where the time is up."""
        gone = self.at - self.run.clock_from if self.run.clock_from else timedelta()
        return max(0, math.ceil(self.seconds - gone.total_seconds()))

    @property
    def behind(self) -> list[tuple[Decision, Scene]]:
        """Decisions of this run that may be taken back, latest first; none in an assessed scenario."""
        own = [made for made in self.way if made.run_id == self.run.pk] if self.story.mode == PRACTICE else []
        return [(made, self.story.scenes_by_key[made.scene]) for made in reversed(own)]

    @property
    def scene(self) -> Scene:
        return self.story.scenes_by_key[self.state.scene]

    @property
    def through(self) -> list[Scene]:
        """Scenes that were passed on the way here; their texts are told before this one."""
        return [self.story.scenes_by_key[key] for key in self.state.through]

    @cached_property
    def offers(self) -> list[engine.Offer]:
        return engine.offers(self.story, self.state, level_of(self.run))

    @property
    def meters(self) -> list[MeterView]:
        return meter_views(self.story, self.state, hidden=False)

    @property
    def direction(self) -> str:
        return direction(self.story.language)

    @cached_property
    def fewest(self) -> int:
        """The least number of decisions that this run will have in all."""
        return self.decided + max(1, engine.fewest_decisions_left(self.story, self.state))

    @property
    def states(self) -> list[str]:
        """For the row of segments."""
        return ["done"] * self.decided + ["current"] + ["open"] * (self.fewest - self.number)


def scene_reading(run: Run, at: datetime) -> SceneReading:
    """Where an unfinished run stands."""
    story, way, newest = story_of(run), way_of(run), run.decisions.last()
    last = way[-1] if way else None
    made = story.scenes_by_key[last.scene].choice(last.choice) if last else None
    return SceneReading(run, story, state_of(run), made, way, newest.sequence if newest else 0, uuid.uuid4(), at)
