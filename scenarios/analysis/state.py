"""What the conditions of a story allow: never or always true, never reached, nothing open, no way to an end.

Read from bounds that hold whatever may happen (scenarios.analysis.values), so whatever is called impossible is. Whether every
choice may be closed at once is more than bounds can say; there a short search looks for a play that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from scenarios.analysis.domain import METER, Domain
from scenarios.analysis.references import kept_values
from scenarios.analysis.rings import may_close, ring_findings
from scenarios.analysis.search import Search, search
from scenarios.analysis.shape import is_hiding, never_shown, reached_from, ring_scenes, ways_of
from scenarios.analysis.values import Bounds, Spread, Values
from scenarios.analysis.witnesses import STUCK
from scenarios.conditions import Effect
from scenarios.findings import Finding, error, place, warning
from scenarios.story import ASSESSED, Ending, Scene, Story

A_GLANCE = 3_000  # states that a search may look at while somebody edits


@dataclass(frozen=True)
class Reading:
    """A story with its bounds."""

    story: Story
    domain: Domain
    values: Values
    rings: set[str]  # scenes in which a ring of routes may close

    @cached_property
    def glance(self) -> Search:
        """At the first states of all."""
        return search(self.story, most=A_GLANCE)

    @cached_property
    def still(self) -> set[str]:
        """Meters that stay at their start in every state."""
        bounds, states = Bounds(self.domain), [*self.values.entered.values(), *self.values.ended.values()]
        fields = {meter.key: self.domain.index[METER, meter.key] for meter in self.story.meters}
        starts = {meter.key: 1 << meter.start - meter.minimum for meter in self.story.meters}
        return {key for key, field in fields.items() if all(bounds.bits(state, field) == starts[key] for state in states)}

    def is_entered(self, key: str) -> bool:
        return bool(self.values.entered.get(key) or self.values.ended.get(key))


def read_values(story: Story) -> Reading:
    """Works on stories whose first scene and whose names in conditions and effects exist."""
    domain, rings = Domain(story, for_scores=True), ring_scenes(story)
    spread = Spread(story, domain, rings)
    values = spread.run()
    closing = may_close(spread, rings)
    return Reading(story, domain, values if closing == rings else Spread(story, domain, closing).run(), closing)


def state_findings(story: Story) -> list[Finding]:
    """Supposes a story in which every name and number is there (``is_sound_enough``)."""
    reading = read_values(story)
    return [finding for check in STATE_CHECKS for finding in check(reading)]


def check_rings(reading: Reading) -> Iterator[Finding]:
    """Rings of routes in which a play goes round; where none can close, what a route hides stays hidden."""
    open_rings = ring_scenes(reading.story) - reading.rings
    for scene in reading.story.scenes:
        if is_hiding(scene) and scene.key in open_rings:
            yield never_shown(scene)
    if reading.rings:
        yield from ring_findings(reading.story, reading.rings, reading.glance)


def check_reach(reading: Reading) -> Iterator[Finding]:
    """What nothing leads to, and what the conditions on the ways there never let by."""
    story = reading.story
    on_a_way = reached_from([story.start], ways_of(story, reading.rings))
    parts: list[Scene | Ending] = [*story.scenes, *story.endings]
    for part in parts:
        if part.key not in on_a_way:
            yield warning("unreachable", place(part), _("No way leads here from the first scene."))
        elif not reading.is_entered(part.key):
            yield warning("unreachable", place(part), _("Ways lead here, but what they ask for can never be met."))


def check_conditions_hold(reading: Reading) -> Iterator[Finding]:
    """Conditions that decide nothing. A last route whose condition always holds by then is as good as an “otherwise”."""
    values = reading.values
    for scene in reading.story.scenes:
        if values.rest.get(scene.key):
            for number, choice in enumerate(scene.choices):
                where = f"{place(scene)}: “{choice.text or choice.key}”"
                if choice.when and not values.choice_holds[scene.key, number]:
                    yield warning("never-true", where, _("What it asks for is never true here, so nobody can choose it."))
                elif choice.when and not values.choice_fails[scene.key, number]:
                    yield warning("always-true", where, _("What it asks for is always true here. Take the condition away."))
        yield from _check_routes(reading, scene)


def _check_routes(reading: Reading, scene: Scene) -> Iterator[Finding]:
    values, is_left = reading.values, bool(reading.values.entered.get(scene.key))
    for number, route in enumerate(scene.routes):
        holds, fails = values.route_holds.get((scene.key, number)), values.route_fails.get((scene.key, number))
        numbered, part = {"number": number + 1}, f"route-{number + 1}"
        if is_left and not holds:
            yield warning("never-true", place(scene), _("Route %(number)d is never taken: its condition never holds.") % numbered)
        elif is_left and route.when and not fails and number + 1 < len(scene.routes):
            told = _("Route %(number)d always holds. Take its condition and the later routes away.") % numbered
            yield warning("always-true", place(scene), told, part=part)
        elif not is_left and values.entered.get(scene.key):
            yield warning("never-true", place(scene), _("Route %(number)d is never taken: earlier ones always hold.") % numbered)
        is_left = is_left and bool(fails)


def check_shown_choices(reading: Reading) -> Iterator[Finding]:
    """Choices behind routes of which, whatever was done before, one holds; of an “otherwise” the form alone tells."""
    values = reading.values
    for scene in reading.story.scenes:
        if scene.choices and not is_hiding(scene) and values.entered.get(scene.key) and not values.rest.get(scene.key):
            yield never_shown(scene)


def check_open_choices(reading: Reading) -> Iterator[Finding]:
    """Scenes in which every choice is, or may be, closed at once."""
    suspected = [scene for scene in reading.story.scenes if scene.choices and reading.values.stuck.get(scene.key)]
    for scene in suspected:
        if not any(reading.values.choice_holds[scene.key, number] for number in range(len(scene.choices))):
            yield error("always-stuck", place(scene), _("No choice can ever be open here: the story stops."))
            continue
        if (STUCK, scene.key) in reading.glance.seen.plays or not reading.glance.is_complete:
            yield warning("may-be-stuck", place(scene), _("Every choice has a condition. If none holds, the story stops here."))


def check_ends(reading: Reading) -> Iterator[Finding]:
    """Scenes from which no possible way leads to an ending; what is not built yet may become one."""
    story, values = reading.story, reading.values
    back: dict[str, list[str]] = {}
    for scene in story.scenes:
        for target in _possible_targets(reading, scene):
            back.setdefault(target, []).append(scene.key)
    unknown = {key for key in back if key not in story.scenes_by_key}
    good = reached_from([*story.endings_by_key, *unknown], back)
    for scene in story.scenes:
        if story.endings and values.entered.get(scene.key) and _possible_targets(reading, scene) and scene.key not in good:
            yield error("no-way-out", place(scene), _("From here the story can never reach an ending."))


def _possible_targets(reading: Reading, scene: Scene) -> Sequence[str]:
    values = reading.values
    routes = [route.target for n, route in enumerate(scene.routes) if values.route_holds.get((scene.key, n))]
    return routes + [choice.target for n, choice in enumerate(scene.choices) if values.choice_holds.get((scene.key, n))]


def check_moving_meters(reading: Reading) -> Iterator[Finding]:
    """Meters that choices push, but never from their start."""
    pushed = {effect.subject for scene in reading.story.scenes for c in scene.choices for effect in c.effects if _pushes(effect)}
    for meter in reading.story.meters:
        if meter.key in pushed and meter.key in reading.still:
            yield warning("meter-never-moves", place(meter), _("Whatever is chosen, this meter stays as it began."))


def check_passing(reading: Reading) -> Iterator[Finding]:
    """What is asked of a meter to pass, though no play ends with it. What it can never be at all, the form alone tells."""
    story, bounds, ended = reading.story, Bounds(reading.domain), reading.values.ended.values()
    asked = {bound.subject for bound in story.passes.meters}
    for meter in story.meters if story.mode == ASSESSED and ended else ():
        number = reading.domain.index[METER, meter.key]
        possible = {value for state in ended for value in reading.domain.fields[number].values(bounds.bits(state, number))}
        kept = kept_values(story, meter)
        if meter.key in asked and kept and not any(value in kept for value in possible):
            yield warning("never-passed", place(meter), _("Nobody can pass: the meter cannot reach what is asked."))


def check_effects_count(reading: Reading) -> Iterator[Finding]:
    """Effects on meters that change nothing, whatever the meter may be by then; those of meters that never move say it once."""
    bounds = Bounds(reading.domain)
    for scene in reading.story.scenes:
        for number, choice in enumerate(scene.choices):
            state = reading.values.choice_holds.get((scene.key, number), 0)
            for effect in choice.effects if state else ():
                before, state = state, bounds.after(state, reading.domain.tables([effect]).items())
                # The same values after it as before: each is left as it is, since no effect brings two past one another.
                if before == state and _pushes(effect) and effect.subject not in reading.still and not _is_harm(reading, effect):
                    where = f"{place(scene)}: “{choice.text or choice.key}”"
                    told = _("Its effect on “%s” changes nothing: the meter is always there already.")
                    yield warning("effect-idle", where, told % reading.story.meters_by_key[effect.subject].name)


def _is_harm(reading: Reading, effect: Effect) -> bool:
    """Harm is told also where all is lost already."""
    is_rise = reading.story.meters_by_key[effect.subject].good == "high"
    return effect.effect == "add" and (effect.number or 0) * (1 if is_rise else -1) < 0


def _pushes(effect: Effect) -> bool:
    return effect.effect in ("add", "set")


STATE_CHECKS = (
    *(check_rings, check_reach, check_conditions_hold, check_shown_choices, check_open_choices, check_ends),
    *(check_moving_meters, check_effects_count, check_passing),
)
