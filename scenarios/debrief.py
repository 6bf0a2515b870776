"""The debrief: each decision with what it changed, the rule, and what would have been better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.routing import page_path
from scenarios import engine
from scenarios.models import Decision, Run, ScenarioPage
from scenarios.permissions import visible_scenarios
from scenarios.reading import MeterView, direction, meter_views
from scenarios.services import MOST_DECISIONS
from scenarios.standing import level_of, story_of, way_of
from scenarios.story import PRACTICE, Choice, Ending, Scene, Story
from scenarios.waymap import WayMap, way_map


@dataclass(frozen=True)
class Verdict:
    """How good something was, as a word, a colour and a sign."""

    word: Any
    tone: str
    icon: str


QUALITIES = {
    "right": Verdict(gettext_lazy("Right"), "right", "check"),
    "acceptable": Verdict(gettext_lazy("Acceptable"), "care", "info"),
    "wrong": Verdict(gettext_lazy("Wrong"), "wrong", "cross"),
    "unlawful": Verdict(gettext_lazy("Unlawful"), "wrong", "warning"),
}
OUTCOMES = {
    "good": Verdict(gettext_lazy("It ended well"), "right", "check"),
    "mixed": Verdict(gettext_lazy("It ended with losses"), "care", "info"),
    "bad": Verdict(gettext_lazy("It ended badly"), "wrong", "warning"),
}


@dataclass(frozen=True)
class Step:
    """One decision, looked back on."""

    scene: Scene
    choice: Choice
    changes: list[engine.Change]
    decision: Decision

    @property
    def verdict(self) -> Verdict:
        return QUALITIES[self.choice.quality]

    @property
    def applies_labels(self) -> list[str]:
        """Where the rules behind the choice apply, each said once."""
        return list(dict.fromkeys(rule.applies_label for rule in self.choice.rules))

    @property
    def better(self) -> Choice | None:
        """The better choice; None where the right one was made."""
        return None if self.choice.quality == "right" else self.scene.choice(self.choice.better)


@dataclass(frozen=True)
class DebriefReading:
    """A finished run. ``ending`` is None for a run that could not go on, or went on too long."""

    run: Run
    story: Story
    ending: Ending | None
    last: Choice | None
    through: list[Scene]  # told on the way to the ending
    steps: list[Step]
    meters: list[MeterView]
    missing: list[str]  # what was lacking to pass, one sentence each
    scenario: ScenarioPage | None  # while it may be played again
    course_url: str
    map: WayMap

    @property
    def is_practice(self) -> bool:
        return self.story.mode == PRACTICE

    @property
    def is_too_long(self) -> bool:
        """It was closed at the highest number of decisions."""
        return self.ending is None and len(self.steps) >= MOST_DECISIONS

    @property
    def outcome(self) -> Verdict | None:
        return OUTCOMES[self.ending.outcome] if self.ending else None

    @property
    def direction(self) -> str:
        return direction(self.story.language)

    @property
    def right(self) -> int:
        return sum(step.choice.quality == "right" for step in self.steps)


def debrief_reading(run: Run, user: Any) -> DebriefReading:
    """Everything is read from the run and its edition; the page may have changed or gone since."""
    story = story_of(run)
    state, steps = _look_back(run, story)
    short = engine.shortcomings(story, state, [(step.scene.key, step.choice.key) for step in steps])
    scenario = visible_scenarios(user).filter(pk=run.edition.scenario_id).select_related("locale").first()
    return DebriefReading(
        run=run,
        story=story,
        ending=story.endings_by_key.get(run.ending),
        last=steps[-1].choice if steps else None,
        through=[story.scenes_by_key[key] for key in state.through],
        steps=steps,
        meters=meter_views(story, state, hidden=True),
        missing=_sentences(story, short),
        scenario=scenario,
        course_url=page_path(scenario.url_path, scenario.locale.language_code) if scenario else "",
        map=way_map(story, _places(story, run, state, steps), [step.scene.key for step in steps]),
    )


def _places(story: Story, run: Run, state: engine.State, steps: list[Step]) -> list[str]:
    """The scenes decided in, in their order, what routes led through between them, and where it ended."""
    places = list(engine.start(story, level_of(run)).through)
    for step in steps:
        places += [step.scene.key, *step.decision.state_after.get("through", ())]
    return [*places, state.scene]


def _look_back(run: Run, story: Story) -> tuple[engine.State, list[Step]]:
    """The last state, and each decision with the meters it moved."""
    before = engine.start(story, level_of(run))
    steps = []
    for decision in way_of(run):
        after = engine.State.from_json(decision.state_after)
        scene = story.scenes_by_key[decision.scene]
        if choice := scene.choice(decision.choice):
            steps.append(Step(scene, choice, engine.changes(story, before, after), decision))
        before = after
    return before, steps


def _sentences(story: Story, short: Iterable[engine.Shortcoming]) -> list[str]:
    """In the story's language, as everything around them."""
    with translation.override(story.language):
        return [_sentence(story, shortcoming) for shortcoming in short]


def _sentence(story: Story, short: engine.Shortcoming) -> str:
    if not short.subject:
        made = ngettext("You made %(n)d unlawful choice", "You made %(n)d unlawful choices", short.value) % {"n": short.value}
        return _("%(made)s; allowed: %(allowed)d.") % {"made": made, "allowed": short.at_most}
    values = {"meter": story.meters_by_key[short.subject].name, "value": short.value}
    if short.at_least is not None:
        return _("“%(meter)s” ended at %(value)d; needed: at least %(bound)d.") % {**values, "bound": short.at_least}
    return _("“%(meter)s” ended at %(value)d; needed: at most %(bound)d.") % {**values, "bound": short.at_most}
